"""Findings and problems side by side, for formats that know one kind of entry only: a problem must not get lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.problem import Problem
from ssot_check.model.report import Report
from ssot_check.reports.support.hygiene import visible, visible_lines
from ssot_check.reports.support.pasted import pastes

Item: TypeAlias = Finding | Problem


def items(report: Report) -> tuple[Item, ...]:
    """Problems first, because they decide what the findings are worth."""
    return (*report.problems, *report.findings)


def told(report: Report) -> tuple[Item, ...]:
    """The same for readers, who are told once of a file that is a copy."""
    return (*report.problems, *report.shown)


def heaviest_first(report: Report) -> list[Item]:
    """The same for readers who see only the first few: heaviest first, then problems, findings, what repeats others of a paste."""
    again = {id(finding) for paste in pastes(report.shown) for finding in paste}
    return sorted(told(report), key=lambda item: (item.severity.rank, isinstance(item, Finding), id(item) in again))


def keyed(entries: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """(identity, entry): free of line numbers and never twice; equal ones are told apart by their order (16 hexadecimal digits)."""
    seen: Counter[str] = Counter()
    for item in entries:
        key = item.key if isinstance(item, Finding) else digest_parts((item.code, item.domain, item.location.path, item.message))
        seen[key] += 1
        yield (key if seen[key] == 1 else digest_parts((key, str(seen[key])))), item


def path(item: Item) -> str:
    """The repository path, clean, without a leading `./`; the whole repository is `.`."""
    return visible(item.location.path).removeprefix("./") or "."


def line(item: Item) -> int:
    """The line to look at, from 1; a whole file is shown at its first line."""
    return max(1, item.location.line)


def column(item: Item) -> int:
    """The column to look at, in code points from 1."""
    return max(1, item.location.column) if item.location.line else 1


def end(item: Item) -> tuple[int, int]:
    """(last line, column behind the last character), never before the beginning."""
    place = item.location
    last = max(line(item), place.end_line)
    return (last, max(column(item) if last == line(item) else 1, place.end_column)) if place.line else (1, 1)


def message(item: Item) -> str:
    """What is wrong, on one clean line, never empty."""
    return visible(item.message) or visible(item.code)


def remedy(item: Item) -> str:
    """What to do, on one clean line; empty when nothing is known."""
    text = item.help if isinstance(item, Finding) else item.remedy
    return "; ".join(step.strip() for step in visible_lines(text) if step)


def reason(item: Item) -> str:
    """Why it matters, or what caused it, on one clean line."""
    text = item.why if isinstance(item, Finding) else item.cause
    return " ".join(step.strip() for step in visible_lines(text) if step)


def related_place(item: Item) -> str:
    """`path:line:column` of the first place that explains the entry; empty when there is none."""
    return visible(str(item.related[0].location)) if isinstance(item, Finding) and item.related else ""


def advice(item: Item) -> str:
    """Message, related place and remedy as one line: what somebody needs who sees nothing but this text."""
    place = related_place(item)
    parts = [message(item), f"see {place}" if place else "", f"to do: {remedy(item)}" if remedy(item) else ""]
    return "; ".join(part for part in parts if part)
