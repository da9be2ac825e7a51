"""Whole runs over a small repository, for the tests of a language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from tests.repositories import repository


def codes(folder: Path, files: Mapping[str, str]) -> list[tuple[str, str]]:
    """Code and file of every finding about the registry and about copies, by file."""
    report = check(Config(repository(folder / "r", files)))
    return sorted(
        ((item.code, item.location.path) for item in report.findings if item.code.startswith(("SSOT1", "SSOT2"))),
        key=lambda item: (item[1], item[0]),
    )
