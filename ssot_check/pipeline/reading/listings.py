"""Variables that a program prints for whoever asks what it sees: `ATUIN_CONFIG_DIR = ...` of a command that writes a bug report.

What is printed there is the variable itself, set or not, and no setting of the program hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.regex import regex
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import LISTED, Touch, TouchKind

_FILE: Final = regex(r"(?i)(?:^|[/_.-])(?:debug|diagnos(?:e|is|tics?)|doctor|env(?:ironment)?|info|report)(?=[_.-])[^/]*$")
_PRINTS: Final = regex(r"(?i)(?:^|[^\w])(?:s|f|e)?(?:print(?:f|ln)?|write(?:ln)?|format|echo|log)!?$")
_DEEP: Final = 2
"""A value that is put in words (`str(...)`) is printed, too."""
_FAR: Final = 2_000


def as_listed(source: SourceFile, touches: tuple[Touch, ...]) -> tuple[Touch, ...]:
    """The touches, with the variables marked that a file called after a diagnosis prints behind their own names."""
    if _FILE.search(source.path) is None:
        return touches
    lines = source.text.split("\n")
    begins = [0]
    for line in lines:
        begins.append(begins[-1] + len(line) + 1)
    return tuple(_marked(source.text, begins, touch) for touch in touches)


def _marked(text: str, begins: list[int], touch: Touch) -> Touch:
    if touch.kind is not TouchKind.ENVIRONMENT or touch.place or not touch.key.isidentifier():
        return touch
    word = regex(rf"(?:(?<!\w)|(?<=\\[nrt])){touch.key}(?!\w)")  # `"\nHOME = "`: the letter is of the escape
    at = begins[touch.location.line - 1] + touch.location.column - 1
    calls = (call for name, call in _around(text, at) if _PRINTS.search(name))
    return replace(touch, place=LISTED) if any(len(word.findall(call)) > 1 for call in calls) else touch


def _around(text: str, at: int) -> Iterator[tuple[str, str]]:
    """What stands before the brackets around a place, and what stands in them."""
    for _ in range(_DEEP):
        at = _opening(text, at)
        if at < 0:
            return
        yield text[max(0, at - 40) : at], text[at : _closing(text, at)]


def _opening(text: str, at: int) -> int:
    open_ones = 0
    for place in range(at - 1, max(-1, at - _FAR), -1):
        open_ones += (text[place] == "(") - (text[place] == ")")
        if open_ones > 0:
            return place
    return -1


def _closing(text: str, at: int) -> int:
    open_ones, end = 0, min(len(text), at + _FAR)
    for place in range(at, end):
        open_ones += (text[place] == "(") - (text[place] == ")")
        if not open_ones:
            return place
    return end
