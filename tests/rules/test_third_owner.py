"""Where the owner of a copy needs the copy's package itself, an equal owner that can be taken is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

NAME = """function basename(path: string) {
  if (!path) throw new Error("Path is empty");
  const parts = path.split(SLASHES);
  const last = parts[parts.length - 1];
  return last.replace(QUERY, "").trim();
}
"""


@pytest.mark.parametrize(
    ("needs", "first"),
    [
        ('"@shop/utils": "*"', ""),
        ('"react": "*"', " and add `@shop/utils` to the dependencies in pack/package.json (or move it to a third package for both)"),
    ],
)
def test_an_equal_owner_within_reach_is_named(needs: str, first: str, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  a_tools:\n    paths: [tools/path.ts]\n  utils:\n    paths: [utils/]\n",
        "tools/package.json": '{"name": "@shop/tools", "dependencies": {"@shop/pack": "*", "@shop/utils": "*"}}\n',
        "tools/path.ts": f"export {NAME}",
        "utils/package.json": '{"name": "@shop/utils"}\n',
        "utils/path.ts": f"export {NAME}",
        "pack/package.json": f'{{"name": "@shop/pack", "dependencies": {{{needs}}}}}\n',
        "pack/index.ts": NAME,
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT201",)))
    (finding,) = [finding for finding in report.findings if finding.location.path == "pack/index.ts"]
    known = f"first see that utils/path.ts, which `utils` owns, has the same{first}; then " if "a_tools" in finding.message else ""
    assert finding.help == f'{known}delete this `basename` and write instead: import {{ basename }} from "@shop/utils/path"'
