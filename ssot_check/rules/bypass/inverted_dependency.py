"""An owner uses one of its own consumers, or a domain that it does not depend on.

What it does
------------
Looks at what the files of an owner import, source or name, and reports

* a circle: `app/log.py` (the owner) imports `jobs/run.py`, and `jobs/run.py` imports `app/log.py`; the line that does is
  shown too
* where the domain has `depends_on`: a file that another domain owns, when neither that domain nor the `parent` is
  listed there

Not reported are tests, wrappers, the domains under `depends_on`, imports under `if TYPE_CHECKING` or in a stub (`.pyi`,
which never runs), and files that only gather others (`__init__.py`, `mod.rs`, `index`) with the modules of their package.
A Rust file that declares a module (`mod log;`) or passes its names on (`pub use log::Log;`) does not use it, nor does
`log.rs` use the modules in its folder `log`.

Without `depends_on`, and in a compat registry, the findings are warnings, one for each line, and a circle of two owners
is told once. One that an import inside a function (or `import type`) closes is meant: where the owner waits it is a
hint (`--hints`), as all in Rust are. A hint is also a circle in TypeScript and JavaScript, whose modules may take
functions from one another, and one of two owners, of which nobody has said who serves whom; but a run about a change
(`--since`, `--staged`) warns of it when the change brings one of the imports.

Why it matters
--------------
The owner can no longer be used, tested or moved without the code it is meant to serve.

How to fix
----------
Give the owner what it needs as an argument, move that code into the owner, or add the domain to `depends_on`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import HINT, Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, Domain
from ssot_check.model.source import STUB
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.annotated import way_back
from ssot_check.rules.support.circles import Wrong, takes, way_in
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.uses import Target, Uses


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file that an owner uses so; an error only where the registry says what the domain depends on."""
    uses = uses_of(project)
    # Only what some file uses can be part of a circle, so of a few files that were looked at no other owner need be read.
    used = uses.reached(project.files.values())
    for domain in project.registry.domains:
        owned = frozenset(project.owned_files(domain))
        near = owned.union(path for wrapper in domain.wrappers for path in project.select(wrapper.path))
        asked = owned if domain.depends_on else owned & used
        strict = bool(domain.depends_on) and project.registry.dialect is not Dialect.COMPAT
        for path in sorted(path for path in asked & project.files.keys() if _runs(project, path)):
            seen: set[str] = set()
            lines: set[int] = set()  # what a package passes on leads to several files
            for target in uses.targets(project.files[path]):
                wrong = _wrong(project, uses, domain, target, path) if target.path not in near | seen else None
                if wrong is not None:
                    seen.add(target.path)
                    if strict or not (wrong.use.location.line in lines or _is_told_elsewhere(project, uses, target, path, wrong)):
                        lines.add(wrong.use.location.line)
                        yield _finding(project, domain, target.path, wrong, strict=strict)


def _runs(project: Project, path: str) -> bool:
    """False for a test, and for a stub: what it imports says types."""
    return not project.files[path].test and not path.endswith(STUB)


def _wrong(project: Project, uses: Uses, domain: Domain, target: Target, into: str) -> Wrong | None:
    """What is wrong when the owner `into` uses the target; None where it may."""
    needed = {item.name for item in domain.depends_on} | {domain.parent}
    others = [name for name in project.owners.get(target.path, ()) if name != domain.name]
    if needed.intersection(others):
        return None
    if others and domain.depends_on:
        return Wrong(f"which `{others[0]}` owns, and `depends_on` of `{domain.name}` does not name it", target.reference)
    back = way_in(project, uses, target, into)
    if back is None:
        return None
    same = [item for item in uses.targets(project.files[into]) if item.path == target.path and takes(project, item)]
    return Wrong("which uses that file itself", min((item.reference for item in same), key=lambda item: (item.late, item.annotates)), back)


def _is_told_elsewhere(project: Project, uses: Uses, target: Target, into: str, wrong: Wrong) -> bool:
    """True for a circle that is not this owner's to tell: the other file waits, or it is an owner that tells the same."""
    if wrong.back is None or wrong.use.late != wrong.back.late:
        return wrong.back is not None and not wrong.use.late
    domains = [project.registry.domain(name) for name in project.owners.get(target.path, ())] if target.path < into else []
    home = Target(into, "", wrong.back)
    return any(_wrong(project, uses, domain, home, target.path) is not None for domain in domains)


def _finding(project: Project, domain: Domain, used: str, wrong: Wrong, *, strict: bool) -> Finding:
    circle = (Related(wrong.back.location, "and this points back at the owner"),) if wrong.back else ()
    hint = not strict and (wrong.waits or wrong.is_usual(project, domain, used))
    return Finding(
        code=RULE.code,
        message=f"the owner of `{domain.name}` uses {used}, {wrong.what}",
        location=wrong.use.location,
        why="an owner that needs its consumers cannot be changed, tested or moved without them",
        help=way_back(project, domain, wrong.use, wrong.back),
        domain=domain.name,
        severity=RULE.severity if strict else Severity.INFORMATION if hint else Severity.WARNING,
        confidence=HINT if hint else "high",
        label="points the wrong way",
        related=(*circle, Related(domain.location, "the domain stands here")),
        digest=wrong.use.name,
    )


RULE = Rule(code="SSOT313", name="inverted-dependency", severity=Severity.ERROR, explanation=__doc__, check=check)
