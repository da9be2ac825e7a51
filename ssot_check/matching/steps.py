"""Numbers in steps: what is counted over the whole repository moves a weight only where it crosses one.

Frequencies of features and words are taken in steps of half an octave, those of the stems of jobs in quarters, numbers of units in eighths.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import reduce
from itertools import pairwise, repeat
from math import sqrt
from operator import add
from typing import Final

PAIR: Final = 2
"""An owner and its copy: nothing that two units share can be rarer."""
_LARGEST: Final = 1 << 40


def _steps(to_octave: int) -> list[int]:
    """The least whole number of every step of the scale, ascending."""
    found, number = [1], 1
    while found[-1] < _LARGEST:
        number += 1
        least = int(2 ** (number / to_octave)) + (number % to_octave > 0)
        if least > found[-1]:
            found.append(least)
    return found


_FREQUENCIES: Final = _steps(2)
_STEMS: Final = _steps(4)
_TOTALS: Final = _steps(8)


def stepped(count: int) -> int:
    """The number of units that stands for its step of the scale: the least of it."""
    return _TOTALS[bisect_right(_TOTALS, count) - 1] if count > 0 else 0


def middle(frequency: int) -> float:
    """The frequency that stands for its step: the middle of it on the scale of logarithms."""
    return _middle(_FREQUENCIES, frequency)


def middles(size: int) -> list[float]:
    """`middle` of every number below `size`, step by step."""
    found = [float(number) for number in range(PAIR + 1)]
    for least, above in pairwise(_FREQUENCIES):
        if len(found) >= size:
            break
        if above > len(found):
            found += repeat(sqrt(least * (above - 1)), above - len(found))
    return found[:size]


def finer(frequency: int) -> float:
    """The same for the stems of jobs."""
    return _middle(_STEMS, frequency)


def _middle(steps: list[int], frequency: int) -> float:
    if frequency <= PAIR:
        return float(frequency)
    place = bisect_right(steps, frequency)
    return sqrt(steps[place - 1] * (steps[place] - 1))


def added(values: Iterable[float]) -> float:
    """Their sum, added up one by one: `sum` rounds otherwise in newer Pythons."""
    return reduce(add, values, 0.0)
