"""The baseline file: what is written is read again, and what is not a baseline is never passed over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.model.baseline import Baseline, BaselineEntry, in_order
from ssot_check.model.errors import SsotError
from ssot_check.model.finding import Identity
from ssot_check.workspace.baseline import load, render, save
from tests.repositories import git, repository

NAME = ".ssot-baseline.json"
GOOD: dict[str, Any] = {
    "path": "a.py", "scope": "f", "code": "SSOT201", "domain": "logging", "digest": "d", "count": 1, "first_seen": "2027-01-31",
    "reason": "moves with the next release",
}  # fmt: skip


def an_entry(path: str, scope: str = "f", **fields: Any) -> BaselineEntry:
    return BaselineEntry(
        Identity("SSOT201", "logging", path, scope, "d"), first_seen="2027-01-31", reason=fields.pop("reason", "old"), **fields
    )


def text_of(*items: object, version: object = 1, end: object = "end") -> str:
    return json.dumps({"version": version, "entries": [*items, end]})


def said(tmp_path: Path, text: str | bytes) -> list[str]:
    file = tmp_path / NAME
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    loaded = load(file, tmp_path)
    assert loaded.baseline is None
    assert {problem.code for problem in loaded.problems} == {"SSOT012"}
    assert all(problem.remedy for problem in loaded.problems)
    return [f"{problem.location}: {problem.message.removeprefix('the baseline cannot be used: ')}" for problem in loaded.problems]


TEXTS = st.text(min_size=1).filter(str.strip)
ENTRIES = st.builds(
    BaselineEntry,
    st.builds(Identity, st.sampled_from(["SSOT101", "SSOT205"]), st.text(), TEXTS, st.text(), st.text()),
    st.integers(1, 10**6),
    st.dates().map(lambda day: day.isoformat()),
    TEXTS,
    st.just("") | st.dates().map(lambda day: day.isoformat()),
)


@given(st.lists(ENTRIES, unique_by=lambda entry: entry.identity, max_size=5))
def test_what_is_written_is_read_again(tmp_path_factory: pytest.TempPathFactory, entries: list[BaselineEntry]) -> None:
    root = tmp_path_factory.getbasetemp()
    baseline = Baseline(NAME, in_order(entries))
    save(root / NAME, baseline)
    assert load(root / NAME, root).baseline == baseline
    assert (root / NAME).read_bytes().isascii()


def test_one_entry_a_line_sorted_with_its_line_known(tmp_path: Path) -> None:
    text = render(Baseline(NAME, (an_entry("b.py"), an_entry("a.py", "g"), an_entry("a.py"))))
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    loaded = load(tmp_path / NAME, tmp_path).baseline
    assert loaded is not None
    lines = text.splitlines()
    places = [(entry.identity.path, entry.identity.scope, entry.line) for entry in loaded.entries]
    assert places == [("a.py", "f", 4), ("a.py", "g", 5), ("b.py", "f", 6)]
    assert [json.loads(lines[line - 1].rstrip(","))["path"] for _, _, line in places] == ["a.py", "a.py", "b.py"]


def test_an_added_entry_touches_one_line() -> None:
    before = render(Baseline(NAME, (an_entry("a.py"),))).splitlines()
    after = render(Baseline(NAME, (an_entry("a.py"), an_entry("z.py")))).splitlines()
    assert [line for line in before if line not in after] == []
    assert len(after) == len(before) + 1


def test_two_branches_that_prune_and_add_apart_merge_without_conflict(tmp_path: Path) -> None:
    names = [f"{letter}.py" for letter in "abcdefgh"]
    root = repository(tmp_path, {NAME: render(Baseline(NAME, tuple(map(an_entry, names))))})
    git(root, "checkout", "-q", "-b", "other")
    save(root / NAME, Baseline(NAME, tuple(map(an_entry, [*names, "z.py"]))))
    git(root, "commit", "-q", "-a", "-m", "adds")
    git(root, "checkout", "-q", "main")
    save(root / NAME, Baseline(NAME, tuple(map(an_entry, names[1:]))))
    git(root, "commit", "-q", "-a", "-m", "prunes")
    git(root, "merge", "-q", "other")
    merged = load(root / NAME, root).baseline
    assert merged is not None
    assert [entry.identity.path for entry in merged.entries] == [*names[1:], "z.py"]


def test_two_branches_that_add_at_one_place_merge_by_union(tmp_path: Path) -> None:
    root = repository(tmp_path, {NAME: render(Baseline(NAME, (an_entry("a.py"),))), ".gitattributes": f"{NAME} merge=union\n"})
    for branch in ("b.py", "c.py"):
        git(root, "checkout", "-q", "-b", branch, "main")
        save(root / NAME, Baseline(NAME, (an_entry("a.py"), an_entry(branch))))
        git(root, "commit", "-q", "-a", "-m", branch)
    git(root, "merge", "-q", "b.py")
    merged = load(root / NAME, root).baseline
    assert merged is not None
    assert [entry.identity.path for entry in merged.entries] == ["a.py", "b.py", "c.py"]


def test_an_unfinished_merge_is_named_as_one(tmp_path: Path) -> None:
    one, two = (json.dumps({**GOOD, "path": path}) for path in ("a.py", "b.py"))
    text = f'{{\n"version": 1,\n"entries": [\n<<<<<<< HEAD\n{one},\n=======\n{two},\n>>>>>>> other\n"end"\n]\n}}\n'
    assert said(tmp_path, text) == [f"{NAME}:4:1: an unfinished git merge stands in it"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"count": 0}, "the entry's 'count' is 0"),
        ({"count": True}, "the entry's 'count' is True"),
        ({"count": "2"}, "the entry's 'count' is '2'"),
        ({"reason": " "}, "the entry's 'reason' is empty"),
        ({"path": ""}, "the entry's 'path' is empty"),
        ({"path": 3}, "the entry's 'path' is no text"),
        ({"code": "SSOT2"}, "'SSOT2' is no code that a baseline may hold"),
        ({"code": "SSOT009"}, "'SSOT009' is no code that a baseline may hold"),
        ({"code": "SSOT806"}, "'SSOT806' is no code that a baseline may hold"),
        ({"first_seen": "31.1.2027"}, "the entry's 'first_seen' is '31.1.2027'"),
        ({"first_seen": "20270131"}, "the entry's 'first_seen' is '20270131'"),
        ({"until": "soon"}, "the entry's 'until' is 'soon'"),
        ({"until": None}, "the entry's 'until' is no text"),
        ({"untill": "2027-02-01"}, "an entry has no key 'untill'"),
    ],
)
def test_a_wrong_entry_has_its_line_and_its_fault(change: dict[str, object], message: str, tmp_path: Path) -> None:
    assert said(tmp_path, text_of({**GOOD, "path": "other.py"}, {**GOOD, **change})) == [f"{NAME}:5:1: {message}"]


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_missing_key_is_told(name: str, tmp_path: Path) -> None:
    (message,) = said(tmp_path, text_of({key: value for key, value in GOOD.items() if key != name}))
    assert name in message


def test_every_wrong_entry_is_told(tmp_path: Path) -> None:
    assert len(said(tmp_path, text_of({**GOOD, "count": 0}, 7, GOOD))) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not valid JSON (Expecting value)"),
        ("{", "it is not valid JSON (Expecting property name enclosed in double quotes)"),
        ("[]", 'it is no document with a number "version"'),
        ('{"version": true, "entries": ["end"]}', 'it is no document with a number "version"'),
        (text_of(version=2), "it has version 2; this program reads version 1"),
        (text_of(version=0), 'it is not of the form {"version": 1, "entries": [...]}'),
        ('{"version": 1, "entries": {}}', 'it is not of the form {"version": 1, "entries": [...]}'),
        ('{"version": 1, "entries": ["end"], "more": 1}', 'it is not of the form {"version": 1, "entries": [...]}'),
        ('{"version": 1, "version": 1, "entries": ["end"]}', "the key 'version' stands twice in one object"),
        (text_of(end=GOOD), 'the list does not end with "end" once: the file is cut off or joined'),
        (text_of("end"), 'the list does not end with "end" once: the file is cut off or joined'),
        ("[" * 100_000, "it is not a baseline"),
        (b'{\n"version": "\xff"}', "byte 0xff is not UTF-8"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str | bytes, message: str, tmp_path: Path) -> None:
    (line,) = said(tmp_path, text)
    assert line.endswith(f": {message}")


def test_two_entries_of_one_identity_are_one_with_the_larger_count_and_the_earlier_end(tmp_path: Path) -> None:
    lines = ({**GOOD, "count": 2}, {**GOOD, "count": 3, "until": "2027-06-30"}, {**GOOD, "until": "2027-12-31"})
    for order in (lines, lines[::-1]):
        (tmp_path / NAME).write_text(text_of(*order), encoding="utf-8")
        found = load(tmp_path / NAME, tmp_path).baseline
        assert found is not None
        assert [(entry.count, entry.until) for entry in found.entries] == [(3, "2027-06-30")]


def test_a_file_that_is_not_there_names_the_command_that_writes_it(tmp_path: Path) -> None:
    (problem,) = load(tmp_path / NAME, tmp_path).problems
    assert problem.message.endswith("there is no such file")
    assert "baseline create" in problem.remedy


def test_a_folder_is_no_baseline(tmp_path: Path) -> None:
    (problem,) = load(tmp_path, tmp_path).problems
    assert problem.message.endswith("it is not a file")


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    text = render(Baseline(NAME, (an_entry("a.py"),)))
    (tmp_path / NAME).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert load(tmp_path / NAME, tmp_path).baseline == Baseline(NAME, (an_entry("a.py"),))


def test_a_folder_that_is_not_there_cannot_be_written_to(tmp_path: Path) -> None:
    with pytest.raises(SsotError, match="cannot be written"):
        save(tmp_path / "gone" / NAME, Baseline())


def test_nothing_is_written_that_would_not_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / NAME).write_text("what was there")
    monkeypatch.setattr("ssot_check.workspace.baseline.MAX_BYTES", 300)
    save(tmp_path / "small.json", Baseline(NAME, (an_entry("a.py"),)))
    with pytest.raises(SsotError, match="and at most 300 are read"):
        save(tmp_path / NAME, Baseline(NAME, (an_entry("a.py"), an_entry("b.py"))))
    assert (tmp_path / NAME).read_text() == "what was there"
