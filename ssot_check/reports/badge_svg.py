"""For a badge in a README without any service: one SVG 1.1 picture that asks for nothing, to be committed or published as a file."""

from __future__ import annotations

from typing import Final

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.reports.support.badge_words import LABEL, badge_text
from ssot_check.reports.support.html.build import Html, tag
from ssot_check.reports.support.words import verdict_word

COLOURS: Final = {"CLEAN": "#1a7f37", "PASSED": "#796000", "FAILED": "#b42318", "UNTRUSTED": "#b42318"}
"""White text on each has the contrast of WCAG 2 AA."""
GREY: Final = "#4d4d4d"
_THIN: Final = "iljtfr1.,: "
_HEIGHT: Final = 20
_MARGIN: Final = 6


def render(report: Report) -> str:
    """The picture. The words stand in it as text and as its name, so that a screen reader says them too."""
    said = badge_text(report)
    left, right = (_width(text) + 2 * _MARGIN for text in (LABEL, said))
    name = f"ssot-check: {said}"
    boxes = (_box(0, left, GREY), _box(left, right, COLOURS[verdict_word(report)]))
    words = (_words(LABEL, _MARGIN), _words(said, left + _MARGIN))
    font = {"fill": "#ffffff", "font_family": "Verdana,DejaVu Sans,sans-serif", "font_size": "11"}
    size = {"width": str(left + right), "height": str(_HEIGHT)}
    inner = (tag("title", name), *boxes, tag("g", *words, **font))
    return tag("svg", *inner, xmlns="http://www.w3.org/2000/svg", **size, role="img", aria_label=name) + "\n"


def _box(x: int, width: int, fill: str) -> Html:
    return tag("rect", x=str(x), width=str(width), height=str(_HEIGHT), fill=fill)


def _words(text: str, x: int) -> Html:
    """Text of a fixed length, whatever font the reader has."""
    return tag("text", text, x=str(x), y="14", textLength=str(_width(text)))


def _width(text: str) -> int:
    """Units that the text takes: those of Verdana at 11 pixels, roughly."""
    return sum(4 if char in _THIN else 7 for char in text)


FORMAT = ReportFormat("badge-svg", "a badge as one SVG picture, without a service", render)
