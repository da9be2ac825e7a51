"""An import of a module runs the packages above it: where one of them loads the file of a copy, the line to write would be a circle."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

TEXT = """{imports}

def load_settings_table(path, default=None):
    result = {{}}
    with open(path) as stream:
        for line in stream:
            key, _, value = line.partition("=")
            result[key.strip()] = value.strip() or default
    return result
"""
REGISTRY = "schema_version: 2\ndomains:\n  conf: {paths: [app/pkg/sub/owner.py], exports: [load_settings_table]}\n"
BRINGS = {
    "app/pkg/__init__.py": "from app.pkg.fetch import X\n",
    "app/pkg/fetch.py": "from app.stage import load_settings_table\n\nX = 1\n",
}


def help_in(root: Path, files: dict[str, str], imports: str = "") -> str:
    whole = {
        "SSOT_LOCK.yml": REGISTRY,
        "app/__init__.py": "",
        "app/pkg/__init__.py": "",
        "app/pkg/sub/__init__.py": "",
        "app/pkg/sub/owner.py": TEXT.format(imports="import os\n"),
        "app/stage/__init__.py": "from .decorators import load_settings_table\n",
        "app/stage/decorators.py": TEXT.format(imports=imports),
        **files,
    }
    _, report = checked(Config(root=write(root, whole), select=("SSOT201",)))
    (finding,) = report.findings
    return finding.help


def test_a_package_above_the_owner_loads_the_file_of_the_copy(tmp_path: Path) -> None:
    told = help_in(tmp_path, BRINGS)
    assert "first move `load_settings_table` out of app/pkg/sub/owner.py" in told
    assert "an import of app/pkg/sub/owner.py runs app/pkg/__init__.py, which leads back to this file" in told


@pytest.mark.parametrize(
    ("files", "imports"),
    [
        pytest.param({"app/__init__.py": "from app.stage import decorators\n"}, "", id="a package above both runs before either"),
        pytest.param(BRINGS, "import app.pkg.other\n", id="a package that the file of the copy imports by now"),
    ],
)
def test_a_package_that_runs_already_makes_no_circle(files: dict[str, str], imports: str, tmp_path: Path) -> None:
    told = help_in(tmp_path, {"app/pkg/other.py": "", **files}, imports)
    assert told == "delete this `load_settings_table` and write instead: from app.pkg.sub.owner import load_settings_table"
