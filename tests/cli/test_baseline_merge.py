"""Two branches change the baseline, and git merges them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from ssot_check.model.config import Config
from ssot_check.model.project import Project
from ssot_check.model.report import Report
from ssot_check.pipeline import check as pipeline
from tests.cli.doors import Program
from tests.pipeline.trees import COPY, INNOCENT, OWNER, REGISTRY
from tests.repositories import git, repository, write

FILE = ".ssot-baseline.json"
NAMED = REGISTRY.replace("domains:", f"enforcement: {{level: strict, baseline: {FILE}}}\ndomains:")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three copies of the owner in the baseline, which git merges by lines."""
    copies = {f"jobs/{name}.py": COPY for name in ("a", "m", "z")}
    root = repository(tmp_path / "repo", {"SSOT_LOCK.yml": NAMED, "app/log.py": OWNER, ".gitattributes": f"{FILE} merge=union\n", **copies})
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def program(repo: Path, capsys: pytest.CaptureFixture[str]) -> Program:
    """Exit code and standard output; only the copies count."""
    return Program(capsys, last=("--jobs", "1"))


def paths(repo: Path) -> list[str]:
    return [item["path"] for item in json.loads((repo / FILE).read_text(encoding="utf-8"))["entries"][:-1]]


def branch(repo: Path, program: Program, name: str, files: dict[str, str]) -> None:
    git(repo, "checkout", "-q", "-b", name, "main")
    write(repo, files)
    assert program("baseline", "update", "--reason", name)[0] == 0
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", name)


def test_branches_that_add_drop_and_move_merge_without_a_conflict(program: Program, repo: Path) -> None:
    assert program("baseline", "create")[0] == 0
    git(repo, "add", "-A")
    git(repo, "commit", "-q", "-m", "baseline")
    # Both also move the lines of a copy that is known.
    one, two = "# moved\n\n\n", f"\n\n{INNOCENT}"
    branch(repo, program, "one", {"jobs/b.py": COPY, "jobs/both.py": COPY, "jobs/m.py": INNOCENT, "jobs/a.py": one + COPY})
    branch(repo, program, "two", {"jobs/c.py": COPY, "jobs/both.py": COPY, "jobs/z.py": INNOCENT, "jobs/a.py": COPY + two})
    git(repo, "merge", "-q", "-m", "merged", "one")
    assert "jobs/both.py" in paths(repo)
    code, out, _ = program("check", "--format", "concise", "--select", "SSOT20")
    assert (code, "new 0" in out) == (0, True)
    assert program("baseline", "update")[0] == 0
    wanted = ["jobs/a.py", "jobs/b.py", "jobs/both.py", "jobs/c.py"]
    assert [path for path in paths(repo) if path.startswith("jobs/")] == wanted
    assert program("check", "--select", "SSOT20,SSOT8")[0] == 0


def test_of_two_updates_at_once_the_second_writes_nothing_and_says_so(
    program: Program, repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first one begins, and writes, while the second one looks at the repository."""
    assert program("baseline", "create")[0] == 0
    write(repo, {"jobs/new.py": COPY})
    examine, others = pipeline.examine, iter(["first"])

    def slowly(config: Config) -> tuple[Project, Report]:
        for reason in others:
            assert run(["baseline", "update", "--reason", reason, "--jobs", "1"]) == 0
        return examine(config)

    monkeypatch.setattr(pipeline, "examine", slowly)
    assert run(["baseline", "update", "--reason", "second", "--jobs", "1"]) == 2
    assert f"another run has written {FILE} since this one began" in capsys.readouterr().err
    entries = json.loads((repo / FILE).read_text(encoding="utf-8"))["entries"][:-1]
    assert {item["path"]: item["reason"] for item in entries}["jobs/new.py"] == "first"
    assert run(["baseline", "update", "--jobs", "1"]) == 0
