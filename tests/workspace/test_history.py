from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ssot_check.model.errors import SsotError, UsageError
from ssot_check.model.standing import History, Standing
from ssot_check.workspace.history import append, read

RUN = Standing("2026-11-21", "day", "findings", 88, new=3, known=2, suppressed=1, waivers=4, expired=1, domains={"logging": 76, "x": None})


def test_what_is_appended_is_read_in_order(tmp_path: Path) -> None:
    file = tmp_path / "h.jsonl"
    assert read(file, "h.jsonl") == History("h.jsonl")
    runs = (RUN, replace(RUN, day="2026-11-20", verdict="untrusted", score=None))
    for run in runs:
        append(file, "h.jsonl", run)
    assert read(file, "h.jsonl") == History("h.jsonl", runs)


def test_a_torn_line_is_counted_and_the_next_one_stands_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "h.jsonl"
    append(file, "h", RUN)
    file.write_text(file.read_text() + '{"schema_version": 1, "da')
    append(file, "h", RUN)
    assert read(file, "h") == History("h", (RUN, RUN), 1)


@pytest.mark.parametrize(
    "change",
    [
        {"score": 101},
        {"score": True},
        {"new": -1},
        {"day": "today"},
        {"verdict": "fine"},
        {"schema_version": 2},
        {"domains": []},
        {"domains": {"x": "a"}},
    ],
    ids=str,
)
def test_a_line_of_another_shape_is_no_run(tmp_path: Path, change: dict[str, object]) -> None:
    file = tmp_path / "h.jsonl"
    append(file, "h", RUN)
    values = json.loads(file.read_text())
    file.write_text(file.read_text() + json.dumps(values | change) + "\n")
    assert read(file, "h").unreadable == 1


@given(some.text())
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.mktemp("h") / "h.jsonl"
    append(file, "h", RUN)
    with file.open("a", encoding="utf-8", errors="surrogatepass", newline="") as stream:
        stream.write(text)
    assert read(file, "h").runs[0] == RUN


def test_a_file_that_is_no_history_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("buy milk\n")
    with pytest.raises(UsageError, match=r"no line of this file is a run"):
        read(file, "notes.txt")
    assert file.read_text() == "buy milk\n"


def test_a_folder_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        read(tmp_path, "h")
    with pytest.raises(SsotError, match="cannot be written"):
        append(tmp_path / "no" / "h.jsonl", "h", RUN)
