"""A registry from the cache is the one that its bytes mean here and now."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.errors import RegistryError
from ssot_check.pipeline.again import registered
from ssot_check.pipeline.again.registered import understood
from ssot_check.pipeline.check import check
from ssot_check.workspace import lockfile
from ssot_check.workspace.cache import Cache, connect
from ssot_check.workspace.cache_codec import decode, encode
from ssot_check.workspace.lockfile import Loaded
from tests import repositories as make

TOP = Path(__file__).resolve().parents[2]
NAME = "SSOT_LOCK.yml"
TEXT = b"schema_version: 2\ndomains:\n  logging:\n    paths: [app/log.py]\n    exports: [setup_logging]\n"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return connect(tmp_path / "cache.db")


def test_every_registry_of_this_repository_survives_being_kept() -> None:
    files = [TOP / NAME, *sorted(file for folder in ("examples", "tests") for file in (TOP / folder).rglob(NAME))]
    assert len(files) > 200
    for file in files:
        found = lockfile.understand(file.read_bytes(), NAME, file.parent)
        assert decode(Loaded, encode(found)) == found, file


def test_the_same_bytes_are_understood_once(tmp_path: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    first = understood(cache, TEXT, NAME, tmp_path)
    monkeypatch.setattr(registered.lockfile, "understand", pytest.fail)
    assert understood(cache, TEXT, NAME, tmp_path) == first == Loaded(first.registry, (), {"app/log.py": False})


@pytest.mark.parametrize(("raw", "name"), [(TEXT + b"\n", NAME), (TEXT, "SSOT_LOCK.yaml"), (b"domains: [\n", NAME), (b"\xff\xfe", NAME)])
def test_other_bytes_and_another_name_are_understood_anew(tmp_path: Path, cache: Cache, raw: bytes, name: str) -> None:
    understood(cache, TEXT, NAME, tmp_path)
    for _ in range(2):
        assert understood(cache, raw, name, tmp_path) == lockfile.understand(raw, name, tmp_path)


def test_a_link_that_leads_out_since_is_seen_and_so_is_one_that_does_no_more(tmp_path: Path, cache: Cache) -> None:
    root = tmp_path / "r"
    for folder in (root, tmp_path / "away"):
        folder.mkdir()
    assert understood(cache, TEXT, NAME, root).problems == ()
    (root / "app").symlink_to(tmp_path / "away")
    (problem,) = understood(cache, TEXT, NAME, root).problems
    assert "leads out of the repository" in problem.message
    assert understood(cache, TEXT, NAME, root).problems == (problem,)
    (root / "app").unlink()
    assert understood(cache, TEXT, NAME, root).problems == ()


def test_a_damaged_record_is_made_anew(tmp_path: Path, cache: Cache) -> None:
    first = understood(cache, TEXT, NAME, tmp_path)
    assert cache._base is not None
    cache._base.execute("UPDATE records SET value = substr(value, 1, 40)")
    assert understood(cache, TEXT, NAME, tmp_path) == first
    assert cache.notes == ["a record of the cache is damaged: it is made anew"]
    assert understood(cache, TEXT, NAME, tmp_path) == first
    assert len(cache.notes) == 1


def test_a_registry_of_which_nothing_can_be_read_stops_every_run(tmp_path: Path) -> None:
    root = make.repository(tmp_path / "r", {NAME: "- a list\n", "a.py": "x = 1\n"})
    said = set()
    for _ in range(2):
        with pytest.raises(RegistryError) as stopped:
            check(Config(root, use_cache=True))
        said.add(stopped.value.problems)
    assert len(said) == 1
