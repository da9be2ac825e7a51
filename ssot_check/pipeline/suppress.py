"""Which findings are allowed to stand, by a comment beside the code or by the registry, and what became of each permission.

A finding that stands for several fragments is allowed only where each of them is: a further copy is reported again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import ExceptionEntry
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


@dataclass(frozen=True, slots=True)
class _Offer:
    """A grant that holds today, and the entry of the registry behind it where there is one."""

    grant: Grant
    entry: ExceptionEntry | None = None

    def allows(self, place: _Place, registry: str) -> bool:
        """True when this very place may stand. A comment in the registry at `registry` allows nothing."""
        if self.entry is not None:
            listed = place.location.path in self.grant.paths
            return listed and self.entry.symbol in ("", place.scope, place.scope.rpartition(".")[2])
        comment = self.grant.comment
        same = place.location.path == self.grant.location.path != registry
        return same and comment is not None and comment.covers(place.location, place.extent)


def suppress(findings: Iterable[Finding], project: Project, today: date | None, rules: Iterable[Rule]) -> Outcome:
    """Tell the findings that are allowed from those that count."""
    codes = {rule.code: rule.name for rule in rules if not rule.code.startswith(NEVER_SUPPRESSED)}
    offers = [offer for offer in _offers(project) if offer.grant.code in codes]
    by_code: dict[str, list[_Offer]] = {}
    for offer in offers:
        if not offer.grant.has_run_out(today):
            by_code.setdefault(offer.grant.code, []).append(offer)
    told: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[Grant] = set()
    for finding in findings:
        grants, whole = _grants(finding, by_code.get(finding.code, ()), project)
        if whole:
            suppressed.append(Suppressed(finding, grants))
        else:
            told.append(finding)
        used.update(grants)
    holding = [offer.grant for offer in offers if not offer.grant.has_run_out(today)]
    ledger = Ledger(
        codes=tuple(sorted(codes.items())),
        unused=tuple(grant for grant in holding if grant not in used),
        expired=tuple(offer.grant for offer in offers if offer.grant.has_run_out(today)),
    )
    return Outcome(tuple(told), tuple(suppressed), ledger)


def tellable(ledger: Ledger, idle: Iterable[str], dim: Iterable[str]) -> Ledger:
    """The ledger without unused grants of rules that did not run (`idle`) and in files that were not read in full (`dim`)."""
    codes, paths = frozenset(idle), frozenset(dim)
    kept = (grant for grant in ledger.unused if grant.code not in codes and paths.isdisjoint(grant.paths))
    return replace(ledger, unused=tuple(kept))


def _offers(project: Project) -> Iterator[_Offer]:
    """Every permission that is whole, by place: comments first, then the registry."""
    for path in sorted(project.files):
        for comment in project.files[path].suppressions:
            for code in comment.codes if comment.is_sound else ():
                grant = Grant(Kind.IN_SOURCE, code, comment.location, comment.reason, comment.until, (path,), comment=comment)
                yield _Offer(grant)
    for entry in project.registry.exceptions:
        paths = project.select(entry.path)
        yield _Offer(Grant(Kind.EXTERNAL, entry.code, entry.location, entry.reason, entry.until, paths, entry.owner), entry)


def _grants(finding: Finding, offers: Sequence[_Offer], project: Project) -> tuple[tuple[Grant, ...], bool]:
    """Every grant that takes part in allowing the finding, and whether together they allow all of its fragments."""
    grants: dict[Grant, None] = {}
    whole = bool(offers)
    for place in _places(finding, project) if offers else ():
        found = [offer.grant for offer in offers if offer.allows(place, project.registry.path)]
        whole = whole and bool(found)
        grants.update(dict.fromkeys(found))
    return tuple(grants), whole


def _places(finding: Finding, project: Project) -> Iterator[_Place]:
    yield _Place(finding.location, finding.extent, finding.scope)
    shown: Mapping[tuple[str, str], Location] = {(item.location.path, item.symbol): item.location for item in finding.related}
    for part in finding.further:
        parsed = project.files.get(part.path)
        units = [unit for unit in parsed.units if unit.qualified_name == part.scope] if parsed else []
        if units:
            yield from (_Place(unit.signature, unit.location, part.scope) for unit in units)
        else:
            yield _Place(shown.get((part.path, part.scope), Location(part.path)), None, part.scope)
