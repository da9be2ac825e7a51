"""In what an edited function and its owner differ, outside Python and shell, in the words of a help text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.model.match import Match
from ssot_check.rules.support.differences import lines

_SHOWN: Final = 3
_VERBS: Final = {
    "is": "is",
    "answers": "answers",
    "takes": "takes",
    "types": "takes",
    "calls": "calls",
    "says": "says",
    "texts": "says",
    "lines": "has",
}
_WHOLE: Final = ("answers", "types")
"""What is one thing, however many commas stand in it."""


def unlike(match: Match) -> str:
    """In what both differ: all that is said of the copy, then of the owner; "" where nothing is known of it."""
    said = match.confirmation.differs if match.confirmation is not None else ()
    told = [item for item in said if item[0] in _VERBS and any(map(_phrase, (item[0], item[0]), item[1:]))][:_SHOWN]
    here, there = (_one_after_another([one for item in told if (one := _phrase(item[0], item[side]))]) for side in (2, 1))
    if here and there:
        return f"this one {here}; the owner {there}"
    return f"only {'this one' if here else 'the owner'} {here or there}" if told else ""


def _phrase(what: str, said: str) -> str:
    """What one of both does, as a part of a sentence; "" for nothing."""
    if not said or (what == "texts" and said == "0"):
        return ""
    if what == "texts":
        return f"says {said} text{'' if said == '1' else 's'} of its own"
    if what == "lines":
        return f"has {lines(said.split(', '))} of its own"
    names, more = (said, "") if what in _WHOLE else _named(said)
    return f"{_VERBS[what]} `{names}`{more}"


def _named(said: str) -> tuple[str, str]:
    """The names of a list, with quotes between them, and how many more there are."""
    names, _, more = said.partition(" and ")
    return names.replace(", ", "`, `"), f" and {more}" if more else ""


def _one_after_another(phrases: Sequence[str]) -> str:
    *most, last = phrases or ("",)
    if len(most) == 1 and "," not in f"{most[0]}{last}":
        return f"{most[0]} and {last}"
    return f"{', '.join(most)}, and {last}" if most else last
