"""The lines in which an edited or renamed Python function and its owner differ: whoever takes the one for the other loses what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from ssot_check.model.codings import plain
from ssot_check.model.dataclass import replace
from ssot_check.model.match import GIVEN, CloneType, Confirmation, Match
from ssot_check.model.plugins import Language
from ssot_check.model.unit import DECORATOR, DOC, FUNCTIONS, LOCAL, NAME, NUMBER, SELF, SYNTAX, TEXT, TYPE, Statement, Token, UnitKind
from ssot_check.pipeline.attributes import handed_over
from ssot_check.pipeline.literals import opened as statements_of

_ASKED: Final = (CloneType.RENAMED, CloneType.NEAR)
_LITERAL: Final = (TEXT, NUMBER)
_SILENT: Final = (DOC, TYPE, DECORATOR)
_PLAIN: Final = re.compile(r"\d[\w.]{0,11}|True|False")
_UNASKED: Final = {("if", "", ":"): "False", ("if", "not", "", ":"): "True", ("if", "", "is", "not", "None", ":"): "None"}
"""The value of a parameter under which such a question skips what stands below it."""
_BEGINS: Final = ((SYNTAX, "("), (SYNTAX, ","))
_ENDS: Final = ((SYNTAX, ")"), (SYNTAX, ","))
"""What stands before and behind a parameter."""
_LOGGERS: Final = frozenset(("log", "logger", "logging", "_log", "_logger"))
_LEVELS: Final = frozenset(("debug", "info", "warning", "warn", "error", "critical", "exception", "fatal"))


def opened(language: Language, match: Match, owner_text: str, copy_text: str) -> Confirmation:
    """What the language's exact reader says of both, with the lines that differ where both are functions; the texts are whole files."""
    if language.confirm is None:
        return Confirmation(match.clone_type, match.copy.location, match.copy.signature)
    said = language.confirm(match, owner_text, copy_text)
    if (
        match.clone_type not in _ASKED
        or said.clone_type not in _ASKED
        or match.part
        or not {match.owner.kind, match.copy.kind} <= FUNCTIONS
    ):
        return said
    read = (statements_of(unit, language, text) or () for unit, text in ((match.owner, owner_text), (match.copy, copy_text)))
    ours, theirs = map(list, read)  # told apart by what they are, not by what they say
    if not ours or not theirs:
        return said
    method = match.owner.kind is UnitKind.FUNCTION and match.copy.kind is UnitKind.METHOD
    if method and (handed := handed_over(ours, theirs)):
        return replace(said, differs=tuple((GIVEN, name, value) for name, value in handed))
    pairs = list(pairs_apart(ours, theirs, dict(said.instead)))
    apart = [pair for pair in pairs if not _is_message(*pair)]
    return replace(
        said,
        here=_lines(copy for _, copy in apart),
        there=_lines(owner for owner, _ in apart),
        logged=_lines(copy for owner, copy in pairs if _is_message(owner, copy)),
        differs=tuple(_given(ours, theirs[0], pairs, apart)),
        shown=tuple(dict.fromkeys(pair for pair in _numbers(apart) if all(map(_PLAIN.fullmatch, pair)))),
    )


def _given(ours: Sequence[Statement], head: Statement, pairs: Sequence[_Pair], apart: Sequence[_Pair]) -> Iterator[tuple[str, str, str]]:
    """The parameters of the owner, with the values under which it does only what the copy does; nothing where something else differs.

    All that the copy lacks stands below an `if` that asks for such a parameter, of which the owner asks nothing else;
    `head` is the copy's, `apart` are those of the `pairs` that differ in more than a message.
    """
    missing = {id(mine) for mine, yours in apart if mine is not None and yours is None}
    left = {id(mine) for mine, yours in pairs if yours is None}
    taken = _named(ours, left) - {text for kind, text in head.tokens if kind == LOCAL}
    found, depth = dict[str, str](), -1
    for item in ours[1:] if len(missing) == len(apart) else ():
        if 0 <= depth < item.depth:
            continue
        depth = item.depth if id(item) in missing else -1
        if depth >= 0:
            form = [text for _, text in _said(item)]
            value = _UNASKED.get(tuple("" if text in taken else text for text in form))
            if value is None or found.setdefault(next(text for text in form if text in taken), value) != value:
                return
    for item, below in pairwise(ours):
        if id(item) in left and id(below) not in left and below.depth > item.depth:
            return  # the copy has a part of what stands below
    yield from ((GIVEN, name, value) for name, value in found.items())


def _named(ours: Sequence[Statement], left: AbstractSet[int]) -> set[str]:
    """The parameters that a call can name and that stand in no statement but those `left` out.

    Before a `/` they have no names, and what lands in `*rest` or `**rest` is no value of that name.
    """
    head = [token for token in ours[0].tokens if token[0] not in _SILENT]
    slash = next((at for at, token in enumerate(head[:-1]) if token == (SYNTAX, "/") and head[at + 1] in _ENDS), 0)
    others = {token for item in ours[1:] if id(item) not in left for token in item.tokens}
    named = (token for before, token in pairwise(head[slash:]) if token[0] == LOCAL and before in _BEGINS)
    return {text for kind, text in named if (kind, text) not in others}


_Pair = tuple[Statement | None, Statement | None]


def pairs_apart(ours: Sequence[Statement], theirs: Sequence[Statement], names: Mapping[str, str]) -> Iterator[_Pair]:
    """Statements of the owner and of the copy that differ, one of them None where it has none like it; `names` are told otherwise.

    The two heads are only looked at where they are alike but for values: what both are called with is no line to take over.
    """
    if _form(ours[0], names) == _form(theirs[0], {}) and _values(ours[0]) != _values(theirs[0]):
        yield ours[0], theirs[0]
    mine, yours = ([item for item in side[1:] if _said(item)] for side in (ours, theirs))
    meant: dict[str, str] = {}
    matcher = SequenceMatcher(None, [_form(item, names) for item in mine], [_form(item, {}) for item in yours], autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            both = zip(mine[first:last], yours[start:end], strict=True)
            yield from (pair for pair in both if _values(pair[0]) != _values(pair[1]) or not _same_locals(*pair, meant))
        else:
            yield from ((item, None) for item in mine[first:last])
            yield from ((None, item) for item in yours[start:end])


def _said(item: Statement) -> list[Token]:
    return [token for token in item.tokens if token[0] not in _SILENT]


def _form(item: Statement, names: Mapping[str, str]) -> tuple[Token, ...]:
    """What has to be equal: all but values and the names of its own."""
    free = (*_LITERAL, LOCAL, SELF)
    return tuple((kind, "" if kind in free else names.get(text, text) if kind == NAME else text) for kind, text in _said(item))


def _values(item: Statement) -> list[Token]:
    return [token for token in plain(item.tokens) if token[0] in _LITERAL]


def _numbers(pairs: Sequence[_Pair]) -> Iterator[tuple[str, str]]:
    """Numbers of the owner with those that stand in their place: a text may be a secret."""
    for ours, theirs in pairs:
        if ours is not None and theirs is not None:
            both = zip(_values(ours), _values(theirs), strict=True)
            yield from ((mine[1], yours[1]) for mine, yours in both if mine != yours and mine[0] == yours[0] == NUMBER)


def _same_locals(ours: Statement, theirs: Statement, meant: dict[str, str]) -> bool:
    """True where each name of its own stands for the same one as before."""
    both = zip(_said(ours), _said(theirs), strict=True)
    return all(meant.setdefault(mine[1], yours[1]) == yours[1] for mine, yours in both if mine[0] == LOCAL)


def _is_message(ours: Statement | None, theirs: Statement | None) -> bool:
    """True for what is only said to people: a call of a logger, or the text of an error that both raise."""
    one = ours or theirs
    if one is None or any(kind != TEXT for kind, _ in _changed(ours, theirs)):
        return False
    if ours is not None and theirs is not None and _said(one)[:1] == [(SYNTAX, "raise")]:
        return True
    said = _said(one)
    names = [
        text.lower() for kind, text in said[: next((at for at, token in enumerate(said) if token == (SYNTAX, "(")), 0)] if kind != SYNTAX
    ]
    calls = sum(token == (SYNTAX, "(") for token in said)
    alone = ours is not None and theirs is not None
    return len(names) > 1 and names[-2] in _LOGGERS and names[-1] in _LEVELS and (alone or calls == 1)


def _changed(ours: Statement | None, theirs: Statement | None) -> Iterator[Token]:
    if ours is not None and theirs is not None:
        for mine, yours in zip(_said(ours), _said(theirs), strict=True):
            if mine != yours and mine[0] != LOCAL:
                yield mine


def _lines(items: Iterator[Statement | None]) -> tuple[int, ...]:
    return tuple(sorted({item.line for item in items if item is not None}))
