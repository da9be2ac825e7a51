"""Definitions elsewhere that carry an exported name: candidates for rule 204.

A name alone proves little: `connect` is written for many purposes. A definition shadows an export when it is a top-level unit of
the same language and something else shows the same purpose: it shares telling words with the owner's unit, resembles
it, plainly belongs to the domain's kind, or its name of several words is itself in the vocabulary of that kind (`log_info`) and
something in its body is as well, unless the body is too short to say anything. A name that many files define is a protocol of theirs,
one of a Go package is read with the package before it, and some names say nothing (`init`): unless both are one text, or share much that is
rare, that is a hint.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from ssot_check.matching.frames import is_entry
from ssot_check.matching.haystack import Haystack
from ssot_check.matching.namesakes import is_bare, is_given_anew
from ssot_check.matching.near import SHAPE_SIZE, bears_name
from ssot_check.matching.profiles import BELONGS, evidence, profile_of
from ssot_check.matching.refusals import builds_on, comparable, is_retiring, refers_to
from ssot_check.matching.similarity import SHOWN_WORDS, measure, score
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import split_identifier
from ssot_check.model.dataclass import replace
from ssot_check.model.match import Match, Shadow, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.registry import DEFAULT_MIN_TOKENS, DEFAULT_THRESHOLD, Domain
from ssot_check.model.source import STUB
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind

SAME_PURPOSE_WORDS: Final = 0.25
MIN_SHARED: Final = 2
MIN_ALIKE: Final = 0.60
"""What shares some telling words and little else answers another question under one name, as functions of two modules may."""
MIN_SILENT: Final = 20
"""Tokens from which a shape is enough. A smaller one that shares no word but its name is how everybody writes such a thing (an option), and
two that only hand on to one function (`print`) say nothing but which."""
TELLING_NAME_PARTS: Final = 2
OWN_FILES: Final = 2
CLOSE_EVIDENCE: Final = 0.60
CLOSE_TOKENS: Final = 0.65
CLOSE_WORDS: Final = 0.90
"""Under a name that no third file has, so much that is rare, so many tokens in order and all that the owner says are its body, edited."""
LEAST: Final = 0.01
USUAL_FILES: Final = 6
"""A name that so many files define is a protocol of theirs (`create`, `AddFlags`), unless two are one text or share much that is rare."""
OWN_TELLING: Final = 0.45
_SHELL: Final = "shell"
"""There is no module before a name, and scripts have their own `log`, `fail` and `usage`: one word says nothing of a common purpose."""
_QUALIFIED: Final = ".go"
"""There every use of a name says its package, so that one name in two packages (`NewClient`, `New`) is as usual as one of a protocol."""
_TOP_LEVEL: Final = frozenset((UnitKind.FUNCTION, UnitKind.CLASS, UnitKind.TABLE, UnitKind.CONFIG))
_NEVER: Final = frozenset((Trait.STUB, Trait.OVERLOAD, Trait.PROTOCOL, Trait.ABSTRACT, Trait.NESTED, Trait.ARGUMENTS, Trait.GENERATED))


def shadows(hay: Haystack, weights: Mapping[str, Weights], matches: Iterable[Match]) -> tuple[Shadow, ...]:
    """Every shadowing definition that is not already reported as a copy, nor its owner as a copy of it, by place."""
    matches = tuple(matches)
    told = [match for match in matches if match.tier is not Tier.HINT]
    hinted = {match.copy.signature for match in matches if match.tier is Tier.HINT}
    taken = {match.copy.signature for match in told}  # a confirmed copy may begin earlier, with the comments above it
    pairs = {(match.owner.signature, match.copy.signature) for match in told}
    inner = {(match.copy.scope, match.copy_path, match.owner_path) for match in told}
    exported: dict[str, list[tuple[Domain, Unit]]] = {}
    for domain, unit in _exported_units(hay):
        exported.setdefault(unit.name, []).append((domain, unit))
    found: list[Shadow] = []
    written = {path: file for path, file in hay.files.items() if not file.generated}
    files = _defining(hay, written, exported)
    for path in sorted(written):
        file = written[path]
        for unit in file.units:
            if unit.name in exported and unit.signature not in taken:
                # Two owned definitions are one pair, whichever is called the owner: told again the other way round it is opposite advice.
                owners = [(domain, owner) for domain, owner in exported[unit.name] if (unit.signature, owner.signature) not in pairs]
                count = files[hay.family(file), unit.name]
                shadow = _shadow(unit, file, owners, hay, weights, own=count <= OWN_FILES)
                often = count >= USUAL_FILES
                plain = is_bare(unit.name) or (hay.family(file) == _SHELL and len(split_identifier(unit.name)) < TELLING_NAME_PARTS)
                other = shadow is not None and _is_other_class(shadow, weights[hay.family(file)])
                if shadow is not None and (often or plain or path.endswith(_QUALIFIED) or other):
                    one = (not often and _is_pasted(shadow)) or (not other and _is_one(shadow, weights[hay.family(file)]))
                    shadow = None if unit.signature in hinted else replace(shadow, usual=not one)
                if shadow is not None and (unit.qualified_name, path, shadow.owner.location.path) not in inner:
                    found.append(shadow)
                    pairs.add((shadow.owner.signature, unit.signature))
    return tuple(sorted(found, key=lambda item: (item.copy.location, item.domain)))


def _defining(hay: Haystack, files: Mapping[str, ParsedFile], names: Container[str]) -> Counter[tuple[str, str]]:
    """How many files define each of the names at their top level, by family."""
    return Counter(
        known
        for file in files.values()
        for known in {(hay.family(file), unit.name) for unit in file.units if unit.name in names and not unit.scope}
    )


def _is_pasted(shadow: Shadow) -> bool:
    """True for one text, names of its own included, that says more than its name."""
    return bool(shadow.shared) and shadow.owner.fingerprint.exact == shadow.copy.fingerprint.exact


def _is_other_class(shadow: Shadow, weights: Weights) -> bool:
    """True for a class with another body: a package has its own of a name (`Node`), and says it before the name."""
    pair = shadow.owner, shadow.copy
    return shadow.owner.kind is UnitKind.CLASS and score(measure(*pair, weights)) < DEFAULT_THRESHOLD


def _is_one(shadow: Shadow, weights: Weights) -> bool:
    """True when owner and copy have more in common than a usual name: one text that says something, or much that is rare."""
    owner, copy = shadow.owner.fingerprint, shadow.copy.fingerprint
    signals = measure(shadow.owner, shadow.copy, weights)
    if owner.renamed == copy.renamed and owner.words == copy.words and Trait.DELEGATE not in shadow.owner.traits & shadow.copy.traits:
        return signals.telling >= OWN_TELLING
    return signals.evidence >= 1.0 and min(owner.size, copy.size) >= SHAPE_SIZE


def _exported_units(hay: Haystack) -> list[tuple[Domain, Unit]]:
    found: list[tuple[Domain, Unit]] = []
    for path in sorted(hay.owners):
        if path not in hay.files:
            continue
        for name in hay.owners[path]:
            domain = hay.registry.domain(name)
            names = {export.name for export in domain.exports}
            found.extend((domain, unit) for unit in hay.files[path].units if not unit.scope and unit.name in names)
    return found


def _shadow(
    unit: Unit, file: ParsedFile, owners: Sequence[tuple[Domain, Unit]], hay: Haystack, weights: Mapping[str, Weights], *, own: bool
) -> Shadow | None:
    """The shadow of the first of the owners; `own` says that hardly another file defines the name."""
    if unit.scope or unit.kind not in _TOP_LEVEL or unit.traits & _NEVER or file.path.endswith(STUB):  # a stub defines nothing
        return None
    for domain, owner in owners:
        owner_file = hay.files[owner.location.path]
        if domain.name in hay.owners.get(file.path, ()) or (domain.name, file.path) in hay.exempt:
            continue
        if hay.family(owner_file) != hay.family(file) or not comparable(owner, owner_file, unit, file):
            continue
        if is_entry(owner, unit) or is_given_anew(owner, unit) or _gives_way(owner, owner_file, unit):
            continue
        if any(refers_to(used, file, owner) for used in (*unit.calls, *unit.bases)) or builds_on(unit, file, owner, owner_file):
            continue
        types = {item.name for item in owner_file.units if item.kind is UnitKind.CLASS}
        types &= {item.name for item in file.units if item.kind is UnitKind.CLASS}
        value, shared = _purpose(domain, owner, unit, weights[hay.family(file)], types)
        if not value and (_is_its_text(owner, unit) or (own and _is_close(owner, unit, weights[hay.family(file)]))):
            value = LEAST
        if value > 0.0:
            return Shadow(domain.name, owner, unit, round(value, 2), shared, fallback=Trait.FALLBACK in unit.traits)
    return None


def _gives_way(owner: Unit, owner_file: ParsedFile, unit: Unit) -> bool:
    """True for an owner that nobody is to call any more, or that hands on to the other one: that is what the name means."""
    return is_retiring(owner) or any(refers_to(used, owner_file, unit) for used in owner.calls)


def _purpose(domain: Domain, owner: Unit, unit: Unit, weights: Weights, own: Container[str]) -> tuple[float, tuple[str, ...]]:
    """Evidence in 0..1 that two units of one name have one purpose (0 when there is none), and what says so.

    A type of one name that each of the two files declares for itself (`own`) says nothing.
    """
    signals = measure(owner, unit, weights)
    parts = split_identifier(unit.name)
    shared = [
        word
        for word in weights.informative(set(owner.fingerprint.words) & set(unit.fingerprint.words))
        if word not in own and not set(split_identifier(word)) <= set(parts)
    ]
    alike = max(signals.containment, signals.words, LEAST)
    both_ways = max(alike, measure(unit, owner, weights).words)  # a short one may hold nothing but words of the owner
    if len(shared) >= MIN_SHARED and signals.words >= SAME_PURPOSE_WORDS and both_ways >= MIN_ALIKE:
        return alike, tuple(shared[:SHOWN_WORDS])
    least = MIN_SHARED if Trait.DELEGATE in owner.traits & unit.traits else 1
    if score(signals) >= DEFAULT_THRESHOLD and (len(shared) >= least or owner.fingerprint.size >= MIN_SILENT):
        return alike, tuple(shared[:SHOWN_WORDS])
    profile = profile_of(domain)
    if profile is None:
        return 0.0, ()
    total, pieces = evidence(unit, profile)
    named = len(parts) >= TELLING_NAME_PARTS and bool(set(parts) & profile.names)
    told = any(not set(split_identifier(piece)) <= set(parts) for piece in pieces) or unit.fingerprint.size < DEFAULT_MIN_TOKENS
    if total >= BELONGS or (named and told):
        return alike, pieces[:SHOWN_WORDS]
    return 0.0, ()


def _is_its_text(owner: Unit, unit: Unit) -> bool:
    """True for one text under a name that says what it does, whatever words stand in it: it was pasted."""
    return owner.fingerprint.exact == unit.fingerprint.exact and bears_name(owner) and Trait.DELEGATE not in owner.traits & unit.traits


def _is_close(owner: Unit, unit: Unit, weights: Weights) -> bool:
    """True for a body with nearly all that the owner's says, in its order."""
    small = min(owner.fingerprint.size, unit.fingerprint.size) < MIN_SILENT
    if small or not {owner.kind, unit.kind} <= FUNCTIONS or is_bare(owner.name):
        return False
    signals = measure(owner, unit, weights)
    close = signals.evidence >= CLOSE_EVIDENCE and signals.alignment >= CLOSE_TOKENS
    return close and signals.words >= CLOSE_WORDS
