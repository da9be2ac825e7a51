"""What a renamed copy says in the place of the owner's names and literals, in languages without an exact reader of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from ssot_check.matching.words import telling_parts
from ssot_check.model.location import Location
from ssot_check.model.match import CloneType, Confirmation, Match
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import FUNCTIONS, LOCAL, NUMBER, TEXT, Fingerprint, Statement, Token, Unit, UnitKind

_KINDS: Final = FUNCTIONS | {UnitKind.CLASS, UnitKind.TABLE}
_PLAIN: Final = re.compile(r"-?\d[\w.]{0,11}|true|false")
"""What may be shown: a text may be a secret."""
_SHORT: Final = 80
"""In a function of fewer tokens the values are most of what it says."""
_FILLED: Final = 3
"""So many values that differ, where no text is shared, are what the function is for."""


def is_comparable(match: Match) -> bool:
    """True for a renamed copy of what has a name; both are of one language."""
    return match.clone_type is CloneType.RENAMED and not match.across and match.owner.kind is match.copy.kind in _KINDS


def is_filled_otherwise(match: Match) -> bool:
    """True for a short renamed function of another name that says one word of its owner's, and otherwise texts and numbers of its own."""
    owner, copy = match.owner, match.copy
    if match.clone_type is not CloneType.RENAMED or not {owner.kind, copy.kind} <= FUNCTIONS or owner.fingerprint.size >= _SHORT:
        return False
    said = set(owner.fingerprint.words) & set(copy.fingerprint.words)
    values = match.confirmation.values if match.confirmation is not None else 0
    apart = not telling_parts(owner.name) & telling_parts(copy.name)
    return values >= _FILLED and apart and len(said) <= 1 and not any(word.startswith('"') for word in said)


def compared(language: Language, match: Match, owner_text: str, copy_text: str) -> Confirmation:
    """The names and values in which both differ, whose renamed digests are equal; the texts are the whole files.

    The `clone_type` is None where a text has not the unit that was asked for.
    """
    ours, theirs = (_tokens(opened(unit, language, text)) for unit, text in ((match.owner, owner_text), (match.copy, copy_text)))
    if ours is None or theirs is None or [kind for kind, _ in ours] != [kind for kind, _ in theirs]:
        return Confirmation(None, match.copy.location, match.copy.signature)
    pairs = dict.fromkeys((kind, mine, yours) for (kind, mine), (_, yours) in zip(ours, theirs, strict=True) if mine != yours)
    values = [(mine, yours) for kind, mine, yours in pairs if kind != LOCAL]
    return Confirmation(
        match.clone_type,
        match.copy.location,
        match.copy.signature,
        renames=tuple((mine, yours) for kind, mine, yours in pairs if kind == LOCAL),
        values=len(values),
        shown=tuple(pair for pair in values if all(map(_PLAIN.fullmatch, pair))),
    )


def _tokens(statements: Sequence[Statement] | None) -> list[Token] | None:
    """A unit's names of its own and its literals, as they come."""
    if statements is None:
        return None
    return [token for statement in statements for token in statement.tokens if token[0] in (LOCAL, TEXT, NUMBER)]


def opened(unit: Unit, language: Language, text: str) -> Sequence[Statement] | None:
    """The statements of a unit, read once more; None when the text has no such unit."""
    return _read(language, unit.location.path, text).get((unit.location, unit.kind, unit.name))


@lru_cache(maxsize=8)
def _read(language: Language, path: str, text: str) -> Mapping[tuple[Location, UnitKind, str], Sequence[Statement]]:
    """The statements of all units of a file: many copies may stand in one, and all of them are asked beside one owner."""
    seen: list[Sequence[Statement]] = []

    def numbered(statements: Sequence[Statement]) -> Fingerprint:
        seen.append(statements)
        return Fingerprint(str(len(seen) - 1), "", "", (), (), (), ())

    found = language.parse(SourceFile(path, language.name, text, ""), numbered).units
    return {(item.location, item.kind, item.name): seen[int(item.fingerprint.exact)] for item in reversed(found)}
