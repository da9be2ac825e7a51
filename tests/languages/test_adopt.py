"""Texts of Python files that become the owner's constant."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ssot_check.fixes.apply import apply
from ssot_check.model.config import Config
from ssot_check.model.finding import Safety
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  formats:\n    paths: [app/formats.py]\n"
URL = '"https://reports.tidewater.io/api/v2/exports"'
OWNER = f'API_URL = {URL}\n\n\nclass Formats:\n    STAMP = "%Y%m%d-%H%M%S_backup"\n'


def repaired(tmp_path: Path, text: str, owner: str = OWNER, files: dict[str, str] | None = None) -> str:
    """The file after the repair of its only finding; "" when there is none."""
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "app/__init__.py": "", "app/formats.py": owner, "app/a.py": text, **(files or {})})
    _, report = checked(Config(root=root, select=("SSOT206",)))
    (fix,) = [item.fix for item in report.findings if item.location.path == "app/a.py"]
    if fix is None:
        return ""
    assert fix.safety is Safety.SUGGESTED
    after = apply(text, sorted(fix.edits, key=lambda edit: edit.location))
    ast.parse(after)
    return after


def test_every_place_takes_the_constant_and_it_is_imported_once(tmp_path: Path) -> None:
    text = f"import os\n\n\ndef get(url={URL}):\n    return os.sep + {URL.replace(chr(34), chr(39))}\n"
    after = "import os\nfrom app.formats import API_URL\n\n\ndef get(url=API_URL):\n    return os.sep + API_URL\n"
    assert repaired(tmp_path, text) == after


def test_a_constant_of_a_class_is_taken_through_it(tmp_path: Path) -> None:
    text = 'import time\n\nNAME = time.strftime("%Y%m%d-%H%M%S_backup")\n'
    after = "import time\nfrom app.formats import Formats\n\nNAME = time.strftime(Formats.STAMP)\n"
    assert repaired(tmp_path, text) == after


def test_an_import_that_is_there_is_enough(tmp_path: Path) -> None:
    text = f"from app.formats import API_URL\n\nFIRST = API_URL\nSECOND = {URL}\n"
    assert repaired(tmp_path, text) == text.replace(URL, "API_URL")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (f"API_URL = {URL}\n", OWNER),
        (f"X = r{URL}\n", OWNER),
        (f'X = {URL} "/more"\n', OWNER),
        (f"def get(x):\n    match x:\n        case {URL}:\n            return 1\n", OWNER),
        (f"X = {URL}\n", OWNER.replace(URL, f"str({URL})")),
        (f"X = {URL}\n", f"from app.a import X as Y\n\n{OWNER}"),
    ],
    ids=["the name is taken", "another notation", "a part of a longer text", "a pattern", "no plain constant", "a circle"],
)
def test_what_would_mean_something_else_is_left_to_a_person(text: str, owner: str, tmp_path: Path) -> None:
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "app/__init__.py": "", "app/formats.py": owner, "app/a.py": text})
    _, report = checked(Config(root=root, select=("SSOT206",)))
    assert [item.fix for item in report.findings if item.location.path == "app/a.py"] in ([None], [])
