"""An exported name is neither defined nor passed on by its owner.

What it does
------------
Compares each name under `exports` with what the owner's files define and re-export; `from m import *`, `export * from` and
`pub use m::*` are followed to the files they mean. Of data it compares keys, `logging.level` for one below another. It speaks
only when that is certain: every code file of the owner was analysed, and none of them may define names that cannot be seen (a
star of a library, an `eval`). A missing owner is SSOT101.

Why it matters
--------------
Everybody is told to import a name that does not exist, and a second definition of it elsewhere goes unnoticed because there is no first.

How to fix
----------
Write the name as the owner spells it, or define it there. When it is gone for good, remove it from `exports`.
"""

from collections.abc import Iterator

from ssot_check.model.entry import Export
from ssot_check.model.finding import Edit, Finding, Fix, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Component, Domain
from ssot_check.model.suggest import nearest
from ssot_check.model.unit import UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.exports import is_default_of, is_provided, provided


def check(project: Project) -> Iterator[Finding]:
    """One finding for each name of each component."""
    for domain in project.registry.domains:
        for component in domain.components:
            if component.exports:
                yield from _component(project, domain, component)


def _component(project: Project, domain: Domain, component: Component) -> Iterator[Finding]:
    paths = _files(project, domain, component)
    names = provided(project, paths)
    if names is None:
        return
    for export in component.exports:
        if not is_provided(export.name, names, paths) and not _elsewhere(project, domain, export.name):
            yield _finding(project, domain, component, export, nearest(export.name, names))


def _files(project: Project, domain: Domain, component: Component) -> tuple[str, ...]:
    """Where the names may stand: in the component's own paths; those of the whole domain when the domain itself lists them."""
    parts = (component,) if component.name and component.paths else domain.components
    return tuple(sorted({path for part in parts for entry in part.paths for path in project.select(entry)}))


def _elsewhere(project: Project, domain: Domain, name: str) -> bool:
    """True when another side of the domain provides the name: listed in the wrong place it is still there."""
    files = [project.files[path] for path in project.owned_files(domain) if path in project.files]
    return any(is_default_of(name, file) or name in {definition.name for definition in file.definitions} for file in files)


def _finding(project: Project, domain: Domain, component: Component, export: Export, guess: str) -> Finding:
    hidden = _is_hidden(project, _files(project, domain, component), export.name)
    if hidden:
        guess = ""
    holder = _holder(project, _files(project, domain, component), export.name)
    lacking = "keeps it to itself" if hidden else f"has it only as a member of `{holder}`" if holder else "defines it"
    guess = f"{holder}.{export.name}" if holder and not hidden else guess
    fix = Fix(f"write `{guess}`", Safety.SUGGESTED, (Edit(export.location, _quoted(project, export, guess)),)) if guess else None
    return Finding(
        code=RULE.code,
        message=f"`{export.name}` is exported by `{domain.name}`, but {_owner(domain, component, there=bool(hidden or holder))} {lacking}",
        location=export.location,
        why="whoever imports the name as the registry says fails, and nothing protects it from being defined elsewhere",
        help=f"write `{guess}`, which is defined there"
        if guess
        else f"{'export' if hidden else 'define'} it there, or remove it from `exports`",
        domain=domain.name,
        severity=RULE.severity,
        label="not exported by the owner" if hidden else "not defined by the owner",
        scope=f"{domain.name}.{component.name}".rstrip("."),
        digest=export.name,
        fix=fix,
    )


def _owner(domain: Domain, component: Component, *, there: bool) -> str:
    """The files before a verb: those of which one has the name in some way when it is `there`, else those that have it in none."""
    paths = [f"`{entry.path}`" for entry in component.paths]
    if not paths:
        return f"{'one' if there else 'no'} path of `{domain.name}`"
    if len(paths) == 1:
        return paths[0] if there else f"nothing in {paths[0]}"
    return f"{'one' if there else 'none'} of {', '.join(paths)}"


def _is_hidden(project: Project, paths: tuple[str, ...], name: str) -> bool:
    """True when one of the files defines the name and does not let others import it."""
    return any(unit.qualified_name == name for path in paths if path in project.files for unit in project.files[path].units)


def _holder(project: Project, paths: tuple[str, ...], name: str) -> str:
    """The one type of the files that has a method of that name; "" when there is none, or several."""
    units = (unit for path in paths if path in project.files for unit in project.files[path].units)
    holders = {unit.scope for unit in units if unit.name == name and unit.kind is UnitKind.METHOD}
    return holders.pop() if len(holders) == 1 else ""


def _quoted(project: Project, export: Export, name: str) -> str:
    """`name` in the quotes that the registry uses for the entry."""
    line = project.registry.lines[export.location.line - 1 : export.location.line]
    written = line[0][export.location.column - 1 : export.location.end_column - 1] if line else ""
    return written.replace(export.name, name, 1) if export.name in written else name


RULE = Rule(code="SSOT102", name="missing-export", severity=Severity.ERROR, explanation=__doc__, check=check, fix=Safety.SUGGESTED)
