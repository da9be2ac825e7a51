"""When neither of two functions can stand in for the other: what is equal becomes a third."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.unit import FUNCTIONS

_MUCH: Final = 0.75
"""With less of the owner's statements in the copy, a call of the owner does what the copy does not."""
_CONFIRMED: Final = (".py", ".sh")
"""Endings of files of which it is told otherwise what an edited function and its owner have in common."""
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def lacks_much(match: Match) -> bool:
    """True for an edited function of another name without much that the owner does: a call of the owner may do too much."""
    if match.owner_path.endswith(_CONFIRMED) or not {match.owner.kind, match.copy.kind} <= FUNCTIONS:
        return False
    less = len(match.alignment.pairs) < _MUCH * match.alignment.owner_statements
    return less and _words(match.owner.name) != _words(match.copy.name)


def _words(name: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(name)}


def one_of_both(match: Match) -> str:
    """The third function that two make, of which neither can stand in for the other."""
    return f"make one function of what is equal in it and `{match.copy.name}`, with what differs as arguments, and call it in both"
