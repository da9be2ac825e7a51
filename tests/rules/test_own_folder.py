"""What asks for the file that it stands in finds another folder elsewhere: the help says to hand that over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

NAMES = """\
from glob import glob
from os import path

module_files = glob(path.join(path.dirname(__file__), "*.py"))
module_names = sorted(path.basename(name)[:-3] for name in module_files if not name.endswith("__init__.py"))
__all__ = [name for name in module_names if name != "base" and not name.startswith("_private")]
"""
PAGES = """\
export function templates(kind: string): string[] {
  const folder = path.resolve(SELF, "..", "templates", kind);
  const found = fs.readdirSync(folder).filter((name) => name.endsWith(".hbs"));
  return found.map((name) => fs.readFileSync(path.join(folder, name), "utf8"));
}
"""
HEAD = 'import fs from "node:fs";\nimport path from "node:path";\n\n'
LOAD = """\
load_settings() {
  local folder
  folder="$(cd "$(dirname "${BASH_SOURCE[0]}")/../etc" && pwd)"
  while IFS='=' read -r key value; do
    export "SHOP_${key^^}=${value%%#*}"
  done <"$folder/settings.conf"
}
"""


def told(root: Path, files: Mapping[str, str]) -> str:
    owner = next(iter(files))
    registry = f"schema_version: 2\ndomains:\n  shared:\n    paths: [{owner}]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=("SSOT2",)))
    (finding,) = report.findings
    return finding.help


def test_a_block_is_called_with_the_file(tmp_path: Path) -> None:
    assert told(tmp_path, {"app/facts/__init__.py": NAMES, "app/tasks/__init__.py": NAMES}) == (
        "make one function of lines 4 to 6 of app/facts/__init__.py, in a module that both can import, "
        "and call it there and here with `__file__`, as it would find its own folder"
    )


@pytest.mark.parametrize("name", ["import.meta.url", "__dirname", "import.meta.filename"])
def test_a_function_takes_it_in_typescript(name: str, tmp_path: Path) -> None:
    text = HEAD + PAGES.replace("SELF", name)
    assert told(tmp_path, {"app/mail.ts": text, "site/mail.ts": text}).startswith(
        f"first let `templates` take `{name}` (this file has its own) as an argument"
    )


def test_a_function_takes_it_in_a_shell(tmp_path: Path) -> None:
    said = told(tmp_path, {"lib/settings.sh": f"#!/usr/bin/env bash\n{LOAD}", "jobs/run.sh": f"#!/usr/bin/env bash\n{LOAD}load_settings\n"})
    assert said.startswith("first let `load_settings` take `BASH_SOURCE` (this file has its own) as an argument; then ")
    assert "below the line" not in said.partition("; or")[0]
