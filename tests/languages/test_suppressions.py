"""Suppressing comments in every language: what is one, what it covers, and what is only text."""

from __future__ import annotations

import re
import string
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.discovery import languages
from ssot_check.languages.support.suppressions import has_mark, read_suppressions
from ssot_check.model.location import Location
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment, Reach, Suppression
from ssot_check.pipeline.reading.claims import claims

YES = "ssot: allow[SSOT201] -- yes"
NO = "ssot: allow[SSOT201] -- no"
CODES = st.integers(min_value=100, max_value=999).map(lambda number: f"SSOT{number}")
WORDS = (
    st.text(string.ascii_letters + string.digits + "äé., ':()", min_size=1, max_size=40)
    .map(str.strip)
    .filter(lambda text: any(map(str.isalnum, text)))
)
"""What can be a reason: signs alone are none."""


def read(path: str, text: str) -> tuple[Suppression, ...]:
    language = claims().by_path(path)
    assert language is not None
    assert language.comments is not None
    return read_suppressions(text, language.comments(SourceFile(path, language.name, text, "")))


def one(comment: str) -> Suppression:
    """The only suppression of a Python file whose second line is a function."""
    (found,) = read("a.py", f"{comment}\ndef f(): ...\n")
    return found


def without(text: str, places: tuple[Location, ...]) -> str:
    """The text without these spans."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for place in sorted(places, reverse=True):
        start, end = starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1
        text = text[:start] + text[end:]
    return text


def test_every_language_finds_its_comments() -> None:
    assert [language.name for language in languages() if language.comments is None] == []


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("a.py", f'x = "# {NO}"  # {YES}\n"""\n# {NO}\n"""\n', [1]),
        ("a.py", f"# {YES}\n# more\n@cached\ndef f(): ...\n", [3]),
        ("a.py", f"x = f'''\n# {NO}\n'''\n", []),
        ("a.sh", f"cat <<EOF\n# {NO}\nEOF\necho '# {NO}' # {YES}\n", [4]),
        ("a.sh", f"# {YES}\nrun() {{ :; }}\n", [2]),
        ("a.ts", f"const a = `// {NO}`; // {YES}\n", [1]),
        ("a.ts", f"/* {YES} */\nfunction f() {{}}\n", [2]),
        ("a.ts", f"/*\n * more\n * {YES}\n */\nfunction f() {{}}\n", [5]),
        ("a.ts", f"// {YES}\n/* why */ function f() {{}}\n", [2]),
        ("a.ts", f"// {YES}\n/* why\n */\nfunction f() {{}}\n", [4]),
        ("a.tsx", f"const a = <p>\n{{/* {YES} */}}\n<b>// {NO}</b></p>\n", [3]),
        ("a.yml", f'# {YES}\na: "# {NO}"\nrun: |\n  make\n  # {NO}\nb: c  # {YES}\n', [2, 6]),
        ("a.yml", f"run: |  # {YES}\n  # {NO}\n# {YES}\nb: c\n", [1, 4]),
        ("a.yml", f"run: >-\n  folded\n\n  # {NO}\n\n# {YES}\nb: 'c\n  # {NO}\n  '\n", [7]),
        ("a.toml", f'# {YES}\na = "# {NO}"  # {YES}\nb = """\n# {NO}\n"""\n', [2, 2]),
        ("a.json", f'{{ // {YES}\n"a": "// {NO}" /* {YES} */ }}\n', [1, 2]),
        (".env", f"# {YES}\nA=1 # {YES}\nB=\"# {NO}\" # {YES}\nC='x\n# {NO}\n'\n", [2, 2, 3]),
        ("Dockerfile", f"# {YES}\nFROM a\nRUN b \\\n  # {YES}\n  c # {NO}\nRUN <<EOF\n# {NO}\nEOF\n", [2, 5]),
    ],
)
def test_only_comments_count(path: str, text: str, lines: list[int]) -> None:
    found = read(path, text)
    assert [(item.first, item.last) for item in found] == [(line, line) for line in lines]
    assert all(item.is_sound and item.reason == "yes" for item in found)


def test_a_blank_line_parts_a_comment_from_what_is_below() -> None:
    (found,) = read("a.py", f"# {YES}\n\ndef f(): ...\n")
    assert (found.first, found.last) == (2, 2)


def test_a_row_of_blanks_is_read_once() -> None:
    blanks = " " * 1_000_000
    for text in (f"# ssot: allow{blanks}x", f"# {blanks}ssot: allow[SSOT201] -- x", f"# ssot: allow[SSOT201]{blanks}until{blanks}"):
        assert len(read_suppressions(text, [Comment(text, Location("a", 1, 1, 1, len(text) + 1))])) <= 1


def test_a_block_ends_with_its_own_end() -> None:
    text = "# ssot: allow-begin[SSOT201] -- a\n# ssot: allow-begin[SSOT202] -- b\nx\n# ssot: allow-end[SSOT201]\ny\n# ssot: allow-end\n"
    assert [(item.codes, item.first, item.last, item.unclosed) for item in read("a.py", text)] == [
        (("SSOT201",), 1, 4, False),
        (("SSOT202",), 2, 6, False),
    ]


@pytest.mark.parametrize(
    "comment", ["# ssot: allow list of hosts", "# SSOT: app/log.py", "# ssot: see below", "# assot: allow[SSOT201] -- x"]
)
def test_prose_is_left_alone(comment: str) -> None:
    assert read("a.py", f"{comment}\n") == ()


@pytest.mark.parametrize(
    "comment",
    [
        "ssot: allow(SSOT201) -- x", "ssot: allow SSOT201 -- x", "ssot: allow=SSOT201 -- x", "ssot: alow[SSOT201] -- x",
        "ssot: allow_file[SSOT201] -- x", "ssot: disable[SSOT201] -- x", "ssot: noqa SSOT201", "ssot: allow[SSOT201 -- x",
        "ssot: allow[SSOT201] until=soon -- x", "ssot: allow[SSOT201] until=2026-02-30 -- x", "ssot: allow[SSOT201] until 2026-02-01 -- x",
        "ssot: allow[SSOT201] -x", "ssot: allow[SSOT201] because",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_and_suppresses_nothing(comment: str) -> None:
    found = one(f"# {comment}")
    assert found.malformed
    assert not found.is_sound


@pytest.mark.parametrize("codes", ["", "[]", "[ , ]", "[*]", "[all]", "[SSOT201, *]"])
def test_a_comment_for_everything_suppresses_nothing(codes: str) -> None:
    found = one(f"# ssot: allow{codes} -- x")
    assert (found.codes, found.malformed, found.is_sound) == ((), "", False)


@pytest.mark.parametrize("signs", ["-", "...", "?!", "--"])
def test_signs_alone_are_no_reason(signs: str) -> None:
    text = f"# ssot: allow[SSOT201] -- {signs}"
    (found,) = read_suppressions(text, [Comment(text, Location("a", 1, 1, 1, len(text) + 1))])
    assert (found.codes, found.reason) == (("SSOT201",), "")


@given(
    st.lists(CODES, min_size=1, max_size=4, unique=True), st.none() | st.dates(date(2000, 1, 1)), WORDS,
    st.sampled_from(["#", "//", "/*", "<!--", "--", ";"]), st.sampled_from([Reach.LINE, Reach.FILE]),
)  # fmt: skip
def test_what_is_written_is_read(codes: list[str], until: date | None, reason: str, mark: str, reach: Reach) -> None:
    end = {"/*": " */", "<!--": " -->"}.get(mark, "")
    text = f"{mark} ssot: {reach}[{', '.join(codes)}]{f' until={until}' if until else ''} -- {reason}{end}"
    (found,) = read_suppressions(text, [Comment(text, Location("a", 1, 1, 1, len(text) + 1))])
    assert (found.reach, found.codes, found.until, found.reason) == (reach, tuple(codes), str(until or ""), reason)
    assert found.is_sound
    assert found.brackets is not None
    assert text[found.brackets.column - 1 : found.brackets.end_column - 1] == ", ".join(codes)
    assert without(text, found.removals) == ""


@given(st.text(st.sampled_from("# /*-[],;:=ssotalwSO201until \n"), max_size=60), st.sampled_from(["", "ssot: allow", "ssot: allow-begin["]))
def test_no_text_makes_the_reader_fail(rest: str, start: str) -> None:
    text = f"# {start}{rest}"
    lines = text.split("\n")
    comment = Comment(text, Location("a", 1, 1, len(lines), len(lines[-1]) + 1))
    for found in read_suppressions(text, [comment]):
        assert has_mark(text)
        assert found.is_sound == bool(
            found.codes and found.reason and not found.malformed and not found.unclosed and found.reach != "allow-end"
        )
        assert found.location.end_column <= len(lines[found.location.line - 1]) + 1


@given(
    st.lists(
        st.sampled_from(["x = 1", "", "# note", f"# {YES}", f"y = 2  # {YES}", f"z = 3  # noqa  # {YES}", f"s = '# {NO}'"]), max_size=8
    )
)
def test_removing_them_leaves_everything_else(lines: list[str]) -> None:
    text = "\n".join([*lines, "end = 0", ""])
    found = read("a.py", text)
    rest = without(text, tuple(place for item in found for place in item.removals))
    assert read("a.py", rest) == ()
    kept = [line.replace(f"  # {YES}", "") for line in lines if line != f"# {YES}"]
    assert rest == "\n".join([*kept, "end = 0", ""])


SCALARS = st.sampled_from([f"# {NO}", f"x # {NO}", f"line\n# {NO}\n", f"'# {NO}", f'"# {NO}', "plain", "", "a\n\n b # c", "#", "é # {NO}"])
TREES = st.recursive(SCALARS, lambda below: st.lists(below, max_size=3) | st.dictionaries(SCALARS, below, max_size=3), max_leaves=8)


@given(st.dictionaries(st.sampled_from("abcdef"), TREES, min_size=1), st.sampled_from([None, "'", '"', "|", ">"]), st.booleans())
def test_no_scalar_of_yaml_is_taken_for_a_comment(tree: dict[str, object], style: str | None, flow: bool) -> None:
    text = yaml.safe_dump(tree, default_style=style, default_flow_style=flow, allow_unicode=True, width=30)
    whole = f"# {YES}\n---\n{text}# {YES}\n...\n# {YES}\n"
    last = whole.count("\n")
    assert [item.location.line for item in read("a.yml", whole)] == [1, last - 2, last]


@given(st.lists(st.tuples(st.sampled_from(["'", '"']), SCALARS, st.booleans()), max_size=5))
def test_no_quoted_value_of_a_dotenv_file_is_taken_for_a_comment(values: list[tuple[str, str, bool]]) -> None:
    lines, expected = [], 0
    for quote, value, comment in values:
        lines.append(f"A={quote}{value.replace(quote, '')}{quote}{f' # {YES}' if comment else ''}\n")
        expected += comment
    assert len(read(".env", "".join(lines))) == expected


@pytest.mark.parametrize(
    ("fence", "path"), [("python", "a.py"), ("sh", "a.sh"), ("typescript", "a.tsx"), ("yaml", "a.yml"), ("dockerfile", "Dockerfile")]
)
def test_the_examples_of_the_page_suppress(fence: str, path: str) -> None:
    page = Path(__file__).resolve().parents[2].joinpath("docs", "suppressions.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(rf"```{fence}\n(.*?)```", page, re.DOTALL) if has_mark(block)]
    assert blocks
    for block in blocks:
        found = read(path, block)
        assert len(found) == block.count("ssot:")
        assert all(item.is_sound for item in found)
