"""A run of top-level statements or a config block repeats an owned one.

What it does
------------
Compares script bodies, compose services, Dockerfile stages, CI jobs and steps, Kubernetes objects, Makefile targets, alert
rules, dashboard panels, tasks of Ansible and config sections outside the owner with those of the owner. The order of keys,
short and long forms and anchors do not count. Tasks that work on other things (another file, another package), or hand other
arguments to the same module, are hints. So are blocks that share too little work to take from one another: jobs and steps with
one set-up and other commands, services of one image with other values, stages that run other commands or begin FROM another image,
calls of an action, what would keep most of its lines beside `extends`, and a service of a file that is called an example. A block of
Python is told from where it aligns to the line that takes back what it did (a class that is put back).

Why it matters
--------------
A pasted job or service block has to be changed in as many places as it was pasted to.

How to fix
----------
Refer to the owner's block: `extends`, `include`, a reusable workflow, a shared base image, or a sourced script.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.match import CloneType
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import BLOCKS, copy_finding, matches

_WHAT = {
    CloneType.EXACT: "an exact copy of",
    CloneType.RENAMED: "a copy with other values of",
    CloneType.NEAR: "an edited copy of",
    CloneType.SEMANTIC: "probably a rewrite of",
}


def check(project: Project) -> Iterator[Finding]:
    """One warning for each copied block."""
    for match in matches(project, lambda item: item.owner.kind in BLOCKS):
        yield copy_finding(RULE.code, match, Severity.WARNING, _WHAT[match.clone_type])


RULE = Rule(code="SSOT210", name="block-copy", severity=Severity.WARNING, explanation=__doc__, check=check)
