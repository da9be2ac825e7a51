"""Repairs of whole repositories: they mend, they bring nothing new, and a second run finds nothing to do."""

from __future__ import annotations

import ast
import shutil
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Fix, Safety
from ssot_check.pipeline.check import checked
from ssot_check.pipeline.fix import fix, propose
from tests.pipeline.trees import HOOK, OWNER, REGISTRY, tree
from tests.repositories import write

SAMPLES = Path(__file__).parent.parent / "rules"
BOTH = (Safety.SAFE, Safety.SUGGESTED)
IDLE = "x = 1  # ssot: allow[SSOT201] -- nothing is here\n"
MENDED = "x = 1\n"


def config(root: Path, **options: object) -> Config:
    return Config(root=root, today=date(2027, 1, 15), **options)  # type: ignore[arg-type]


def texts(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def fixable(folder: Path) -> bool:
    """Cheap: only samples of rules that offer repairs."""
    return any(code in (folder / "expected.txt").read_text() for code in CODES)


CODES = (
    "101", "102", "107", "110", "111", "112", "115", "117", "201", "202", "206", "401", "402", "801", "802", "803", "804", "805", "809",
)  # fmt: skip
FOLDERS = [folder for folder in sorted(SAMPLES.glob("*/bad_*")) if fixable(folder)]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_repairs_mend_bring_nothing_new_and_end(folder: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(folder, tmp_path / "r"))
    project, before = checked(config(root))
    proposal = propose(project, before, config(root), BOTH)
    untouched = texts(root)
    outcome = fix(config(root), BOTH)
    after = outcome.report
    assert set(outcome.files) >= {change.before.path for change in proposal.changes}
    assert len(after.findings) <= len(before.findings) - len(proposal.mended)
    known = {(item.code, item.domain, item.location.path) for item in before.findings}
    assert {(item.code, item.domain, item.location.path) for item in after.findings} <= known
    assert not Counter(item.code for item in after.problems) - Counter(item.code for item in before.problems)
    was, gone, left = (Counter(item.key for item in items) for items in (before.findings, proposal.mended, after.findings))
    assert all(left[key] <= was[key] - gone[key] for key in gone)
    now = texts(root)
    assert {path for path in now if now[path] != untouched[path]} == set(outcome.files)
    for path in outcome.files:
        if path.endswith(".py"):
            ast.parse(now[path])
    assert fix(config(root), BOTH).files == ()
    assert texts(root) == now


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_the_patch_is_what_the_first_round_writes(folder: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(folder, tmp_path / "r"))
    project, report = checked(config(root))
    proposal = propose(project, report, config(root), BOTH)
    patch = "".join(change.patch for change in proposal.changes)
    if patch:
        (tmp_path / "p").write_text(patch, encoding="utf-8")
        subprocess.run(["git", "apply", "--whitespace=nowarn", "../p"], cwd=root, check=True)
    now = texts(root)
    assert all(now[change.before.path] == change.data for change in proposal.changes)


def test_some_samples_have_repairs() -> None:
    """Without this the two above could pass for want of repairs."""
    assert len(FOLDERS) > 20


def test_no_repair_takes_an_owner_from_a_package_that_may_not_be_taken(tmp_path: Path) -> None:
    root = Path(shutil.copytree(SAMPLES / "exact_copy" / "bad_in_another_package", tmp_path / "r"))
    finding = next(item for item in checked(config(root))[1].findings if item.code == "SSOT201")
    assert finding.help.startswith("own this one instead (`@shop/client` depends on `@shop/lib`)")
    assert finding.fix is None
    (root / "lib" / "package.json").unlink()
    finding = next(item for item in checked(config(root))[1].findings if item.code == "SSOT201")
    assert finding.fix is not None


def test_no_repair_lets_another_helper_run(tmp_path: Path) -> None:
    """The text is the same, and the function that it calls by name is another one in each package."""
    root = Path(shutil.copytree(SAMPLES / "exact_copy" / "bad_helper_that_differs", tmp_path / "r"))

    def repair() -> Fix | None:
        return next(item for item in checked(config(root))[1].findings if "`SendQueryLimits` is an exact copy" in item.message).fix

    assert repair() is None
    pasted = (root / "quota" / "send.go").read_text(encoding="utf-8").replace("package quota", "package access")
    write(root, {"access/send.go": pasted})
    assert repair() is not None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (IDLE.replace("\n", "\r\n").encode(), b"x = 1\r\n"),
        (b"\xef\xbb\xbf" + IDLE.encode(), b"\xef\xbb\xbfx = 1\n"),
        (IDLE.rstrip("\n").encode(), b"x = 1"),
        (b"# coding: latin-1\ny = '\xe9'\n" + IDLE.encode(), b"# coding: latin-1\ny = '\xe9'\nx = 1\n"),
        (b"y = 1\r\n" + IDLE.encode(), b"y = 1\r\nx = 1\n"),
    ],
)
def test_line_ends_encoding_and_marks_stay(old: bytes, new: bytes, tmp_path: Path) -> None:
    root = tree(tmp_path, {"jobs/a.py": old})
    assert fix(config(root), (Safety.SAFE,)).files == ("jobs/a.py",)
    assert (root / "jobs/a.py").read_bytes() == new


def test_a_file_that_changed_after_the_check_is_left_alone(tmp_path: Path) -> None:
    root = tree(tmp_path, {"jobs/a.py": IDLE, "jobs/b.py": IDLE})
    project, report = checked(config(root))
    write(root, {"jobs/a.py": "# above\n" + IDLE})
    proposal = propose(project, report, config(root), BOTH)
    assert [change.before.path for change in proposal.changes] == ["jobs/b.py"]
    assert [item.reason for item in proposal.left] == ["jobs/a.py is left alone: it changed since it was checked"]


def test_a_repair_after_which_the_file_does_not_read_well_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree(tmp_path, {"jobs/a.py": IDLE})
    monkeypatch.setattr("ssot_check.pipeline.fix.apply", lambda *_: "def (")
    outcome = fix(config(root), BOTH)
    assert (root / "jobs/a.py").read_text() == IDLE
    assert [item.reason for item in outcome.left] == ["jobs/a.py is left alone: it would not read well after the repair"]


COPIED = "import logging\nimport sys\n\n\n"
BODY = OWNER.partition("\n\n\n")[2]


@pytest.mark.parametrize(
    ("comment", "exceptions", "fixed"),
    [
        ("", "", ("jobs/a.py",)),
        ("# ssot: allow[SSOT201] -- runs before the package is there\n", "", ()),
        ("", "exceptions: [{code: SSOT201, path: jobs/a.py, reason: runs first}]\n", ()),
    ],
)
def test_what_somebody_lets_stand_is_not_fixed(comment: str, exceptions: str, fixed: tuple[str, ...], tmp_path: Path) -> None:
    root = tree(tmp_path, {"jobs/a.py": f"{COPIED}{comment}{BODY}"}, registry=REGISTRY + exceptions)
    assert fix(config(root), BOTH).files == fixed


def test_a_linked_registry_is_read_and_not_rewritten(tmp_path: Path) -> None:
    registry = 'sources_of_truth:\n  logging:\n    path: "app/log.py (canonical)"\n'
    root = tree(tmp_path / "r", HOOK, registry=registry)
    (root / "SSOT_LOCK.yml").rename(tmp_path / "elsewhere.yml")
    (root / "SSOT_LOCK.yml").symlink_to(tmp_path / "elsewhere.yml")
    outcome = fix(config(root, registry=root / "SSOT_LOCK.yml"), BOTH)
    assert (tmp_path / "elsewhere.yml").read_text() == registry
    assert [item.reason for item in outcome.left] == ["SSOT_LOCK.yml is left alone: a symbolic link leads to it"]
