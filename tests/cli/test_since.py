"""`check --since` from end to end, in repositories of its own: nothing here is replaced by a stand-in."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.cli.doors import Program, copies
from tests.pipeline.trees import COPY, INNOCENT, OWNER, REGISTRY
from tests.repositories import commit, git, repository, write


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One copy of the owner on main, a branch `feature` at the same commit that is checked out, and the current folder of the test."""
    root = repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": COPY})
    git(root, "checkout", "-q", "-b", "feature")
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code, standard output, standard error."""
    return Program(capsys, last=("--select", "SSOT10,SSOT20", "--jobs", "1", "--no-cache"))


def test_only_what_the_change_introduced_is_reported(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/b.py": COPY, "jobs/c.py": INNOCENT})
    code, out, _ = program("check", "--since", "main", "--format", "concise")
    assert (code, copies(out)) == (1, ["jobs/b.py"])
    assert "introduced 1, already there 1 (not shown)" in out


def test_what_was_there_does_not_fail(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/a.py": "# one more line\n" + COPY, "app/log.py": "# a line\n" + OWNER})
    code, out, _ = program("check", "--since", "main", "--format", "concise")
    assert (code, copies(out)) == (0, [])
    assert "introduced 0, already there 1 (not shown)" in out


def gone(program: Program, *more: str) -> tuple[list[str], str]:
    _, out, _ = program("check", "--since", "main", "--format", "json", *more)
    report = json.loads(out)
    return [item["path"] for item in report["since"]["gone"]], out


def test_a_baseline_that_the_change_brings_mends_nothing(program: Program, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(repo, {"jobs/b.py": COPY})
    assert run(["baseline", "create", "--baseline", "known.json"]) == 0
    capsys.readouterr()
    commit(repo, {"jobs/c.py": INNOCENT})
    assert gone(program, "--baseline", "known.json", "--select", "SSOT8")[0] == []


def test_what_the_change_mended_is_told(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/a.py": INNOCENT})
    assert gone(program)[0] == ["jobs/a.py"]
    assert "introduced 0, already there 0 (not shown), fixed 1" in program("check", "--since", "main", "--format", "concise")[1]
    assert gone(program, "app")[0] == []


def test_what_was_renamed_or_is_allowed_now_is_not_mended(program: Program, repo: Path) -> None:
    git(repo, "mv", "jobs/a.py", "jobs/z.py")
    commit(repo, {"jobs/z.py": COPY})
    assert gone(program)[0] == []
    commit(repo, {"jobs/z.py": "# ssot: allow-file[SSOT201] -- until the library is out\n" + COPY})
    assert gone(program)[0] == []


def test_a_name_that_git_does_not_know_ends_with_2(program: Program) -> None:
    code, out, err = program("check", "--since", "nowhere")
    assert (code, out) == (2, "")
    assert "--since nowhere: git knows no commit of that name here" in err


def state(repo: Path) -> tuple[str, bytes, list[str]]:
    files = sorted(str(path) for path in repo.rglob("*") if ".git/" not in str(path))
    return git(repo, "rev-parse", "HEAD"), (repo / ".git/index").read_bytes(), files


def test_neither_the_work_tree_nor_the_index_is_touched(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/b.py": COPY})
    before = state(repo)
    assert program("check", "--since", "main")[0] == 1
    assert state(repo) == before


def test_a_copy_that_an_owner_left_behind_is_introduced(program: Program, repo: Path) -> None:
    commit(repo, {"platform/log.py": OWNER, "SSOT_LOCK.yml": REGISTRY.replace("app/log.py", "platform/log.py")})
    code, out, _ = program("check", "--since", "main", "--format", "json")
    told = json.loads(out)
    assert code == 1
    assert [item["location"]["path"] for item in told["findings"] if item["code"].startswith("SSOT20")] == ["app/log.py"]


def test_git_is_needed(program: Program, repo: Path) -> None:
    subprocess.run(["rm", "-rf", str(repo / ".git")], check=True)
    code, _, err = program("check", "--since", "main")
    assert code == 2
    assert "git cannot be asked" in err


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_formats_tell_new_from_unchanged(program: Program, repo: Path, form: str) -> None:
    commit(repo, {"jobs/b.py": COPY})
    told = json.loads(program("check", "--since", "main", "--format", form)[1])
    if form == "sarif":
        results = told["runs"][0]["results"]
        states = {item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: item["baselineState"] for item in results}
        assert states == {"jobs/b.py": "new", "jobs/a.py": "unchanged"}
    else:
        assert [(item["location"]["path"], item["baseline_state"]) for item in told["findings"]] == [("jobs/b.py", "new")]
        assert [item["location"]["path"] for item in told["since"]["already"]] == ["jobs/a.py"]


def test_the_merge_base_counts_and_two_dots_name_the_commit_itself(program: Program, repo: Path) -> None:
    commit(repo, {"jobs/c.py": INNOCENT})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"jobs/a.py": INNOCENT})
    git(repo, "checkout", "-q", "feature")
    for since in ("main", "main..."):
        assert copies(program("check", "--since", since, "--format", "concise")[1]) == []
    assert copies(program("check", "--since", "main..", "--format", "concise")[1]) == ["jobs/a.py"]


def test_a_renamed_copy_was_there_already(program: Program, repo: Path) -> None:
    git(repo, "mv", "jobs/a.py", "jobs/z.py")
    assert program("check", "--since", "main", "--format", "concise")[0] == 0
    git(repo, "commit", "-q", "-m", "renamed")
    assert program("check", "--since", "main", "--format", "concise")[0] == 0
    commit(repo, {"jobs/a.py": COPY})
    assert copies(program("check", "--since", "main", "--format", "concise")[1]) == ["jobs/z.py"]


def test_edits_that_are_not_committed_count(program: Program, repo: Path) -> None:
    write(repo, {"jobs/new.py": COPY})
    assert copies(program("check", "--since", "HEAD", "--format", "concise")[1]) == ["jobs/new.py"]


def test_no_change_at_all_is_said(program: Program) -> None:
    code, out, _ = program("check", "--since", "main")
    assert code == 0
    assert "no file differs from main (merge base " in out


def test_a_state_without_a_registry_makes_everything_new(program: Program, repo: Path) -> None:
    git(repo, "rm", "-q", "--cached", "SSOT_LOCK.yml")
    git(repo, "commit", "-q", "-m", "none")
    git(repo, "add", "SSOT_LOCK.yml")
    code, out, _ = program("check", "--since", "HEAD", "--format", "concise")
    assert (code, copies(out)) == (1, ["jobs/a.py"])
    assert "nothing can be told of HEAD" in out


def test_a_shallow_clone_without_the_merge_base_says_what_to_fetch(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {"jobs/c.py": INNOCENT})
    git(repo, "checkout", "-q", "main")
    commit(repo, {"jobs/d.py": INNOCENT})
    git(repo, "checkout", "-q", "feature")
    git(repo.parent, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{repo}", "shallow")
    monkeypatch.chdir(repo.parent / "shallow")
    code, out, err = program("check", "--since", "origin/main")
    assert (code, out) == (2, "")
    assert "there is no merge base of origin/main and HEAD: the clone is shallow" in err
    assert "fetch-depth: 0" in err


def test_auto_is_the_branch_that_the_change_goes_into(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {"jobs/b.py": COPY})
    for name in ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "CIRCLECI", "BITBUCKET_BUILD_NUMBER"):
        monkeypatch.delenv(name, raising=False)
    code, _, err = program("check", "--since", "auto")
    assert (code, "nobody says what the change goes into" in err) == (2, True)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    code, out, _ = program("check", "--since", "auto", "--format", "concise")
    assert (code, copies(out)) == (1, ["jobs/b.py"])
    monkeypatch.setenv("GITHUB_BASE_REF", "")
    assert copies(program("check", "--since", "auto", "--format", "concise")[1]) == ["jobs/a.py", "jobs/b.py"]


SERVICES = {
    "GITHUB_BASE_REF": "GITHUB_ACTIONS",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "GITLAB_CI",
    "SYSTEM_PULLREQUEST_TARGETBRANCH": "TF_BUILD",
    "CHANGE_TARGET": "JENKINS_URL",
    "BITBUCKET_PR_DESTINATION_BRANCH": "BITBUCKET_BUILD_NUMBER",
}


@pytest.mark.parametrize("named", SERVICES)
def test_a_build_of_a_change_is_compared_with_its_merge_base(
    program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    commit(repo, {"jobs/b.py": COPY})
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    monkeypatch.setenv(SERVICES[named], "1")
    assert copies(program("check", "--format", "concise")[1]) == ["jobs/a.py", "jobs/b.py"]
    monkeypatch.setenv(named, "main")
    code, out, err = program("check", "--format", "concise")
    assert (code, copies(out), len(err.splitlines())) == (1, ["jobs/b.py"], 1)
    assert "builds a change: told is what came after main (merge base " in err
    assert "already there 1 (not shown)" in out
    for option in ("--since=none", "--no-baseline"):
        code, out, err = program("check", option, "--format", "concise")
        assert (copies(out), err) == (["jobs/a.py", "jobs/b.py"], "")
    assert program("check", "--baseline-ref", "HEAD", "--format", "concise")[::2] == (0, "")


def test_a_hook_in_such_a_build_does_what_its_options_say(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {"jobs/b.py": COPY})
    for name, value in (("GITHUB_ACTIONS", "true"), ("GITHUB_BASE_REF", "main"), ("PRE_COMMIT", "1")):
        monkeypatch.setenv(name, value)
    assert copies(program("check", "--format", "concise")[1]) == ["jobs/a.py", "jobs/b.py"]


def test_a_build_of_a_change_without_its_merge_base_tells_everything(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {"jobs/b.py": COPY})
    monkeypatch.delenv("PRE_COMMIT", raising=False)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_BASE_REF", "release")
    code, out, err = program("check", "--quiet", "--format", "concise")
    assert (code, copies(out)) == (1, ["jobs/a.py", "jobs/b.py"])
    assert "every finding is told" in err
    assert "`fetch-depth: 0` in actions/checkout" in err
    git(repo, "checkout", "-q", "main")
    commit(repo, {"jobs/d.py": INNOCENT})
    git(repo, "checkout", "-q", "feature")
    git(repo.parent, "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{repo}", "shallow")
    monkeypatch.chdir(repo.parent / "shallow")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    code, out, err = program("check", "--format", "concise")
    assert (code, copies(out)) == (1, ["jobs/a.py", "jobs/b.py"])
    assert "the clone is shallow" in err


def test_a_detached_head_in_a_work_tree_of_its_own(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {"jobs/b.py": COPY})
    git(repo, "worktree", "add", "-q", "--detach", str(repo.parent / "tree"))
    monkeypatch.chdir(repo.parent / "tree")
    assert copies(program("check", "--since", "main", "--format", "concise")[1]) == ["jobs/b.py"]


def test_a_root_below_the_top_of_the_repository(program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {"sub/SSOT_LOCK.yml": REGISTRY, "sub/app/log.py": OWNER, "sub/jobs/a.py": COPY})
    git(repo, "mv", "sub/jobs/a.py", "sub/jobs/b.py")
    monkeypatch.chdir(repo / "sub")
    assert program("check", "--since", "HEAD", "--format", "concise")[0] == 0
    assert copies(program("check", "--since", "main", "--format", "concise")[1]) == ["jobs/b.py"]


@pytest.mark.parametrize("written", ["", " "])
def test_an_empty_name_is_refused(program: Program, written: str) -> None:
    code, _, err = program("check", "--since", written)
    assert code == 2
    assert "--since is empty" in err


def test_the_name_of_a_branch_steers_no_terminal(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _, err = program("check", "--since", "main\nerror: injected\x1b[2J")
    assert (code, r"--since main\nerror: injected\x1b[2J: git knows" in err) == (2, True)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_BASE_REF", "release\ninjected")
    code, _, err = program("check", "--since", "auto")
    assert (code, r"goes into release\ninjected," in err, len(err.splitlines())) == (2, True, 2)


def test_rules_about_a_change_see_it_whichever_option_names_it(program: Program, repo: Path) -> None:
    lock = REGISTRY.replace("domains:", "domains:\n  old:\n    deprecated: [{path: jobs/old.py, use: app/log.py}]")
    lock += "    lock: {required: true}\n"
    commit(repo, {"SSOT_LOCK.yml": lock, "jobs/old.py": '"""Deprecated: use app/log.py."""\n'})
    git(repo, "branch", "-f", "main")
    write(repo, {"jobs/old.py": (repo / "jobs/old.py").read_text() + "x = 1\n", "app/log.py": OWNER + "\nLEVEL = 1\n"})
    state = git(repo, "status", "--porcelain")
    for option in (("--since", "main"), ("--baseline-ref", "main")):
        code = run(
            ["check", *option, "--select", "SSOT406,SSOT704", "--format", "json", "--output", "json=r.json", "--jobs", "1", "--no-cache"]
        )
        report = json.loads((repo / "r.json").read_text())
        assert (code, sorted(item["code"] for item in report["findings"])) == (1, ["SSOT406", "SSOT704"]), option
        assert report["not_applicable"] == []
        (repo / "r.json").unlink()
    assert git(repo, "status", "--porcelain") == state
