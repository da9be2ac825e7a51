"""Suppressing comments: `ssot: allow[CODE, ...] until=DATE -- reason`, for a line, a block or a file.

A comment is one of ours when `ssot:` and a word of `Reach` open it, or follow a further comment mark in it (`# noqa  # ssot: allow[...]`).
What nearly is one is kept as malformed, so that a misspelt suppression never passes for prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ssot_check.model.location import Location
from ssot_check.model.suggest import nearest
from ssot_check.model.suppression import Comment, Reach, Suppression

_OPENER: Final = r"(?:^[ \t]*(?:\#+!?|//+!?|/\*+!?|<!--|--|;+|\*)?|[ \t](?:\#+|//+))[ \t]*"
_DIRECTIVE: Final = re.compile(
    rf"(?P<mark>{_OPENER})(?P<all>(?:ssot|SSOT):[ \t]*(?P<word>[A-Za-z][\w-]*)(?P<rest>.*?))"
    r"[ \t]*(?:\*/\}?|-->)?[ \t]*(?=$|[ \t](?:\#+|//+)[ \t])"
)
_PROSE: Final = re.compile(r"[ \t]+(?!until=|--|—|\[|\(|SSOT\d)\S", re.IGNORECASE)
_CODED: Final = re.compile(r"[ \t]*[\[({=:]?[ \t]*SSOT\d", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"[ \t]*\[(?P<codes>[^\]]*)\]")
_TAIL: Final = re.compile(r"(?:[ \t]+until=(?P<until>\S*))?(?:[ \t]*(?:--|—)[ \t]*(?P<reason>.*))?[ \t]*")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
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
    found = [_placed(written, lines, known) for comment in known if has_mark(comment.text) for written in _directives(comment)]
    return tuple(_closed(found))


@dataclass(frozen=True, slots=True)
class _Written:
    """A directive and where it stands; `mark` is the span from its comment mark on."""

    value: Suppression
    mark: Location
    comment: Comment


def _directives(comment: Comment) -> Iterator[_Written]:
    for number, line in enumerate(comment.text.split("\n")):
        before = comment.location.column - 1 if number == 0 else 0
        row = comment.location.line + number
        for found in _DIRECTIVE.finditer(line):

            def span(start: int, end: int, row: int = row, before: int = before) -> Location:
                return Location(comment.location.path, row, before + start + 1, row, before + end + 1)

            value = _directive(found["word"], found["rest"], span(found.start("all"), found.end("all")))
            if value is not None:
                codes = _BRACKETS.match(found["rest"])
                at = found.start("rest")
                brackets = span(at + codes.start("codes"), at + codes.end("codes")) if codes else None
                yield _Written(replace(value, brackets=brackets), span(found.start("mark"), found.end()), comment)


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
    return Suppression(reach, codes, place, reason=(parts["reason"] or "").strip(), until=until or "")


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


def _placed(written: _Written, lines: Sequence[str], comments: Sequence[Comment]) -> Suppression:
    """With the lines that it covers, and what goes when it goes."""
    value, place = written.value, written.comment.location
    before = lines[place.line - 1][: place.column - 1].strip()
    after = lines[place.end_line - 1][place.end_column - 1 :].strip()
    alone = (before, after) in (("", ""), ("{", "}"))  # a comment among JSX elements stands in braces
    whole = written.mark.line == place.line == place.end_line and written.mark.column == place.column
    whole = whole and written.mark.end_column >= place.end_column
    first = last = value.location.line
    if value.reach is Reach.LINE and alone:
        first = last = _next_line(place.end_line, lines, comments)
    if value.reach is Reach.FILE:
        first = last = 0
    return replace(value, first=first, last=last, removals=(_removal(written.mark, lines, whole_line=whole and alone),))


def _removal(mark: Location, lines: Sequence[str], *, whole_line: bool) -> Location:
    """The comment with the blanks before it; the whole line where nothing else stands on it."""
    if whole_line and mark.line < len(lines):
        return Location(mark.path, mark.line, 1, mark.line + 1, 1)
    text = lines[mark.line - 1][: mark.column - 1]
    return replace(mark, column=len(text.rstrip()) + 1)


def _next_line(line: int, lines: Sequence[str], comments: Sequence[Comment]) -> int:
    """The line below, further comments skipped; 0 at the end of the file."""
    taken = {row: comment for comment in comments for row in range(comment.location.line, comment.location.end_line + 1)}
    while line < len(lines):
        line += 1
        comment = taken.get(line)
        if comment is None or (comment.location.line == line and lines[line - 1][: comment.location.column - 1].strip()):
            return line
    return 0


def _closed(found: Iterable[Suppression]) -> list[Suppression]:
    """Every block with its last line, or marked as unclosed; an end is kept only where it closes nothing."""
    out: list[Suppression] = []
    opened: list[int] = []
    for value in found:
        if value.reach is Reach.BLOCK:
            opened.append(len(out))
            out.append(replace(value, unclosed=True))
        elif value.reach is Reach.END:
            fitting = [index for index in opened if not value.codes or set(out[index].codes) == set(value.codes)]
            if not fitting:
                out.append(value)
                continue
            begin = out[fitting[-1]]
            opened.remove(fitting[-1])
            out[fitting[-1]] = replace(begin, unclosed=False, last=value.location.line, removals=(*begin.removals, *value.removals))
        else:
            out.append(value)
    return out
