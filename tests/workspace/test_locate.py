from __future__ import annotations

import os
from pathlib import Path

import pytest

from ssot_check.model.errors import RegistryError, UsageError
from ssot_check.workspace.locate import find_registry, find_root, named_registry
from tests import repositories as make


def test_the_nearest_registry_upwards_is_the_one(tmp_path: Path) -> None:
    make.repository(tmp_path, {"SSOT_LOCK.yml": "", "part/SSOT_LOCK.yaml": "", "part/deep/a": "", "b/a": ""})
    assert find_registry(tmp_path / "part" / "deep") == tmp_path / "part" / "SSOT_LOCK.yaml"
    assert find_root(tmp_path / "part" / "deep", registry_named=False) == tmp_path / "part"
    assert find_registry(tmp_path / "b") == tmp_path / "SSOT_LOCK.yml"
    assert find_root(tmp_path / "b", registry_named=False) == tmp_path


def test_the_root_of_a_registry_in_its_own_folder_is_above_it(tmp_path: Path) -> None:
    make.write(tmp_path, {".ssot/SSOT_LOCK.yml": "", "src/a": ""})
    assert find_registry(tmp_path / "src") == tmp_path / ".ssot" / "SSOT_LOCK.yml"
    assert find_root(tmp_path / "src", registry_named=False) == tmp_path


def test_the_search_ends_at_the_top_of_the_repository(tmp_path: Path) -> None:
    make.write(tmp_path, {"SSOT_LOCK.yml": ""})
    root = make.repository(tmp_path / "repo", {"sub/a": ""})
    with pytest.raises(RegistryError) as caught:
        find_registry(root / "sub")
    problem = caught.value.problems[0]
    assert problem.code == "SSOT001"
    assert "is in sub or a folder above it" in problem.message
    assert str(root) in problem.cause
    assert find_root(root / "sub", registry_named=False) == root


def test_a_named_registry_does_not_move_the_root(tmp_path: Path) -> None:
    root = make.repository(tmp_path, {"SSOT_LOCK.yml": "", ".gitignore": "build/\n", "sub/a": "", "build/sources/a": ""})
    assert find_root(root / "sub", registry_named=True) == root
    assert find_root(root / "build" / "sources", registry_named=True) == root / "build" / "sources"
    assert find_root(root / "build" / "sources", registry_named=False) == root


def test_without_git_and_registry_the_start_is_the_root(tmp_path: Path) -> None:
    assert find_root(tmp_path, registry_named=True) == tmp_path


def test_a_named_registry_must_be_a_file(tmp_path: Path) -> None:
    make.write(tmp_path, {"other.yml": ""})
    assert named_registry(tmp_path, "other.yml") == tmp_path / "other.yml"
    with pytest.raises(UsageError, match=r"the registry gone\.yml does not exist"):
        named_registry(tmp_path, "gone.yml")
    with pytest.raises(UsageError, match=r"the registry \. is a folder"):
        named_registry(tmp_path, ".")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match=r"the registry pipe is no regular file"):
        named_registry(tmp_path, "pipe")
    with pytest.raises(UsageError, match=r"x does not exist"):
        named_registry(tmp_path, "x" * 5000)
