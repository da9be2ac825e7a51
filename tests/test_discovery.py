"""The plug-ins of a room are the modules that stand in it."""

from __future__ import annotations

import pkgutil
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from ssot_check import discovery


@pytest.mark.parametrize("room", ["ssot_check.rules", "ssot_check.rules.duplicates", "ssot_check.languages", "ssot_check.reports"])
def test_what_stands_in_a_room_is_what_python_would_import(room: str) -> None:
    for folder in import_module(room).__path__:
        expected = {(info.name, info.ispkg) for info in pkgutil.iter_modules([folder])}
        assert set(discovery._listed(folder)) == expected


def test_only_what_can_be_imported_is_listed(tmp_path: Path) -> None:
    for name in ("one.py", "two.pyc", "two.py", "__init__.py", "no.txt", "three.abi3.so", "a.b.py", "inner/__init__.py", "bare/x.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    expected = {(info.name, info.ispkg) for info in pkgutil.iter_modules([str(tmp_path)])}
    assert set(discovery._listed(str(tmp_path))) == expected == {("one", False), ("two", False), ("three", False), ("inner", True)}


def test_a_room_in_an_archive_is_listed_too(tmp_path: Path) -> None:
    archive = tmp_path / "rooms.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("one.py", "")
    assert list(discovery._listed(str(archive))) == [("one", False)]
