"""What is asked of two functions in other words before one is a rewrite of the other: that both use, say or do the same."""

from __future__ import annotations

from typing import Final

from ssot_check.matching.haystack import Owned
from ssot_check.matching.jobs import job, same_effects
from ssot_check.matching.profiles import belongs, profile_of
from ssot_check.matching.similarity import measure
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import split_identifier, telling_parts
from ssot_check.model.unit import Unit

MIN_NAMES: Final = 4
MIN_CALLS: Final = 2
MIN_NAME_PARTS: Final = 2
MIN_KIND_WORDS: Final = 6
SAID_TELLING: Final = 1.0
SAID_ALIGNMENT: Final = 0.65
SAID_STATEMENTS: Final = 0.50
"""Short statements of which each was touched share few features; what is said in them, in most of the tokens, is a hint by itself."""


def same_calls(owner: Unit, unit: Unit, shared: frozenset[str]) -> bool:
    """True when both use the same names and calls, and both names say the same. `shared` are the telling words of both."""
    names = [word for word in shared if not word.startswith('"')]
    half = len(set(split_identifier(owner.name))) / 2
    return (
        len(names) >= MIN_NAMES
        and len(set(owner.calls) & set(unit.calls)) >= MIN_CALLS
        and len(telling_parts(owner.name) & telling_parts(unit.name)) >= max(MIN_NAME_PARTS, half)
    )


def same_kind(owner: Owned, unit: Unit, shared: frozenset[str]) -> bool:
    """True when both plainly belong to the domain's kind and share telling words."""
    profile = profile_of(owner.domain)
    if profile is None or len(shared) < MIN_KIND_WORDS or not same_effects(job(owner.unit).effects, job(unit).effects):
        return False
    return belongs(unit, profile) and belongs(owner.unit, profile)


def says_much(owner: Unit, unit: Unit, weights: Weights) -> bool:
    """True when both say in much the same tokens what is so rare that their statements need not be alike."""
    found = measure(owner, unit, weights)
    return found.telling >= SAID_TELLING and found.alignment >= SAID_ALIGNMENT and found.statements >= SAID_STATEMENTS
