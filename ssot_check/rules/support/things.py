"""Copies whose texts name what each is for: `SrvValidator` says SRV where `UriValidator` says URI, and both are meant."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import Unit

_WORD: Final = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def things(match: Match) -> str:
    """The words by which a renamed copy and its owner name their own thing, as a part of a sentence; "" where other values differ.

    Each stands in the name of the unit or of its file, and not in those of the other: so nobody has to agree which of them is right.
    """
    said = match.confirmation
    if match.clone_type is not CloneType.RENAMED or said is None or said.shown:
        return ""
    owner, copy = match.owner, match.copy
    mine, theirs = ({word[1:] for word in unit.fingerprint.words if word.startswith('"')} for unit in (owner, copy))
    first, second = mine - theirs, theirs - mine
    ours, others = _named(owner), _named(copy)
    if not first or not second or not (first <= ours - others and second <= others - ours):
        return ""
    return f"{_listed(second)} here, {_listed(first)} there"


def _named(unit: Unit) -> set[str]:
    stem = unit.location.path.rpartition("/")[2].partition(".")[0]
    return {word.lower() for word in _WORD.findall(f"{stem} {unit.qualified_name}")}


def _listed(words: set[str]) -> str:
    return " and ".join(f"`{word}`" for word in sorted(words))
