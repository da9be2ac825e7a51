"""`--diff`, `--fix` and `--unsafe-fixes` from end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.cli.doors import Program
from tests.pipeline.trees import HOOK, OWNER
from tests.repositories import git, repository

REGISTRY = """\
sources_of_truth:
  logging:
    path: "app/log.py (canonical)"
    exports: [setup_loging]
"""
USER = "from app.log import setup_logging\n\nsetup_logging('user')\n"
IDLE = "x = 1  # ssot: allow[SSOT201] -- nothing is here\n"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code, standard output, standard error; in a repository with two safe repairs and a suggested one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    files = {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": IDLE, "jobs/user.py": USER, **HOOK}
    monkeypatch.chdir(repository(tmp_path / "repo", files))
    return Program(capsys, first=("check",), last=("--jobs", "1", "--no-cache"))


PATCH = """\
--- a/SSOT_LOCK.yml
+++ b/SSOT_LOCK.yml
@@ -1,4 +1,4 @@
 sources_of_truth:
   logging:
-    path: "app/log.py (canonical)"
-    exports: [setup_loging]
+    path: "app/log.py"  # canonical
+    exports: [setup_logging]
--- a/jobs/a.py
+++ b/jobs/a.py
@@ -1 +1 @@
-x = 1  # ssot: allow[SSOT201] -- nothing is here
+x = 1
"""


def test_diff_prints_every_repair_and_changes_nothing(program: Program, tmp_path: Path) -> None:
    assert program()[0] == 1
    code, out, err = program("--diff")
    assert (code, out) == (1, PATCH)
    assert err == "3 of 3 findings can be fixed: 2 with --fix, 1 more with --unsafe-fixes\n"
    assert git(Path(), "status", "--porcelain") == ""
    (tmp_path / "p").write_text(out)
    git(Path(), "apply", str(tmp_path / "p"))
    assert program()[0] == 0
    assert program("--diff")[1:] == ("", "nothing to fix in 0 findings\n")


def test_diff_names_the_one_option_that_is_enough(program: Program) -> None:
    assert program("--diff", "--fix")[2] == "2 of 3 findings can be fixed with --fix\n"
    program("--fix")
    assert program("--diff")[2] == "1 of 1 finding can be fixed with --unsafe-fixes\n"


def test_diff_with_fix_shows_what_fix_would_do(program: Program) -> None:
    out = program("--diff", "--fix")[1]
    assert "+x = 1" in out
    assert "setup_logging" not in out
    assert git(Path(), "status", "--porcelain") == ""


def test_fix_applies_what_is_safe_and_reports_the_rest(program: Program) -> None:
    code, out, err = program("--fix", "--format", "concise")
    assert code == 1
    assert out.count("SSOT102") == 1
    assert "SSOT110" not in out
    assert err == "2 fixed in 2 files, 1 remains, 1 fixable with --unsafe-fixes\n  SSOT110  1\n  SSOT801  1\n"
    assert Path("jobs/a.py").read_text() == "x = 1\n"
    assert program("--fix")[2] == "0 fixed, 1 remains, 1 fixable with --unsafe-fixes\n"


def test_unsafe_fixes_applies_the_others_as_well_and_ends(program: Program) -> None:
    assert program("--unsafe-fixes", "-q") == (0, "", "3 fixed in 2 files, 0 remain\n  SSOT102  1\n  SSOT110  1\n  SSOT801  1\n")
    assert program("--unsafe-fixes", "-q") == (0, "", "")


def test_what_is_known_or_not_asked_for_is_not_repaired(program: Program) -> None:
    program("--unsafe-fixes", "jobs")
    program("--unsafe-fixes", "--select", "SSOT801")
    assert Path("SSOT_LOCK.yml").read_text() == REGISTRY
    assert run(["baseline", "create", "--jobs", "1"]) == 0
    Path("jobs/a.py").write_text("x = 1\n")
    program()
    assert program("--unsafe-fixes", "--baseline", ".ssot-baseline.json", "-q") == (0, "", "")
    code, _, err = program("--unsafe-fixes", "--baseline", "gone.json", "-q")
    assert (code, "the baseline cannot be read" in err) == (2, True)
    assert Path("SSOT_LOCK.yml").read_text() == REGISTRY


def test_the_report_says_what_can_be_fixed_and_carries_the_edit(program: Program) -> None:
    out = program()[1]
    assert "fixable:  2 with --fix, 1 more with --unsafe-fixes; --diff shows them" in out
    assert "= fix: remove the suppression (--fix)" in out
    document = json.loads(program("--format", "json")[1])
    (edit,) = next(item["fix"]["edits"] for item in document["findings"] if item["code"] == "SSOT801")
    assert (edit["text"], len(edit["digest"])) == ("", 16)


def test_a_registry_that_is_no_yaml_gets_its_patch_and_then_the_other_repairs(program: Program) -> None:
    Path("SSOT_LOCK.yml").write_text(REGISTRY.replace("    exports:", "    description: Use this: always\n    exports:"))
    code, out, _ = program("--diff")
    assert (code, '+    description: "Use this: always"\n' in out) == (2, True)
    code, _, err = program("--unsafe-fixes", "-q")
    assert (code, "SSOT002  1" in err, "SSOT102  1" in err) == (0, True, True)
    assert Path("SSOT_LOCK.yml").read_text().endswith("    exports: [setup_logging]\n")


def test_staged_text_that_differs_from_the_file_is_not_repaired(program: Program) -> None:
    Path("jobs/b.py").write_text(IDLE)
    git(Path(), "add", "jobs/b.py")
    assert program("--staged", "--fix", "-q")[2].startswith("1 fixed in 1 file")
    Path("jobs/b.py").write_text("\n" + IDLE)
    assert "jobs/b.py is left alone: it differs from what is staged" in program("--staged", "--fix", "-q")[2]
    assert Path("jobs/b.py").read_text() == "\n" + IDLE
