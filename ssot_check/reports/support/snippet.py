"""Draws one place: an arrow with the path, the source line behind a gutter, and a label under its marks."""

from __future__ import annotations

from collections.abc import Sequence

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location
from ssot_check.reports.support.columns import text_width, window, wrap
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.paint import DIM, GUTTER, Paint
from ssot_check.reports.support.uris import link_target

NARROWEST = 20


@dataclass(frozen=True, slots=True)
class Place:
    """What to draw: where, the numbered source lines around it, and what stands under the marks of `glyph`."""

    location: Location
    lines: Sequence[tuple[int, str]]
    label: str
    style: str
    arrow: str = "-->"
    glyph: str = "^"


def source_line(sources: Sequence[str] | None, location: Location) -> tuple[tuple[int, str], ...]:
    """The one line of a file a reader looks at, numbered; empty when the file's text is not at hand."""
    if not sources or not 1 <= location.line <= len(sources):
        return ()
    return ((location.line, sources[location.line - 1]),)


def gutter_width(places: Sequence[Place]) -> int:
    """Columns of the largest line number of a block."""
    return max((len(str(number)) for place in places for number, _ in place.lines), default=1)


def draw(place: Place, gutter: int, paint: Paint) -> list[str]:
    """The lines of one place, without a line end."""
    blank = " " * gutter
    path = paint.link(visible(str(place.location)), link_target(paint.root_uri, place.location))
    arrow = f"{blank}{paint(place.arrow, GUTTER)} {path}"
    if not place.lines:
        return [arrow + (f" ({paint(visible(place.label), place.style)})" if place.label else "")]
    bar = paint("|", GUTTER)
    out = [arrow, f"{blank} {bar}"]
    previous = place.lines[0][0]
    for number, text in place.lines:
        out += [paint("...", GUTTER)] if number > previous + 1 else []
        previous = number
        marked = number == place.location.line
        shown, marks = _marked_line(text, place, gutter, paint) if marked else (window(text, 0, 0, _room(gutter, paint))[0], [])
        head = paint(f"{number:>{gutter}} |", GUTTER)
        out.append(f"{head} {shown}" if shown else head)
        out.extend(f"{blank} {bar} {mark}" for mark in marks)
    return out


def notes(kind: str, texts: Sequence[str], gutter: int, paint: Paint) -> list[str]:
    """Lines of explanation under a block: `= kind: text`, wrapped with a hanging indent."""
    out = []
    head = f"{kind}: " if kind else ""
    for text in texts:
        first, *rest = wrap(head + text, _room(gutter, paint))
        body = paint(first[: len(head)], DIM) + first[len(head) :]
        out.append(f"{' ' * gutter} {paint('=', GUTTER)} {body}")
        out.extend(f"{' ' * gutter}   {line}" for line in rest)
    return out


def _marked_line(text: str, place: Place, gutter: int, paint: Paint) -> tuple[str, list[str]]:
    """The source line, and the lines with marks and label under it."""
    where = place.location
    end = where.end_column - 1 if where.end_line in (0, where.line) else len(text)
    room = _room(gutter, paint)
    shown, offset, span = window(text, max(0, where.column - 1), end, room)
    marks = " " * offset + paint(place.glyph * span, place.style)
    label = visible(place.label)
    if not label:
        return shown, [marks]
    if not room or offset + span + 1 + text_width(label) <= room:
        return shown, [f"{marks} {paint(label, place.style)}"]
    indent = max(0, min(offset, room - text_width(label)))
    return shown, [marks, *(" " * indent + paint(line, place.style) for line in wrap(label, room - indent))]


def _room(gutter: int, paint: Paint) -> int:
    """Columns right of the gutter; 0 when the width is unlimited."""
    return max(NARROWEST, paint.width - gutter - 3) if paint.width else 0
