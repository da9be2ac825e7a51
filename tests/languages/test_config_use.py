"""The entry that replaces a copied block."""

from __future__ import annotations

import pytest

from ssot_check.model.plugins import Use
from tests.languages.config_reading import language, read, unit

COMPOSE = "services:\n  web: {image: nginx, user: app, restart: always, init: true}\n"
WORKFLOW = (
    "on: {workflow_call: {}}\njobs:\n  build:\n    runs-on: x\n    steps: [{name: Build it, run: make all test, env: {A: 1, B: 2}}]\n"
)
STAGE = "FROM python:3.12 AS wheels\nRUN pip wheel --no-deps -w /wheels .\nCOPY a b\n"
RECIPE = "release:\n\tgit tag v1 && git push --tags origin\n\tmake dist upload VERSION=1 TARGET=all\n"
CALLED = "uses: ./.github/workflows/build.yml (move `build` there, under `on: workflow_call`, and let .github/workflows/ci.yml call it too)"
USED = (
    "uses: ./.github/actions/build-it (move the step to .github/actions/build-it/action.yml, a composite action, and let "
    ".github/workflows/ci.yml use it too)"
)
TASK = "- name: Add it\n  copy: {src: a.conf, dest: /etc/a.conf, mode: 0644, owner: root}\n"
PLAY = "- name: Web\n  hosts: web\n  become: true\n  roles: [{role: base, tags: all}, {role: web, tags: web}]\n"
DEPLOYMENT = "apiVersion: v1\nkind: Deployment\nmetadata: {name: api, labels: {app: api}}\nspec: {replicas: 1}\n"


@pytest.mark.parametrize(
    ("owner", "text", "name", "into", "spelled"),
    [
        ("docker-compose.yml", COMPOSE, "web", "services/a/compose.yml", "extends: {file: ../../docker-compose.yml, service: web}"),
        ("deploy/compose.yml", COMPOSE, "web", "deploy/other.yml", "extends: {file: compose.yml, service: web}"),
        ("compose.yml", COMPOSE, "web", "compose.yml", "extends: {service: web}"),
        (".github/workflows/ci.yml", WORKFLOW, "build", ".github/workflows/x.yml", "uses: ./.github/workflows/ci.yml"),
        (".github/workflows/ci.yml", WORKFLOW.replace("workflow_call", "push"), "build", ".github/workflows/x.yml",
         "uses: ./.github/workflows/ci.yml (and give .github/workflows/ci.yml the trigger `workflow_call` under `on:`)"),
        (".github/workflows/ci.yml", WORKFLOW.replace("workflow_call", "push") + "  other: {runs-on: x, steps: [{run: a}]}\n", "build",
         ".github/workflows/x.yml", CALLED),
        (".github/workflows/ci.yml", WORKFLOW, "build.Build it", ".github/workflows/x.yml",
         USED),
        ("docker/base.Dockerfile", STAGE, "wheels", "app/Dockerfile", ""),
        ("make/release.mk", RECIPE, "release", "app/Makefile", "include ../make/release.mk"),
        ("Makefile", RECIPE, "release", "app/Makefile",
         "include ../release.mk (move `release` to release.mk and include it in Makefile too)"),
        ("config/base.env", "".join(f"NAME_{letter}=value{letter}\n" for letter in "ABCDEFG"), "base.env", "app/.env",
         ("load both files, that one first (as `docker compose --env-file config/base.env --env-file app/.env` does), and keep here only "
             "what differs")),
        ("tsconfig.base.json", '{"compilerOptions": {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}}', "compilerOptions",
         "app/tsconfig.json", '"extends": "../tsconfig.base.json"'),
        ("ruff.toml", "[lint.isort]\n" + "".join(f'{letter}-option = "value"\n' for letter in "abcdefg"), "lint", "app/ruff.toml",
         'extend = "../ruff.toml"'),
        ("rules/a.yml", "groups: [{name: g, rules: [{alert: Down, expr: up == 0 and on(job) x, for: 5m, labels: {severity: page}}]}]\n",
         "g.Down", "rules/b.yml", "rule_files: [rules/a.yml] in the server's configuration"),
        ("k8s/base/api.yml", DEPLOYMENT, "Deployment/api", "k8s/shop/api.yml",
         ""),
        ("k8s/api.yml", DEPLOYMENT, "Deployment/api", "k8s/b.yml", ""),
        ("roles/net/calico/tasks/pre.yml", TASK, "Add it", "roles/helm/tasks/main.yml",
         ("include_role: {name: net/calico, tasks_from: add-it} (move the task to roles/net/calico/tasks/add-it.yml, and let "
         "roles/net/calico/tasks/pre.yml include it too)")),
        ("roles/web/handlers/main.yml", TASK, "Add it", "roles/web/tasks/main.yml",
         "include_tasks: add-it.yml (move the task to roles/web/tasks/add-it.yml, and let roles/web/handlers/main.yml include it too)"),
        ("tasks/main.yml", TASK, "Add it", "playbooks/tasks/a.yml",
         "include_tasks: ../../tasks/add-it.yml (move the task to tasks/add-it.yml, and let tasks/main.yml include it too)"),
        ("site.yml", PLAY, "Web", "extra/site.yml",
         "import_playbook: ../web.yml (move the play to web.yml, and let site.yml import it too)"),
        ("ci/base.gitlab-ci.yml", ".b:\n  image: x\n  script: [make all, make test]\n  tags: [a, b]\n", ".b", ".gitlab-ci.yml",
         "include: [{local: /ci/base.gitlab-ci.yml}] and extends: .b"),
    ],
)  # fmt: skip
def test_the_entry_that_replaces_a_copy(owner: str, text: str, name: str, into: str, spelled: str) -> None:
    spell_use = language(owner).spell_use
    assert spell_use is not None
    assert spell_use(Use(unit(read(owner, text), name), into, frozenset((owner, into)))) == spelled


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("k8s/base/kustomization.yaml", "and all else that it lists comes along"),
        ("k8s/shop/kustomization.yml", "which needs a kustomization.yaml that lists k8s/base/api.yml"),
    ],
)
def test_an_overlay_takes_what_a_kustomization_lists(listed: str, said: str) -> None:
    spell_use = language("k8s/base/api.yml").spell_use
    assert spell_use is not None
    use = Use(unit(read("k8s/base/api.yml", DEPLOYMENT), "Deployment/api"), "k8s/shop/api.yml", frozenset((listed,)))
    assert spell_use(use) == f"resources: [../base] in k8s/shop/kustomization.yaml, with what differs as a patch ({said})"
