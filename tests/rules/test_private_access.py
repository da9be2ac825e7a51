"""What is told to somebody who imports a private name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write


@pytest.mark.parametrize(
    ("exports", "begins"),
    [
        ("fetch", "use what it exports: `fetch`"),
        ("fetch, count_rows", "use `count_rows`, which it exports"),
        ("count_tables", "use what it exports: `count_tables`"),
        ("a, b, c, d", "use what it exports: `a`, `b`, `c`, `d`"),
        ("a, b, c, d, e", "use one of the 5 names that it exports, or make `count_row` of it, public in the owner and under `exports`"),
    ],
)
def test_of_many_exports_only_one_that_is_called_like_it_is_named(exports: str, begins: str, tmp_path: Path) -> None:
    registry = f"schema_version: 2\ndomains:\n  rows:\n    paths: [app/rows.py]\n    exports: [{exports}]\n"
    files = {"app/__init__.py": "", "app/rows.py": "def _count_row(): ...\n", "jobs/a.py": "from app.rows import _count_row\n"}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT306",)))
    (finding,) = report.findings
    assert finding.help == begins


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
