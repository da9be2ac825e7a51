"""A copy beside its canonical, line by line, with marks on what differs within a line (difflib of the standard library)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.reports.support.html.build import Html, join, tag
from ssot_check.reports.support.html.intraline import marked, plain

MOST_LINES: Final = 60
"""The most lines of a fragment that are shown."""

_NEAR: Final = 4
_FEW: Final = 4
"""Equal lines that stay beside a difference, and the most that are not worth folding."""

MOST_COLUMNS: Final = 200
_CLOSING: Final = (")", "]", "}", "fi", "done", "esac")
_GOES_ON: Final = re.compile(r"[)\]}].*[:{(\[]\s*$")


class Row(NamedTuple):
    """One line of the comparison: line numbers (0 = none), texts as markup, and the sign between them."""

    left: int
    old: Html
    sign: str
    right: int
    new: Html


def side_by_side(finding: Finding, sources: dict[str, tuple[str, ...]]) -> Html | None:
    """The comparison as a table; None when one of the two texts is not at hand."""
    if not finding.related or not finding.code.startswith("SSOT2"):
        return None
    theirs, ours = finding.related[0].location, finding.location
    old = fragment(sources.get(theirs.path, ()), theirs, 0)
    extent = finding.extent.end_line if finding.extent and finding.extent.path == ours.path else 0
    new = fragment(sources.get(ours.path, ()), ours, extent)
    if not old or not new:
        return None
    heads = (f"canonical: {theirs.path}:{theirs.line}", "±", f"copy: {ours.path}:{ours.line}")
    head = tag("tr", *(tag("th", item, scope="col", colspan="1" if item == "±" else "2") for item in heads))
    body = join((_drawn(row) for row in rows(old, new, theirs.line, ours.line)), "")
    marks = "canonical and copy, line by line; ≠ changed, - only in the canonical, + only in the copy"
    widths = tag("colgroup", *(tag("col", class_=name) for name in ("number", "text", "sign", "number", "text")))
    inner = tag("table", tag("caption", marks), widths, tag("thead", head), tag("tbody", body), class_="diff")
    # A group and no region: a page of 5,000 findings would be a list of as many landmarks.
    return tag("div", inner, class_="wide", tabindex="0", role="group", aria_label=f"{finding.code} at {ours}, compared with {theirs}")


def fragment(lines: Sequence[str], place: Location, last: int) -> tuple[str, ...]:
    """The lines from `place` to line `last`, or, when that is 0, to the end of the block that begins there."""
    if not 1 <= place.line <= len(lines):
        return ()
    end = last if last >= place.line else _end_of_block(lines, place.line)
    shown = lines[place.line - 1 : min(end, place.line - 1 + MOST_LINES)]
    return tuple(line.expandtabs(4)[:MOST_COLUMNS] for line in shown)


def rows(old: Sequence[str], new: Sequence[str], left: int, right: int) -> Iterator[Row]:
    """The aligned lines; `left` and `right` number the first of each side. Indentation does not count as a difference."""
    import difflib

    matcher = difflib.SequenceMatcher(None, [line.strip() for line in old], [line.strip() for line in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        folded = _folded(b - a, len(old), a, b) if kind == "equal" else range(0)
        for step in range(max(b - a, d - c)):
            i, j = a + step, c + step
            if step in folded:
                if step == folded.start:
                    said = tag("em", f"{len(folded)} equal lines")
                    yield Row(0, said, "⋮", 0, said)
            elif kind == "equal":
                yield Row(left + i, plain(old[i]), " ", right + j, plain(new[j]))
            elif i < b and j < d:
                yield Row(left + i, *marked(old[i], new[j], right + j))
            elif i < b:
                yield Row(left + i, tag("del", plain(old[i])), "-", 0, Html())
            else:
                yield Row(0, Html(), "+", right + j, tag("ins", plain(new[j])))


def _folded(count: int, lines: int, first: int, behind: int) -> range:
    """Which of `count` equal lines are told as one: those that are far from a difference, where there are many."""
    start, stop = (_NEAR if first else 0), count - (_NEAR if behind < lines else 0)
    return range(start or 1, stop) if stop - (start or 1) > _FEW and count < lines else range(0)


def _drawn(row: Row) -> Html:
    numbers = (str(row.left or ""), str(row.right or ""))
    sign = tag("td", row.sign)
    return tag("tr", tag("td", numbers[0]), _code(row.old), sign, tag("td", numbers[1]), _code(row.new), **_kind(row))


def _code(line: Html) -> Html:
    return tag("td", tag("code", line)) if line else tag("td")


def _kind(row: Row) -> dict[str, str]:
    names = {"≠": "changed", "-": "gone", "+": "added", "⋮": "equal"}
    return {"class_": names[row.sign]} if row.sign in names else {}


def _end_of_block(lines: Sequence[str], first: int) -> int:
    """The last line of what begins at `first`: all that is indented deeper, and the line that closes it."""
    depth = _depth(lines[first - 1])
    end = first
    for number in range(first + 1, min(len(lines), first + MOST_LINES) + 1):
        line = lines[number - 1].strip()
        if line and _depth(lines[number - 1]) <= depth:
            if not line.startswith(_CLOSING):
                break
            end = number
            if not _GOES_ON.match(line):
                break
        elif line:
            end = number
    return end


def _depth(line: str) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip())
