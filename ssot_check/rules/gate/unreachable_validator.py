"""A validation script that the registry names is run by no hook and no pipeline.

What it does
------------
Takes the helper scripts of each domain that check something (compat: `validation_script` and `validation`; version 2: those of
`helpers` with `valid`, `verify` or `check` in their name) and looks whether anything that starts by itself calls them, directly or
through a Makefile, package scripts or other scripts. A script that is missing is SSOT114; a repository without hooks and pipelines is
SSOT901.

Why it matters
--------------
The registry says that a script keeps the rule. A script that nothing runs keeps nothing.

How to fix
----------
Call the script from a pipeline or a hook, or remove the entry.
"""

import re
from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Role
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.mentions import also, mentions

_CHECKS = re.compile("valid|verify|check")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each script, at the first line that names it."""
    if not project.wiring.starters:
        return
    for path, found in mentions(project, (Role.HELPER,)).items():
        first = next((item for item in found if _CHECKS.search(f"{item.what} {path.rpartition('/')[2]}")), None)
        if first is None or path not in project.tree.files or path in project.wiring.reached:
            continue
        yield Finding(
            code=RULE.code,
            message=f"the validation script `{path}` is run by no hook and no pipeline",
            location=first.entry.location,
            why="the registry says that it keeps the rule, and nothing ever runs it",
            help=f"call `{path}` from a pipeline or a hook, or remove the entry",
            domain=first.domain,
            severity=RULE.severity,
            label=f"named as `{first.what}`",
            related=also(found),
            scope=first.domain,
            digest=digest_parts((path,)),
        )


RULE = Rule(code="SSOT903", name="unreachable-validator", severity=Severity.WARNING, explanation=__doc__, check=check)
