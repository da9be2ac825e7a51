"""A deprecated file is still imported or sourced.

What it does
------------
Follows the imports of Python, TypeScript, JavaScript, Go and Rust, and the `source` lines of shell scripts, to files, whatever their
spelling: absolute, relative, with an alias, `from package import module`, through the aliases of the registry or of a `tsconfig.json`. It
reports those that lead to a path under `deprecated`, or to a file below it, also where the file is gone already and the import fails. In
Python, `import_module("...")` and its like with a literal name count. So do imports that only a type checker reads: they break, too.
Deprecated files may use one another, and tests may test them. A Go package counts when all its files are deprecated; `mod old;` of Rust
is no use.

Why it matters
--------------
Each new user of something that is to go makes it harder to remove, and the replacement is never the only one.

How to fix
----------
The `help` line spells the import of the replacement for that file. Where the replacement lacks the name, it says so. Where it
is known to have everything that the file takes, the import is rewritten; aliases keep the uses as they are.
"""

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related, Safety
from ssot_check.model.location import Location
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.replacement import EVERYTHING
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.exports import provided
from ssot_check.rules.support.outdated import OldUse, old_files, old_uses, reached
from ssot_check.rules.support.successors import advice, moved, successor


def check(project: Project) -> Iterator[Finding]:
    """One finding for each import."""
    old = old_files(project)
    for use in old_uses(project, old):
        if use.target.reference.kind is not ReferenceKind.FILE and not use.file.test:
            yield _reference(project, use)
    for path, touch in reached(project, old):
        what = f"`{touch.spelled}` loads {path}"
        yield _finding(project, (path, old[path]), what, touch.location, advice(project, old[path], touch.location.path, ""))


def _reference(project: Project, use: OldUse) -> Finding:
    path, reference, name = use.target.path, use.target.reference, use.target.name.partition(".")[0].removesuffix("*")
    verb = "sourced" if reference.kind is ReferenceKind.SOURCE else "imported"
    what = f"`{use.target.name}` is {verb} from {path}" if name else f"{path} is {verb}"
    alias = "" if not name and reference.alias == reference.name.partition(".")[0] else reference.alias
    alias = EVERYTHING if use.target.name == EVERYTHING or (not reference.alias and reference.name.endswith(f".{EVERYTHING}")) else alias
    found = _finding(project, (path, use.entry), what, reference.location, advice(project, use.entry, use.file.path, name, alias))
    if "." in use.target.name or not _is_covered(project, use):
        return found
    return replace(found, fix=moved(project, use.entry, reference.location, (path, name), alias))


def _is_covered(project: Project, use: OldUse) -> bool:
    """False when a script calls functions of the old file that cannot be told to be in the new one."""
    if use.target.reference.kind is not ReferenceKind.SOURCE:
        return True
    taken, given = (provided(project, (path,)) for path in (use.target.path, successor(project, use.entry)[0]))
    called = {item.name for item in use.file.references if item.kind is ReferenceKind.COMMAND}
    return taken is not None and given is not None and given >= called & taken


def _finding(project: Project, old: tuple[str, Deprecated], what: str, place: Location, remedy: str) -> Finding:
    path, entry = old
    state = "deprecated" if path in project.tree.files else "deprecated and gone"
    return Finding(
        code=RULE.code,
        message=f"{what}, which is {state}" + (f" since {entry.since}" if entry.since else ""),
        location=place,
        why=entry.reason or "each further use makes it harder to remove",
        help=remedy,
        domain=entry.domain,
        severity=RULE.severity,
        label=f"means {path}",
        related=(Related(entry.location, "deprecated here"),),
        digest=digest_parts((path, what)),
    )


RULE = Rule(code="SSOT401", name="deprecated-import", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)
