"""Which findings are allowed to stand, by a comment beside the code or by the registry, and what became of each permission.

A finding that stands for several fragments is allowed only where each of them is: a further copy is reported again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeAlias

from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.suppression import NEVER_SUPPRESSED, Grant, Kind, Ledger, Suppressed


class Outcome(NamedTuple):
    """Findings that count and findings that are allowed, each in the order given; `ledger` holds every unused grant."""

    told: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class _Place:
    """One fragment that a finding stands for."""

    location: Location
    extent: Location | None
    scope: str

    @property
    def lines(self) -> Sequence[int]:
        """Lines whose comments may speak of it, and 0."""
        own = range(self.location.line, max(self.location.line, self.location.end_line) + 1)
        return sorted({0, self.extent.line if self.extent else 0, *own})


@dataclass(frozen=True, slots=True, eq=False)
class _Offer:
    """A grant that can be read, told from the others by what it is and not by what it says; `symbol` is that of a registry's entry."""

    grant: Grant
    symbol: str = ""

    @property
    def line(self) -> int:
        """The only line that it covers, 0 when it is more than one."""
        comment = self.grant.comment
        return comment.first if comment is not None and comment.first == comment.last else 0

    def allows(self, place: _Place) -> bool:
        """True when this place, in a file that the grant speaks of, may stand."""
        if self.grant.comment is not None:
            return self.grant.comment.covers(place.location, place.extent)
        return self.symbol in ("", place.scope, place.scope.rpartition(".")[2])


_Index: TypeAlias = Mapping[tuple[str, str, int], Sequence[_Offer]]
"""Offers by code, path and the one line that they cover, 0 where that is more than one."""


def suppress(findings: Iterable[Finding], project: Project, today: date | None, rules: Iterable[Rule]) -> Outcome:
    """Tell the findings that are allowed from those that count."""
    codes = {rule.code: rule.name for rule in rules if not rule.code.startswith(NEVER_SUPPRESSED)}
    offers = [offer for offer in _offers(project) if offer.grant.code in codes]
    holding = [offer for offer in offers if not offer.grant.has_run_out(today)]
    index: dict[tuple[str, str, int], list[_Offer]] = {}
    for offer in holding:
        for path in offer.grant.paths:
            index.setdefault((offer.grant.code, path, offer.line), []).append(offer)
    told: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[_Offer] = set()
    for finding in findings:
        taking, whole = _taking_part(finding, index, project)
        if whole:
            suppressed.append(Suppressed(finding, tuple(offer.grant for offer in taking)))
        else:
            told.append(finding)
        used.update(taking)
    ledger = Ledger(
        codes=tuple(sorted(codes.items())),
        unused=tuple(offer.grant for offer in holding if offer not in used),
        expired=tuple(offer.grant for offer in offers if offer.grant.has_run_out(today)),
    )
    return Outcome(tuple(told), tuple(suppressed), ledger)


def tellable(ledger: Ledger, idle: Iterable[str], dim: Iterable[str]) -> Ledger:
    """The ledger without unused grants of rules that did not run (`idle`) and in files that were not read in full (`dim`)."""
    codes, paths = frozenset(idle), frozenset(dim)
    kept = (grant for grant in ledger.unused if grant.code not in codes and paths.isdisjoint(grant.paths))
    return replace(ledger, unused=tuple(kept))


def _offers(project: Project) -> Iterator[_Offer]:
    """Every permission that can be read, by place: comments first, then the registry. A comment in the registry is none."""
    comments = [item for path in sorted(project.files.keys() - {project.registry.path}) for item in project.files[path].suppressions]
    for comment in (*comments, *project.evidence.suppressions):
        for code in comment.codes if comment.is_sound else ():
            here = (comment.location.path,)
            yield _Offer(Grant(Kind.IN_SOURCE, code, comment.location, comment.reason, comment.until, here, comment=comment))
    for entry in (entry for entry in project.registry.exceptions if entry.reason):
        paths = project.select(entry.path)
        yield _Offer(Grant(Kind.EXTERNAL, entry.code, entry.location, entry.reason, entry.until, paths, entry.owner), entry.symbol)


def _taking_part(finding: Finding, index: _Index, project: Project) -> tuple[tuple[_Offer, ...], bool]:
    """Every offer that takes part in allowing the finding, in order, and whether together they allow all of its fragments."""
    taking: dict[_Offer, None] = {}
    whole = True
    for place in _places(finding, project):
        near = (offer for line in place.lines for offer in index.get((finding.code, place.location.path, line), ()))
        found = [offer for offer in near if offer.allows(place)]
        whole = whole and bool(found)
        taking.update(dict.fromkeys(found))
    return tuple(taking), whole


def _places(finding: Finding, project: Project) -> Iterator[_Place]:
    """Where it stands, then its further fragments; of one whose unit is gone only the file may be known."""
    yield _Place(finding.location, finding.extent, finding.scope)
    shown: Mapping[tuple[str, str], Location] = {(item.location.path, item.symbol): item.location for item in finding.related}
    for part in finding.further:
        parsed = project.files.get(part.path)
        units = [unit for unit in parsed.units if unit.qualified_name == part.scope] if parsed else []
        if units:
            yield from (_Place(unit.signature, unit.location, part.scope) for unit in units)
        else:
            yield _Place(shown.get((part.path, part.scope), Location(part.path)), None, part.scope)
