"""A method that does what a function does, with attributes of its object in the place of arguments: it can hand them over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from ssot_check.model.codings import plain
from ssot_check.model.unit import DECORATOR, DOC, LOCAL, NAME, NUMBER, SELF, SYNTAX, TEXT, TYPE, Statement, Token

_SILENT: Final = (DOC, TYPE, DECORATOR)
_BEGINS: Final = ((SYNTAX, "("), (SYNTAX, ","))
_DOT: Final = (SYNTAX, ".")
_OPENS: Final = ("(", "[", "{")
_CLOSES: Final = (")", "]", "}")
_COMPARED: Final = frozenset(("==", "!=", "<=", ">="))
_BOUND: Final = ((SYNTAX, "as"), (SYNTAX, "del"))
"""What stands behind one of these is given a value, or loses it."""
_LATER: Final = ((SYNTAX, "while"), (SYNTAX, "await"), (SYNTAX, "yield"), (SYNTAX, "lambda"))
"""What is read once is read at another time than what stands in one of these."""


def handed_over(ours: Sequence[Statement], theirs: Sequence[Statement]) -> tuple[tuple[str, str], ...]:
    """The parameters of the owner with the attributes that a method has in their place; () unless all else is equal, names aside.

    `ours` are the statements of the owner, a function, `theirs` those of the method, each with its head first. An attribute that the method
    sets, or may read twice with something between, and an object that is handed on as a whole or asked for more, are no arguments.
    """
    head, other = _said(ours[0]), _said(theirs[0])
    taken, named = list(_parameters(head)), list(_parameters(other))
    if not named or _odd(head) or _odd(other) or len(ours) != len(theirs):
        return ()
    meant: dict[str, str] = {}
    looped = -1
    for mine, yours in zip(ours[1:], theirs[1:], strict=True):
        said = _said(yours)
        looped = looped if 0 <= looped < yours.depth else yours.depth if (SYNTAX, "for") in said[:2] else -1
        read = _collapsed(said, named[0])
        again = any(token in _LATER for token in said) or (0 <= looped < yours.depth and read != said)
        if read is None or again or not _same(list(plain(_said(mine))), list(plain(read)), meant):
            return ()
    handed = tuple((name, meant[name]) for name in taken if "." in meant.get(name, ""))
    rest = [meant.get(name, name) for name in taken if "." not in meant.get(name, "")]
    last = tuple(name for name, _ in handed) == tuple(taken[len(rest) :])  # what is given without a name stands before
    return handed if last and rest == named[1:] and len(set(meant.values())) == len(meant) else ()


def _said(item: Statement) -> list[Token]:
    return [token for token in item.tokens if token[0] not in _SILENT]


def _odd(head: Sequence[Token]) -> bool:
    """True for parameters without a name that a call may say, for several in one, and for those that need not be given."""
    return any(token in ((SYNTAX, "/"), (SYNTAX, "*"), (SYNTAX, "**"), (SYNTAX, "=")) for token in head)


def _parameters(head: Sequence[Token]) -> Iterator[str]:
    return (token[1] for before, token in pairwise(head) if token[0] == LOCAL and before in _BEGINS)


def _collapsed(said: Sequence[Token], this: str) -> list[Token] | None:
    """The tokens with each attribute of the object as one local name; None where it is more than read."""
    found: list[Token] = []
    at = 0
    while at < len(said):
        if said[at] != (LOCAL, this):
            found.append(said[at])
            at += 1
        elif at + 2 < len(said) and said[at + 1] == _DOT and said[at + 2][0] == NAME and not _is_more_than_read(said, at):
            found.append((LOCAL, f"{this}.{said[at + 2][1]}"))
            at += 3
        else:
            return None
    return found


def _is_more_than_read(said: Sequence[Token], at: int) -> bool:
    """True for an attribute that is called, or given a value: what is set stands before the `=` of its statement, outside of a call."""
    behind = said[at + 3] if at + 3 < len(said) else (SYNTAX, "")
    before = said[:at]
    turns = [token for token in before if token in ((SYNTAX, "for"), (SYNTAX, "in"))]
    if behind == (SYNTAX, "(") or any(token in _BOUND for token in before) or (turns and turns[-1] == (SYNTAX, "for")):
        return True
    depth = _depth(said[:at])
    for number, (kind, text) in enumerate(said[at + 3 :], at + 3):
        if kind == SYNTAX and text.endswith("=") and text not in _COMPARED and depth + _depth(said[at:number]) == 0:
            return True
    return False


def _depth(said: Sequence[Token]) -> int:
    """How many brackets are open behind the tokens."""
    signs = [text for kind, text in said if kind == SYNTAX]
    return sum(sign in _OPENS for sign in signs) - sum(sign in _CLOSES for sign in signs)


def _same(mine: Sequence[Token], yours: Sequence[Token], meant: dict[str, str]) -> bool:
    """True for one text but for local names, each of which stands for one of the other; `meant` holds those of the statements before."""
    if len(mine) != len(yours):
        return False
    for (kind, text), (other, said) in zip(mine, yours, strict=True):
        if kind != other or (kind in (NAME, SYNTAX, TEXT, NUMBER, SELF) and text != said):
            return False
        if kind == LOCAL and meant.setdefault(text, said) != said:
            return False
    return True
