"""`ssot-check audit` from end to end: what a verdict does, how it ends, and how it is asked for."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check.cli import audit as door
from ssot_check.model.baseline import Opinion
from tests.cli.doors import Program
from tests.pipeline.trees import COPY, EDITED, HOOK, OWNER, REGISTRY
from tests.repositories import git, repository, write

ACCEPTED = ("--verdict", "accepted", "--reason", "moves with release 9", "--owner", "@me", "--until", "2027-01-31")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two copies of an owner, and the current folder of the test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")  # 2026-05-28
    files = {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": COPY, "jobs/b.py": EDITED, **HOOK}
    root = repository(tmp_path / "repo", files)
    monkeypatch.chdir(root)
    return root


def waiting(program: Program) -> dict[str, str]:
    """Path -> key of the copies that nobody has judged."""
    told = json.loads(program("audit", "list", "--format", "json")[1])
    return {item["path"]: item["key"] for item in told["waiting"] if item["code"] in ("SSOT202", "SSOT203")}


def copies(program: Program, *arguments: str) -> list[str]:
    out = program("check", "--format", "concise", "--jobs", "1", *arguments)[1]
    return [line.partition(":")[0] for line in out.splitlines() if " SSOT202 " in line or " SSOT203 " in line]


def test_a_false_positive_and_an_accepted_finding_stand_and_a_true_one_counts(program: Program, repo: Path) -> None:
    keys = waiting(program)
    assert sorted(keys) == ["jobs/a.py", "jobs/b.py"]
    assert program("audit", "record", keys["jobs/a.py"], "--verdict", "true")[0] == 0
    assert copies(program) == ["jobs/a.py", "jobs/b.py"]
    assert program("audit", "record", keys["jobs/a.py"][:6], "--verdict", "false-positive", "--reason", "another purpose")[0] == 0
    assert program("audit", "record", keys["jobs/b.py"], *ACCEPTED)[0] == 0
    assert copies(program) == []
    assert waiting(program) == {}
    assert copies(program, "--no-suppressions") == ["jobs/a.py", "jobs/b.py"]


def test_a_term_that_is_over_brings_the_finding_back(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program("audit", "record", waiting(program)["jobs/b.py"], *ACCEPTED)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1803000000")  # 2027-02-19
    assert "jobs/b.py" in copies(program)
    assert "jobs/b.py" in waiting(program)
    out = program("check", "--format", "concise")[1]
    assert ".ssot-audit.json:4:1: SSOT803" in out
    assert "the term of the audit's verdict on" in out


def test_what_was_mended_is_told_and_a_second_copy_too(program: Program, repo: Path) -> None:
    program("audit", "record", waiting(program)["jobs/b.py"], *ACCEPTED)
    write(repo, {"jobs/c.py": EDITED})
    assert "jobs/c.py" in copies(program)
    assert "jobs/b.py" not in copies(program)
    write(repo, {"jobs/b.py": "x = 1\n"})
    out = program("check", "--format", "concise")[1]
    assert "SSOT801" in out
    assert "gone: jobs/b.py" in program("audit", "list")[1]


def test_a_renamed_file_keeps_its_verdict(program: Program, repo: Path) -> None:
    program("audit", "record", waiting(program)["jobs/b.py"], *ACCEPTED)
    git(repo, "mv", "jobs/b.py", "jobs/z.py")
    assert "jobs/z.py" not in copies(program)


def test_the_reports_name_the_verdicts(program: Program, repo: Path) -> None:
    program("audit", "record", waiting(program)["jobs/b.py"], *ACCEPTED)
    told = json.loads(program("report", "--format", "json")[1])
    mine = [waiver for waiver in told["waivers"] if waiver["kind"] == "audit"]
    assert [(item["path"], item["until"], item["owner"], item["covers"]) for item in mine] == [("jobs/b.py", "2027-01-31", "@me", 1)]
    assert "1 by an audit" in program("check")[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--verdict", "false-positive"), "--reason is missing"),
        (("--verdict", "accepted", "--reason", "x", "--until", "2027-01-01"), "--owner is missing"),
        (("--verdict", "accepted", "--reason", "x", "--owner", "me"), "--until is missing"),
        (("--verdict", "accepted", "--reason", "x", "--owner", "me", "--until", "2020-01-01"), "no day to come"),
        (("--verdict", "accepted", "--reason", "x", "--owner", "me", "--until", "soon"), "no day to come"),
        (("--verdict", "true", "--until", "2027-01-01"), "--until makes no sense for true"),
    ],
)
def test_a_verdict_that_says_too_little_is_refused(program: Program, repo: Path, arguments: tuple[str, ...], message: str) -> None:
    code, _, err = program("audit", "record", waiting(program)["jobs/a.py"], *arguments)
    assert (code, message in err, (repo / ".ssot-audit.json").exists()) == (2, True, False)


def test_keys_that_mean_nothing_and_runs_that_prove_nothing(program: Program, repo: Path) -> None:
    for key in ("", "abc", "0000000000000000"):
        assert program("audit", "record", key, "--verdict", "true")[0] == 2
    write(repo, {".ssot-audit.json": '{"version": 1'})
    assert program("check")[0] == 2
    code, _, err = program("audit", "list")
    assert (code, "this run proves nothing" in err) == (2, True)


def test_without_a_terminal_nobody_is_asked(program: Program) -> None:
    code, _, err = program("audit")
    assert (code, "`ssot-check audit record` judges it" in err) == (2, True)


def test_answers_are_kept_one_by_one_and_the_next_run_goes_on(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["a", "release 9", "@me", "yesterday", "release 9", "@me", "2027-01-31", "q"])
    monkeypatch.setattr(door.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(door.sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(door.click, "prompt", lambda *_args, **_options: next(answers))
    before = len(json.loads(program("audit", "list", "--format", "json")[1])["waiting"])
    code, out, err = program("audit")
    assert (code, f"(1 of {before})" in out, "no day to come" in err) == (0, True, True)
    after = json.loads(program("audit", "list", "--format", "json")[1])
    assert (len(after["waiting"]), [item["verdict"] for item in after["verdicts"]]) == (before - 1, ["accepted"])


def test_verdicts_of_two_who_judge_at_once_all_stay(repo: Path) -> None:
    """Both have read the file before either of them writes."""
    one, two, late = door._audit("", None), door._audit("", None), door._audit("", None)
    first, *_, last = one.waiting
    said = door._entry(Opinion.FALSE_POSITIVE, {"reason": "no copy", "owner": "", "until": ""}, one.today)
    one = one.with_verdict(first, said)
    two = two.with_verdict(last, said)
    assert len(two.said.entries) == 2
    assert one.with_verdict(first, replace(said, reason="still none")).said.entries != two.said.entries
    entries = door._audit("", None).said.entries
    assert sorted(entry.reason for entry in entries) == ["no copy", "still none"]
    (repo / ".ssot-audit.json").unlink()
    assert len(late.with_verdict(last, said).said.entries) == 1


def test_an_audit_behind_a_link_that_leads_out_is_refused(program: Program, repo: Path) -> None:
    (repo / ".ssot-audit.json").symlink_to(repo.parent / "elsewhere.json")
    code, _, err = program("audit", "list")
    assert (code, "the audit .ssot-audit.json leads out of the repository" in err) == (2, True)
    code, _, err = program("baseline", "create", "--baseline", ".ssot-baseline.json")
    (repo / ".ssot-baseline.json").unlink(missing_ok=True)
    (repo / ".ssot-baseline.json").symlink_to(repo.parent / "elsewhere.json")
    code, _, err = program("baseline", "create", "--force")
    assert (code, "leads out of the repository" in err, (repo.parent / "elsewhere.json").exists()) == (2, True, False)


def test_what_stands_in_the_place_of_the_verdicts_is_told_as_that(program: Program, repo: Path) -> None:
    os.mkfifo(repo / ".ssot-audit.json")
    code, _, err = program("audit", "list")
    assert (code, "the verdicts of the audit cannot be used: it is not a file" in err, "baseline" in err) == (2, True, False)
    (repo / ".ssot-audit.json").unlink()
    (repo / ".ssot-audit.json").write_text("<<<<<<< one\n", encoding="utf-8")
    code, _, err = program("audit", "list")
    assert (code, "an unfinished git merge stands in it" in err, "baseline" in err) == (2, True, False)
