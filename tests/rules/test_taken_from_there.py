"""What has to be moved first is taken from where it is then, and not from where it was."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

FIELDS = "  id: string;\n  code: number;\n  body: string;\n  path: string;\n  sent: number;\n  kind: string;\n"
TYPE = f"export interface Answer {{\n{FIELDS}}}\n"
URL = 'export const MANUAL = "https://docs.acme.internal/api/v1/manual";\n'
MOVE = "first move it to a package that both can depend on (nothing depends on `tool`; or let this copy stand, with an allow that says why); then "
CLASS = "class Answer:\n    id: str\n    code: int\n    body: str\n    path: str\n    sent: float\n    kind: str\n"
NAMED = "from dataclasses import dataclass\n"


def told(root: Path, files: Mapping[str, str], owner: str, *codes: str) -> str:
    registry = f"schema_version: 2\ndomains:\n  own:\n    paths: [{owner}]\n    exports: [read_saved_state]\n"
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": registry, **files}), select=codes or ("SSOT206", "SSOT209"), hints=True))
    (finding,) = report.findings
    return finding.help


def manifest(name: str, *needs: str) -> str:
    listed = ", ".join(f'"{need}": "*"' for need in needs)
    return f'{{"name": "{name}", "dependencies": {{{listed}}}}}\n'


@pytest.mark.parametrize(
    ("text", "needs", "expected"),
    [
        (TYPE, (), f"{MOVE}use `Answer` from there, or extend it"),
        (URL, (), f"{MOVE}use `MANUAL` from there"),
        (TYPE, ("web",), "own this one instead (`tool` depends on `web`), and let tool/a.ts take it from here"),
    ],
    ids=["a type", "a text", "the other way round"],
)
def test_of_two_packages(text: str, needs: tuple[str, ...], expected: str, tmp_path: Path) -> None:
    packages = {"tool/package.json": manifest("tool", *needs), "web/package.json": manifest("web")}
    assert told(tmp_path, {**packages, "tool/a.ts": text, "web/b.ts": text}, "tool/a.ts") == expected


@pytest.mark.parametrize(("head", "moved"), [("from app.b import more\n", True), ("", False)])
def test_of_two_modules(head: str, moved: bool, tmp_path: Path) -> None:
    files = {"app/__init__.py": "", "app/a.py": f"{NAMED}{head}\n\n@dataclass\n{CLASS}", "app/b.py": f"{NAMED}\nmore = 1\n\n\n@dataclass\n{CLASS}"}
    help_line = told(tmp_path, files, "app/a.py")
    first = "first move `Answer` out of app/a.py to a module that both can import, for app/a.py imports this file; then use `Answer` from there"
    assert help_line.startswith(first if moved else "use `Answer` of app/a.py, or inherit from it: from app.a import Answer")


def test_of_a_name_that_is_exported(tmp_path: Path) -> None:
    body = "def read_saved_state(path):\n    return open(path).read()\n"
    files = {"app/__init__.py": "", "app/a.py": f"from app.b import more\n\n\n{body}", "app/b.py": f"more = 1\n\n\n{body}"}
    first = "first move `read_saved_state` out of app/a.py to a module that both can import, for app/a.py imports this file; then "
    assert told(tmp_path, files, "app/a.py", "SSOT204") == f"{first}delete this `read_saved_state` and take it from there"
