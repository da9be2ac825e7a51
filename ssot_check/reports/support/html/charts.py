"""Charts of the audit as inline SVG: the trend, and where copies leak to. Each has its numbers as a table.

Colours are presentation attributes, which a content-security policy without inline style lets through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ssot_check.model.compliance import Compliance
from ssot_check.model.report import Report
from ssot_check.reports.support.compliance_words import NO_DOMAIN_NAME, number
from ssot_check.reports.support.html.build import Html, join, table, tag
from ssot_check.reports.support.html.folders import MOST, folders_of
from ssot_check.reports.support.hygiene import visible

FILL: Final = "#b4462b"
OTHERS: Final = "(others)"


class Size(NamedTuple):
    """A drawing that takes the whole width of a page: its width, the room for names and the most folders, for the matrix."""

    width: int
    names: int
    folders: int


WIDE: Final = Size(1120, 190, MOST)
NARROW: Final = Size(340, 104, 4)
"""For telephones. A drawing that is scaled down cannot be read, and one that scrolls shows no whole."""


def both(wide: Html, narrow: Html, listed: Html) -> Html:
    """One drawing in two sizes, of which the style shows one and `hidden` keeps the other away where no style is allowed; and its table."""
    return tag("figure", tag("div", wide, class_="big"), tag("div", narrow, class_="small", hidden=""), listed)


def label(text: str, x: float, y: float, **more: str) -> Html:
    """Text of a drawing in the colour of the page."""
    return tag("text", text, x=f"{x:.0f}", y=f"{y:.0f}", fill="currentColor", font_size="12", **more)


def trend(audit: Compliance) -> Html:
    """The score over the runs; a sentence while there are fewer than two."""
    runs = audit.trend[-60:]
    if len(runs) < 2:
        return tag("p", "No trend yet: it needs two runs with a history.", class_="dim")
    step = 440.0 / (len(runs) - 1)
    points = [(36 + index * step, 120 - 1.1 * (run.score or 0)) for index, run in enumerate(runs)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    grid = tag("path", d="M36 10H476M36 65H476M36 120H476", stroke="currentColor", stroke_opacity="0.2")
    under = tag("path", d=f"M36 120L{line.replace(' ', 'L')}L476 120Z", fill="currentColor", fill_opacity="0.08")
    drawn = tag("polyline", points=line, fill="none", stroke="currentColor", stroke_width="2.5")
    dots = join((tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="3", fill="currentColor") for x, y in points), "")
    marks = (label(str(score), 28, 124 - 1.1 * score, text_anchor="end") for score in (0, 50, 100))
    days = (label(visible(runs[0].day), 36, 140), label(visible(runs[-1].day), 476, 140, text_anchor="end"))
    last = label(number(runs[-1].score), 484, points[-1][1] + 5, font_weight="bold")
    said = f"Score from {number(runs[0].score)} on {runs[0].day} to {number(runs[-1].score)} on {runs[-1].day}"
    whole = (tag("title", said), grid, under, drawn, dots, *marks, *days, last)
    chart = tag("svg", *whole, viewBox="0 0 520 146", width="520", height="146", role="img")
    cells = ((run.day, number(run.score), number(run.new), number(run.known), number(run.suppressed)) for run in runs)
    listed = table("Trend, oldest first", ("day", "score", "new", "known", "allowed"), cells)
    return Html(tag("figure", chart, tag("figcaption", said)) + tag("details", tag("summary", "Trend as a table"), listed))


def leaks(report: Report) -> Html:
    """Domain by folder: how many findings of a domain lie in which folder. The fullest rows and columns come first."""
    told = (*report.findings, *report.known)
    folder = folders_of(item.location.path for item in told)
    found = Counter((visible(item.domain) or NO_DOMAIN_NAME, folder[item.location.path]) for item in told)
    title = tag("h3", "Domain by folder")
    if not found:
        return Html(title + tag("p", "No findings."))
    names, folders, cells = _merged(found, WIDE.folders)
    rows = ((name, *(str(count or "") for count in row)) for name, row in zip(names, cells, strict=True))
    listed = tag("details", tag("summary", "Matrix as a table"), table("Findings by domain and folder", ("domain", *folders), rows))
    wide, narrow = (_grid(*_merged(found, size.folders), size) for size in (WIDE, NARROW))
    return Html(title + both(wide, narrow, listed))


def _merged(found: Counter[tuple[str, str]], most: int) -> tuple[list[str], list[str], list[list[int]]]:
    """(domains, folders, findings): of more folders than `most` the smaller ones are one."""
    folders = _ranked(found, 1)
    first = set(folders[:most])
    shown = [*folders[:most], OTHERS] if len(folders) > len(first) else folders
    merged: Counter[tuple[str, str]] = Counter()
    for (domain, folder), count in found.items():
        merged[domain, folder if folder in first else OTHERS] += count
    names = _ranked(found, 0)
    return names, shown, [[merged[name, folder] for folder in shown] for name in names]


def _ranked(found: Counter[tuple[str, str]], part: int) -> list[str]:
    """The domains (0) or folders (1), those with most findings first."""
    totals: Counter[str] = Counter()
    for key, count in found.items():
        totals[key[part]] += count
    return sorted(totals, key=lambda name: (-totals[name], name))


def _grid(names: Sequence[str], folders: Sequence[str], cells: Sequence[Sequence[int]], size: Size) -> Html:
    most = max(max(row) for row in cells)
    slant, top, left = size.width // 9, 118, size.names
    step = min(72, (size.width - left - slant) // len(folders))
    parts = [label(short(name, left // 7), left - 8, top + 26 * row + 17, text_anchor="end") for row, name in enumerate(names)]
    parts += _heads(folders, step, left, top)
    for row, counts in enumerate(cells):
        for column, count in enumerate(counts):
            said = f"{names[row]} in {folders[column]}: {count:,}"
            parts.append(_square(left + step * column, top + 26 * row, step, count / most, said))
            if count:
                parts.append(label(f"{count:,}", left + step * column + step / 2 - 1, top + 26 * row + 17, text_anchor="middle"))
    title = tag("title", "Where the findings of each domain lie; the table below has the numbers")
    high = top + 26 * len(names) + 4
    return tag("svg", title, join(parts, ""), viewBox=f"0 0 {size.width} {high}", width=f"{size.width}", height=f"{high}", role="img")


def _heads(folders: Sequence[str], step: int, left: int, top: int) -> Iterator[Html]:
    for column, folder in enumerate(folders):
        x = left + step * column + step // 2
        yield label(short(folder, 22), x, top - 8, transform=f"rotate(-40 {x} {top - 8})")


def _square(x: int, y: int, step: int, share: float, said: str) -> Html:
    """One cell; the root of the share, so that small numbers are told apart too."""
    look = {"fill": FILL, "fill_opacity": f"{0.1 + 0.5 * share**0.5:.2f}"} if share else {"fill": "#888888", "fill_opacity": "0.06"}
    box = tag("rect", x=str(x), y=str(y), width=str(step - 2), height="24", rx="3", **look)
    return tag("g", tag("title", said), box) if share else box


def short(name: str, room: int) -> str:
    """The end of a name that has no room: its last folder, which is nearest to the files, whole where that fits."""
    last = name.rpartition("/")[2]
    if len(name) <= room:
        return name
    return f"…/{last}" if last != name and len(last) + 2 <= room else "…" + name[-(room - 1) :]
