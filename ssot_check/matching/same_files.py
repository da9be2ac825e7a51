"""Files with the bytes of an owner's file of which each unit is too small to be told: together they are a copy that nobody writes twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import Final

from ssot_check.matching.haystack import Haystack, domain_of, owner_files
from ssot_check.matching.refusals import comparable, is_boilerplate
from ssot_check.model.match import Alignment, CloneType, Match, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.registry import Domain
from ssot_check.model.unit import Trait, Unit

LEAST_TOKENS: Final = 20
"""Tokens of all units of a file from which on it says something."""


def same_files(hay: Haystack, told: Container[str]) -> Iterator[Match]:
    """One match for each such file, about its largest unit, but for those of which something is `told` already. By path."""
    owners: dict[str, list[tuple[ParsedFile, Sequence[Domain]]]] = defaultdict(list)
    for owner, domains in owner_files(hay):
        if not owner.generated:
            owners[owner.digest].append((owner, domains))
    for path in sorted(hay.files):
        file = hay.files[path]
        if file.digest in owners and path not in told and not file.generated:
            found = (match for owner, domains in owners[file.digest] if (match := _match(hay, owner, domains, file)) is not None)
            yield from list(found)[:1]


def _match(hay: Haystack, owner: ParsedFile, domains: Sequence[Domain], file: ParsedFile) -> Match | None:
    domains = [domain for domain in domains if (domain.name, file.path) not in hay.exempt]
    unit = _largest(file)
    if not domains or unit is None or _means_another(owner, file) or not _is_original(hay, owner.path, file.path):
        return None
    original = next((item for item in owner.units if item.location.line == unit.location.line and item.kind is unit.kind), None)
    if original is None or not comparable(original, owner, unit, file):
        return None
    lines = tuple((line, line) for line in unit.fingerprint.lines)
    name = domain_of(original, domains).name
    return Match(name, original, unit, CloneType.EXACT, Tier.GATE, 1.0, Alignment(lines, len(lines), len(lines)))


def _is_original(hay: Haystack, owner: str, path: str) -> bool:
    """True for a file outside of the owner's domains; of two owners the first by path is the one."""
    both = set(hay.owners[owner]) & set(hay.owners.get(path, ()))
    return owner != path and not both and (path not in hay.owners or owner < path)


def _largest(file: ParsedFile) -> Unit | None:
    units = [unit for unit in file.units if not unit.scope and Trait.NESTED not in unit.traits and not is_boilerplate(unit)]
    if sum(unit.fingerprint.size for unit in units) < LEAST_TOKENS:
        return None
    return max(units, key=lambda unit: (unit.fingerprint.size, -unit.location.line), default=None)


def _means_another(owner: ParsedFile, file: ParsedFile) -> bool:
    """True for a text that says something else in another folder: it takes what stands beside it."""
    apart = owner.path.rpartition("/")[0] != file.path.rpartition("/")[0]
    return apart and any(item.spelled.startswith(".") for item in file.references)
