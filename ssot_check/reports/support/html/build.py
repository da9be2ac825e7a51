"""HTML elements that escape whatever is not itself an element: text of the repository cannot become markup by an oversight."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final

from ssot_check.reports.support.hygiene import visible

_VOID: Final = ("meta", "link", "input", "br", "col", "rect", "circle", "path", "polyline")
"""Elements without content; those of SVG are closed by their slash."""

_NO_CHARACTER: Final = re.compile(
    "[\ufdd0-\ufdef" + "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)) + "]"
)
"""Code points that no HTML document may hold (HTML Living Standard, "noncharacter")."""


_NUMBER: Final = re.compile(r"[-+±]?[\d,]+(\.\d+)?|-?")


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str) -> Html:
    """One element. Children and attribute values are escaped, children that are Html are not.

    An underscore at the end of an attribute's name is dropped (`class_`), one inside it becomes a hyphen (`fill_opacity`).
    """
    written = "".join(f' {_name(key)}="{text(value)}"' for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>{''.join(map(text, children))}</{name}>")


def text(value: str) -> Html:
    """Clean and escaped; Html is left alone."""
    return value if isinstance(value, Html) else Html(html.escape(_NO_CHARACTER.sub(_spelled, visible(value)), quote=True))


def prose(value: str) -> Html:
    """The same, with what stands between pairs of back-ticks as code."""
    parts = value.split("`")
    if isinstance(value, Html) or len(parts) % 2 == 0:  # an odd tick: which ones are pairs nobody can tell
        return text(value)
    return join((tag("code", part) if index % 2 else text(part) for index, part in enumerate(parts)), "")


def join(parts: Iterable[str], glue: str = "\n") -> Html:
    """Several elements or texts, one behind the other."""
    return Html(glue.join(map(text, parts)))


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]], **attributes: str) -> Html:
    """A table whose first column names its rows."""
    head = tag("tr", *(tag("th", item, scope="col") for item in heads))
    body = (tag("tr", *(_cell(index, item) for index, item in enumerate(row))) for row in rows)
    inner = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", join(body)), **attributes)
    return tag("div", inner, class_="wide", tabindex="0", role="region", aria_label=caption)


def _cell(index: int, item: str) -> Html:
    if not index:
        return tag("th", item, scope="row")
    return tag("td", item, class_="n") if _NUMBER.fullmatch(item) else tag("td", item)


def _spelled(found: re.Match[str]) -> str:
    return f"\\u{{{ord(found[0]):x}}}"


def _name(key: str) -> str:
    if key in {"viewBox", "textLength"}:
        return key
    return key.rstrip("_").replace("_", "-")
