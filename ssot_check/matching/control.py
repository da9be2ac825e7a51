"""The shape of a unit's flow of control: how often it loops, chooses, fails and answers.

That survives other names and other libraries: who retries has a loop around an attempt, whatever it calls. Counted are the words of a
language's own syntax in the token stream; a loop that became a comprehension keeps its `for`.
"""

from __future__ import annotations

from typing import Final

from ssot_check.matching.fingerprint import syntax_character
from ssot_check.model.unit import Unit

UNSURE: Final = 1.0
"""So many steps that agree by half are added to those of a pair: one loop on both sides says less than six do (Laplace)."""
Control = tuple[int, ...]
"""How often each of the groups below stands in a unit."""

_GROUPS: Final = tuple(
    tuple(map(syntax_character, words.split()))
    for words in (
        "for while until",
        "if elif case match else",
        "try except catch",
        "raise throw",
        "return",
        "with defer",
        "yield",
        "and or not && || !",
    )
)


def control(unit: Unit) -> Control:
    """How often each kind of step stands in the unit."""
    stream = unit.fingerprint.stream
    return tuple(sum(map(stream.count, group)) for group in _GROUPS)


def same_control(one: Control, other: Control) -> float:
    """The share of the steps of both that they have in common, in 0..1; a half where neither has any, and little is far from it."""
    return (sum(map(min, one, other)) + UNSURE / 2) / (sum(map(max, one, other)) + UNSURE)
