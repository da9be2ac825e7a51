"""A document, pipeline, compose file or script points at a deprecated file.

What it does
------------
Looks for the paths of deprecated files in documents (Markdown, reStructuredText, text), pipelines, compose and Kubernetes files,
Dockerfiles, Makefiles, package scripts and shell scripts. A path counts as a whole: from the root, from the folder of the text, or below a
variable, not as a part of a longer path. A line that says itself that the file is outdated, or what replaces it, is right as it stands;
changelogs, migration guides, archives and tests are not read. Imports and `source` lines are SSOT401.

Why it matters
--------------
People copy what the documentation shows, and a pipeline that runs the old script fails on the day it is removed.

How to fix
----------
Write what replaces it, or say on that line that it is deprecated.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.outdated import old_files, old_uses
from ssot_check.rules.support.successors import shown_successor


def check(project: Project) -> Iterator[Finding]:
    """One finding for each line and file."""
    old = old_files(project)
    uses = list(old_uses(project, old))
    seen = {_line(use.target.path, use.target.reference.location) for use in uses if use.target.reference.kind is not ReferenceKind.FILE}
    named = [
        (use.target.path, use.target.reference.location)
        for use in uses
        if use.target.reference.kind is ReferenceKind.FILE and not use.file.test
    ]
    named += [(mention.path, mention.location) for mention in project.evidence.mentions if not mention.told]
    for path, place in sorted(named, key=lambda item: item[1]):
        if _line(path, place) not in seen:
            seen.add(_line(path, place))
            yield _finding(project, path, old[path], place)


def _line(path: str, place: Location) -> tuple[str, str, int]:
    return path, place.path, place.line


def _finding(project: Project, path: str, entry: Deprecated, place: Location) -> Finding:
    target = shown_successor(project, entry)
    state = "deprecated" if path in project.tree.files else "deprecated and gone"
    return Finding(
        code=RULE.code,
        message=f"{path} is named here, and it is {state}",
        location=place,
        why="people copy what the texts show, and a pipeline that runs the old file fails on the day it is removed",
        help=f"write `{target}`" if target else "write what replaces it, or say on that line that it is deprecated",
        domain=entry.domain,
        severity=RULE.severity,
        label=state,
        related=(Related(entry.location, "deprecated here"),),
        digest=path,
    )


RULE = Rule(code="SSOT403", name="deprecated-reference", severity=Severity.WARNING, explanation=__doc__, check=check)
