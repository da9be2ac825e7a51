"""Libraries without ending that some script sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.source import Skip
from ssot_check.pipeline.reading.read import ReadResult, Request, read_all
from tests.repositories import write

LIBRARY = "log_line() {\n  printf '%s\\n' \"$1\" >&2\n}\n"


def read(root: Path, files: dict[str, str | bytes], owned: tuple[str, ...] = ()) -> ReadResult:
    write(root, files)
    return read_all(Request(root, 10_000, frozenset(), frozenset(owned), {}), sorted(files), 1)


@pytest.mark.parametrize(
    "line",
    ['source "$(dirname "$0")/../lib/common"', ". lib/common", "source $_LIB/common", 'source "${LIB:-/usr/lib}/common"', "source common"],
)
def test_a_file_that_a_script_sources_is_a_script(tmp_path: Path, line: str) -> None:
    found = read(tmp_path, {"bin/run.sh": f"{line}\nlog_line hi\n", "lib/common": LIBRARY, "LICENSE": "Do what you want.\n"})
    assert list(found.parsed) == ["bin/run.sh", "lib/common"]
    assert [unit.name for unit in found.parsed["lib/common"].units if unit.kind == "function"] == ["log_line"]
    assert [(item.path, item.reason) for item in found.skipped] == [("LICENSE", Skip.NO_LANGUAGE)]


def test_libraries_source_libraries(tmp_path: Path) -> None:
    found = read(tmp_path, {"run.sh": "source $L/one\n", "lib/one": "source $L/two\n", "lib/two": LIBRARY, "lib/three": LIBRARY})
    assert list(found.parsed) == ["lib/one", "lib/two", "run.sh"]


def test_any_ending_will_do_where_the_path_is_spelled_out(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"run.sh": 'source "$(dirname "$0")/log.inc"\nsource $L/other.inc\n', "log.inc": LIBRARY, "lib/other.inc": LIBRARY}
    )
    assert list(found.parsed) == ["log.inc", "run.sh"]


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("source $L/common", {"a/common": LIBRARY, "b/common": LIBRARY}),
        ("source /etc/common", {"lib/common": LIBRARY}),
        ("source $L/common", {"lib/common": "if this (is no ) script; then {{\n"}),
        ("source $L/common", {"lib/common": b"\0\1"}),
        ("echo common", {"lib/common": LIBRARY}),
        ("source lib/common.sh", {"lib/common.sh": LIBRARY, "other/common": LIBRARY}),
    ],
)
def test_what_is_not_certain_is_left_out(tmp_path: Path, line: str, files: dict[str, str | bytes]) -> None:
    found = read(tmp_path, {"run.sh": line + "\n", **files})
    assert [path for path in found.parsed if "." not in path] == []


def test_an_owner_without_ending_is_read_when_it_defines_functions(tmp_path: Path) -> None:
    found = read(tmp_path, {"run.sh": "echo\n", "lib/common": LIBRARY, "LICENSE": "Do what you want.\n"}, owned=("lib/common", "LICENSE"))
    assert list(found.parsed) == ["lib/common", "run.sh"]
