"""A treemap of the debt per folder as inline SVG, with its numbers as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ssot_check.model.compliance import POINTS
from ssot_check.model.report import Report
from ssot_check.reports.support.html.build import Html, join, table, tag
from ssot_check.reports.support.html.charts import FILL, NARROW, OTHERS, WIDE, both, label, short
from ssot_check.reports.support.html.folders import folders_of


class Tile(NamedTuple):
    """A rectangle in units of the drawing."""

    x: float
    y: float
    width: float
    height: float


def debt_map(report: Report) -> Html:
    """A treemap of the debt of new and known findings per folder (squarified, Bruls, Huizing and van Wijk 2000)."""
    debts: Counter[str] = Counter()
    told = (*report.findings, *report.known)
    folder = folders_of(finding.location.path for finding in told)
    for finding in told:
        debts[folder[finding.location.path]] += int(POINTS[finding.severity])
    ranked = sorted(((name, debt) for name, debt in debts.items() if debt), key=lambda item: (-item[1], item[0]))
    heading = tag("h3", "Debt per folder")
    if not ranked:
        return Html(heading + tag("p", "No debt."))
    listed = table("Debt per folder, in points", ("folder", "debt"), ((name, f"{debt:,}") for name, debt in ranked))
    as_table = tag("details", tag("summary", "Treemap as a table"), listed)
    wide, narrow = _drawn(ranked, 36, Tile(0, 0, WIDE.width, 320)), _drawn(ranked, 11, Tile(0, 0, NARROW.width, 400))
    return Html(heading + both(wide, narrow, as_table))


def _drawn(ranked: Sequence[tuple[str, int]], most: int, box: Tile) -> Html:
    """The map in `box`; of more folders than `most` the smaller ones are one tile."""
    rest = sum(debt for _, debt in ranked[most:])
    kept = [*ranked[:most], *([(OTHERS, rest)] if rest else [])]
    tiles = zip(kept, squarified([debt for _, debt in kept], box), strict=True)
    drawn = join((_tile(name, debt, debt / ranked[0][1], tile) for (name, debt), tile in tiles), "")
    title = tag("title", "Debt per folder: the larger the area, the more points")
    size = {"width": f"{box.width:.0f}", "height": f"{box.height:.0f}"}
    return tag("svg", title, drawn, viewBox=f"0 0 {size['width']} {size['height']}", role="img", **size)


def squarified(areas: Sequence[float], box: Tile) -> list[Tile]:
    """Tiles in proportion to `areas` (positive, largest first but for the last) that fill `box`, as near to squares as rows allow."""
    out: list[Tile] = []
    rest, left = list(areas), box
    while rest:
        scale = left.width * left.height / sum(rest)
        side = min(left.width, left.height)
        count = 1
        while count < len(rest) and _worst(rest[: count + 1], scale, side) <= _worst(rest[:count], scale, side):
            count += 1
        row, rest = rest[:count], rest[count:]
        thick = sum(row) * scale / side if side else 0.0
        at = 0.0
        for area in row:
            long = side * area / sum(row)
            upright = left.width >= left.height
            out.append(Tile(left.x, left.y + at, thick, long) if upright else Tile(left.x + at, left.y, long, thick))
            at += long
        if left.width >= left.height:
            left = Tile(left.x + thick, left.y, max(0.0, left.width - thick), left.height)
        else:
            left = Tile(left.x, left.y + thick, left.width, max(0.0, left.height - thick))
    return out


def _worst(row: Sequence[float], scale: float, side: float) -> float:
    """The largest ratio of sides in a row; 1 is a square."""
    total = sum(row) * scale
    return max(max(side * side * area * scale / total**2, total**2 / (side * side * area * scale)) for area in (max(row), min(row)))


def _tile(name: str, debt: int, share: float, tile: Tile) -> Html:
    where = {key: f"{value:.1f}" for key, value in tile._asdict().items()}
    look = {"fill": FILL, "fill_opacity": f"{0.15 + 0.35 * share:.2f}"} if name != OTHERS else {"fill": "#888888", "fill_opacity": "0.15"}
    box = tag("rect", **where, **look, stroke="currentColor", stroke_opacity="0.4")
    parts = [tag("title", f"{name}: {debt:,} points"), box]
    room = int((tile.width - 12) / 7)
    if room >= 5 and tile.height >= 20:
        parts.append(label(short(name, room), tile.x + 6, tile.y + 16))
    if room >= 5 and tile.height >= 38:
        parts.append(label(f"{debt:,}", tile.x + 6, tile.y + 32, fill_opacity="0.8"))
    return tag("g", *parts)
