"""Blocks of clusters, rules, playbooks and of files of no known kind; which kind a file is."""

from __future__ import annotations

import pytest

from tests.languages.config_reading import read, references, unit

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


@pytest.mark.parametrize(
    ("task", "about"),
    [
        ("template: {src: web.conf.j2, dest: '{{ conf }}/web.conf', mode: 0644}", ("web.conf.j2", "{{conf}}/web.conf")),
        ("ansible.builtin.template: src=web.conf.j2 dest=/etc/web.conf mode=0644", ("web.conf.j2", "/etc/web.conf")),
        ("ansible.posix.sysctl: {name: net.ipv4.ip_forward, value: '1', reload: true, state: present}", ("net.ipv4.ip_forward",)),
        ("file: {path: '{{ classes[item].folder }}', state: directory, owner: root}", ("{{classes.folder}}",)),
        ("assert: {that: [a is defined, b is defined], fail_msg: no a}", ("aisdefinedbisdefined",)),
        ("include_vars: '{{ item }}', with_first_found: [a.yml, b.yml, c.yml, d.yml, e.yml, f.yml]", ("roles/web/{{item}}",)),
        ("include_tasks: {file: each.yml, apply: {tags: [a, b, c, d, e, f]}}, loop: [1, 2, 3]", ("roles/web/each.yml",)),
        ("shell: 'make all install --directory /srv/{{ site }}', args: {executable: /bin/bash}", ("all", "install", "/srv/{{site}}")),
        ("shell: 'install {{ web_file }} {{ web }} web-main x_web'", ("{{file}}", "{{role}}", "main", "x_web")),
        ("community.docker.docker_login: {registry_url: '{{ r }}', username: u, password: p, reauthorize: true}", ("{{r}}",)),
        ("block: [{copy: {src: a, dest: b, mode: 0644}}, {unarchive: {src: c, dest: d}}]", ("a", "b", "c", "d")),
    ],
)
def test_a_task_says_what_its_module_is_to_work_on(task: str, about: tuple[str, ...]) -> None:
    file = read("roles/web/tasks/main.yml", f"- {{name: Do it, {task}, when: web_is_wanted and web_is_there}}\n")
    assert next(item for item in file.units if item.name == "Do it").bases == about


WAIT = """\
- name: Wait for it
  uri: {url: "{{ ingress_url }}/ready", user: "{{ ingress_user }}", status_code: 200, method: GET, timeout: 5, force_basic_auth: true}
  register: ingress_answer
  until: ingress_answer.status == 200 or ingress is absent
  retries: "{{ ingress_retries }}"
  delay: 2
  when: ingress_mode != 'cold'
- name: Say what it wrote
  shell: |
    journalctl --unit ingress-main --no-pager
    systemctl status ingress
"""


def test_the_name_of_its_role_is_no_part_of_what_a_task_says() -> None:
    mine = read("roles/ingress/tasks/wait.yml", WAIT)
    theirs = read("roles/kube-proxy/tasks/wait.yml", WAIT.replace("ingress", "kube_proxy"))
    assert [(item.name, item.fingerprint.renamed) for item in mine.units] == [
        (item.name, item.fingerprint.renamed) for item in theirs.units
    ]
    assert unit(mine, "wait").fingerprint.exact != unit(theirs, "wait").fingerprint.exact
    others = read("roles/kube-proxy/tasks/wait.yml", WAIT)
    assert unit(mine, "wait").fingerprint.renamed != unit(others, "wait").fingerprint.renamed


@pytest.mark.parametrize(
    ("path", "text", "whole"),
    [
        ("roles/web/tasks/wait.yml", WAIT, True),
        ("tasks/deploy/wait.yaml", WAIT, True),
        ("roles/web/handlers/wait.yml", WAIT, False),
        ("roles/web/tasks/wait.yml", WAIT[: WAIT.index("- name: Say")], False),
        (
            "roles/web/tasks/wait.yml",
            "".join(f"- name: Take {x}\n  copy: {{src: {x}, dest: /srv/{x}, mode: '0644', owner: root}}\n" for x in "abcd"),
            False,
        ),
    ],
    ids=["of a role", "of a playbook", "handlers", "one task", "calls alone"],
)
def test_a_file_of_tasks_that_do_work_is_a_block_too(path: str, text: str, whole: bool) -> None:
    assert ("wait" in [item.name for item in read(path, text).units]) is whole


def test_what_is_put_into_a_file_is_no_incidental_value() -> None:
    task = "- name: Change it\n  lineinfile: {path: /etc/hosts, regexp: '^one', line: 'one two', create: true, mode: '0644'}\n"
    back = task.replace("'^one'", "'^one two'").replace("'one two'", "one")
    mine, theirs = (read("roles/web/tasks/main.yml", text).units[0].fingerprint for text in (task, back))
    assert mine.renamed != theirs.renamed


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
        (".woodpecker.yml", "services: {a: {image: x}}\n", ""),
        (".woodpecker/test.yaml", "services: {a: {image: x}}\n", ""),
        (".drone.yml", "services: {a: {image: x}}\n", ""),
        ("build.yml", "steps: {t: {image: x}}\nservices: {a: {image: x}}\n", ""),
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


ANCHORED = """\
defaults: &defaults {image: web, user: app, policy: strict, timeout: 30, retries: 3, region: north, zone: a}
profiles:
  first:
    <<: *defaults
    members: [one, two]
  second: {image: web, user: app, policy: strict, timeout: 30, retries: 3, region: north, zone: a, members: *defaults}
  third: *defaults
"""


def test_what_an_anchor_says_is_one_block_and_no_more_where_it_is_referred_to() -> None:
    assert [item.qualified_name for item in read("tx.yaml", ANCHORED).units] == ["defaults", "profiles.second"]
    services = (
        "x-web: &web {image: web, user: app, init: true, restart: always, tty: true}\nservices:\n  one: &one\n    <<: *web\n  two: *one\n"
    )
    assert [item.name for item in read("compose.yml", services).units] == ["one"]


def test_a_block_of_thousands_of_entries_is_data() -> None:
    assert read("a.yml", "big:\n" + "".join(f"  k{n}: {n}\n" for n in range(2001))).units == ()


@pytest.mark.parametrize(
    ("image", "program"),
    [
        ("image: 'registry.example.org:5000/library/postgres:18-alpine'", ("db", "orders", "postgres")),
        ("image: redis@sha256:0a1b", ("db", "orders", "redis")),
        ("image: example/zabbix-server-mysql:7.0", ("db", "mysql", "orders", "server", "zabbix")),
        ("image: '${CACHE_IMAGE:-redis}:7'", ()),
        ("build: .", ()),
    ],
)
def test_a_service_is_about_the_program_of_its_image(image: str, program: tuple[str, ...]) -> None:
    text = f"services:\n  orders_db:\n    {image}\n    restart: always\n    user: me\n    tty: true\n    init: true\n"
    (unit,) = read("compose.yml", text).units
    assert unit.bases == program
