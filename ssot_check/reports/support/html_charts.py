"""Charts of the audit as inline SVG: the trend, and where copies leak to. Each has its numbers as a table.

Colours are presentation attributes, which a content-security policy without inline style lets through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.compliance import Compliance
from ssot_check.model.report import Report
from ssot_check.reports.support.compliance_words import NO_DOMAIN_NAME, number
from ssot_check.reports.support.html_build import Html, join, table, tag
from ssot_check.reports.support.hygiene import visible

_MOST_FOLDERS: Final = 12
_OTHERS: Final = "(others)"
FILL: Final = "#b4462b"


def trend(audit: Compliance) -> Html:
    """The score over the runs; a sentence while there are fewer than two."""
    runs = audit.trend[-60:]
    if len(runs) < 2:
        return tag("p", "No trend yet: it needs two runs with a history.")
    step = 400.0 / (len(runs) - 1)
    points = [(10 + index * step, 110 - (run.score or 0)) for index, run in enumerate(runs)]
    line = tag("polyline", points=" ".join(f"{x:.1f},{y}" for x, y in points), fill="none", stroke="currentColor", stroke_width="2")
    grid = tag("path", d="M10 10H410M10 60H410M10 110H410", stroke="currentColor", stroke_opacity="0.25")
    dots = join((tag("circle", cx=f"{x:.1f}", cy=str(y), r="3", fill="currentColor") for x, y in points), "")
    said = f"Score from {number(runs[0].score)} on {runs[0].day} to {number(runs[-1].score)} on {runs[-1].day}"
    chart = tag("svg", tag("title", said), grid, line, dots, viewBox="0 0 420 120", width="420", height="120", role="img")
    cells = ((run.day, number(run.score), number(run.new), number(run.known), number(run.suppressed)) for run in runs)
    listed = table("Trend, oldest first", ("day", "score", "new", "known", "allowed"), cells)
    return tag("figure", chart, tag("figcaption", said), tag("details", tag("summary", "Trend as a table"), listed))


def leaks(report: Report) -> Html:
    """Domain by folder: how many findings of a domain lie in which folder."""
    found = Counter((visible(item.domain) or NO_DOMAIN_NAME, folder_of(item.location.path)) for item in (*report.findings, *report.known))
    if not found:
        return tag("p", "No findings.")
    totals: Counter[str] = Counter()
    for (_, folder), count in found.items():
        totals[folder] += count
    first = [name for name, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:_MOST_FOLDERS]]
    folders = [*first, _OTHERS] if len(totals) > len(first) else first
    merged: Counter[tuple[str, str]] = Counter()
    for (domain, folder), count in found.items():
        merged[domain, folder if folder in first else _OTHERS] += count
    names = sorted({domain for domain, _ in merged})
    cells = [[merged[name, folder] for folder in folders] for name in names]
    rows = ((name, *(str(count or "") for count in row)) for name, row in zip(names, cells, strict=True))
    listed = table("Findings by domain and folder", ("domain", *folders), rows)
    return tag("figure", _grid(names, folders, cells), tag("details", tag("summary", "Matrix as a table"), listed))


def _grid(names: Sequence[str], folders: Sequence[str], cells: Sequence[Sequence[int]]) -> Html:
    most = max(max(row) for row in cells)
    wide, top = 180 + 44 * len(folders), 150
    parts = list(_heads(names, folders, top))
    for row, counts in enumerate(cells):
        for column, count in enumerate(counts):
            x, y = 180 + 44 * column, top + 26 * row
            parts.append(_square(x, y, count, most))
    title = tag("title", "Where the findings of each domain lie; the table below has the numbers")
    height = top + 26 * len(names) + 4
    return tag("svg", title, join(parts, ""), viewBox=f"0 0 {wide + 110} {height}", width=str(wide + 110), height=str(height), role="img")


def _heads(names: Sequence[str], folders: Sequence[str], top: int) -> Iterator[Html]:
    for row, name in enumerate(names):
        yield tag("text", short(name, 24), x="172", y=str(top + 26 * row + 17), text_anchor="end", fill="currentColor", font_size="12")
    for column, folder in enumerate(folders):
        x = 180 + 44 * column + 24
        turn = f"rotate(-50 {x} {top - 8})"
        yield tag("text", short(folder, 24), x=str(x), y=str(top - 8), transform=turn, fill="currentColor", font_size="12")


def _square(x: int, y: int, count: int, most: int) -> Html:
    strength = f"{0.12 + 0.4 * count / most:.2f}" if count else "0.04"
    box = tag("rect", x=str(x), y=str(y), width="42", height="24", fill=FILL if count else "#888888", fill_opacity=strength)
    said = tag("text", str(count or ""), x=str(x + 21), y=str(y + 17), text_anchor="middle", fill="currentColor", font_size="12")
    return join((box, said), "") if count else box


def folder_of(path: str) -> str:
    """The first two folders of a path."""
    return visible("/".join(path.split("/")[:-1][:2])) or "(root)"


def short(name: str, room: int) -> str:
    """The end of a name that has no room: the folder that is nearest to the file."""
    return name if len(name) <= room else "…" + name[-(room - 1) :]
