"""A deprecated file is still imported or sourced.

What it does
------------
Follows the imports of Python, TypeScript and JavaScript, and the `source` lines of shell scripts, to files, whatever their spelling:
absolute, relative, with an alias, `from package import module`, through the aliases of the registry or of a `tsconfig.json`. It reports
those that lead to a path under `deprecated`, or to a file below it, also where the file is gone already and the import fails. Imports that
only a type checker reads count: they break, too. Deprecated files may use one another, and tests may test them.

Why it matters
--------------
Each new user of something that is to go makes it harder to remove, and the replacement is never the only one.

How to fix
----------
The `help` line spells the import of the replacement for that file. Where the replacement lacks the name, it says so.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.outdated import OldUse, advice, old_files, old_uses


def check(project: Project) -> Iterator[Finding]:
    """One finding for each import."""
    for use in old_uses(project, old_files(project)):
        if use.target.reference.kind is not ReferenceKind.FILE and not use.file.test:
            yield _finding(project, use)


def _finding(project: Project, use: OldUse) -> Finding:
    path, entry, reference = use.target.path, use.entry, use.target.reference
    verb = "sourced" if reference.kind is ReferenceKind.SOURCE else "imported"
    what = f"`{use.target.name}` is {verb} from {path}" if use.target.name else f"{path} is {verb}"
    state = "deprecated" if path in project.tree.files else "deprecated and gone"
    return Finding(
        code=RULE.code,
        message=f"{what}, which is {state}{_since(entry.since)}",
        location=reference.location,
        why=entry.reason or "each further use makes it harder to remove",
        help=advice(project, use),
        domain=entry.domain,
        severity=RULE.severity,
        label=f"means {path}",
        related=(Related(entry.location, "deprecated here"),),
        digest=reference.name,
    )


def _since(version: str) -> str:
    return f" since {version}" if version else ""


RULE = Rule(code="SSOT401", name="deprecated-import", severity=Severity.ERROR, explanation=__doc__, check=check)
