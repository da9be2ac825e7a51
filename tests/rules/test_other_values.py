"""What is said of a copy that differs from its owner in values, outside Python: which of them is meant nobody can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  dates:\n    paths: [src/dates.ts]\n    exports: [isFullDay]\n"
OWNER = """\
export const isFullDay = (date: Date) => {
  return (
    date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0 && zoneOf(date) === "home"
  );
};
"""


def told(tmp_path: Path, hours: str, zone: str, name: str) -> Finding:
    copy = f'const {name} = (day: Date) =>\n  day.getHours() === {hours} && day.getMinutes() === 0 && day.getSeconds() === 0 && zoneOf(day) === "{zone}";\n'
    files = {"SSOT_LOCK.yml": REGISTRY, "src/dates.ts": OWNER, "src/icon.ts": f"{copy}export const shown = [{name}];\n"}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT202",)))
    (finding,) = report.findings
    return finding


@pytest.mark.parametrize("name", ["isFullDay", "isNoon"])
def test_another_number_is_named_and_nothing_is_deleted(tmp_path: Path, name: str) -> None:
    finding = told(tmp_path, "12", "home", name)
    assert "is a copy with other names and values of function `isFullDay`" in finding.message
    assert "values: 12 here, 0 there" in finding.notes
    assert finding.help.startswith("first let `isFullDay` take 0 (12 here) as an argument")
    assert "delete" not in finding.help
    assert "replace" not in finding.help
    assert finding.fix is None


def test_a_text_is_counted_and_not_shown(tmp_path: Path) -> None:
    finding = told(tmp_path, "0", "s3cret", "isNoon")
    assert finding.help.startswith("first let `isFullDay` take the value that differs as an argument")
    assert "s3cret" not in " ".join((finding.help, finding.message, *finding.notes))
    assert finding.fix is None


def test_another_name_alone_is_repaired(tmp_path: Path) -> None:
    finding = told(tmp_path, "0", "home", "isMidnight")
    assert "is a renamed copy of function `isFullDay`" in finding.message
    assert "renamed: date → day" in finding.notes
    assert finding.fix is not None
