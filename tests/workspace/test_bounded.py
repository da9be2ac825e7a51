"""Reading up to a limit."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from ssot_check.workspace import lockfile
from ssot_check.workspace.bounded import read_bounded
from ssot_check.workspace.text import read_bytes

NO_LIMIT = [10**12, 2**63 - 1, 10**30]


@pytest.mark.parametrize("size", [0, 1, 4, 5, 6, 100])
@pytest.mark.parametrize("limit", [0, 1, 4, 5, 6, 100, *NO_LIMIT])
def test_all_is_read_or_more_than_the_limit(size: int, limit: int) -> None:
    """Whatever size was told before: files grow and shrink."""
    data = read_bounded(BytesIO(b"12345"), size, limit)
    assert data == b"12345" if limit >= 5 else len(data) > limit


def test_of_a_file_that_has_grown_no_more_is_read_than_tells_so() -> None:
    assert len(read_bounded(BytesIO(bytes(100)), 1, 5)) == 6


@pytest.mark.parametrize("limit", NO_LIMIT)
def test_a_limit_beyond_the_memory_reads_files_as_any_other(limit: int, tmp_path: Path) -> None:
    (tmp_path / "SSOT_LOCK.yml").write_text("schema_version: 2\ndomains:\n  logging: {paths: [log.py]}\n", encoding="utf-8")
    (tmp_path / "log.py").write_bytes(b"x = 1\n")
    assert read_bytes(tmp_path, "log.py", limit) == b"x = 1\n"
    assert lockfile.load(tmp_path / "SSOT_LOCK.yml", tmp_path, limit).problems == ()
