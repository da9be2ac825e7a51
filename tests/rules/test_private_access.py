"""What is told to somebody who imports a private name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write


MADE = "make `count_row` of it, public in the owner and under `exports`, or do with what is exported"


@pytest.mark.parametrize(
    ("exports", "help_line"),
    [
        ("fetch", f"{MADE}: `fetch`"),
        ("fetch, count_rows", "use `count_rows`, which it exports; where it lacks what `_count_row` has, add that to it"),
        ("count_tables", f"{MADE}: `count_tables`"),
        ("a, b, c, d", f"{MADE}: `a`, `b`, `c`, `d`"),
        ("a, b, c, d, e", MADE),
    ],
)
def test_of_many_exports_only_one_that_is_called_like_it_is_named(exports: str, help_line: str, tmp_path: Path) -> None:
    registry = f"schema_version: 2\ndomains:\n  rows:\n    paths: [app/rows.py]\n    exports: [{exports}]\n"
    files = {"app/__init__.py": "", "app/rows.py": "def _count_row(): ...\n", "jobs/a.py": "from app.rows import _count_row\n"}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT306",)))
    (finding,) = report.findings
    assert finding.help == help_line


@pytest.mark.parametrize(
    ("importer", "exports", "severity"),
    [
        ("jobs/a.py", "exports: [fetch]", Severity.ERROR),
        ("src/app/a.py", "exports: [fetch]", Severity.WARNING),
        ("src/app/jobs/a.py", "exports: [fetch]", Severity.WARNING),
        ("lib/app/a.py", "exports: [fetch]", Severity.ERROR),
        ("jobs/a.py", "", Severity.WARNING),
    ],
)
def test_within_one_package_an_underscore_is_a_weaker_word(importer: str, exports: str, severity: Severity, tmp_path: Path) -> None:
    registry = f"schema_version: 2\ndomains:\n  rows:\n    paths: [src/app/data/rows.py]\n    {exports}\n"
    files = {"src/app/data/rows.py": "def _count_row(): ...\n", importer: "from app.data.rows import _count_row\n"}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT306",)))
    assert [(finding.location.path, finding.severity) for finding in report.findings] == [(importer, severity)]
