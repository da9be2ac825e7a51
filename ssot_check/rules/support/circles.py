"""Circles between a file of an owner and one that it uses: what closes them, and which do well until somebody says otherwise."""

from __future__ import annotations

from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import Reference, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.source import FAMILIES, STUB, ending
from ssot_check.rules.support.places import INDEX_NAMES
from ssot_check.rules.support.uses import Target, Uses

_RUST: Final = ".rs"
_JAVASCRIPT: Final = "JavaScript"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with the use of a file, the reference that uses it, and the one that closes a circle."""

    what: str
    use: Reference
    back: Reference | None = None

    @property
    def waits(self) -> bool:
        """True for a circle that is not there yet when the files are loaded, and in Rust, which knows none between crates."""
        return self.back is not None and (self.use.late or self.back.late or self.use.location.path.endswith(_RUST))

    def is_usual(self, project: Project, domain: Domain, used: str) -> bool:
        """True for a circle that does well until somebody says who serves whom, unless the change that the run is about brings it."""
        others = [project.registry.domain(name) for name in project.owners.get(used, ())]
        if self.back is None or any(item.name == domain.name for other in others for item in other.depends_on):
            return False
        changes = project.changes
        brought = changes is not None and (changes.brings(self.use.location) or changes.brings(self.back.location))
        return not brought and (bool(others) or FAMILIES.get(ending(used)) == _JAVASCRIPT)


def way_in(project: Project, uses: Uses, target: Target, into: str) -> Reference | None:
    """By what the used file uses the file `into` in turn."""
    file = project.files.get(target.path)
    if target.path.endswith(STUB):
        return None  # its imports say types, and no import runs it
    folder, _, name = into.rpartition("/")
    inside = folder if name in (*INDEX_NAMES, "lib.rs", "main.rs") else into.removesuffix(_RUST)
    if target.path.startswith(f"{inside}/"):
        return None  # a package and its own modules are one thing
    if file is None or file.test or target.path.rpartition("/")[2] in INDEX_NAMES or not takes(project, target):
        return None
    found = [item for item in uses.targets(file) if takes(project, item)]
    closing = [item.reference for item in found if item.path == into or _sources(project, uses, item, into)]
    # What is needed at once tells more than what waits, and a `use` more than the `mod` above it.
    return min(closing, key=lambda item: (item.late, item.annotates, not item.alias), default=None)


def takes(project: Project, target: Target) -> bool:
    """False where a name is only handed through, at either end: the file that defines it is the one used."""
    first = target.name.partition(".")[0]
    if target.reference.passing or not first or not target.path.endswith(_RUST):
        return not target.reference.passing
    file = project.files.get(target.path)
    return file is None or not any(item.alias == first for item in file.references)


def _sources(project: Project, uses: Uses, target: Target, into: str) -> bool:
    return target.reference.kind is ReferenceKind.SOURCE and target.path in project.files and into in uses.files(project.files[target.path])
