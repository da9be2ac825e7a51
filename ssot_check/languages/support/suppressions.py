"""Suppressing comments: `ssot: allow[CODE, ...] until=DATE -- reason`, for a line, a block or a file.

A comment is one of ours when `ssot:` and a word of `Reach` open it, or follow a further comment mark in it (`# noqa  # ssot: allow[...]`).
What nearly is one is kept as malformed, so that a misspelt suppression never passes for prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.location import Location
from ssot_check.model.regex import regex
from ssot_check.model.suggest import nearest
from ssot_check.model.suppression import Comment, Reach, Suppression

# No two repeats that take blanks stand side by side in these: a line of a million blanks is read once.
_START: Final = regex(
    r"(?:^(?:\#+!?|//+!?|/\*+!?|<!--|--|;+|\*|\.\.)?|[ \t](?:\#+|//+))[ \t]*(?P<said>(?:ssot|SSOT):[ \t]*(?P<word>[A-Za-z][\w-]*))"
)
_NEXT: Final = regex(r"[ \t](?:\#+|//+)[ \t]")
_CLOSERS: Final = ("*/}", "*/", "-->")
_PROSE: Final = regex(r"[ \t]+(?!until=|--|—|\[|\(|SSOT\d)\S", re.IGNORECASE)
_CODED: Final = regex(r"[ \t]*(?:[\[({=:][ \t]*)?SSOT\d", re.IGNORECASE)
_BRACKETS: Final = regex(r"[ \t]*\[(?P<codes>[^\]]*)\]")
_TAIL: Final = regex(r"(?:[ \t]+until=(?P<until>\S*))?(?:[ \t]*(?:--|—)[ \t]*(?P<reason>.*))?[ \t]*")
_DATE: Final = regex(r"\d{4}-\d\d-\d\d")
_EVERYTHING: Final = frozenset(("*", "ALL"))
_WORDS: Final = tuple(reach.value for reach in Reach)
_SHOWN: Final = 60


def has_mark(text: str) -> bool:
    """False when the text cannot hold a suppression: the cheap question that comes before all others."""
    return "ssot:" in text or "SSOT:" in text


def read_suppressions(text: str, comments: Iterable[Comment]) -> tuple[Suppression, ...]:
    """The suppressions among all comments of a file, blocks closed, in order of place."""
    known = sorted(comments, key=lambda comment: comment.location)
    lines = text.split("\n")
    below = _lines_below(lines, known)
    found = [_placed(written, lines, below) for comment in known if has_mark(comment.text) for written in _directives(comment)]
    return tuple(_closed(found))


@dataclass(frozen=True, slots=True)
class _Written:
    """A directive and where it stands; `mark` is the span from its comment mark on."""

    value: Suppression
    mark: Location
    comment: Comment


def _directives(comment: Comment) -> Iterator[_Written]:
    for number, line in enumerate(comment.text.split("\n")):
        text = line.lstrip(" \t")
        before = len(line) - len(text) + (comment.location.column - 1 if number == 0 else 0)
        at = 0
        while found := _START.search(text, at):
            end = _NEXT.search(text, found.end())
            at = end.start() if end else len(text)
            written = _read(found, text[found.end() : at], Location(comment.location.path, comment.location.line + number, before + 1))
            if written is not None:
                yield _Written(*written, comment)


def _read(found: re.Match[str], rest: str, begin: Location) -> tuple[Suppression, Location] | None:
    """The directive behind a start, without its reach in lines, and its span with all marks. `begin` is the start of the line's text."""

    def span(start: int, end: int) -> Location:
        return Location(begin.path, begin.line, begin.column + start, begin.line, begin.column + end)

    end = found.end() + len(rest.rstrip())
    rest = _without_closer(rest)
    value = _directive(found["word"], rest, span(found.start("said"), found.end() + len(rest)))
    codes = _BRACKETS.match(rest)
    if value is None:
        return None
    brackets = span(found.end() + codes.start("codes"), found.end() + codes.end("codes")) if codes else None
    return replace(value, brackets=brackets), span(found.start() + found[0][:1].isspace(), end)


def _without_closer(text: str) -> str:
    """Without the mark that ends the comment, and the blanks around it."""
    text = text.rstrip()
    return next((text[: -len(mark)].rstrip() for mark in _CLOSERS if text.endswith(mark)), text)


def _directive(word: str, rest: str, place: Location) -> Suppression | None:
    """What is written, without its reach in lines; None for prose."""
    lower = word.lower()
    if lower not in _WORDS:
        guess = nearest(word, _WORDS)
        if not _CODED.match(rest) and not (guess and rest.startswith("[")):
            return None
        return Suppression(Reach.LINE, (), place, malformed=f"`{word}` is no word of a suppression; it is `{guess or Reach.LINE}`")
    reach = Reach(lower)
    if reach is Reach.LINE and _PROSE.match(rest):
        return None
    brackets = _BRACKETS.match(rest)
    tail = rest[brackets.end() :] if brackets else rest
    codes = _codes(brackets["codes"]) if brackets else ()
    parts = _TAIL.fullmatch(tail)
    if reach is Reach.END:
        return Suppression(reach, codes, place)
    if parts is None:
        said = tail.strip()[:_SHOWN]
        wanted = "`until=YYYY-MM-DD` or `-- reason`" if brackets else "the codes in brackets, `[SSOT201]`"
        return Suppression(reach, codes, place, malformed=f"`{said}` stands where {wanted} is expected")
    until = parts["until"]
    if until is not None and not _is_date(until):
        return Suppression(reach, codes, place, malformed=f"`until={until[:_SHOWN]}` is no date; write YYYY-MM-DD")
    return Suppression(reach, codes, place, reason=_reason(parts["reason"] or ""), until=until or "")


def _reason(text: str) -> str:
    """The reason; signs alone (`-- -`) are none."""
    return text.strip() if any(char.isalnum() for char in text) else ""


def _codes(text: str) -> tuple[str, ...]:
    """Codes in capitals, each once; none when everything is meant."""
    codes = tuple(dict.fromkeys(part.strip().upper() for part in text.split(",") if part.strip()))
    return () if _EVERYTHING.intersection(codes) else codes


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _placed(written: _Written, lines: Sequence[str], below: Mapping[int, int]) -> Suppression:
    """With the lines that it covers, and what goes when it goes."""
    value, place = written.value, written.comment.location
    before = lines[place.line - 1][: place.column - 1].strip()
    after = lines[place.end_line - 1][place.end_column - 1 :].strip()
    alone = (before, after) in (("", ""), ("{", "}"))  # a comment among JSX elements stands in braces
    whole = written.mark.line == place.line == place.end_line and written.mark.column == place.column
    whole = whole and written.mark.end_column >= place.end_column
    first = last = value.location.line
    if value.reach is Reach.LINE and alone:
        first = last = below[place.end_line]
    if value.reach is Reach.FILE:
        first = last = 0
    return replace(value, first=first, last=last, removals=(_removal(written.mark, lines, whole_line=whole and alone),))


def _removal(mark: Location, lines: Sequence[str], *, whole_line: bool) -> Location:
    """The comment with the blanks before it; the whole line where nothing else stands on it."""
    if whole_line and mark.line < len(lines):
        return Location(mark.path, mark.line, 1, mark.line + 1, 1)
    text = lines[mark.line - 1][: mark.column - 1]
    return replace(mark, column=len(text.rstrip()) + 1)


def _lines_below(lines: Sequence[str], comments: Iterable[Comment]) -> dict[int, int]:
    """For each line of a comment the line below, further comments skipped; 0 at the end of the file."""
    starts = {row: comment for comment in comments for row in range(comment.location.line, comment.location.end_line + 1)}
    below: dict[int, int] = {}
    for row in sorted(starts, reverse=True):
        after = starts.get(row + 1)
        passed = after is not None and _is_alone_on(row + 1, after.location, lines)
        below[row] = below[row + 1] if passed else row + 1 if row < len(lines) else 0
    return below


def _is_alone_on(row: int, comment: Location, lines: Sequence[str]) -> bool:
    """True when that line of the comment holds nothing else."""
    before = lines[row - 1][: comment.column - 1] if comment.line == row else ""
    after = lines[row - 1][comment.end_column - 1 :] if comment.end_line == row else ""
    return not before.strip() and not after.strip()


def _closed(found: Iterable[Suppression]) -> list[Suppression]:
    """Every block with its last line, or marked as unclosed; an end is kept only where it closes nothing."""
    out: list[Suppression] = []
    opened: dict[frozenset[str], list[int]] = {}  # by codes, and all of them under none
    for value in found:
        if value.reach is Reach.END:
            stack = opened.get(frozenset(value.codes), [])
            while stack and not out[stack[-1]].unclosed:
                stack.pop()
            if stack:
                begin = out[stack[-1]]
                removals = (*begin.removals, *value.removals)
                out[stack.pop()] = replace(begin, unclosed=False, last=value.location.line, removals=removals)
                continue
        if value.reach is Reach.BLOCK:
            for codes in {frozenset(value.codes), frozenset()}:
                opened.setdefault(codes, []).append(len(out))
        out.append(replace(value, unclosed=value.reach is Reach.BLOCK))
    return out
