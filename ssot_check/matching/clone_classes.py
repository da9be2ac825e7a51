"""The symmetric pass: units that repeat each other and that nobody owns, attributed to a domain by its profile.

Only units that plainly belong to some domain's kind take part, so the pass costs little and reports nothing that the
registry says nothing about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Final

from ssot_check.matching.candidates import RareIndex, share
from ssot_check.matching.haystack import Haystack
from ssot_check.matching.profiles import Profile, belongs, evidence, profile_of
from ssot_check.matching.refusals import can_be_copy, can_be_owner, comparable, outermost
from ssot_check.matching.similarity import Signals, at_most, measure, overlap, score
from ssot_check.matching.subjects import SMALL
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import split_identifier
from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneClass, CloneType, Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.registry import DEFAULT_MIN_TOKENS
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.unit import Unit, UnitKind

_KINDS: Final = frozenset((UnitKind.FUNCTION, UnitKind.METHOD, UnitKind.CLASS))
PAIR_CAP: Final = 24
_PAIR_SHARE: Final = 0.2
OWN_TEXTS: Final = 2
"""A function that says so many words in texts, and no fewer than the others say too, is about something else."""
MIN_LIKENESS: Final = 0.97
"""No owner vouches that such units are worth one home, so they must be nearly equal, as sibling classes are not."""


def strays(hay: Haystack) -> dict[str, list[Unit]]:
    """Unowned units outside tests that plainly belong to a domain's kind, by domain name."""
    kinds = [(domain.name, profile) for domain in hay.registry.domains if (profile := profile_of(domain)) is not None]
    homes = _homes(hay, [name for name, _ in kinds])
    names = frozenset[str]().union(*(profile.names for _, profile in kinds))
    is_telling = cache(lambda name: not names.isdisjoint(split_identifier(name)))
    found: dict[str, list[Unit]] = defaultdict(list)
    for path in sorted(hay.files):
        file = hay.files[path]
        if file.generated or file.test or hay.owners.get(path):
            continue
        if not any(is_telling(unit.name) for unit in file.units):
            continue  # `profiles.belongs` asks the name first
        for unit in outermost(file.units):
            if unit.kind in _KINDS and can_be_copy(unit, DEFAULT_MIN_TOKENS) and can_be_owner(unit, DEFAULT_MIN_TOKENS):
                best = _best_domain(unit, [kind for kind in kinds if _is_near(unit, kind, homes)])
                if best and (best, path) not in hay.exempt:
                    found[best].append(unit)
    return found


def _homes(hay: Haystack, names: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """By domain the programming languages of its owners, as their names tell: a hook has read few of them."""
    found: dict[str, set[str]] = {name: set() for name in names}
    for path, domains in hay.owners.items():
        if family := FAMILIES.get(ending(path)):
            for name in found.keys() & domains:
                found[name].add(family)
    return {name: frozenset(families) for name, families in found.items()}


def _is_near(unit: Unit, kind: tuple[str, Profile], homes: Mapping[str, frozenset[str]]) -> bool:
    """True where the kind may have a home in the unit's language. Where all its owners are of another one, a call has to say that.

    Words are shared by many kinds: a form that edits a webhook sends nothing.
    """
    name, profile = kind
    known = not homes[name] or FAMILIES.get(ending(unit.location.path)) in homes[name]
    return known or any(call in profile.calls or profile.offers(call) for call in unit.calls)


def _best_domain(unit: Unit, domains: Iterable[tuple[str, Profile]]) -> str:
    ranked = sorted((-evidence(unit, profile)[0], number, name) for number, (name, profile) in enumerate(domains) if belongs(unit, profile))
    return ranked[0][2] if ranked else ""


def clone_classes(
    hay: Haystack, weights: Mapping[str, Weights], units: Mapping[str, Sequence[Unit]], matches: Iterable[Match]
) -> tuple[CloneClass, ...]:
    """Classes of at least two strays of one domain in different files that are copies of each other, by domain and place."""
    taken = {match.copy.signature for match in matches}  # a confirmed copy may begin earlier, with the comments above it
    found = []
    for domain in sorted(units):
        members: dict[str, list[Unit]] = defaultdict(list)
        for unit in units[domain]:
            if unit.signature not in taken:
                members[hay.family(hay.files[unit.location.path])].append(unit)
        groups = [item for family in sorted(members) for item in _groups(members[family], hay, weights[family])]
        profile = profile_of(hay.registry.domain(domain))
        for group, value in sorted(groups, key=lambda item: item[0][0].location):
            same = len({unit.fingerprint.exact for unit in group}) == 1
            alike = len({unit.fingerprint.renamed for unit in group}) == 1
            clone_type = CloneType.EXACT if same else CloneType.RENAMED if alike else CloneType.NEAR
            pieces = evidence(group[0], profile)[1] if profile else ()
            found.append(CloneClass(domain, tuple(group), clone_type, 1.0 if alike else value, pieces[:6]))
    return tuple(found)


def might_group(units: Iterable[Unit], others: Iterable[Unit], files: Mapping[str, ParsedFile]) -> bool:
    """True when one of the `units` may be of one class with one of the `others`, whatever anything weighs.

    Units in one file make no class, and those of two files only by a pair of which each stands in its own.
    """
    known = tuple(others)
    return any(
        one.location.path != two.location.path
        and comparable(one, files[one.location.path], two, files[two.location.path])
        and (one.fingerprint.renamed == two.fingerprint.renamed or _might_be_near(one, two))
        for one in units
        for two in known
    )


def _might_be_near(one: Unit, two: Unit) -> bool:
    """True for a pair that scores enough both ways where all that is weighed speaks for it. Few do in any order: those are measured."""
    pairs, weights = ((one, two), (two, one)), Weights((), ())
    if any(_at_best(at_most(*pair, overlap(*pair, weights))) < MIN_LIKENESS for pair in pairs):
        return False
    return all(_at_best(measure(*pair, weights)) >= MIN_LIKENESS for pair in pairs)


def _at_best(signals: Signals) -> float:
    return score(replace(signals, containment=1.0, evidence=1.0, words=1.0, telling=1.0))


def _groups(units: Sequence[Unit], hay: Haystack, weights: Weights) -> list[tuple[list[Unit], float]]:
    """Connected components of the pairs at or above MIN_LIKENESS, each with its weakest link."""
    parent = list(range(len(units)))
    weakest: dict[int, float] = {}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    links: list[tuple[int, int, float]] = []
    representatives = _collapse(units, parent)
    index = RareIndex([units[number].fingerprint.features for number in representatives], weights.rarity(PAIR_CAP), share(_PAIR_SHARE))
    for place, number in enumerate(representatives):
        for other in index.candidates(units[number].fingerprint.features):
            if other > place:
                value = _pair(units[number], units[representatives[other]], hay, weights)
                if value >= MIN_LIKENESS:
                    links.append((number, representatives[other], value))
    for one, two, value in links:
        first, second = sorted((root(one), root(two)))  # the first unit stays the root, so that the groups stand by place
        parent[second] = first
        weakest[first] = min(value, weakest.get(first, 1.0), weakest.get(second, 1.0))
    groups: dict[int, list[Unit]] = defaultdict(list)
    for number, unit in enumerate(units):
        groups[root(number)].append(unit)
    return [
        (group, round(weakest.get(number, 1.0), 2))
        for number, group in sorted(groups.items())
        if len({unit.location.path for unit in group}) > 1 and not (_are_siblings(group) or _answer_one_caller(group))
    ]


def _are_siblings(group: Sequence[Unit]) -> bool:
    """True for classes of one base: they fill in the same methods, which is what the base is for. So where all derive from one of them."""
    if not all(unit.kind is UnitKind.CLASS for unit in group):
        return False
    above = [{base.rpartition(".")[2] for base in unit.bases} for unit in group]
    derived = any(all(one.name in bases for unit, bases in zip(group, above, strict=True) if unit is not one) for one in group)
    return derived or bool(set.intersection(*(set(unit.bases) for unit in group)))


def _answer_one_caller(group: Sequence[Unit]) -> bool:
    """True for small functions of one name in modules of one folder, as plug-ins have them, each with texts of its own.

    What each asks for and answers is all that it is there for. This hangs on the group alone, so that other files change nothing in it.
    """
    homes = {(unit.qualified_name, unit.location.path.rpartition("/")[0]) for unit in group}
    small = all(unit.kind is UnitKind.FUNCTION and unit.fingerprint.size <= SMALL for unit in group)
    if len(homes) > 1 or not small:
        return False
    texts = [{word for word in unit.fingerprint.words if word.startswith('"')} for unit in group]
    shared = set.intersection(*texts)
    return all(len(words - shared) >= max(OWN_TEXTS, len(shared)) for words in texts)


def _collapse(units: Sequence[Unit], parent: list[int]) -> list[int]:
    """Join units of one renamed digest first, so that a popular clone costs one comparison and not its square."""
    first: dict[tuple[str, UnitKind], int] = {}
    for number, unit in enumerate(units):
        parent[number] = first.setdefault((unit.fingerprint.renamed, unit.kind), number)
    return sorted(set(first.values()))


def _pair(one: Unit, two: Unit, hay: Haystack, weights: Weights) -> float:
    first, second = hay.files[one.location.path], hay.files[two.location.path]
    if not comparable(one, first, two, second):
        return 0.0
    return min(score(measure(one, two, weights)), score(measure(two, one, weights)))
