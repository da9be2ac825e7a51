"""Pipelines: jobs, steps, hooks, and the commands in their scripts."""

from __future__ import annotations

import pytest

from ssot_check.model.unit import Trait
from tests.languages.config_reading import read, references, unit

WORKFLOW = """\
on: {workflow_call: {}}
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/setup
      - name: Build it
        env: {CI: 1}
        run: |
          # a comment
          set -e
          docker build --pull \\
            --tag app . && docker push app
          sudo FOO=1 pip install -q tox
"""


def test_workflow_jobs_and_steps() -> None:
    file = read(".github/workflows/ci.yml", WORKFLOW)
    assert file.kind == "github-workflow"
    assert [item.qualified_name for item in file.units] == ["build", "build.Build it"]
    step = unit(file, "build.Build it")
    assert (step.location.line, step.location.end_line) == (8, 15)
    assert list(step.fingerprint.lines) == [9, 8, 12, 13, 14, 15]
    assert [item.name for item in file.definitions] == ["build"]


def test_what_only_uses_an_action_or_a_workflow_is_a_call() -> None:
    text = """\
on: push
jobs:
  images:
    name: Build images
    uses: ./.github/workflows/images.yml
    with: {push: true, force: true, version: nightly, registry: example, platform: linux}
  test:
    runs-on: ubuntu-24.04
    steps:
      - name: Keep
        uses: actions/cache@v4
        with: {path: store, key: lock-file, restore-keys: lock, save-always: true}
      - name: Build
        run: docker build --pull --tag app --file docker/Dockerfile .
"""
    file = read(".github/workflows/ci.yml", text)
    called = {item.qualified_name: Trait.DELEGATE in item.traits for item in file.units}
    assert called == {"images": True, "test": False, "test.Keep": True, "test.Build": False}


def test_workflow_references_name_programs_and_subcommands() -> None:
    assert references(read(".github/workflows/ci.yml", WORKFLOW)) == [
        ("file", ".github/actions/setup", 7),
        ("command", "docker build", 13),
        ("command", "docker push", 13),
        ("command", "pip install", 15),
    ]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("python3 -m pip install -e .", ["pip install"]),
        ("apt-get -y install curl", ["apt-get install"]),
        ("git -C dir commit -m 'a && b'", ["git commit"]),
        ("if docker info >/dev/null 2>&1; then make -j4 test; fi", ["docker info", "make test"]),
        ("X=$(kubectl get pods | grep -c api)", ["kubectl get", "grep"]),
        ("cat <<EOF > f\n  docker build .\n  EOF\n  helm upgrade x", ["cat", "helm upgrade"]),
        ("./scripts/deploy.sh prod", ["./scripts/deploy.sh"]),
        ("echo docker build", []),
        ("${{ matrix.cmd }} run", []),
    ],
)
def test_commands_of_a_script(line: str, names: list[str]) -> None:
    file = read(
        ".github/workflows/a.yml", "jobs:\n a:\n  steps:\n   - run: |\n" + "".join(f"      {x.strip()}\n" for x in line.split("\n"))
    )
    assert [item.name for item in file.references] == names


@pytest.mark.parametrize(
    ("step", "name"),
    [("name: N, id: i", "N"), ("id: i, uses: x/y@v1", "i"), ("uses: x/y@v1", "x/y@v1"), ("run: make all", "make all")],
)
def test_a_step_is_called_by_the_first_name_it_has(step: str, name: str) -> None:
    file = read("action.yml", f"runs:\n  using: composite\n  steps:\n    - {{{step}, with: {{aa: 1, bb: 2, cc: 3, dd: 4}}}}\n")
    assert [item.qualified_name for item in file.units] == [f"runs.{name}"]


def test_gitlab_jobs_includes_and_scripts() -> None:
    file = read(
        ".gitlab-ci.yml",
        """\
        include: [{local: /ci/base.yml}, {project: a/b, file: x.yml}, 'https://example.org/x.yml']
        stages: [build]
        before_script: [apt-get update]
        .hidden:
          image: python:3.12
          script:
            - pip install tox
            - tox -e py
        build:
          extends: .hidden
          needs: [b, a]
          tags: [x, y]
          script: "make all"
        """,
    )
    assert file.kind == "gitlab-ci"
    assert [item.name for item in file.definitions] == [".hidden", "build"]
    assert [item.name for item in file.units] == [".hidden", "build"]
    assert references(file) == [
        ("command", "apt-get update", 3),
        ("command", "pip install", 7),
        ("command", "tox", 8),
        ("command", "make all", 13),
        ("file", "ci/base.yml", 1),
    ]


def test_pre_commit_hooks() -> None:
    text = (
        "repos:\n  - repo: local\n    hooks:\n      - id: lint\n        name: l\n        entry: scripts/lint.sh --all\n"
        "        language: system\n        files: x\n"
    )
    file = read(".pre-commit-config.yaml", text)
    assert file.kind == "pre-commit"
    assert [item.qualified_name for item in file.units] == ["local", "local.lint"]
    assert references(file) == [("command", "scripts/lint.sh", 6), ("file", "scripts/lint.sh", 6)]
