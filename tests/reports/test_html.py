"""The page is well formed, can be used without sight, style or script, and nothing of the repository becomes markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from ssot_check.model.report import Report
from ssot_check.model.standing import History, Standing
from ssot_check.reports import html
from ssot_check.reports.support.html.build import Html, tag
from ssot_check.reports.support.html.diff import fragment, rows
from ssot_check.reports.support.html.treemap import Tile, squarified
from tests.reports.canned import ALLOWED, CLEAN, EXACT, KNOWN, LOGGING_OWNER, REPORT, SOURCES, UNTRUSTED, at
from tests.reports.extremes import HOSTILE, MANY

RUN = Standing("2026-11-14", "day", "findings", 88, 9)
PAGES = {
    "report": replace(REPORT, history=History("h.jsonl", (RUN,)), day="2026-11-21"),
    "known": KNOWN,
    "allowed": ALLOWED,
    "clean": CLEAN,
    "untrusted": UNTRUSTED,
    "hostile": HOSTILE,
}
VOID = {"meta", "input", "br", "col", "rect", "circle", "path", "polyline"}
each = pytest.mark.parametrize("report", PAGES.values(), ids=PAGES)


@dataclass
class Page(HTMLParser):
    """Every element with its attributes and its ancestors; a tag that closes another is a fault."""

    elements: list[tuple[str, dict[str, str], tuple[str, ...]]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, {name: value or "" for name, value in attrs}, tuple(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID
        self.elements.append((tag, {name: value or "" for name, value in attrs}, tuple(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes, _ in self.elements if tag in names]


def page(report: Report) -> Page:
    found = Page()
    found.feed(html.render(report))
    found.close()
    assert found.open == []
    return found


@each
def test_every_element_is_closed_and_every_id_is_there_once(report: Report) -> None:
    found = page(report)
    ids = [attributes["id"] for _, attributes, _ in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {attributes["href"][1:] for attributes in found.named("a")} <= set(ids)


@each
def test_nothing_is_fetched_and_nothing_needs_inline_style_or_handlers(report: Report) -> None:
    for name, attributes, _ in page(report).elements:
        assert not {"src", "style", "srcset", "data", "action"} & attributes.keys()
        assert not [key for key in attributes if key.startswith("on")]
        assert attributes.get("href", "#").startswith("#"), name


@each
def test_a_screen_reader_finds_its_way(report: Report) -> None:
    found = page(report)
    assert found.named("html")[0]["lang"] == "en"
    assert [len(found.named(name)) for name in ("header", "main", "nav", "h1")] == [1] * 4
    levels = [int(name[1]) for name, _, _ in found.elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all("label" in above for name, _, above in found.elements if name in {"input", "select"})
    assert all(attributes.get("role") == "img" for attributes in found.named("svg"))
    assert len([1 for name, _, above in found.elements if name == "title" and above[-1] == "svg"]) == len(found.named("svg"))
    assert len(found.named("caption")) == len(found.named("table"))
    assert all("scope" in attributes for attributes in found.named("th"))


@each
def test_only_our_own_script_is_there(report: Report) -> None:
    text = html.render(report)
    assert text.count("<script") == text.count("</script") == text.count("<style") == text.count("</style") == 1
    assert "<script>alert" not in text


def test_what_is_not_html_is_escaped() -> None:
    assert tag("p", "<b>", Html("<i>x</i>"), title="\"'&") == '<p title="&quot;&#x27;&amp;">&lt;b&gt;<i>x</i></p>'
    assert tag("p", "a\ufffeb\x1b") == r"<p>a\u{fffe}b\x1b</p>"


def test_an_untrusted_page_says_no_word_of_compliance_beyond_its_title() -> None:
    text = html.render(UNTRUSTED)
    assert "SSOT compliance: UNTRUSTED" in text
    assert "No score: this run cannot be trusted." in text
    assert "<td>compliant</td>" not in text


def test_five_thousand_findings_stay_below_ten_megabytes() -> None:
    body = tuple(f"    value_{number} = compute(value_{number - 1}, factor={number})" for number in range(30))
    paths = [f"services/s{number % 40}/m{number}.py" for number in range(5000)]
    sources = {path: ("def f(a):", *body[:9], f"    call({path!r})", *body[9:]) for path in paths}
    sources[LOGGING_OWNER] = ("",) * 7 + ("def f(a):", *body)
    found = tuple(replace(EXACT, location=at(path, 1, 5, 1), extent=None, scope=path) for path in paths)
    text = html.render(replace(MANY, findings=found, sources=sources))
    assert len(text.encode()) < 10_000_000
    assert text.count("<article") == 5000 + len(MANY.problems)
    assert "The comparison is left out here" in text


@pytest.mark.parametrize(
    ("old", "new", "marked"),
    [
        ("sleep 2", "sleep 5", "sleep <mark>5</mark>"),
        ("wait_until_up() {", "wait_for_healthy() {", "<mark>wait_for_healthy</mark>() {"),
        ("say(name, is_up)", "say(host, runs)", "say(<mark>host, runs</mark>)"),
        ('if [[ "${QUIET:-0}" != 1 ]]; then', 'echo "[billing] $(date +%H:%M)"', "echo &quot;[billing] $(date +%H:%M)&quot;"),
    ],
    ids=["one word", "one name that is most of the line", "words with a comma between them", "two lines that meet by chance"],
)
def test_marks_stand_where_a_reader_would_set_them(old: str, new: str, marked: str) -> None:
    (row,) = rows([old], [new], 1, 1)
    assert (row.sign, row.new) == ("≠", marked)


def test_a_copy_stands_beside_its_canonical_with_marks_on_the_words_that_differ() -> None:
    found = list(rows(["def f(a):", "  return a", "  # end"], ["  def g(a):", "    return a"], 10, 20))
    assert [(row.left, row.sign, row.right) for row in found] == [(10, "≠", 20), (11, " ", 21), (12, "-", 0)]
    assert found[0].new == "&#160;&#160;def <mark>g</mark>(a):"


def test_the_canonical_ends_where_its_block_ends() -> None:
    lines = ("x = 1", "def f(", "    a,", ") -> int:", "", "    return a", "", "y = 2")
    assert fragment(lines, at("a.py", 2, 5, 1), 0) == lines[1:6]
    shell = ("f() {", "  echo", "}", "g() {")
    assert fragment(shell, at("a.sh", 1, 1, 1), 0) == shell[:3]
    assert fragment(SOURCES[LOGGING_OWNER], at("x", 99, 1, 1), 0) == ()


def test_drawings_for_telephones_stay_away_where_no_style_is_allowed() -> None:
    small = [attributes for name, attributes, _ in page(REPORT).elements if attributes.get("class") == "small"]
    assert len(small) == 2
    assert all("hidden" in attributes for attributes in small)


def test_the_tiles_of_the_treemap_fill_the_box_in_proportion() -> None:
    tiles = squarified([6, 6, 4, 3, 2, 2, 1], Tile(0, 0, 6, 4))
    assert [round(tile.width * tile.height, 6) for tile in tiles] == [6, 6, 4, 3, 2, 2, 1]
    assert all(tile.x + tile.width <= 6.000001 and tile.y + tile.height <= 4.000001 for tile in tiles)


def test_text_has_contrast_in_both_themes() -> None:
    style = html.render(CLEAN).partition("<style>")[2].partition("</style>")[0]
    themes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in re.findall(r":root \{[^}]*\}", style)]
    assert len(themes) == 2
    for theme in themes:
        for back in ("paper", "soft"):
            assert all(contrast(theme[ink], theme[back]) >= 4.5 for ink in ("ink", "dim", "error", "warning", "good", "link"))
        assert all(contrast(theme["ink"], theme[back]) >= 4.5 for back in ("gone", "added", "changed", "mark"))


def contrast(one: str, other: str) -> float:
    """Ratio of WCAG 2.2, 1.4.3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
