"""An owner uses one of its own consumers, or a domain that it does not depend on.

What it does
------------
Looks at what the files of an owner import, source or name, and reports

* a circle: `app/log.py` (the owner) imports `jobs/run.py`, and `jobs/run.py` imports `app/log.py`; the line that does is
  shown too
* where the domain has `depends_on`: a file that another domain owns, when neither that domain nor the `parent` is
  listed there

Not reported are tests, wrappers, the domains under `depends_on`, imports under `if TYPE_CHECKING`, and files that only
gather others (`__init__.py`, `mod.rs`, `index`) with the modules of their package. A Rust file that declares a module
(`mod log;`) or passes its names on (`pub use log::Log;`) does not use it, nor does `log.rs` use the modules in its folder
`log`.

Without `depends_on`, and in a compat registry, the findings are warnings, and a circle of two owners is told once. One
that an import inside a function (or `import type`) closes is meant: where the owner waits it is a hint (`--hints`), as all in Rust are.

Why it matters
--------------
The owner can no longer be used, tested or moved without the code it is meant to serve.

How to fix
----------
Give the owner what it needs as an argument, move that code into the owner, or add the domain to `depends_on`.
"""

from collections.abc import Iterator
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.finding import HINT, Finding, Related
from ssot_check.model.parsed import Reference, ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.annotated import way_back
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.places import INDEX_NAMES
from ssot_check.rules.support.uses import Target, Uses

_RUST: Final = ".rs"


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What is wrong with the use of a file, the reference that uses it, and the one that closes a circle."""

    what: str
    use: Reference
    back: Reference | None = None

    @property
    def waits(self) -> bool:
        """True for a circle that is not there yet when the files are loaded, and in Rust, which knows none between crates."""
        return self.back is not None and (self.use.late or self.back.late or self.use.location.path.endswith(_RUST))


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
        for path in sorted(path for path in asked & project.files.keys() if not project.files[path].test):
            seen: set[str] = set()
            for target in uses.targets(project.files[path]):
                wrong = _wrong(project, uses, domain, target, path) if target.path not in near | seen else None
                if wrong is not None:
                    seen.add(target.path)
                    if strict or not _is_told_elsewhere(project, uses, target, path, wrong):
                        yield _finding(project, domain, target.path, wrong, strict=strict)


def _wrong(project: Project, uses: Uses, domain: Domain, target: Target, into: str) -> _Wrong | None:
    """What is wrong when the owner `into` uses the target; None where it may."""
    needed = {item.name for item in domain.depends_on} | {domain.parent}
    others = [name for name in project.owners.get(target.path, ()) if name != domain.name]
    if needed.intersection(others):
        return None
    if others and domain.depends_on:
        return _Wrong(f"which `{others[0]}` owns, and `depends_on` of `{domain.name}` does not name it", target.reference)
    back = _back(project, uses, target, into)
    if back is None:
        return None
    same = [item for item in uses.targets(project.files[into]) if item.path == target.path and _takes(project, item)]
    return _Wrong("which uses that file itself", min((item.reference for item in same), key=lambda item: (item.late, item.annotates)), back)


def _is_told_elsewhere(project: Project, uses: Uses, target: Target, into: str, wrong: _Wrong) -> bool:
    """True for a circle that is not this owner's to tell: the other file waits, or it is an owner that tells the same."""
    if wrong.back is None or wrong.use.late != wrong.back.late:
        return wrong.back is not None and not wrong.use.late
    domains = [project.registry.domain(name) for name in project.owners.get(target.path, ())] if target.path < into else []
    home = Target(into, "", wrong.back)
    return any(_wrong(project, uses, domain, home, target.path) is not None for domain in domains)


def _back(project: Project, uses: Uses, target: Target, into: str) -> Reference | None:
    """By what the used file uses the file `into` in turn."""
    file = project.files.get(target.path)
    folder, _, name = into.rpartition("/")
    inside = folder if name in (*INDEX_NAMES, "lib.rs", "main.rs") else into.removesuffix(_RUST)
    if target.path.startswith(f"{inside}/"):
        return None  # a package and its own modules are one thing
    if file is None or file.test or target.path.rpartition("/")[2] in INDEX_NAMES or not _takes(project, target):
        return None
    found = [item for item in uses.targets(file) if _takes(project, item)]
    closing = [item.reference for item in found if item.path == into or _sources(project, uses, item, into)]
    # What is needed at once tells more than what waits, and a `use` more than the `mod` above it.
    return min(closing, key=lambda item: (item.late, item.annotates, not item.alias), default=None)


def _takes(project: Project, target: Target) -> bool:
    """False where a name is only handed through, at either end: the file that defines it is the one used."""
    first = target.name.partition(".")[0]
    if target.reference.passing or not first or not target.path.endswith(_RUST):
        return not target.reference.passing
    file = project.files.get(target.path)
    return file is None or not any(item.alias == first for item in file.references)


def _sources(project: Project, uses: Uses, target: Target, into: str) -> bool:
    return target.reference.kind is ReferenceKind.SOURCE and target.path in project.files and into in uses.files(project.files[target.path])


def _finding(project: Project, domain: Domain, used: str, wrong: _Wrong, *, strict: bool) -> Finding:
    circle = (Related(wrong.back.location, "and this points back at the owner"),) if wrong.back else ()
    return Finding(
        code=RULE.code,
        message=f"the owner of `{domain.name}` uses {used}, {wrong.what}",
        location=wrong.use.location,
        why="an owner that needs its consumers cannot be changed, tested or moved without them",
        help=way_back(project, domain, wrong.use, wrong.back),
        domain=domain.name,
        severity=RULE.severity if strict else Severity.INFORMATION if wrong.waits else Severity.WARNING,
        confidence=HINT if wrong.waits and not strict else "high",
        label="points the wrong way",
        related=(*circle, Related(domain.location, "the domain stands here")),
        digest=wrong.use.name,
    )


RULE = Rule(code="SSOT313", name="inverted-dependency", severity=Severity.ERROR, explanation=__doc__, check=check)
