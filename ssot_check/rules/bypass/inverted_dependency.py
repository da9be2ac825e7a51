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
`log`. Without `depends_on`, and in a compat registry, the findings are warnings: some circles are closed on purpose, by
imports inside functions.

Why it matters
--------------
The owner can no longer be used, tested or moved without the code it is meant to serve.

How to fix
----------
Give the owner what it needs as an argument, move that code into the owner, or add the domain to `depends_on`.
"""

from collections.abc import Iterator
from typing import Final

from ssot_check.model.finding import Finding, Related
from ssot_check.model.parsed import Reference, ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Dialect, Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.places import INDEX_NAMES
from ssot_check.rules.support.uses import Target, Uses

_RUST: Final = ".rs"


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file that an owner uses so; an error only where the registry says what the domain depends on."""
    uses = uses_of(project)
    # Only what some file uses can be part of a circle, so of a few files that were looked at no other owner need be read.
    used = uses.reached(project.files.values())
    for domain in project.registry.domains:
        owned = frozenset(project.owned_files(domain))
        near = owned.union(path for wrapper in domain.wrappers for path in project.select(wrapper.path))
        asked = owned if domain.depends_on else owned & used
        for path in sorted(asked & project.files.keys()):
            seen: set[str] = set()
            for target in uses.targets(project.files[path]):
                what, back = _wrong(project, uses, domain, target, path) if target.path not in near else ("", None)
                if what and not project.files[path].test and target.path not in seen:
                    seen.add(target.path)
                    told = domain.depends_on and project.registry.dialect is not Dialect.COMPAT
                    yield _finding(domain, target, what, RULE.severity if told else Severity.WARNING, back)


def _wrong(project: Project, uses: Uses, domain: Domain, target: Target, into: str) -> tuple[str, Reference | None]:
    """What the used file is to the owner, when it should not use it, and the reference that closes a circle; else "" and None."""
    needed = {item.name for item in domain.depends_on} | {domain.parent}
    others = [name for name in project.owners.get(target.path, ()) if name != domain.name]
    if needed.intersection(others):
        return "", None
    if others and domain.depends_on:
        return f"which `{others[0]}` owns, and `depends_on` of `{domain.name}` does not name it", None
    back = _back(project, uses, target, into)
    return ("which uses that file itself" if back else ""), back


def _back(project: Project, uses: Uses, target: Target, into: str) -> Reference | None:
    """By what the used file uses the file `into` in turn."""
    file = project.files.get(target.path)
    folder, _, name = into.rpartition("/")
    inside = folder if name in INDEX_NAMES else into.removesuffix(_RUST)
    if target.path.startswith(f"{inside}/"):
        return None  # a package and its own modules are one thing
    if file is None or file.test or target.path.rpartition("/")[2] in INDEX_NAMES or not _takes(project, target):
        return None
    found = [item for item in uses.targets(file) if _takes(project, item)]
    closing = [item.reference for item in found if item.path == into or _sources(project, uses, item, into)]
    return min(closing, key=lambda item: not item.alias, default=None)  # a `use` tells more than the `mod` above it


def _takes(project: Project, target: Target) -> bool:
    """False where a name is only handed through, at either end: the file that defines it is the one used."""
    file, first = project.files.get(target.path), target.name.partition(".")[0]
    handed = file is not None and file.language == "rust" and first and any(item.alias == first for item in file.references)
    return not handed and not target.reference.passing


def _sources(project: Project, uses: Uses, target: Target, into: str) -> bool:
    file = project.files.get(target.path)
    return target.reference.kind is ReferenceKind.SOURCE and file is not None and into in uses.files(file)


def _finding(domain: Domain, target: Target, what: str, severity: Severity, back: Reference | None) -> Finding:
    circle = (Related(back.location, "and this points back at the owner"),) if back else ()
    return Finding(
        code=RULE.code,
        message=f"the owner of `{domain.name}` uses {target.path}, {what}",
        location=target.reference.location,
        why="an owner that needs its consumers cannot be changed, tested or moved without them",
        help=f"hand over what is needed as an argument, or move it into the owner of `{domain.name}`",
        domain=domain.name,
        severity=severity,
        label="points the wrong way",
        related=(*circle, Related(domain.location, "the domain stands here")),
        digest=target.reference.name,
    )


RULE = Rule(code="SSOT313", name="inverted-dependency", severity=Severity.ERROR, explanation=__doc__, check=check)
