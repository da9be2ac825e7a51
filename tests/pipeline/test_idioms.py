"""A short idiom over another thing is told for a look; a short copy that says something of its own is an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

OWNER = """\
export function parseMessage({ data }: MessageEvent<AllMessages>): AllMessages {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return {};
  }
  return data as AllMessages;
}
"""
COPY = """\
function getFromLocalStorage(): Collapsed {
  const stored = getJsonItem<unknown>(KEY);
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) {
    return {};
  }
  return stored as Collapsed;
}
"""


@pytest.mark.parametrize(
    ("owner", "copy", "severity"),
    [
        (OWNER, COPY, Severity.WARNING),
        (OWNER, COPY.replace("getFromLocalStorage", "parseMessage"), Severity.ERROR),
        (
            OWNER.replace("Array.isArray(data)", "Array.isArray(data.collapsedThreads)"),
            COPY.replace("Array.isArray(stored)", "Array.isArray(stored.collapsedThreads)"),
            Severity.ERROR,
        ),
    ],
    ids=["an idiom", "under one name", "it says something"],
)
def test_a_short_idiom_fails_no_run(owner: str, copy: str, severity: Severity, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  messages:\n    paths: [app/message.ts]\n"
    files = {"SSOT_LOCK.yml": registry, "app/message.ts": owner, "app/thread.ts": copy}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT2",)))
    (finding,) = report.findings
    assert finding.severity is severity
