"""The entry that replaces a copied block."""

from __future__ import annotations

import pytest

from ssot_check.model.plugins import Use
from tests.languages.config_reading import language, read, unit

COMPOSE = "services:\n  web: {image: nginx, user: app, restart: always, init: true}\n"
WORKFLOW = (
    "on: {workflow_call: {}}\njobs:\n  build:\n    runs-on: x\n    steps: [{name: Build it, run: make all test, env: {A: 1, B: 2}}]\n"
)
DEPLOYMENT = "apiVersion: v1\nkind: Deployment\nmetadata: {name: api, labels: {app: api}}\nspec: {replicas: 1}\n"


@pytest.mark.parametrize(
    ("owner", "text", "name", "into", "spelled"),
    [
        ("docker-compose.yml", COMPOSE, "web", "services/a/compose.yml", "extends: {file: ../../docker-compose.yml, service: web}"),
        ("deploy/compose.yml", COMPOSE, "web", "deploy/other.yml", "extends: {file: compose.yml, service: web}"),
        ("compose.yml", COMPOSE, "web", "compose.yml", "extends: {service: web}"),
        (".github/workflows/ci.yml", WORKFLOW, "build", ".github/workflows/x.yml", "uses: ./.github/workflows/ci.yml"),
        (".github/workflows/ci.yml", WORKFLOW.replace("workflow_call", "push"), "build", ".github/workflows/x.yml", ""),
        (".github/workflows/ci.yml", WORKFLOW, "build.Build it", ".github/workflows/x.yml", ""),
        ("k8s/api.yml", DEPLOYMENT, "Deployment/api", "k8s/b.yml", ""),
        ("ci/base.gitlab-ci.yml", ".b:\n  image: x\n  script: [make all, make test]\n  tags: [a, b]\n", ".b", ".gitlab-ci.yml",
         "include: [{local: /ci/base.gitlab-ci.yml}] and extends: .b"),
    ],
)  # fmt: skip
def test_the_entry_that_replaces_a_copy(owner: str, text: str, name: str, into: str, spelled: str) -> None:
    spell_use = language(owner).spell_use
    assert spell_use is not None
    assert spell_use(Use(unit(read(owner, text), name), into, frozenset((owner, into)))) == spelled
