"""A treemap of the debt per folder as inline SVG, with its numbers as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from ssot_check.model.compliance import POINTS
from ssot_check.model.report import Report
from ssot_check.reports.support.html_build import Html, join, table, tag
from ssot_check.reports.support.html_charts import FILL, folder_of, short

_WIDTH: Final = 720.0
_HEIGHT: Final = 260.0


class Tile(NamedTuple):
    """A rectangle in units of the drawing."""

    x: float
    y: float
    width: float
    height: float


def debt_map(report: Report) -> Html:
    """A treemap of the debt of new and known findings per folder (squarified, Bruls, Huizing and van Wijk 2000)."""
    debts: Counter[str] = Counter()
    for finding in (*report.findings, *report.known):
        debts[folder_of(finding.location.path)] += int(POINTS[finding.severity])
    ranked = sorted(((name, debt) for name, debt in debts.items() if debt), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return tag("p", "No debt.")
    kept = ranked[:40]
    tiles = zip(kept, squarified([debt for _, debt in kept], Tile(0, 0, _WIDTH, _HEIGHT)), strict=True)
    drawn = join((_tile(name, debt, tile) for (name, debt), tile in tiles), "")
    title = tag("title", "Debt per folder: the larger the area, the more points")
    chart = tag("svg", title, drawn, viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}", width=f"{_WIDTH:.0f}", height=f"{_HEIGHT:.0f}", role="img")
    listed = table("Debt per folder, in points", ("folder", "debt"), ((name, str(debt)) for name, debt in ranked))
    return tag("figure", chart, tag("details", tag("summary", "Treemap as a table"), listed))


def squarified(areas: Sequence[float], box: Tile) -> list[Tile]:
    """Tiles in proportion to `areas` (positive, largest first) that fill `box`, as near to squares as rows allow."""
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
    return max(max(side * side * area * scale / total**2, total**2 / (side * side * area * scale)) for area in (row[0], row[-1]))


def _tile(name: str, debt: int, tile: Tile) -> Html:
    where = {key: f"{value:.1f}" for key, value in tile._asdict().items()}
    box = tag("rect", **where, fill=FILL, fill_opacity="0.25", stroke="currentColor", stroke_opacity="0.6")
    room = int((tile.width - 10) / 7)
    if room < 4 or tile.height < 20:
        return tag("g", tag("title", f"{name}: {debt} points"), box)
    place = {"x": f"{tile.x + 5:.1f}", "y": f"{tile.y + 16:.1f}"}
    label = tag("text", short(f"{name} {debt}", room), **place, fill="currentColor", font_size="12")
    return tag("g", tag("title", f"{name}: {debt} points"), box, label)
