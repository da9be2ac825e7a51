"""Pairs of which hardly more than the shape is equal: what fills it differs, or is handed through, or is only declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ssot_check.model.codings import plain
from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.plugins import Language
from ssot_check.model.unit import DECORATOR, DOC, FUNCTIONS, LOCAL, NAME, NUMBER, SYNTAX, TEXT, TYPE, Statement, Token, UnitKind
from ssot_check.pipeline.literals import opened

_PYTHON: Final = ".py"
_SAYS: Final = (NAME, NUMBER, TEXT)
_SILENT: Final = (DOC, TYPE, DECORATOR)
_FILLED: Final = 8
"""So many texts that differ, and more than are equal, fill one form for two things."""
_HANDED: Final = 5
"""A call of something of its own that hands on so many of what a function takes is the better part of it."""
_DECLARES: Final = ("NotImplementedError", "...")
_MOST: Final = 0.5


def of_one_shape(match: Match, language: Language, text: Callable[[str], str]) -> Match:
    """The match, no error where only the shape is equal."""
    return replace(match, tier=_tier(match, language, text))


def _tier(match: Match, language: Language, text: Callable[[str], str]) -> Tier:
    paths = match.owner_path, match.copy_path
    if match.tier is Tier.HINT or match.part is not None or match.across:
        return match.tier
    if match.owner.kind is match.copy.kind is UnitKind.TABLE and match.clone_type is CloneType.NEAR:
        ours, theirs = (opened(unit, language, text(unit.location.path)) for unit in (match.owner, match.copy))
        return Tier.HINT if ours and theirs and _holds_another(ours, theirs) else match.tier
    if match.tier is not Tier.GATE or not all(path.endswith(_PYTHON) for path in paths):
        return match.tier
    functions = {match.owner.kind, match.copy.kind} <= FUNCTIONS and match.clone_type in (CloneType.RENAMED, CloneType.NEAR)
    classes = match.owner.kind is match.copy.kind is UnitKind.CLASS and match.clone_type is CloneType.NEAR
    if not functions and not classes:
        return match.tier
    ours, theirs = (opened(unit, language, text(unit.location.path)) for unit in (match.owner, match.copy))
    if not ours or not theirs:
        return match.tier
    if classes:
        return Tier.ADVISORY if _is_declared(match, ours) else match.tier
    shape = _is_filled(ours, theirs) if match.clone_type is CloneType.RENAMED else _is_handed(ours) and _is_handed(theirs)
    return Tier.ADVISORY if shape else match.tier


def _holds_another(ours: Sequence[Statement], theirs: Sequence[Statement]) -> bool:
    """True for tables, their heads aside, without an equal entry, where less than half of what the smaller one says stands in the other."""
    if {tuple(item.tokens) for item in ours[1:]} & {tuple(item.tokens) for item in theirs[1:]}:
        return False
    mine, yours = ({token for item in side[1:] for token in item.tokens if token[0] in _SAYS} for side in (ours, theirs))
    return len(mine & yours) < _MOST * min(len(mine), len(yours))


def _said(item: Statement) -> list[Token]:
    return [token for token in plain(item.tokens) if token[0] not in _SILENT]


def _is_filled(ours: Sequence[Statement], theirs: Sequence[Statement]) -> bool:
    """True where most keys that a renamed function fills or asks are others. What it says to people is no such text."""
    mine, yours = ([text for item in side for text in _keys(_said(item))] for side in (ours, theirs))
    pairs = set(zip(mine, yours, strict=False))
    other = sum(one != two for one, two in pairs)
    return len(mine) == len(yours) and other >= _FILLED and 2 * other > len(pairs)


def _keys(tokens: Sequence[Token]) -> Iterator[str]:
    """Texts before a colon, and those that stand alone in brackets."""
    for at, (kind, text) in enumerate(tokens):
        before, after = tokens[at - 1 : at], tokens[at + 1 : at + 2]
        if kind == TEXT and (after == [(SYNTAX, ":")] or (before == [(SYNTAX, "[")] and after == [(SYNTAX, "]")])):
            yield text


def _is_handed(statements: Sequence[Statement]) -> bool:
    """True for a function of which one statement hands on what it takes, and is more than half of what it says."""
    head, *body = [_said(item) for item in statements]
    body = [tokens for tokens in body if tokens]
    taken = {text for kind, text in head if kind == LOCAL}
    largest = max(body, key=len, default=[])
    return len(set(_arguments(largest)) & taken) >= _HANDED and len(largest) > _MOST * sum(map(len, body))


def _arguments(tokens: Sequence[Token]) -> Iterator[str]:
    """Names of its own that stand alone between the commas of a call, after `name=` or not."""
    for at in range(1, len(tokens) - 1):
        kind, text = tokens[at]
        before, after = tokens[at - 1], tokens[at + 1]
        if kind == LOCAL and before in ((SYNTAX, "("), (SYNTAX, ","), (SYNTAX, "=")) and after in ((SYNTAX, ","), (SYNTAX, ")")):
            yield text


def _is_declared(match: Match, ours: Sequence[Statement]) -> bool:
    """True for a class that is mostly methods which others have to write, and of which little else is equal."""
    stubs: set[int] = set()
    above: list[Statement] = []
    for item in ours:
        said = [text for _, text in _said(item)]
        if not said:
            continue
        if above and item.depth > above[-1].depth and any(word in said for word in _DECLARES) and len(said) <= 4:
            stubs |= {item.line, above[-1].line}
        above.append(item)
    statements = len(match.owner.fingerprint.lines)
    own = {line for line, _ in match.alignment.pairs} - stubs
    return len(stubs) >= _MOST * statements and len(own) < _MOST * statements
