"""Repairs of the registry's `exceptions`: an entry goes, or names another code. Comments and layout of the rest stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.finding import Edit, Fix, Safety
from ssot_check.model.location import Location
from ssot_check.model.project import Project
from ssot_check.model.registry import ExceptionEntry
from ssot_check.model.suppression import Kind
from ssot_check.rules.support.suppressions import meant_code

_DASH: Final = re.compile(r"(\s*)-\s+")
_REMARK: Final = re.compile(r"\s*(?:#.*)?")
_KEY: Final = re.compile(r"exceptions:\s*(?:#.*)?")


def exception_removal(project: Project, place: Location, safety: Safety) -> Fix | None:
    """Delete the entry at `place`; None where it is not written as an item of a list.

    Where no entry would be left, all that allow nothing go at once, and the key with them: a key without a list is no registry.
    """
    lines, entries = project.registry.lines, [item.location for item in project.registry.exceptions]
    spans = {item: _item(lines, item) for item in entries}
    if spans.get(place) is None:
        return _from_flow(lines, place, safety)
    head = _head(lines, place) if set(entries) <= {*_idle(project, safety), place} else None
    doomed = [head, *spans.values()] if head is not None else [spans[place]]
    edits = tuple(Edit(span, "") for span in doomed if span is not None)
    return Fix("remove the exception", safety, edits) if len(edits) == len(doomed) else None


def code_rewriting(project: Project, entry: ExceptionEntry, code: str) -> Fix | None:
    """Write another code into the entry; None where the old one is not found once in its lines."""
    lines, place = project.registry.lines, entry.location
    last = max(place.end_line, _last(lines, place.line, place.column - 1))
    pattern = re.compile(rf"(\bcode\s*:\s*[\"']?){re.escape(entry.code)}(?![\w-])")
    found = [(number, hit) for number in range(place.line, last + 1) for hit in pattern.finditer(lines[number - 1])]
    if len(found) != 1:
        return None
    number, hit = found[0]
    span = Location(place.path, number, hit.end(1) + 1, number, hit.end() + 1)
    return Fix("write the code that is meant", Safety.SUGGESTED, (Edit(span, code),))


def _idle(project: Project, safety: Safety) -> Iterator[Location]:
    """The entries that may go with this safety: those that are over or not needed, and, with a look, those that never held."""
    ledger = project.ledger
    yield from (grant.location for grant in (*ledger.unused, *ledger.expired) if grant.kind is Kind.EXTERNAL and not grant.audited)
    known = dict(ledger.codes)
    for entry in project.registry.exceptions if safety is Safety.SUGGESTED else ():
        if not entry.reason or (known and entry.code not in known and not meant_code(entry.code.upper(), known)):
            yield entry.location


def _item(lines: Sequence[str], place: Location) -> Location | None:
    """The lines of an item of a block list; None for everything else."""
    dash = _DASH.fullmatch(lines[place.line - 1][: place.column - 1]) if 1 < place.line <= len(lines) else None
    if dash is None:
        return None
    last = _last(lines, place.line, len(dash[1]) + 1)
    if lines[place.line - 1][place.column - 1 :].startswith("{"):
        last = place.end_line
        if not _REMARK.fullmatch(lines[last - 1][place.end_column - 1 :]):
            return None
    return _rows(lines, place.path, place.line, last)


def _last(lines: Sequence[str], first: int, indent: int) -> int:
    """The last line of a block that begins in line `first`: what follows stands at least `indent` deep."""
    last = first
    for number in range(first + 1, len(lines) + 1):
        text = lines[number - 1]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        if len(text) - len(text.lstrip(" ")) < indent:
            break
        last = number
    return last


def _rows(lines: Sequence[str], path: str, first: int, last: int) -> Location:
    if last < len(lines):
        return Location(path, first, 1, last + 1, 1)
    return Location(path, first, 1, last, len(lines[last - 1]) + 1)


def _head(lines: Sequence[str], place: Location) -> Location | None:
    """The line of the key above; None when something else stands there."""
    above = (number for number in range(place.line - 1, 0, -1) if not lines[number - 1].startswith((" ", "-", "#")))
    number = next((number for number in above if lines[number - 1].strip()), 0)
    return _rows(lines, place.path, number, number) if number and _KEY.fullmatch(lines[number - 1]) else None


def _from_flow(lines: Sequence[str], place: Location, safety: Safety) -> Fix | None:
    """Delete an item of `[{...}, {...}]` with the comma that parts it from its neighbour; None where it is not written so."""
    if place.end_line > len(lines):
        return None
    before, behind = lines[place.line - 1][: place.column - 1], lines[place.end_line - 1][place.end_column - 1 :]
    ahead, comma = re.search(r"([\[,])\s*$", before), re.match(r"\s*([\],])\s*", behind)
    if ahead is None or comma is None:
        return None
    start, end = place.column, place.end_column
    if comma[1] == ",":
        end += comma.end()
    elif ahead[1] == ",":
        start = ahead.start() + 1
    span = Location(place.path, place.line, start, place.end_line, end)
    return Fix("remove the exception", safety, (Edit(span, ""),))
