"""The baseline from end to end, in repositories of its own: nothing here is replaced by a stand-in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.doors import Program
from tests.pipeline.trees import COPY, HOOK, OWNER, REGISTRY
from tests.repositories import git, repository

FILE = ".ssot-baseline.json"
NAMED = REGISTRY.replace("domains:", f"enforcement: {{level: strict, baseline: {FILE}}}\ndomains:")
SHIFT = "# one more line\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One copy of the owner, and the current folder of the test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    root = repository(tmp_path / "repo", {"SSOT_LOCK.yml": NAMED, "app/log.py": OWNER, "jobs/a.py": COPY, **HOOK})
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code, standard output, standard error."""
    return Program(capsys, last=("--jobs", "1"))


def entries(repo: Path) -> list[tuple[str, str, int]]:
    document = json.loads((repo / FILE).read_text(encoding="utf-8"))
    return [(item["path"], item["reason"], item["count"]) for item in document["entries"][:-1]]


def last_line(text: str) -> str:
    return text.rstrip("\n").rpartition("\n")[2]


def test_create_makes_the_run_pass_and_a_new_copy_fail(program: Program, repo: Path) -> None:
    assert program("check", "--no-baseline")[0] == 1
    code, out, err = program("baseline", "create")
    assert (code, out, err.splitlines()[0]) == (0, "", f"{FILE}: written; entries: 1")
    assert entries(repo) == [("jobs/a.py", "found when the baseline was created", 1)]
    code, out, _ = program("check", "--format", "concise")
    assert (code, out.splitlines()[-1].startswith("PASSED: nothing new; ")) == (0, True)
    assert out.endswith("(new 0, known 1, fixed 0)\n")
    (repo / "jobs/b.py").write_text(COPY, encoding="utf-8")
    code, out, _ = program("check", "--format", "concise")
    assert (code, out.startswith("jobs/b.py:"), out.count("SSOT202")) == (1, True, 1)
    assert last_line(out) == "FAILED: 1 error (new 1, known 1, fixed 0)"


def test_what_is_mended_here_does_not_pay_for_a_copy_there(program: Program, repo: Path) -> None:
    program("baseline", "create")
    (repo / "jobs/b.py").write_text(COPY, encoding="utf-8")
    (repo / "jobs/a.py").write_text("", encoding="utf-8")
    code, out, _ = program("baseline", "diff")
    assert code == 1
    assert [line[:12] for line in out.splitlines()[:-1]] == ["+ jobs/b.py:", "- jobs/a.py:"]
    assert last_line(out) == "new 1, known 0, fixed 1"


UNOWNED = """\
import smtplib
from email.message import EmailMessage


def send_mail(host, sender, to, subject, body):
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message.set_content(body)
    with smtplib.SMTP(host) as server:
        server.starttls()
        server.send_message(message)
    return message["Subject"]
"""
MAIL = f"schema_version: 2\nenforcement: {{level: strict, baseline: {FILE}}}\ndomains:\n  notifications: {{paths: [app/notify.py]}}\n"


def test_a_third_copy_that_nobody_owns_is_new(program: Program, repo: Path) -> None:
    (repo / "jobs/a.py").unlink()
    (repo / "SSOT_LOCK.yml").write_text(MAIL, encoding="utf-8")
    (repo / "app/notify.py").write_text("CHANNEL = 'mail'\n", encoding="utf-8")
    for name in ("one", "two"):
        (repo / f"jobs/{name}.py").write_text(UNOWNED, encoding="utf-8")
    program("baseline", "create")
    assert [path for path, _, _ in entries(repo)] == ["jobs/one.py", "jobs/two.py"]
    assert program("check")[0] == 0
    (repo / "jobs/three.py").write_text(UNOWNED, encoding="utf-8")
    code, out, _ = program("check", "--format", "concise")
    assert (code, out.count("SSOT205")) == (1, 1)


def test_moved_lines_change_no_byte(program: Program, repo: Path) -> None:
    program("baseline", "create")
    before = (repo / FILE).read_bytes()
    for name in ("jobs/a.py", "app/log.py"):
        path = repo / name
        path.write_text(SHIFT * 7 + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert program("baseline", "diff")[0] == 0
    assert program("baseline", "update") == (0, "", f"new 0, known 1, fixed 0\n{FILE}: nothing to change; entries: 1\n")
    assert program("baseline", "create", "--force")[0] == 0
    assert (repo / FILE).read_bytes() == before


def test_two_branches_that_moved_lines_and_wrote_it_anew_merge(program: Program, repo: Path) -> None:
    program("baseline", "create")
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "baseline")
    for branch, where in (("up", 0), ("down", 1)):
        git(repo, "checkout", "-q", "-b", branch, "main")
        text = (repo / "jobs/a.py").read_text(encoding="utf-8")
        (repo / "jobs/a.py").write_text([SHIFT + text, text + SHIFT][where], encoding="utf-8")
        program("baseline", "create", "--force")
        git(repo, "commit", "-q", "-a", "-m", branch)
    git(repo, "merge", "-q", "up")
    assert program("baseline", "diff")[0] == 0


def test_growth_needs_a_reason(program: Program, repo: Path) -> None:
    program("baseline", "create", "--reason", "old sins")
    before = (repo / FILE).read_bytes()
    (repo / "jobs/b.py").write_text(COPY, encoding="utf-8")
    code, _, err = program("baseline", "update")
    assert (code, (repo / FILE).read_bytes()) == (2, before)
    assert "without a reason" in err
    assert "--reason" in err
    assert program("baseline", "update", "--reason", " ")[0] == 2
    assert program("baseline", "update", "--reason", "the release is today")[0] == 0
    assert entries(repo) == [("jobs/a.py", "old sins", 1), ("jobs/b.py", "the release is today", 1)]
    assert program("check")[0] == 0


def test_prune_drops_what_is_gone_and_adds_nothing(program: Program, repo: Path) -> None:
    (repo / "jobs/b.py").write_text(COPY, encoding="utf-8")
    program("baseline", "create")
    (repo / "jobs/b.py").unlink()
    (repo / "jobs/c.py").write_text(COPY, encoding="utf-8")
    assert program("baseline", "prune")[2].startswith("new 1, known 1, fixed 1\n")
    assert [path for path, _, _ in entries(repo)] == ["jobs/a.py"]


@pytest.mark.parametrize("level", ["strict", "standard"])
def test_a_stale_entry_fails_a_run_until_it_is_pruned(program: Program, repo: Path, level: str) -> None:
    (repo / "SSOT_LOCK.yml").write_text(NAMED.replace("level: strict", f"level: {level}"), encoding="utf-8")
    program("baseline", "create")
    (repo / "jobs/a.py").unlink()
    code, out, _ = program("check", "--format", "concise")
    assert (code, f"{FILE}:4:1: SSOT806 error " in out) == (1, True)
    assert program("check", "app")[0] == 0
    program("baseline", "prune")
    assert program("check")[0] == 0


@pytest.mark.parametrize("committed", [False, True])
def test_a_renamed_file_keeps_what_is_known_of_it(program: Program, repo: Path, committed: bool) -> None:
    program("baseline", "create", "--reason", "old sins")
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "baseline")
    git(repo, "mv", "jobs/a.py", "jobs/renamed.py")
    if committed:
        git(repo, "commit", "-q", "-m", "rename")
    code, out, _ = program("check", "--format", "concise")
    assert (code, last_line(out).endswith("(new 0, known 1, fixed 0)")) == (0, True)
    assert program("baseline", "prune")[0] == 0
    assert entries(repo) == [("jobs/renamed.py", "old sins", 1)]


def test_a_shallow_clone_says_that_it_cannot_see_a_rename(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program("baseline", "create", "--reason", "old sins")
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "baseline")
    git(repo, "mv", "jobs/a.py", "jobs/renamed.py")
    git(repo, "commit", "-q", "-m", "rename")
    git(repo.parent, "clone", "-q", "--depth", "1", f"file://{repo}", "shallow")
    monkeypatch.chdir(repo.parent / "shallow")
    code, out, _ = program("check", "--format", "concise")
    assert (code, "this clone is shallow, so jobs/a.py may have been renamed" in out, "-> git fetch --unshallow" in out) == (1, True, True)
    code, _, err = program("baseline", "prune")
    assert (code, "whether jobs/a.py, which the baseline names, was renamed cannot be told" in err) == (2, True)
    git(repo.parent / "shallow", "fetch", "-q", "--unshallow")
    assert program("check")[0] == 0


def test_create_keeps_what_is_there(program: Program, repo: Path) -> None:
    (repo / FILE).write_text("mine", encoding="utf-8")
    code, _, err = program("baseline", "create")
    assert (code, (repo / FILE).read_text(encoding="utf-8")) == (2, "mine")
    assert "--force" in err
    assert program("baseline", "create", "--force")[0] == 0
    assert len(entries(repo)) == 1


@pytest.mark.parametrize("name", ["app/log.py", "package.json"])
def test_force_replaces_no_file_of_another_kind(name: str, program: Program, repo: Path) -> None:
    (repo / "package.json").write_text('{"name": "x"}', encoding="utf-8")
    before = (repo / name).read_bytes()
    code, _, err = program("baseline", "create", "--force", "--baseline", name)
    assert (code, (repo / name).read_bytes()) == (2, before)
    assert f"{name} exists and is no baseline" in err


@pytest.mark.parametrize("command", ["update", "prune", "diff"])
def test_without_a_file_the_others_name_create(command: str, program: Program, repo: Path) -> None:
    code, out, err = program("baseline", command)
    assert (code, out, (repo / FILE).exists()) == (2, "", False)
    assert "`ssot-check baseline create`" in err


def test_check_does_not_pass_over_a_named_file_that_is_not_there(program: Program) -> None:
    code, out, _ = program("check")
    assert code == 2
    assert "SSOT012" in out
    assert "`ssot-check baseline create`" in out
    assert program("check", "--exit-zero")[0] == 2
    assert program("check", "--no-baseline", "--exit-zero")[0] == 0


@pytest.mark.parametrize("command", [("create",), ("update", "--reason", "x"), ("prune",), ("diff",)])
def test_nothing_is_written_while_the_verdict_cannot_be_trusted(command: tuple[str, ...], program: Program, repo: Path) -> None:
    if command != ("create",):
        program("baseline", "create")
    before = sorted(path.name for path in repo.iterdir() if path.name != ".ssot-check-cache")
    (repo / "app/log.py").write_bytes(OWNER.encode() + b"\ndef broken(:\n")
    code, out, err = program("baseline", *command)
    assert (code, out) == (2, "")
    assert "this run proves nothing" in err
    assert sorted(path.name for path in repo.iterdir() if path.name != ".ssot-check-cache") == before


def test_nothing_is_written_from_a_part(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSOT_CHECK_DOMAIN", "logging")
    code, _, err = program("baseline", "create")
    assert (code, (repo / FILE).exists()) == (2, False)
    assert "SSOT_CHECK_DOMAIN" in err


def test_entries_of_a_rule_that_is_left_out_stay(program: Program, repo: Path) -> None:
    program("baseline", "create")
    before = (repo / FILE).read_bytes()
    (repo / "pyproject.toml").write_text('[tool.ssot-check]\nignore = ["SSOT2"]\n', encoding="utf-8")
    assert program("check")[0] == 0
    assert program("baseline", "update")[0] == 0
    assert (repo / FILE).read_bytes() == before


def test_a_baseline_of_the_settings_is_found_from_the_root(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repo / "SSOT_LOCK.yml").write_text(REGISTRY, encoding="utf-8")
    (repo / "pyproject.toml").write_text('[tool.ssot-check]\nbaseline = "known.json"\n', encoding="utf-8")
    monkeypatch.chdir(repo / "jobs")
    code, out, err = program("baseline", "create")
    assert (code, out, err.splitlines()[0]) == (0, "", "known.json: written; entries: 1")
    assert "`known.json merge=union` in .gitattributes" in err
    (repo / ".gitattributes").write_text("*.json merge=union\n", encoding="utf-8")
    assert ".gitattributes" not in program("baseline", "create", "--force")[2]
    assert (repo / "known.json").is_file()
    assert program("check")[0] == 0
    assert program("check", "--baseline", "other.json")[0] == 2


def test_create_says_where_to_name_it(program: Program, repo: Path) -> None:
    (repo / "SSOT_LOCK.yml").write_text(REGISTRY, encoding="utf-8")
    code, _, err = program("baseline", "create")
    assert (code, (repo / FILE).is_file()) == (0, True)
    assert "enforcement: {baseline: .ssot-baseline.json}" in err
    assert program("check")[0] == 1, "nobody names it yet"


def test_the_two_options_contradict_each_other(program: Program) -> None:
    assert program("check", "--baseline", FILE, "--no-baseline")[0] == 2


def test_the_baseline_itself_is_not_compared(program: Program) -> None:
    program("baseline", "create")
    skipped = json.loads(program("check", "--format", "json")[1])["completeness"]["skipped"]
    assert {"path": FILE, "reason": "the baseline"} in skipped
