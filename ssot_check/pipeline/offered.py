"""Which export of an owner stands for what is banned: one that is called like it, or whose own code does it. No other is named."""

from __future__ import annotations

from typing import Final

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Domain
from ssot_check.model.touch import readings
from ssot_check.model.unit import Trait, Unit, UnitKind

_BUILTINS: Final = "builtins"
_MARK: Final = regex(r"[.:]+")
_NO_WAY: Final = regex(r"(?:Error|Exception|Exit|Interrupt|Warning|\bProtocol|\bTypedDict)$")
"""The end of the name of a class, or of a base of one, that says what may come or what is meant, and does nothing."""

_OF_BROWSERS: Final = regex(r"^(?:localStorage|sessionStorage|indexedDB|navigator|document|console)\.")
"""What nobody imports, so that no call of it is known by a module."""


def offered(project: Project, domain: Domain, banned: str) -> list[Unit]:
    """Exported units that do what `banned` does, the likeliest first; where many are exported and none of them tells, a public one that is
    called like it.

    Where all bans are written, and not those of a profile, a single export is what their writer means.
    """
    files = [project.files[path] for path in project.owned_files(domain) if path in project.files]
    units = [unit for file in files for unit in file.units if not unit.scope]
    exported = [unit for export in domain.exports for unit in units if unit.name == export.name and not _is_no_way(unit)]
    used = {id(unit): _used(unit, project.files[unit.location.path].units) for unit in exported}
    last, others = _MARK.split(banned)[-1], _of_one_library(domain, banned)
    namesakes = [unit for unit in exported if unit.name == last]
    doing = [unit for unit in exported if _is_among(banned, used[id(unit)])]
    alike = [unit for unit in exported if any(_is_among(other, used[id(unit)]) for other in others)]
    if len(domain.exports) == 1 and not any(ban.profile for ban in domain.bans if not ban.use):
        return exported
    listed = (*namesakes, *doing, *alike)
    spare = () if listed else [unit for file in files for unit in file.units if unit.name == last and _is_public(unit, file)]
    return list({id(unit): unit for unit in (*listed, *spare)}.values())


def _is_public(unit: Unit, file: ParsedFile) -> bool:
    """True for what others can take, whether it is listed or not."""
    return not (unit.scope or unit.is_private or _is_no_way(unit)) and any(item.name == unit.name for item in file.definitions)


def _is_no_way(unit: Unit) -> bool:
    """True for an exception, and for a type of which nobody makes an instance."""
    names = (unit.name, *unit.bases)
    return unit.kind is UnitKind.CLASS and (Trait.PROTOCOL in unit.traits or any(_NO_WAY.search(name.partition("[")[0]) for name in names))


def _used(unit: Unit, units: tuple[Unit, ...]) -> frozenset[str]:
    """What it calls and derives from, its methods included."""
    inner = f"{unit.name}."
    return frozenset((*unit.bases, *(call for part in (unit, *units) if _is_within(part, unit, inner) for call in part.calls)))


def _is_within(part: Unit, unit: Unit, inner: str) -> bool:
    return part is unit or part.scope == unit.name or part.scope.startswith(inner)


def _of_one_library(domain: Domain, banned: str) -> list[str]:
    """What else of the library the domain keeps to itself. The rest of it says nothing: `logging.getLogger` sets nothing up."""
    forms = readings([symbol for ban in domain.bans for symbol in ban.symbols])
    if banned in forms:
        return sorted(forms)
    library = _MARK.split(banned)[0]
    if library == _BUILTINS:
        return []
    return [symbol for ban in domain.bans for symbol in ban.symbols if symbol != banned and _MARK.split(symbol)[0] == library]


def _is_among(banned: str, used: frozenset[str]) -> bool:
    """True when it is used, or something below it. Go calls a package by the end of its path.

    Of a browser's object TypeScript tells the method alone.
    """
    spelled = {banned, banned.rpartition("/")[2], _OF_BROWSERS.sub(".", banned)}
    return any(name == form or name.startswith((f"{form}.", f"{form}::", f"{form} ")) for name in used for form in spelled)
