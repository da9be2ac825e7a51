"""What help says of the differences between an owned block and its copy."""

from __future__ import annotations

import pytest

from ssot_check.languages.support.config.scalars import meant
from ssot_check.model.dataclass import replace
from ssot_check.model.plugins import Use
from tests.languages.config_reading import language, read, unit

RULES = """\
- when: crio_firewall | bool and not crio_firewalld | bool
  block:
    - name: Allow the ports
      iptables:
        chain: INPUT
        destination_port: "{{ item.port }}"
        jump: ACCEPT
      with_items: "{{ crio_ports }}"
"""
OWN_RULES = RULES.replace("crio_", "cockpit_")
OWN_FILE = "roles/runtime/tasks/crio-rules-2.yml"
LOGIN = """\
- name: Log in to the registry
  docker_login:
    registry: "{{ registry_host }}"
    username: "{{ registry_user }}"
    password: "{{ registry_password }}"
  when:
    - registry_user is defined
  register: node_login
  retries: 3
  until: node_login is succeeded
"""
MASTER = LOGIN.replace("node_login", "master_login").replace("retries: 3", "retries: 5").replace("registry_user", "master_user")
WEB = "services:\n  web:\n    image: nginx\n    user: app\n    restart: always\n    init: true\n    environment:\n      - MODE=plain\n"
OTHER_WEB = WEB.replace("image: nginx", "image: caddy").replace("    init: true\n", "    tty: true\n")
JOB = """\
on: {push: {}}
jobs:
  build:
    runs-on: ubuntu
    steps:
      - run: make all
      - {name: Check it, run: make check style, env: {A: 1, B: 2}}
      - run: make test
  lint:
    runs-on: ubuntu
    steps: [{run: make lint}]
"""
OTHER_JOB = JOB.replace("make all", "make all VERBOSE=1").replace("      - run: make test\n", "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("'80:80'", '"80:80"', True),
        ("'80:80'", "80:80", True),
        ("test: ['CMD-SHELL', 'pg_isready -U $$U']", 'test: ["CMD-SHELL",  "pg_isready -U $$U"]', True),
        ("image: 'nginx:1.27'", "image: nginx:1.27", True),
        ("version: '3'", "version: 3", False),
        ("speed: '1e3'", "speed: 1e3", False),
        ("init: 'true'", "init: true", False),
        ("init: yes", "init: true", False),
        ("ports: ['80', '81']", "ports: [80, 81]", False),
        ("image: *image", "image: '*image'", False),
        ("image: &here nginx", "image: nginx", False),
        ("msg: '{{ port }}'", "msg: {{ port }}", False),
        ('echo "$HOME"/bin', "echo '$HOME'/bin", False),
        ('command: "unclosed', "command: unclosed", False),
    ],
)
def test_lines_are_alike_where_their_values_are(one: str, other: str, same: bool) -> None:
    assert (meant(one) == meant(other)) is same


def spelled(owner: str, mine: str, name: str, into: str, theirs: str, *others: str) -> str:
    spell_use = language(owner).spell_use
    assert spell_use is not None
    return spell_use(
        Use(
            unit(read(owner, mine), name),
            into,
            frozenset((owner, into, *others)),
            text=theirs,
            owner_text=mine,
            copy=unit(read(into, theirs), name),
        )
    )


@pytest.mark.parametrize(
    ("before", "task", "moved"),
    [
        ("", "crio_rules", ""),
        (LOGIN, "crio-rules-2", f" (move the task at line 11 to {OWN_FILE}, and let roles/runtime/tasks/crio_rules.yml include it too)"),
    ],
    ids=["the only task of its file", "one of two"],
)
def test_a_task_gets_the_variables_of_the_copy_under_the_owners_names(before: str, task: str, moved: str) -> None:
    said = spelled("roles/runtime/tasks/crio_rules.yml", before + RULES, "block", "roles/cockpit/tasks/firewall.yml", OWN_RULES)
    handed = ", ".join(f'crio_{name}: "{{{{ cockpit_{name} }}}}"' for name in ("firewall", "firewalld", "ports"))
    assert said == f"include_role: {{name: runtime, tasks_from: {task}}} with vars: {{{handed}}}{moved}"


PROBE = """\
- name: Wait for an answer
  shell: curl --user {{ web_user }} {{ web_protocol }}://localhost:{{ web_port }}/{{ web_path }}
  register: answer
  retries: "{{ web_retries }}"
- name: Say that there was none
  shell: journalctl --unit {{ web_service }} > /tmp/log
  when: answer is failed and {{ web }} is defined
"""


@pytest.mark.parametrize(
    ("into", "expected"),
    [
        (
            "roles/batch/tasks/probe.yml",
            'with vars: {web_X: "{{ batch_X }}", web: "{{ batch }}"}, where X is each of user, protocol, port, path, retries, service',
        ),
        ("roles/batch/handlers/probe.yml", "include_tasks: ../../web/tasks/probe.yml with"),
        ("tasks/probe.yml", "include_role: {name: web, tasks_from: probe} with vars:"),
    ],
    ids=["of another role", "of a handler", "of a playbook"],
)
def test_a_file_of_tasks_is_taken_as_it_is(into: str, expected: str) -> None:
    copy = read("tasks/probe.yml", PROBE.replace("web", "batch"))
    use = Use(
        unit(read("roles/web/tasks/probe.yml", PROBE), "probe"), into, frozenset(), text=PROBE.replace("web", "batch"), owner_text=PROBE
    )
    spell_use = language(into).spell_use
    assert spell_use is not None
    assert expected in spell_use(replace(use, copy=unit(copy, "probe")))


LOOPED = """\
- name: Register the cluster
  uri: {url: "{{ registry }}", method: POST, status_code: 204, body: "{{ THIS }}", force_basic_auth: true, user: "{{ login }}"}
  run_once: true
"""


@pytest.mark.parametrize(
    ("theirs", "handed"),
    [
        (LOOPED.replace("THIS", "clusters"), '{own_id: "{{ clusters }}"}'),
        (LOOPED.replace("THIS", "item") + "  loop: [a, b]\n", ""),
        (LOOPED.replace("THIS", "one") + "  loop: [a, b]\n  loop_control: {loop_var: one}\n", ""),
        (LOOPED.replace("THIS", "item"), '{own_id: "{{ item }}"}'),
    ],
    ids=["a variable", "of a loop", "of a loop with a name", "handed in"],
)
def test_what_a_loop_has_in_turn_is_handed_to_nobody(theirs: str, handed: str) -> None:
    said = spelled("roles/broker/tasks/in.yml", LOOPED.replace("THIS", "own_id"), "Register the cluster", "roles/sql/tasks/in.yml", theirs)
    assert said.partition(";")[0] == f"include_role: {{name: broker, tasks_from: in}}{f' with vars: {handed}' if handed else ''}"


def test_results_are_read_under_the_owners_name_and_other_lines_are_named() -> None:
    assert spelled("roles/node/tasks/login.yml", LOGIN, "Log in to the registry", "roles/master/tasks/main.yml", MASTER) == (
        'include_role: {name: node, tasks_from: login} with vars: {registry_user: "{{ master_user }}"}, and read `node_login` for '
        "`master_login`; what differs (line 9 here, line 9 there) becomes a variable of it, or a task of its own"
    )


def test_a_handler_includes_a_file_for_it_cannot_include_a_role() -> None:
    said = spelled("roles/node/tasks/login.yml", LOGIN, "Log in to the registry", "roles/master/handlers/main.yml", LOGIN)
    assert said == "include_tasks: ../../node/tasks/login.yml"


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (WEB + "    tty: true\n", "extends: {file: ../compose.yml, service: web}, and keep below it only what differs: line 9"),
        (
            OTHER_WEB,
            (
                "extends: {file: ../compose-base.yml, service: web} (move what is equal to a service `web` of a new compose-base.yml, and "
                "let `web` of compose.yml extend it too), and keep below it only what differs: lines 3 and 6"
            ),
        ),
        (
            'version: "3.8"\n' + WEB + "    tty: true\n",
            (
                "extends: {file: ../compose.yml, service: web}, and keep below it only what differs: line 10; with `version: 3` that "
                "needs Docker Compose 2, and `docker stack deploy` does not know it"
            ),
        ),
    ],
    ids=["a longer one", "a twin", "of version 3"],
)
def test_of_a_service_what_differs_is_kept_and_nothing_comes_along(theirs: str, expected: str) -> None:
    assert spelled("compose.yml", WEB, "web", "dev/compose.yml", theirs) == expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [(("compose-base.yml",), "compose-base-shared.yml"), (("compose-base.yml", "compose-base-shared.yml"), "compose-base-2.yml")],
    ids=["one", "two"],
)
def test_what_is_called_a_new_file_is_none_that_there_is(others: tuple[str, ...], expected: str) -> None:
    said = spelled("compose.yml", WEB, "web", "dev/compose.yml", OTHER_WEB, *others)
    assert said.startswith(f"extends: {{file: ../{expected}, service: web}} (move what is equal to a service `web` of a new {expected}, ")


def test_a_called_workflow_gets_a_name_of_its_own() -> None:
    there = ".github/workflows/build.yml"
    said = spelled(".github/workflows/ci.yml", JOB, "build", there, OTHER_JOB)
    assert said.startswith("uses: ./.github/workflows/build-shared.yml (move `build` there,")


MOUNTED = (
    WEB
    + """\
    volumes:
      - ./data:/data
      - data:/cache
      - ${MORE:-./more}:/more
    command: ./serve --all
"""
)


@pytest.mark.parametrize(
    ("into", "expected"),
    [
        ("compose.dev.yml", "line 14"),
        ("dev/compose.yml", "lines 10, 12 and 14 (a path that begins with `.` is found from the folder of the file that says it)"),
    ],
)
def test_paths_beside_the_file_are_kept_in_another_folder(into: str, expected: str) -> None:
    said = spelled("compose.yml", MOUNTED, "web", into, MOUNTED + "    tty: true\n")
    assert said.endswith(f", and keep below it only what differs: {expected}")


def test_another_layout_of_a_list_is_no_difference() -> None:
    checked = WEB + '    healthcheck:\n      test: ["CMD-SHELL", "curl -f http://shop/live"]\n      retries: 5\n'
    rows = ('"CMD-SHELL",', '"curl -f http://shop/live",')
    laid_out = WEB + f"    healthcheck:\n      test:\n        [\n          {rows[0]}\n          {rows[1]}\n        ]\n      retries: 7\n"
    said = spelled("compose.yml", checked, "web", "compose.dev.yml", laid_out)
    assert said.endswith(", and keep below it only what differs: line 15")
    assert "differs" not in spelled("compose.yml", checked, "web", "compose.dev.yml", laid_out.replace("7", "5"))


def test_of_a_list_of_tables_the_order_is_no_difference() -> None:
    rows = ["      - {name: one, port: 1}\n", "      - {name: two, port: 2}\n"]
    one, two = (WEB + "    extra_hosts:\n" + "".join(found) for found in (rows, rows[::-1]))
    assert "differs" not in spelled("compose.yml", one, "web", "compose.dev.yml", two)


TIED = WEB.replace("    init: true\n", "    init: true\n    depends_on:\n      - store\n")


@pytest.mark.parametrize(
    ("version", "web", "expected"),
    [("2.4", TIED, True), ("2.4", WEB, False), ("3.8", TIED, False)],
    ids=["tied", "not tied", "of version 3"],
)
def test_what_docker_compose_1_extends_is_tied_to_no_other_service(version: str, web: str, expected: bool) -> None:
    head = f'version: "{version}"\n'
    said = spelled("compose.yml", head + web, "web", "dev/compose.yml", head + web + "    tty: true\n")
    assert ("Docker Compose 1 extends no service that has `depends_on`: keep that in each file" in said) is expected


ENV = "x-env: &env\n  MODE: plain\n"
ANCHORED = ENV + WEB.partition("      - MODE")[0] + "      <<: *env\n"
THIRD = (
    "extends: {file: ../compose-base.yml, service: web} (move what is equal, but no line with `*env`, which a new file does not know, to a "
    "service `web` of a new compose-base.yml, and let `web` of compose.yml extend it too), and keep below it only what differs: "
)


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        (ANCHORED, "extends: {file: ../compose.yml, service: web}"),
        (
            ANCHORED.replace("plain", "full"),
            (
                "extends: {file: ../compose.yml, service: web}, and keep below it only what differs: line 10 (`*env` holds other values in "
                "each file)"
            ),
        ),
        (ANCHORED.replace("MODE: plain", "PORT: 80"), f"{THIRD}line 10 (`*env` holds other values in each file)"),
        (ANCHORED.replace("  MODE", "  <<: *more\n  MODE").replace("x-env", "x-more: &more\n  A: 1\nx-env"),
         ("extends: {file: ../compose.yml, service: web}, and keep below it only what differs: line 13 (`*env` holds other values in each "
         "file)")),
        (ANCHORED.replace("init: true", "tty: true"), f"{THIRD}lines 8 and 10"),
        (ANCHORED.replace("*env", "*gone"), f"{THIRD}line 10"),
    ],
    ids=["equal", "other values", "other settings", "more settings", "a twin", "no anchor"],
)  # fmt: skip
def test_what_an_anchor_outside_of_a_service_holds_counts(theirs: str, expected: str) -> None:
    assert spelled("compose.yml", ANCHORED, "web", "dev/compose.yml", theirs) == expected


def test_of_a_job_what_differs_becomes_an_input() -> None:
    assert spelled(".github/workflows/ci.yml", JOB, "build", ".github/workflows/nightly.yml", OTHER_JOB).endswith(
        "; what differs (line 6 here, lines 6 and 8 there) becomes an input of it, or a job of its own"
    )


LENDING = """\
services:
  web:
    image: web
    depends_on: &later {db: {condition: service_healthy}}
    environment: &web {A: 1, B: 2, C: 3, D: 4}
    command: serve --port 80
  worker:
    depends_on: *later
"""


def test_anchors_that_others_use_stay_in_their_file() -> None:
    mine = LENDING.replace("    command", "    init: true\n    command")
    said = spelled("compose.yml", mine, "web", "more/compose.yml", LENDING)
    assert "(move what is equal, but not what stands at `&later`, which others there use, to a service `web` of a new" in said
    assert said.endswith("; what stands at `&later` stays, others here use it")


def test_an_anchor_that_one_side_defines_is_unknown_to_the_other() -> None:
    own = LENDING.replace("&later {db: {condition: service_healthy}}", "*later").replace(
        "services:", "x-later: &later\n  db: {condition: service_healthy}\nservices:"
    )
    said = spelled("compose.yml", own.replace("    command", "    init: true\n    command"), "web", "more/compose.yml", LENDING)
    assert "but no line with `*later`, which a new file does not know," in said


PIPELINE = "build:\n  image: x\n  script: [make all, make test]\n  tags: [a, b]\n"


def test_an_included_pipeline_brings_all_its_jobs_along() -> None:
    assert spelled(".gitlab-ci.yml", PIPELINE, "build", "ci/nightly.gitlab-ci.yml", PIPELINE).startswith(
        "include: [{local: /build.gitlab-ci.yml}] and extends: .build (move what is equal to a hidden job `.build` of a new "
    )


PLAY = """\
- name: Destroy
  hosts: localhost
  connection: local
  tasks:
    - name: Destroy the machines
      vagrant: {name: "{{ item.name }}", box: "{{ item.box }}", state: destroy, force: "{{ item.force }}"}
      register: server
    - name: Write the state
      copy: {content: "{{ state | to_yaml }}", dest: "{{ state_file }}", mode: "0644", owner: root}
      when: server.changed | bool
"""


def test_the_only_play_of_a_file_is_taken_as_it_is() -> None:
    assert spelled("vms/destroy.yml", PLAY, "Destroy", "clouds/destroy.yml", PLAY) == "import_playbook: ../vms/destroy.yml"


def test_a_field_of_a_result_is_handed_over_with_the_result() -> None:
    copy = PLAY.replace("server", "started")
    said = spelled("vms/destroy.yml", PLAY, "Destroy.Write the state", "clouds/destroy.yml", copy)
    assert 'with vars: {server: "{{ started }}"} (move the task to' in said


SECRET = """\
- name: Take the certificate into the store
  command: keytool -import -file {{ cert_path }}
  notify: "{{ restart_handler }}"
  no_log: "{{ is_masked }}"
"""
OTHER_SECRET = """\
- name: Take the certificate into the store
  command: keytool -import -file {{ chain_path }}
  environment: {PASSWORD: "{{ store_password }}"}
  no_log: "{{ is_masked }}"
"""


def test_a_variable_of_a_line_that_differs_is_handed_to_nobody() -> None:
    said = spelled("roles/common/tasks/store.yml", SECRET, "Take the certificate into the store", "roles/tls/tasks/main.yml", OTHER_SECRET)
    assert 'with vars: {cert_path: "{{ chain_path }}"}' in said
    assert "store_password" not in said
