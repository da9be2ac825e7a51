"""Blocks of the known kinds: what is a unit, what is equal to what, what a file refers to and defines."""

from __future__ import annotations

import pytest

from ssot_check.model.plugins import Use
from tests.languages.config_reading import language, read, references, unit

SHORT = """\
services:
  web:
    image: nginx:1.27
    ports: ["8080:80", "9090:90/udp"]
    environment: ["B=zwei", "A=1"]
    depends_on: [db, cache]
    env_file: .env
    command: nginx -g "daemon off"
    volumes: ["./site:/srv:ro", "logs:/var/log"]
    build: .
    networks: [front]
    healthcheck:
      test: curl -f http://localhost
    extra_hosts: ["db:10.0.0.1"]
"""
LONG = """\
services:
  web:
    networks: {front: {}}
    build: {context: .}
    volumes:
      - {type: volume, source: logs, target: /var/log}
      - {type: bind, source: ./site, target: /srv, read_only: true}
    command: ["nginx", "-g", '"daemon', 'off"']
    env_file: [{path: .env}]
    depends_on:
      cache: {condition: service_started}
      db: {}
    environment:
      A: "1"
      B: zwei
    ports:
      - {target: 90, published: "9090", protocol: udp}
      - {target: 80, published: 8080}
    image: nginx:1.27
    extra_hosts: {db: 10.0.0.1}
    healthcheck:
      test: [CMD-SHELL, curl -f http://localhost]
"""


def test_compose_short_and_long_forms_are_the_same_block() -> None:
    short, long = unit(read("compose.yml", SHORT), "web"), unit(read("docker-compose.yml", LONG), "web")
    assert short.fingerprint.words == long.fingerprint.words
    assert short.fingerprint.exact == long.fingerprint.exact


@pytest.mark.parametrize(
    ("old", "new"),
    [("nginx:1.27", "httpd:1.27"), ("8080:80", "8080:81"), ("/srv:ro", "/srv"), ("A=1", "C=1"), ("db, cache", "db"), ("zwei", "drei")],
)
def test_compose_blocks_that_differ_are_not_equal(old: str, new: str) -> None:
    one, other = unit(read("compose.yml", SHORT), "web"), unit(read("compose.yml", SHORT.replace(old, new)), "web")
    assert one.fingerprint.exact != other.fingerprint.exact


@pytest.mark.parametrize(
    ("old", "new", "same"), [("1.27", "1.28", True), ("8080", "8081", True), ("zwei", "drei", True), ("nginx", "httpd", False)]
)
def test_only_incidental_values_are_abstracted(old: str, new: str, same: bool) -> None:
    one, other = unit(read("compose.yml", SHORT), "web"), unit(read("compose.yml", SHORT.replace(old, new)), "web")
    assert (one.fingerprint.renamed == other.fingerprint.renamed) is same


def test_compose_merged_keys_belong_to_the_service_and_keep_real_lines() -> None:
    file = read(
        "compose.yml", "x-base: &base {restart: always, init: true}\nservices:\n  a:\n    <<: *base\n    image: redis\n    user: app\n"
    )
    found = unit(file, "a")
    assert found.fingerprint.words == ("image : redis", "init : true", "restart : always", "user : app")
    assert list(found.fingerprint.lines) == [5, 4, 4, 6]
    assert (found.location.line, found.location.end_line, found.signature.line) == (3, 6, 3)


def test_compose_names_and_references() -> None:
    file = read(
        "deploy/compose.yaml",
        """\
        include: [../common.yml, {path: more.yml}]
        services:
          a:
            build: {context: ../a, dockerfile: prod.Dockerfile}
            env_file: [.env, "${OTHER}"]
          b:
            build: https://example.org/repo.git
            extends: {file: base.yml, service: x}
        """,
    )
    assert file.kind == "compose"
    assert [item.name for item in file.definitions] == ["a", "b"]
    assert sorted(references(file)) == [
        ("file", "a/prod.Dockerfile", 4),
        ("file", "common.yml", 1),
        ("file", "deploy/.env", 5),
        ("file", "deploy/base.yml", 8),
        ("file", "deploy/more.yml", 1),
    ]


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


DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, labels: {app: api}}
spec:
  template:
    spec:
      containers:
        - name: api
          image: registry.example.org/api:1.2
          env: [{name: B, value: x}, {name: A, value: "1"}]
          ports: [{containerPort: 80}]
"""


def test_kubernetes_objects_and_containers() -> None:
    file = read(
        "k8s/api.yaml",
        DEPLOYMENT + "---\napiVersion: v1\nkind: Service\nmetadata: {name: api}\nspec: {ports: [{port: 80}], selector: {app: api}}\n",
    )
    assert file.kind == "kubernetes"
    assert [item.name for item in file.definitions] == ["Deployment/api", "Service/api"]
    assert [item.qualified_name for item in file.units] == ["Deployment/api", "Deployment/api.api"]


def test_kubernetes_order_of_variables_does_not_count_but_the_application_does() -> None:
    one = read("a.yaml", DEPLOYMENT).units[0].fingerprint
    reordered = DEPLOYMENT.replace("{name: B, value: x}, ", "").replace('value: "1"}]', 'value: "1"}, {value: x, name: B}]')
    assert read("a.yaml", reordered).units[0].fingerprint.exact == one.exact
    assert read("a.yaml", DEPLOYMENT.replace("api", "web")).units[0].fingerprint.renamed != one.renamed


def test_a_kubernetes_list_holds_objects() -> None:
    text = "apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: 1, b: 2, c: 3}}\n"
    assert [item.name for item in read("a.yaml", text).units] == ["ConfigMap/c"]


RULES = """\
groups:
  - name: api
    rules:
      - alert: Slow
        expr: rate(http_seconds_sum{job="api"}[5m]) > 0.5
        for: 10m
        labels: {severity: page}
"""


def test_alert_rules_compare_by_expression() -> None:
    file = read("alerts.yml", RULES)
    found = unit(file, "api.Slow")
    assert file.kind == "prometheus-rules"
    assert read("b.yml", RULES.replace('"api"', '"web"').replace("0.5", "0.9")).units[0].fingerprint.renamed == found.fingerprint.renamed
    assert read("b.yml", RULES.replace("http_seconds_sum", "grpc_seconds_sum")).units[0].fingerprint.renamed != found.fingerprint.renamed
    wrapped = "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: r}\nspec:\n" + "".join(
        f"  {x}\n" for x in RULES.splitlines()
    )
    assert unit(read("r.yaml", wrapped), "PrometheusRule/r.api.Slow").fingerprint.exact == found.fingerprint.exact


def test_ansible_tasks_short_and_long_arguments() -> None:
    file = read(
        "roles/web/tasks/main.yml",
        """\
        - name: Install
          copy: src=a.conf dest=/etc/a.conf mode=0644 owner=root
          notify: restart
        - name: Install
          notify: restart
          ansible.builtin.copy:
            dest: /etc/a.conf
            src: a.conf
            mode: 0644
            owner: root
        - include_tasks: more.yml
        - name: Group
          block:
            - shell: |
                systemctl restart web
                systemctl status web --no-pager
              args: {executable: /bin/bash, chdir: /srv, creates: x}
        """,
    )
    assert file.kind == "ansible"
    first, second = (item for item in file.units if item.name == "Install")
    assert first.fingerprint.exact == second.fingerprint.exact
    assert [item.qualified_name for item in file.units if item.scope] == ["Group.shell"]
    assert references(file) == [
        ("file", "roles/web/tasks/more.yml", 11),
        ("command", "systemctl restart", 15),
        ("command", "systemctl status", 16),
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


def test_unknown_files_have_their_big_mappings_and_every_value_counts() -> None:
    text = "small: {a: 1}\nbig: {a: 1, b: 2, c: 3, d: 4, e: x, f: {g: 5, h: 6, i: 7, j: 8, k: 9, l: y}}\n"
    file = read("config.yml", text)
    assert file.kind == ""
    assert [item.qualified_name for item in file.units] == ["big", "big.f"]
    assert read("other.yml", text.replace("9", "10")).units[1].fingerprint.renamed != file.units[1].fingerprint.renamed


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("stack.yml", "services: {a: {image: x}}\n", "compose"),
        ("compose.prod.yaml", "services: {a: {}}\n", "compose"),
        ("compose/settings.yml", "a: 1\n", ""),
        ("compose-notes.yml", "title: notes\n", ""),
        ("x/.github/workflows/a.yml", "on: push\njobs: {}\n", "github-workflow"),
        ("template.yml", "on: push\njobs: {a: {runs-on: x, steps: []}}\n", "github-workflow"),
        (".circleci/config.yml", "jobs: {}\n", "circleci"),
        ("azure-pipelines.yml", "steps: []\n", "azure-pipelines"),
        ("api.yaml", "openapi: 3.0.0\npaths: {}\n", "openapi"),
        ("site.yml", "- hosts: all\n  tasks: []\n", "ansible"),
        ("data.yml", "- name: a\n- name: b\n", ""),
        ("prometheus.yml", "scrape_configs: []\n", "prometheus"),
        ("package.json", "{}", "package-json"),
        ("tsconfig.build.json", "{}", "tsconfig"),
        ("d.json", '{"panels": [], "schemaVersion": 1}', "grafana-dashboard"),
        ("Cargo.toml", "", "cargo"),
    ],
)
def test_kinds(path: str, text: str, kind: str) -> None:
    assert read(path, text).kind == kind


def test_a_block_of_thousands_of_entries_is_data() -> None:
    assert read("a.yml", "big:\n" + "".join(f"  k{n}: {n}\n" for n in range(2001))).units == ()


@pytest.mark.parametrize(
    ("owner", "text", "name", "into", "spelled"),
    [
        ("docker-compose.yml", SHORT, "web", "services/a/compose.yml", "extends: {file: ../../docker-compose.yml, service: web}"),
        ("deploy/compose.yml", SHORT, "web", "deploy/other.yml", "extends: {file: compose.yml, service: web}"),
        ("compose.yml", SHORT, "web", "compose.yml", "extends: {service: web}"),
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
