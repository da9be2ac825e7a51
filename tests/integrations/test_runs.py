"""The commands of the shipped pipelines, run by a shell as their service runs them: the reports are there, and the result counts."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.integrations.shipped import ROOT, SHIPPED, branched, load, tool

STRICT = ("-eo", "pipefail")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    root = tmp_path / "a clone"
    branched(root)
    return root


def shell(root: Path, script: str, *flags: str, **given: str) -> subprocess.CompletedProcess[str]:
    """bash as a service starts it, with the program on PATH and nothing of this machine's settings."""
    programs = tool(root.parent / "bin").parent
    environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(root.parent), **given}
    return subprocess.run(
        ["bash", *flags, "-c", script], cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def told(path: Path) -> list[str]:
    """The files in which a SARIF or JSON report has new findings that fail."""
    report = json.loads(path.read_text(encoding="utf-8"))
    return [finding["location"]["path"] for finding in report["findings"] if finding["severity"] == "error"]


def filled(script: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        script = script.replace(name, value)
    return script


def test_gitlab_tells_what_the_merge_request_brings(clone: Path, tmp_path: Path) -> None:
    job = load(SHIPPED / "gitlab" / "ssot-check.gitlab-ci.yml")["ssot-check"]
    (script,) = job["script"]
    base = (clone / ".git" / "refs" / "remotes" / "origin" / "main").read_text().strip()
    done = shell(clone, script, *STRICT, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert done.returncode == 1, done.stderr
    assert told(clone / "ssot.json") == ["src/new.py"]
    named = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert all((clone / name).is_file() for name in named)
    assert [item["location"]["path"] for item in json.loads((clone / "gl-code-quality-report.json").read_text())] == ["src/new.py"]
    assert shell(clone, script, *STRICT).returncode == 1
    assert told(clone / "ssot.json") == ["src/new.py", "src/old.py"]


def test_azure_tells_what_the_pull_request_brings(clone: Path, tmp_path: Path) -> None:
    steps = load(SHIPPED / "azure" / "azure-pipelines.yml")["steps"]
    (script,) = [step["bash"] for step in steps if "check --format azure" in step.get("bash", "")]
    done = shell(clone, script, REPORTS=str(tmp_path / "reports"), SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main")
    assert done.returncode == 1, done.stderr
    assert re.findall(r"##vso\[task.logissue type=error;sourcepath=([^;]*)", done.stdout) == ["src/new.py"]
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["ssot-junit.xml", "ssot.html", "ssot.md"]
    assert {step.get("condition") for step in steps[steps.index(next(step for step in steps if step.get("bash") == script)) + 1 :]} == {
        "succeededOrFailed()"
    }


def test_jenkins_tells_what_the_pull_request_brings(clone: Path) -> None:
    install, check = re.findall(r"sh '''(.*?)'''", (SHIPPED / "jenkins" / "Jenkinsfile").read_text(), re.DOTALL)
    assert "pip install" in install
    tool(clone / ".ssot-check-venv" / "bin")
    done = shell(clone, check.replace("\\\\", "\\"), "-xe", CHANGE_TARGET="main")
    assert done.returncode == 1, done.stderr
    assert re.findall(r"src/\w+\.py:\d+:\d+: error|--> (src/\w+\.py)", done.stdout) == ["src/new.py"]
    assert all((clone / name).is_file() for name in ("ssot-junit.xml", "ssot.sarif", "ssot.html"))


def test_circleci_tells_what_a_branch_brings(clone: Path) -> None:
    config = load(SHIPPED / "circleci" / "config.yml")
    steps = [step["run"]["command"] for step in config["jobs"]["ssot-check"]["steps"] if "run" in step]
    script = filled(steps[1], {f"<< pipeline.parameters.{name} >>": item["default"] for name, item in config["parameters"].items()})
    done = shell(clone, script, *STRICT, CIRCLE_BRANCH="feature")
    assert done.returncode == 1, done.stderr
    assert told(clone / "ssot-check-reports" / "ssot.json") == ["src/new.py"]
    shell(clone, script, *STRICT, CIRCLE_BRANCH="main")
    assert told(clone / "ssot-check-reports" / "ssot.json") == ["src/new.py", "src/old.py"]


def github(clone: Path, tmp_path: Path, **given: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
    """The run of the action; its outputs."""
    files = {name: str(tmp_path / name.lower()) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for name in files.values():
        Path(name).write_text("")
    environment = {
        "SSOT_CHECK": str(tool(tmp_path / "venv")),
        "REPORTS": str(tmp_path / "r e p"),
        "SINCE": "auto",
        "ARGUMENTS": "",
        **given,
    }
    done = shell(clone, f"bash {ROOT}/integrations/github/check.sh", **files, **environment)
    lines = Path(files["GITHUB_OUTPUT"]).read_text().splitlines()
    return done, dict(line.split("=", 1) for line in lines)


def test_the_action_tells_what_the_pull_request_brings(clone: Path, tmp_path: Path) -> None:
    done, outputs = github(clone, tmp_path, GITHUB_BASE_REF="main")
    assert (done.returncode, outputs["exit-code"]) == (1, "1"), done.stderr
    assert re.findall(r"^::error file=([^,]*)", done.stdout, re.MULTILINE) == ["src/new.py"]
    assert told(Path(outputs["json"])) == ["src/new.py"]
    assert set(outputs) == {"exit-code", "json", "sarif", "markdown"}
    assert Path(outputs["markdown"]).read_text().startswith("<!-- ssot-check -->\n")
    assert "src/new.py" in (tmp_path / "github_step_summary").read_text()


def test_the_action_elsewhere_looks_at_everything(clone: Path, tmp_path: Path) -> None:
    done, outputs = github(clone, tmp_path, ARGUMENTS="--domain logging\n--statistics")
    assert told(Path(outputs["json"])) == ["src/new.py", "src/old.py"]
    assert done.returncode == 1


def test_the_action_hands_on_what_it_has_when_the_run_cannot_be_trusted(clone: Path, tmp_path: Path) -> None:
    done, outputs = github(clone, tmp_path, GITHUB_BASE_REF="no-such-branch")
    assert (done.returncode, outputs) == (2, {"exit-code": "2"})
    assert "no-such-branch" in done.stderr
    (clone / "SSOT_LOCK.yml").write_text("domains: [")
    done, outputs = github(clone, tmp_path)
    assert (done.returncode, outputs["exit-code"]) == (2, "2")
    assert "UNTRUSTED" in Path(outputs["markdown"]).read_text()


def test_the_steps_of_the_action_after_the_check_do_not_hide_its_result() -> None:
    steps = load(ROOT / "action.yml")["runs"]["steps"]
    names = [step.get("id") for step in steps]
    assert all(step["if"].startswith("always() && ") for step in steps[names.index("check") + 1 :])
    assert not any("continue-on-error" in step for step in steps)
    assert all("${{" not in step.get("run", "") for step in steps), "an expression in a script is code of whoever names a branch"
    assert all(re.search(r"@[0-9a-f]{40}$", step["uses"]) for step in steps if "uses" in step)
