"""Where a project says its version."""

from __future__ import annotations

import pytest

from ssot_check.pipeline.reading.version import project_version


@pytest.mark.parametrize(
    ("said", "files", "expected"),
    [
        ("pyproject.toml#project.version", {"pyproject.toml": '[project]\nversion = "1.2"\n'}, ("1.2", "pyproject.toml")),
        ("app/__init__.py#__version__", {"app/__init__.py": '__version__: str = "3.1.0"\n'}, ("3.1.0", "app/__init__.py")),
        ("setup.cfg#metadata.version", {"setup.cfg": "[metadata]\nname = x\nversion = 2.4\n"}, ("2.4", "setup.cfg")),
        ("RELEASE", {"RELEASE": "v7.0.1\n"}, ("7.0.1", "RELEASE")),
        ("", {"package.json": '{"version": "0.9.0"}'}, ("0.9.0", "package.json")),
        ("", {"pyproject.toml": "[tool.x]\n", "VERSION": "4.5.6\n"}, ("4.5.6", "VERSION")),
        ("gone.toml#a.b", {"VERSION": "4.5.6\n"}, ("", "")),
        ("", {"pyproject.toml": "[broken", "package.json": '{"version": 3}'}, ("", "")),
        ("VERSION", {"VERSION": "see the tag\n"}, ("", "")),
    ],
)
def test_a_version_is_found_where_it_is_said_or_usual(said: str, files: dict[str, str], expected: tuple[str, str]) -> None:
    assert project_version(said, files.get) == expected
