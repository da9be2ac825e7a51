"""Files that are copies as a whole: a reader wants to be told so once, and not function by function.

What is found, counted, allowed and known stays one finding for each function; only who reads the report sees one in their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.finding import HINT, Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.scripts import ALONE

COPIES: Final = ("SSOT201", "SSOT202", "SSOT203", "SSOT204", "SSOT206", "SSOT209", "SSOT210")
LEAST: Final = 2
"""So many units must stand in the other file, and be told unless all are equal: one says it by itself."""
MOST: Final = 0.75
MOST_UNITS: Final = 0.60
"""A file is a copy from so many of its tokens and of its units on that stand in the other one."""
SHOWN: Final = 5
_WORDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "remark"}


@dataclass(frozen=True, slots=True)
class _Paste:
    """The findings of one file that come from one file of one domain; `units` are all of that file, `standing` those found in the other."""

    findings: Sequence[Finding]
    owner: ParsedFile
    units: Sequence[Unit]
    standing: Sequence[Unit]

    @property
    def first(self) -> Finding:
        """The heaviest, first by place."""
        return min(self.findings, key=lambda item: (item.severity.rank, item.sort_key))

    @property
    def equal(self) -> int:
        """How many units of the file stand in the other one as they are."""
        own = {unit.fingerprint.exact for unit in self.owner.units}
        return sum(unit.fingerprint.exact in own for unit in self.units)


def folded(found: Iterable[Finding], project: Project) -> tuple[Finding, ...]:
    """One finding for each file that is a copy: itself the first of those that it stands for, the others are its `further`."""
    groups: dict[tuple[str, str, str, str], list[Finding]] = {}
    for item in found:
        if item.code in COPIES and item.confidence != HINT and item.related and item.related[0].location.path != item.location.path:
            groups.setdefault((item.location.path, item.related[0].location.path, item.domain, item.excused), []).append(item)
    pastes = (_paste(members, project) for members in groups.values())
    return tuple(_one(paste, project) for paste in pastes if paste is not None)


def _paste(findings: Sequence[Finding], project: Project) -> _Paste | None:
    copy, owner = (project.files.get(path) for path in (findings[0].location.path, findings[0].related[0].location.path))
    if copy is None or owner is None:
        return None
    units = _units(copy)
    own = {unit.fingerprint.exact for unit in owner.units}
    places = [item.extent or item.location for item in findings]
    standing = [unit for unit in units if unit.fingerprint.exact in own or _is_told(unit, places)]
    size = sum(unit.fingerprint.size for unit in units)
    all_equal = all(unit.fingerprint.exact in own for unit in units)
    if len(standing) < max(LEAST, MOST_UNITS * len(units)) or (len(findings) < LEAST and not all_equal):
        return None
    if sum(unit.fingerprint.size for unit in standing) < MOST * size:
        return None
    return _Paste(findings, owner, units, standing)


def _units(file: ParsedFile) -> list[Unit]:
    """What a file is made of: its functions, classes, tables and blocks; its loose statements where it has nothing else.

    A method counts by itself where it stands outside its type, as in Go and Rust.
    """
    blocks = [unit for unit in file.units if unit.kind is not UnitKind.SCRIPT] or file.units
    return [unit for unit in blocks if Trait.NESTED not in unit.traits and not (unit.scope and _is_inside(unit, blocks))]


def _is_inside(unit: Unit, others: Iterable[Unit]) -> bool:
    return any(other is not unit and other.location.contains(unit.location) for other in others)


def _is_told(unit: Unit, places: Iterable[Location]) -> bool:
    """True where a finding speaks of the unit; of a class that is said by those of most of its lines."""
    inside = [place for place in places if unit.location.contains(place) or place.contains(unit.location)]
    return sum(place.line_count for place in inside) >= MOST * unit.location.line_count


def _one(paste: _Paste, project: Project) -> Finding:
    first, owner = paste.first, paste.owner.path
    count = f"{len(paste.standing)} of its {len(paste.units)} units stand there"
    same = paste.equal == len(paste.units)
    what = f"{count}, all as they are" if same else f"{count}, {paste.equal} of them as they are" if paste.equal else count
    others = [item for item in paste.findings if item is not first]
    return Finding(
        code=first.code,
        message=f"{first.location.path} is a copy of {owner}, which `{first.domain}` owns: {what}",
        location=first.location,
        why=f"a change to {owner} does not reach this file",
        help=_help(paste, project),
        domain=first.domain,
        severity=first.severity,
        confidence=first.confidence,
        label=first.label,
        related=(first.related[0], *map(_pair, others[: SHOWN - 1])),
        notes=(_note(paste),),
        scope=first.scope,
        digest=first.digest,
        further=tuple(item.identity for item in others),
        excused=first.excused,
    )


def _pair(item: Finding) -> Related:
    return replace(item.related[0], label=f"repeated in line {item.location.line}: {item.code}")


def _note(paste: _Paste) -> str:
    counts = Counter(item.severity for item in paste.findings)
    told = [f"{counts[kind]} {_WORDS[kind]}{'s' * (counts[kind] > 1)}" for kind in Severity if counts[kind]]
    each = f"ssot-check explain {paste.first.location.path}:LINE"
    if len(paste.findings) == 1:
        return f"stands for {told[0]}, which `{each}` tells of"
    return f"stands for {', '.join(told)}, which are counted one by one; `{each}` tells of one, -v shows all"


def _help(paste: _Paste, project: Project) -> str:
    """What to do about the file, then what that is for the first of its units."""
    path, owner, domain = paste.first.location.path, paste.owner.path, paste.first.domain
    if path in project.owners:
        owners = " and ".join(f"`{name}`" for name in project.owners[path])
        wanted = f"let one of both files be the owner (this one is that of {owners}), and the other take from it what both have"
    elif paste.equal == len(paste.units) and (
        paste.units[0].kind is not UnitKind.CONFIG or paste.owner.digest == project.files[path].digest
    ):
        wanted = f"let {owner} stand in for this file wherever it is loaded, and delete it"
    elif len(paste.standing) == len(paste.units):
        wanted = f"keep here only what differs from {owner}, and take the rest from there"
    else:
        wanted = f"keep here only what {owner} has not, and take the rest from there"
    begin, alone, _ = paste.first.help.partition(f"; {ALONE}")
    let = f"; {ALONE} {owner}, name it in the registry: `duplicates: {{ignore: [{path}]}}` of `{domain}`" if alone else ""
    return f"{wanted}; to begin with: {begin}{let}"
