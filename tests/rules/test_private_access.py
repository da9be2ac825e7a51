"""What is told to somebody who imports a private name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write


KEPT = "from app.store import cache\n\n\n@cache.memoize()\ndef _count_row(number):\n    return number\n"
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


def test_a_public_name_that_is_taken_is_not_proposed(tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  rows:\n    paths: [app/rows.py]\n    exports: [fetch]\n"
    owner = "def _count(): ...\n\n\ndef count():\n    return _count()\n"
    files = {"app/__init__.py": "", "app/rows.py": owner, "jobs/a.py": "from app.rows import _count\n"}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT306",)))
    (finding,) = report.findings
    assert finding.help.startswith("give it a name in the owner that is public (`count` is another one there) and under `exports`, or ")


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


@pytest.mark.parametrize(
    ("body", "handed_on"),
    [
        ("    cache.forget(_count_row)\n", True),
        ("    cache.forget(_count_row)\n    return _count_row(1)\n", False),
        ("    return cache.lookup(_count_row(1))\n", False),
        ("    return _count_row.uncached(1)\n", False),
    ],
)
@pytest.mark.parametrize("late", [True, False])
def test_a_function_whose_answers_are_forgotten_has_no_other_in_its_place(body: str, handed_on: bool, late: bool, tmp_path: Path) -> None:
    line = "from app.rows import _count_row\n"
    text = f"def clear(cache):\n    {line}{body}" if late else f"{line}\n\ndef clear(cache):\n{body}"
    registry = "schema_version: 2\ndomains:\n  rows:\n    paths: [app/rows.py]\n    exports: [count_rows]\n"
    files = {"app/__init__.py": "", "app/rows.py": KEPT, "jobs/a.py": text}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT306",)))
    (finding,) = report.findings
    assert finding.help.startswith("`_count_row` itself is handed on here: let app/rows.py export" if handed_on else "use `count_rows`")


@pytest.mark.parametrize("owner", ["_count_row = 7\n", KEPT.replace("@cache.memoize()", "@log.traced()")], ids=["value", "no memory"])
def test_what_keeps_no_answers_may_be_another_one(owner: str, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  rows:\n    paths: [app/rows.py]\n    exports: [count_rows]\n"
    files = {"app/__init__.py": "", "app/rows.py": owner}
    files["jobs/a.py"] = "from app.rows import _count_row\n\n\ndef clear(cache):\n    cache.forget(_count_row)\n"
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT306",)))
    assert [finding.help[:16] for finding in report.findings] == ["use `count_rows`"]


@pytest.mark.parametrize(
    ("line", "help_line"),
    [
        ("from app.ui._rich_bar import LoadBar", None),
        ("from app.ui._rich_bar import _Offered", None),
        ("from app.ui._rich_bar import Other", "use what it exports: `RichBar`, `LoadBar`, `_Offered`"),
        ("from app.ui import _rich_bar", "use what it exports: `RichBar`, `LoadBar`, `_Offered`"),
        ("import app.ui._rich_bar", "use what it exports: `RichBar`, `LoadBar`, `_Offered`"),
    ],
)
def test_what_is_exported_is_offered_wherever_it_stands(line: str, help_line: str | None, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  ui:\n    paths: [app/ui/]\n    exports: [RichBar, LoadBar, _Offered]\n"
    bars = "".join(f"class {name}: ...\n" for name in ("RichBar", "LoadBar", "_Offered", "Other"))
    files = {"app/__init__.py": "", "app/ui/__init__.py": "", "app/ui/_rich_bar.py": bars, "jobs/a.py": f"{line}\n"}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT306",)))
    assert [finding.help for finding in report.findings] == ([help_line] if help_line else [])


@pytest.mark.parametrize(
    ("importer", "passed", "severity"),
    [
        ("app/jobs/a.py", "from .rows import _count_row\n", Severity.INFORMATION),
        ("app/jobs/a.py", "from .rows import fetch\n", Severity.WARNING),
        ("jobs/a.py", "from .rows import _count_row\n", Severity.ERROR),
    ],
)
def test_a_name_that_a_package_passes_on_to_itself_is_shared(importer: str, passed: str, severity: Severity, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  rows:\n    paths: [app/data/rows.py]\n    exports: [fetch]\n",
        "app/__init__.py": "",
        "app/data/__init__.py": passed,
        "app/data/rows.py": "def _count_row(): ...\n\n\ndef fetch(): ...\n",
        importer: "from app.data.rows import _count_row\n",
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT306",), hints=True))
    assert [(finding.location.path, finding.severity) for finding in report.findings] == [(importer, severity)]
