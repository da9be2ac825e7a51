"""What goes wrong outside: full disks, folders that are files, names made to do harm. Nothing is lost, injected or passed over."""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path

import pytest

from ssot_check.discovery import format_names
from tests.cli.doors import Program
from tests.pipeline.trees import COPY, HOOK, OWNER, REGISTRY
from tests.repositories import repository

ESCAPE, SCRIPT, FORMULA, LINES = "\x1b[31mred.py", "x</script><img src=x onerror=a>.py", "=cmd|'calc'!A0.py", "a\nb ::error::x\u202e.py"
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of an owner in files with hostile names, a file where a folder is wanted, and the current folder of the test."""
    hostile = {f"jobs/{name}": COPY for name in (ESCAPE, SCRIPT, LINES)}
    files = {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, FORMULA: COPY, "flat": "", **hostile, **HOOK}
    root = repository(tmp_path / "repo", files)
    monkeypatch.chdir(root)
    return root


@FULL
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--output", "json=/dev/full"),
        ("report", "--output", "html=/dev/full"),
        ("baseline", "create", "--force", "--baseline", "/dev/full"),
    ],
)
def test_a_full_disk_is_2_and_names_the_file(program: Program, arguments: tuple[str, ...]) -> None:
    code, _, err = program(*arguments)
    assert code == 2
    assert "No space left on device" in err
    assert "/dev/full" in err
    assert "internal error" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--output", "flat/x.json"),
        ("check", "--output", "json=."),
        ("report", "--output", "html=flat/x.html"),
        ("report", "--history", "flat/h.jsonl"),
        ("report", "--history", "app"),
        ("report", "--history", "/dev/null"),
        ("baseline", "create", "--baseline", "flat/b.json"),
        ("docs", "--output", "flat"),
        ("docs", "--output", "flat/below"),
    ],
)
def test_a_folder_that_is_a_file_is_2_and_nothing_is_lost(program: Program, repo: Path, arguments: tuple[str, ...]) -> None:
    code, _, err = program(*arguments)
    assert code == 2
    assert re.search(r"^(error|help): ", err, re.MULTILINE)
    assert "internal error" not in err
    assert "Traceback" not in err
    assert (repo / "flat").read_bytes() == b""
    assert sorted(path.name for path in repo.iterdir() if path.name.endswith(".tmp")) == []


def test_a_file_in_the_place_of_a_folder_is_told_as_that(program: Program) -> None:
    code, _, err = program("check", "--output", "flat/x.json")
    assert (code, "flat is no folder" in err, "does not exist" in err) == (2, True, False)
    assert "the folder" in program("check", "--output", "gone/x.json")[2]


def test_a_run_without_a_report_removes_a_report_and_no_device(program: Program, repo: Path) -> None:
    (repo / "old.json").write_text("")
    os.mkfifo(repo / "pipe")
    code, _, _ = program("check", "--select", "NONE", "--output", "json=old.json", "--output", "json=pipe")
    assert code == 2
    assert [(repo / name).exists() for name in ("old.json", "pipe")] == [False, True]


def test_an_audit_in_whose_place_a_folder_stands_is_2(program: Program, repo: Path) -> None:
    (repo / ".ssot-audit.json").mkdir()
    for arguments in (("check",), ("audit", "list")):
        code, out, err = program(*arguments)
        assert (code, ".ssot-audit.json" in out + err, "internal error" in err) == (2, True, False)


@pytest.mark.parametrize("form", format_names())
def test_names_made_to_do_harm_do_none_in_any_format(program: Program, form: str) -> None:
    code, out, _ = program("check", "--format", form, "--jobs", "1")
    assert code == 1
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert not re.search(r"^b ::error::", out, re.MULTILINE)
    if form == "html":
        assert "<img src=x" not in out
        assert "x</script>" not in out
    if form in ("markdown", "summary", "compliance"):
        assert "<img" not in re.sub(r"`[^`]*`", "", out)


def test_a_spreadsheet_gets_no_formula(program: Program) -> None:
    out = program("check", "--format", "csv", "--jobs", "1")[1]
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert any("cmd|'calc'" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r")) or re.match(r"-\D", cell)] == []


def test_documents_audits_and_baselines_show_hostile_names_harmless(program: Program, repo: Path) -> None:
    out = program("audit", "list")[1] + program("baseline", "diff", "--baseline", "none.json")[2]
    assert program("baseline", "create")[0] == 0
    out += program("baseline", "diff", "-v", "--baseline", ".ssot-baseline.json")[1] + (repo / ".ssot-baseline.json").read_text()
    assert "red.py" in out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_run_without_a_report_deletes_reports_and_nothing_else(program: Program, repo: Path) -> None:
    """A named pipe stands for /dev/null, which a test that fails must not cost the machine."""
    os.mkfifo(repo / "pipe")
    (repo / "real.json").write_text("", encoding="utf-8")
    (repo / "link.json").symlink_to("real.json")
    (repo / "SSOT_LOCK.yml").write_text(REGISTRY, encoding="utf-8")
    code, _, _ = program("check", "--output", "json=pipe", "--output", "link.json", "--domain", "no-such-domain")
    assert code == 2
    assert (repo / "pipe").is_fifo()
    assert (repo / "link.json").is_symlink()
    assert not (repo / "real.json").exists()
