"""A helper script that the registry names is absent, or cannot be run.

What it does
------------
Looks up the scripts under `management_script`, `validation_script`, `sync_script`, `validation` and `synchronization`. A shell script
must carry the executable bit as well; where nobody knows the bits of files (no git, and no file has one) that is not asked.

Why it matters
--------------
These scripts are what people are told to run. A missing one is found out at the worst moment.

How to fix
----------
Write the path under which the script stands now, restore it, or remove the entry. Make a script executable with `chmod +x`.
"""

from collections.abc import Iterator, Sequence

from ssot_check.model.dataclass import replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Role
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.exports import FAMILIES, ending
from ssot_check.rules.support.guesses import respell, suggest
from ssot_check.rules.support.mentions import Mention, also, mentions
from ssot_check.rules.support.places import is_missing, missing_owners


def check(project: Project) -> Iterator[Finding]:
    """One finding for each script, at the first line that names it."""
    known = missing_owners(project)
    for path, found in mentions(project, (Role.HELPER,)).items():
        if path in known:
            continue
        if is_missing(project.tree, found[0].entry):
            yield _missing(project, path, found)
        elif _cannot_run(project, path):
            remedy = f"run `chmod +x {path}` and commit it"
            yield _finding(found, f"the helper script `{path}` is not executable", remedy)


def _missing(project: Project, path: str, found: Sequence[Mention]) -> Finding:
    suggestion = suggest(project.tree, path)
    help_text = f"write {suggestion.text}" if suggestion else "write the path under which it stands now, restore it, or remove the entry"
    finding = _finding(found, f"the helper script `{path}` does not exist", help_text)
    return replace(finding, fix=respell(project, (item.entry for item in found), suggestion))


def _cannot_run(project: Project, path: str) -> bool:
    tree = project.tree
    return bool(tree.executable) and path in tree.files and path not in tree.executable and FAMILIES.get(ending(path)) == "shell"


def _finding(found: Sequence[Mention], message: str, remedy: str) -> Finding:
    first = found[0]
    return Finding(
        code=RULE.code,
        message=message,
        location=first.entry.location,
        why="people are told to run it, and find out when they need it",
        help=remedy,
        domain=first.domain,
        severity=RULE.severity,
        label=f"named as `{first.what}`",
        related=also(found),
        scope=first.domain,
        digest=digest_parts((first.entry.path,)),
    )


RULE = Rule(code="SSOT114", name="helper-missing", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)
