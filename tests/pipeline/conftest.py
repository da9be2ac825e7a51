"""What tests of runs that build upon earlier ones share."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.pipeline import scan
from ssot_check.workspace import cache_key


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Files that a test has just written count as old enough to be known by their times."""
    monkeypatch.setattr(cache_key, "_SETTLED_NANOSECONDS", -(10**12))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One item for every run that came to no earlier report."""
    seen: list[int] = []
    really = scan.scanned

    def spy(*given: object) -> object:
        seen.append(1)
        return really(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(scan, "scanned", spy)
    return seen
