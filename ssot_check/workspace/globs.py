"""One gitignore pattern as an expression that cannot be made to search for ever.

pathspec writes the expression of a line of an ignore file, and of whatever is no plain glob. Each `*` in it may give back what it took,
so a pattern with many of them takes time that grows with the power of their number. Such a pattern is written here, after the usual rule
for globs: what stands between two stars is taken at its first place for good, since a later place never allows more. So is every plain
glob that a registry names: pathspec need not even be loaded then.
"""

from __future__ import annotations

import re
import warnings
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

LONGEST: Final = 4096
"""Characters of a pattern; a longer one names no path that a file system takes (PATH_MAX of Linux)."""

_GLOB: Final = re.compile(r"/?(?:(?:\*\*|(?:[\w.?-]|\[0-9\]|\*(?!\*))+)(?:/|$))+", re.ASCII)
"""Letters and the like, `?`, `[0-9]`, single stars, and `**` as a step of its own: such a pattern can be read in one way only."""
_FEW_STARS: Final = 2
_ANY_FOLDERS: Final = "(?:[^/]+/)*?"
_STARS: Final = re.compile(r"\*+")
_TOKEN: Final = re.compile(r"\\.|\[[!^]?\]?[^\]]*\]|\*+|.", re.DOTALL)


def expression(line: str) -> re.Pattern[str] | None:
    """What matches the files that one line of an ignore file means; None for a line that matches nothing."""
    if len(line) <= LONGEST and line.strip("/*") and _GLOB.fullmatch(line):
        return re.compile(linear(line))
    pattern = ignore_pattern(line)
    return pattern.regex if pattern is not None else None


def ignore_pattern(line: str) -> GitIgnoreSpecPattern | None:
    """The pattern of one line of an ignore file; None for a line that matches nothing: blank, a comment, or no pattern."""
    if len(line) > LONGEST:
        return None
    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # sets within sets, which Python may read otherwise one day
            pattern = next(iter(GitIgnoreSpec.from_lines([line]).patterns), None)
            if pattern is None or pattern.regex is None:
                return None
            if len(_STARS.findall(line)) > _FEW_STARS:
                pattern = type(pattern)(re.compile(linear(line)), pattern.include)
    except (ValueError, re.error):  # git takes such a line as matching nothing
        return None
    return pattern


def linear(line: str) -> str:
    """The pattern of `line` as an expression of linear effort. The group `ps_d` tells, as pathspec has it, that a folder matched."""
    core = line.removeprefix("!")
    core = core if core.endswith("\\ ") else core.rstrip()
    tail = "(?P<ps_d>/)" if core.endswith("/") else "(?:(?P<ps_d>/)|\\Z)"
    segments = core.rstrip("/").split("/")
    segments = ["**", *segments] if len(segments) == 1 else segments[not segments[0] :]
    if segments[-1] == "**":
        tail = tail if core.endswith("/") else "/"
    groups = [(deep, [_segment(item) for item in found]) for deep, found in groupby(segments, lambda item: item == "**")]
    if groups[-1][0]:
        groups.pop()
    written = "^"
    for number, (deep, found) in enumerate(groups):
        if deep:
            continue
        text = "/".join(found)
        before = _ANY_FOLDERS if number else ""
        written += f"{before}{text}" if number == len(groups) - 1 else f"(?>{before}{text}/)"
    return written + tail


def _segment(segment: str) -> str:
    """One step of a path. All stars but the last stop for good where their following text first stands."""
    if segment.strip("*") == "":
        return "[^/]+"
    pieces = [""]
    for token in _TOKEN.findall(segment):
        if token.startswith("*"):
            pieces.append("")
        else:
            pieces[-1] += _part(token)
    first, *middle = pieces
    last = f"[^/]*{middle.pop()}" if middle else ""
    return first + "".join(f"(?>[^/]*?{piece})" for piece in middle) + last


def _part(part: str) -> str:
    if part == "?":
        return "[^/]"
    if part.startswith("\\"):
        return re.escape(part[1:])
    if not part.startswith("[") or part == "[":
        return re.escape(part)
    body = part[1:-1]
    negated = body[:1] in ("!", "^")
    inner = (body[1:] if negated else body).replace("\\", "\\\\").replace("[", "\\[").replace("^", "\\^")
    inner = f"\\{inner}" if inner.startswith("]") else inner
    return f"[^/{inner}]" if negated else f"(?!/)[{inner}]"
