"""The work that a run does, counted: no run parses, measures or imports more than it has to.

A limit is what was counted when it was written, with a little room. Who makes a run do less lowers it; who needs more says why in the
commit message.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from benchmarks.speed import generated
from benchmarks.speed.scenarios import git
from benchmarks.speed.work import count

FILES = 60


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated repository, small, and a filled cache beside it."""
    root = generated.write(tmp_path_factory.mktemp("speed") / "sample", FILES, 80, large=False)
    for path in sorted(root.rglob("*")):
        if ".git" not in path.parts:
            os.utime(path, ns=(1, 1))
    return root


@pytest.fixture
def warm(sample: Path, tmp_path: Path) -> tuple[Path, tuple[str, ...]]:
    root = tmp_path / "r"
    shutil.copytree(sample, root, symlinks=True)
    arguments = ("check", "--jobs", "1", "--cache-dir", str(tmp_path / "kept"))
    assert count(root, *arguments, what="warm").parsed == FILES
    return root, arguments


def change(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n\ndef added(value):\n    return value * 2 + 1\n", encoding="utf-8")


def test_the_same_number_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    again = generated.write(tmp_path / "again", FILES, 80, large=False)
    files = sorted(path.relative_to(sample) for path in sample.rglob("*.*") if ".git" not in path.parts)
    assert len(files) == FILES + 1
    assert all((sample / path).read_bytes() == (again / path).read_bytes() for path in files)


def test_a_cold_run_parses_every_file_once_and_measures_few_pairs(sample: Path) -> None:
    done = count(sample, "check", "--no-cache", "--jobs", "1")
    assert done.parsed == FILES
    assert 0 < done.pairs <= 1_100


def test_twice_the_files_are_not_more_than_twice_the_pairs(sample: Path, tmp_path: Path) -> None:
    twice = generated.write(tmp_path / "twice", 2 * FILES, 80, large=False)
    one, two = (count(root, "check", "--no-cache", "--jobs", "1") for root in (sample, twice))
    assert two.parsed == 2 * one.parsed
    assert two.pairs <= 2.2 * one.pairs


def test_an_unchanged_run_neither_parses_nor_measures(warm: tuple[Path, tuple[str, ...]]) -> None:
    root, arguments = warm
    done = count(root, *arguments, what="warm")
    assert (done.parsed, done.decoded, done.pairs) == (0, 0, 0)


def test_a_remark_in_the_registry_leads_to_no_new_look(warm: tuple[Path, tuple[str, ...]]) -> None:
    root, arguments = warm
    registry = root / "SSOT_LOCK.yml"
    registry.write_text(registry.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    done = count(root, *arguments, what="warm")
    assert (done.parsed, done.decoded, done.pairs) == (0, 0, 0)


def test_one_changed_file_is_the_only_one_that_is_parsed(warm: tuple[Path, tuple[str, ...]]) -> None:
    root, arguments = warm
    change(root / "src/pkg_000/unit_03.py")
    assert count(root, *arguments).parsed == 1


def test_a_file_that_moves_no_weight_leads_to_no_whole_look(warm: tuple[Path, tuple[str, ...]]) -> None:
    root, arguments = warm
    path = root / "src/pkg_000/unit_03.py"
    path.write_text(path.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    done = count(root, *arguments, what="warm")
    assert done.parsed == 1
    assert done.pairs <= 40
    assert done.decoded <= 40


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_what_reads_no_repository_imports_little(sample: Path, argument: str) -> None:
    done = count(sample, argument, what="modules")
    assert done.own <= 15
    assert done.modules <= 132


def test_a_run_that_takes_over_a_report_imports_no_rule_and_no_language(warm: tuple[Path, tuple[str, ...]]) -> None:
    root, arguments = warm
    assert count(root, *arguments, what="settled").code == 1
    done = count(root, *arguments, what="settled")
    assert done.code == 1
    assert done.own <= 123
    assert done.modules <= 260


def test_a_staged_body_of_a_function_imports_one_language_and_no_rule(warm: tuple[Path, tuple[str, ...]]) -> None:
    root, arguments = warm
    path = root / "src/pkg_000/unit_03.py"
    path.write_text(path.read_text(encoding="utf-8").replace("return", "pass\n    return", 1), encoding="utf-8")
    git(root, "add", str(path))
    done = count(root, *arguments, "--staged", what="settled")
    assert done.code == 0
    assert done.own <= 204
    assert done.modules <= 344


def test_what_a_hook_has_read_the_next_one_does_not_parse(warm: tuple[Path, tuple[str, ...]]) -> None:
    root, arguments = warm
    change(root / "src/pkg_000/unit_03.py")
    git(root, "add", "-A")
    assert [count(root, *arguments, "--staged", what="warm").parsed for _ in range(2)] == [1, 0]
