"""Functions that share no more than how often they call one thing: other values throughout make no copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from tests import repositories as make

REGISTRY = "schema_version: 2\ndomains:\n  stores:\n    paths: [src/shop/store.ts]\n"
OWNER = r"""
export const escapeAlt = (value: string): string =>
  value.replace(/\\/g, "\\\\").replace(/\[/g, "\\[").replace(/]/g, "\\]");
"""
COPY = r"""
export const {name} = (content: string): string =>
  content.replace(/{first}/g, "").replace(/~~~[\s\S]*?~~~/g, "").replace(/`(?:\\.|[^`\n])*`/g, "");
"""


@pytest.mark.parametrize(
    ("name", "expected"), [("stripCode", []), ("escapeCode", ["SSOT202"])], ids=["another name", "a name that says something of the same"]
)
def test_one_call_with_other_texts_throughout(tmp_path: Path, name: str, expected: list[str]) -> None:
    copy = COPY.replace("{name}", name).replace("{first}", r"```[\s\S]*?```")
    root = make.repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "src/shop/store.ts": OWNER, "src/page/rows.ts": copy})
    found = check(Config(root=root)).findings
    assert [item.code for item in found if item.code.startswith("SSOT20")] == expected
    hints = check(Config(root=root, hints=True)).findings
    assert "SSOT202" in [item.code for item in hints]
