"""`setup.cfg` and `tox.ini`: places, entry points, and files that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages import ini
from ssot_check.languages.support.ini_tree import MAX_LINE
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.verdict import Severity
from tests.languages.config_reading import places, read, settings

PIECES = (
    "[options.entry_points]", "[", "]", "\n", "  ", "=", ":", "a = os:system", "\n  b = os:system", "\n[a]\n", "#", ";", "\r", "\x0c",
    "\u2028", "ä", "\ufeff", "\x00", "{{ x }}",
)  # fmt: skip
WATCH = Watch(frozenset(("logging.basicConfig", "os.system")))


def touched(text: str, path: str = "setup.cfg") -> list[tuple[str, int, int]]:
    return [(item.name, item.location.line, item.location.column) for item in touches(text, path)]


def touches(text: str, path: str) -> tuple[Touch, ...]:
    return ini.touches(SourceFile(path, "ini", text, "0"), WATCH)


def test_repeated_sections_and_keys_are_kept_and_percent_signs_mean_nothing() -> None:
    file = read("setup.cfg", "[a]\nk = %(x)s\n[b]\nk=1\n[a]\nk: $y\n")
    assert [(".".join(item.key), item.raw, item.location.line) for item in file.settings] == [
        ("a.k", "%(x)s", 2), ("a.k", "$y", 6), ("b.k", "1", 4),
    ]  # fmt: skip


def test_a_section_called_default_is_one_like_any_other() -> None:
    assert settings(read("tox.ini", "[DEFAULT]\na = 1\n[b]\nc = 2\n")) == {"DEFAULT.a": "1", "b.c": "2"}


def test_comments_and_empty_lines_within_a_value_move_no_line() -> None:
    file = read("setup.cfg", "\ufeff[a]\nk =\n  # no\n  x\n\n  ; no\n  y\nz = 1\n")
    assert places(file) == {"a.k.0": "4:3-4:4", "a.k.1": "7:3-7:4", "a.z": "8:5-8:6"}


def test_nothing_of_it_is_a_block() -> None:
    assert not read("setup.cfg", "[flake8]\n" + "".join(f"o{n} = {n}\n" for n in range(9))).units


@pytest.mark.parametrize(
    ("text", "line", "kept"),
    [
        ("a = 1\n[b]\nc = 1\n", 1, {}),
        ("[b]\nc = 1\nno setting\nd = 2\n", 3, {"b.c": "1", "b.d": "2"}),
        (f"[b]\nc = {'x' * MAX_LINE}\n", 2, {}),
    ],
)
def test_a_broken_file_is_a_warning_that_says_where(text: str, line: int, kept: dict[str, str]) -> None:
    file = read("setup.cfg", text)
    (problem,) = file.problems
    assert (problem.code, problem.severity, problem.location.line) == ("SSOT007", Severity.WARNING, line)
    assert problem.cause
    assert "scan.exclude" in problem.remedy
    assert settings(file) == kept


def test_entry_points_are_touched_where_they_stand() -> None:
    scripts = "console_scripts =\n  a = app:run\n  # b = os:system\n  c = os:system [x]\n"
    assert touched(f"[options.entry_points]\n{scripts}hooks = d = logging:basicConfig\n") == [
        ("os.system", 5, 3),
        ("logging.basicConfig", 6, 9),
    ]


def test_entry_points_of_pbr_are_touched() -> None:
    assert touched("[entry_points]\nconsole_scripts =\n  a = os:system\n") == [("os.system", 3, 3)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[options.entry_points]\nx =\n  a = os:system\n", "tox.ini"),
        ("[metadata]\ndescription = os:system\n", "setup.cfg"),
        ("[options.entry_points]\nx = see os:system\n", "setup.cfg"),
    ],
)
def test_other_texts_are_no_entry_points(text: str, path: str) -> None:
    assert touched(text, path) == []


def test_both_marks_open_a_comment_at_the_start_of_a_line_only() -> None:
    assert ini.LANGUAGE.comments is not None
    found = ini.LANGUAGE.comments(SourceFile("tox.ini", "ini", "# a\n[b]\nc = 1 # d\n  ; e\n", "0"))
    assert [(item.text, item.location.line, item.location.column) for item in found] == [("# a", 1, 1), ("; e", 4, 3)]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_text_makes_it_fail_and_every_place_lies_in_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = text.split("\n")
    file = ini.parse(SourceFile("setup.cfg", "ini", text, "0"), lambda _: pytest.fail("there are no blocks"))
    for place in [item.location for item in (*file.settings, *file.definitions, *touches(text, "setup.cfg"))]:
        assert 1 <= place.line == place.end_line <= len(lines)
        assert 1 <= place.column <= place.end_column <= len(lines[place.line - 1]) + 1
    for setting in file.settings:
        place = setting.location
        assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == setting.raw
