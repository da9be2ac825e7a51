"""A baseline that holds more than before needs a reason; from end to end, with git."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.cli.doors import Program
from tests.pipeline.trees import COPY, OWNER, REGISTRY
from tests.repositories import git, repository, write

NAMED = REGISTRY.replace("domains:", "enforcement: {baseline: known.json}\ndomains:")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy on main that the baseline knows, and the current folder of the test."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")
    root = repository(tmp_path / "repo", {"SSOT_LOCK.yml": NAMED, "app/log.py": OWNER, "jobs/a.py": COPY})
    monkeypatch.chdir(root)
    assert run(["baseline", "create", "--jobs", "1"]) == 0
    git(root, "add", "-A")
    git(root, "commit", "-qm", "baseline")
    git(root, "checkout", "-q", "-b", "feature")
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code and standard output."""
    return Program(capsys, last=("--jobs", "1"))


def grown(out: str) -> list[str]:
    return [line.split("entry SSOT201 for ")[1] if "entry SSOT201 for " in line else line for line in out.splitlines() if "SSOT807" in line]


CHECK = ("check", "--format", "concise", "--no-cache", "--select", "SSOT201,SSOT202,SSOT807")


def test_a_baseline_that_is_there_and_one_that_is_new_have_not_grown(program: Program, repo: Path) -> None:
    assert grown(program(*CHECK)[1]) == []
    assert grown(program(*CHECK, "--since", "main~1")[1]) == []


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("names", [("jobs/b.py",), ("jobs/b.py", "jobs/c.py")])
def test_a_file_that_was_renamed_in_earlier_commits_is_no_growth(program: Program, repo: Path, names: tuple[str, ...], more: int) -> None:
    old = "jobs/a.py"
    for name in names:
        git(repo, "mv", old, name)
        assert grown(program(*CHECK)[1]) == []
        git(repo, "commit", "-qm", f"{old} is {name} now")
        old = name
    for number in range(more):
        write(repo, {f"jobs/other{number}.py": "PLAIN = 1\n"})
        git(repo, "add", "-A")
        git(repo, "commit", "-qm", "something else")
    code, out, _ = program(*CHECK)
    assert (code, grown(out)) == (0, [])
    assert grown(program(*CHECK, "--since", "HEAD")[1]) == []
    write(repo, {"jobs/d.py": COPY})
    assert program("check")[0] == 1


def test_growth_with_a_reason_is_growth_and_no_finding(program: Program, repo: Path) -> None:
    write(repo, {"jobs/b.py": COPY})
    assert program("baseline", "update", "--reason", "moves with release 9")[0] == 0
    assert program(*CHECK)[0] == 0


@pytest.mark.parametrize("arguments", [(), ("--since", "main"), ("--staged",)])
def test_a_baseline_written_anew_over_the_old_one_has_grown(program: Program, repo: Path, arguments: tuple[str, ...]) -> None:
    write(repo, {"jobs/b.py": COPY})
    assert program("baseline", "create", "--force")[0] == 0
    git(repo, "add", "-A")
    if "--since" in arguments:
        git(repo, "commit", "-qm", "sneaky")
    code, out, _ = program(*CHECK, *arguments)
    assert code == 1
    told = [line for line in out.splitlines() if "SSOT807" in line]
    assert len(told) == 1
    assert "jobs/b.py is new and claims to be from the creation of the baseline" in told[0]


def edited(repo: Path, **change: object) -> None:
    path = repo / "known.json"
    document = json.loads(path.read_text())
    document["entries"][0] |= change
    path.write_text(json.dumps(document))


def test_an_entry_that_holds_more_or_longer_needs_another_reason(program: Program, repo: Path) -> None:
    edited(repo, count=3)
    assert "went from 1 to 3 under its old reason" in program(*CHECK)[1]
    edited(repo, count=3, reason="two more until the move")
    assert "SSOT807" not in program(*CHECK)[1]
    edited(repo, count=1, reason="until the move", until="2030-01-01")
    git(repo, "commit", "-qam", "a term")
    edited(repo, until="2031-01-01")
    assert "held until 2030-01-01 and now holds until 2031-01-01, under its old reason" in program(*CHECK)[1]


def test_a_commit_makes_what_grew_the_state_to_compare_with(program: Program, repo: Path) -> None:
    """Also where everything else is taken over from the run before."""
    cached = tuple(item for item in CHECK if item != "--no-cache")
    edited(repo, count=3)
    assert "SSOT807" in program(*cached)[1]
    assert "SSOT807" in program(*cached)[1]
    git(repo, "commit", "-qam", "nobody looked")
    assert "SSOT807" not in program(*cached)[1]


def test_a_renamed_file_takes_its_entry_along(program: Program, repo: Path) -> None:
    git(repo, "mv", "jobs/a.py", "jobs/z.py")
    assert program("baseline", "update")[0] == 0
    assert '"jobs/z.py"' in (repo / "known.json").read_text()
    assert grown(program(*CHECK)[1]) == []


@pytest.mark.parametrize("entries", [1, 4])
def test_another_name_of_the_baseline_hides_no_growth(program: Program, repo: Path, entries: int) -> None:
    """Also where so much came in that git does not call it a rename: the registry of before said what it was called."""
    write(repo, {f"jobs/copy_{number}.py": COPY for number in range(entries)})
    git(repo, "mv", "known.json", "other.json")
    write(repo, {"SSOT_LOCK.yml": NAMED.replace("known.json", "other.json")})
    assert program("baseline", "create", "--force")[0] == 0
    git(repo, "add", "-A")
    assert len(grown(program(*CHECK)[1])) == entries
    assert len(grown(program(*CHECK, "--staged")[1])) == entries


def test_another_name_alone_is_no_growth(program: Program, repo: Path) -> None:
    git(repo, "mv", "known.json", "other.json")
    write(repo, {"SSOT_LOCK.yml": NAMED.replace("known.json", "other.json")})
    assert grown(program(*CHECK)[1]) == []
