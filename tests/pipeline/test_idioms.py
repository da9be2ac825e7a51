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


FIXED = """class {name}:
    __slots__ = ({fields})

    def __setattr__(self, key, value):
        if key in {{{fields}}}:
            msg = f"{{type(self).__name__!r}} object does not support assignment to {{key!r}}"
            raise TypeError(msg)
        super().__setattr__(key, value)
{more}"""


@pytest.mark.parametrize(("name", "severity"), [("__setattr__", Severity.WARNING), ("set_checked", Severity.ERROR)])
def test_a_name_that_python_asks_for_says_nothing(name: str, severity: Severity, tmp_path: Path) -> None:
    more = "".join(f"\n    def {word}(self):\n        return {word}_of(self.{word}, {word!r})\n" for word in ("docs", "tables", "names"))
    owner = FIXED.format(name="Option", fields='"default", "rebuild"', more="").replace("def __setattr__", f"def {name}")
    copy = FIXED.format(name="Domains", fields='"core", "extra", "third"', more=more).replace("def __setattr__", f"def {name}")
    registry = "schema_version: 2\ndomains:\n  options:\n    paths: [app/options.py]\n"
    files = {"SSOT_LOCK.yml": registry, "app/options.py": owner, "app/domains.py": copy}
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT2",)))
    (finding,) = report.findings
    assert (finding.scope, finding.severity) == (f"Domains.{name}", severity)
