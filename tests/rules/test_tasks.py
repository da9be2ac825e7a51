"""Tasks of Ansible: one for another file or package stands on the same frame and is no copy, however much of it is equal."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import HINT
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = 'schema_version: 2\ndomains:\n  web:\n    paths: ["roles/web/**"]\n'
TASK = """\
- name: Fetch the release of the agent
  ansible.builtin.get_url:
    url: "{{ release_server }}/agent/{{ agent_version }}/agent-linux-{{ architecture }}.tar.gz"
    dest: "{{ download_folder }}/agent.tar.gz"
    checksum: "{{ agent_checksums[architecture][agent_version] }}"
    timeout: "{{ download_timeout }}"
    mode: "0644"
  register: fetched_release
  until: fetched_release is succeeded
  retries: "{{ download_retries }}"
  environment: "{{ proxy_environment }}"
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TASK, True),
        (TASK.replace("  retries", "  delay: 5\n  retries").replace("0644", "0600"), True),
        (TASK.replace("{{ download_folder }}/agent", "/srv/agent"), True),
        (TASK.replace("/agent", "/proxy"), False),
        (TASK.replace("agent", "proxy"), False),
    ],
    ids=["the same", "edited", "to another place", "another file", "all of another"],
)
def test_a_task_for_another_file_is_at_most_a_hint(text: str, told: bool, tmp_path: Path) -> None:
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "roles/web/tasks/main.yml": TASK, "roles/batch/tasks/main.yml": text})
    _, report = checked(Config(root=root, select=("SSOT210",)))
    assert any(item.confidence != HINT for item in report.findings) is told


ITERATION = """\
- name: Go through the parts of each service
  vars:
    service: "{{ outer.value }}"
  include_tasks: each.yml
  loop: "{{ project_services | chosen_for_this_host | dict2items }}"
  loop_control:
    loop_var: outer
  when: service.parts | length > 1
"""
LABEL = """\
- name: Put the label on again
  command: restorecon -R {folder}
  when:
    - ansible_os_family == "RedHat"
    - ansible_selinux is defined
    - ansible_selinux.status != "disabled"
"""
LOGIN = """\
- name: Log in to the registry of the platform
  community.docker.docker_login:
    registry: "{{ platform_registry }}"
    username: "{{ platform_user }}"
    password: "{{ platform_password }}"
    reauthorize: true
  become: true
  when: platform_password is truthy
"""
OTHER_LOGIN = LOGIN.replace("{{ platform_registry }}", "https://images.example.org").replace("platform_user", "robot")
OTHER_LOGIN = OTHER_LOGIN.replace("platform_password is truthy", "signed | bool").replace("platform_password", "token_of_robot")
LIMIT = """\
- name: Limit how many are done at once
  set_fact:
    at_once: "{{{{ ((concurrency | int) > ({of} | length)) | ternary({of} | length, concurrency | int) }}}}"
"""


@pytest.mark.parametrize(
    ("owned", "text", "told"),
    [
        (ITERATION, ITERATION, False),
        (ITERATION, ITERATION.replace("each.yml", "{{ playbook_dir }}/shared/each.yml"), False),
        (ITERATION.replace("each.yml", "/srv/each.yml"), ITERATION.replace("each.yml", "/srv/each.yml"), True),
        (LABEL.format(folder="/srv"), LABEL.format(folder="/srv"), True),
        (LABEL.format(folder="/srv"), LABEL.format(folder="/var/lib/web"), False),
        (LOGIN, LOGIN.replace("reauthorize", "force"), True),
        (LOGIN, OTHER_LOGIN, False),
        (LIMIT.format(of="web.hosts"), LIMIT.format(of="batch.all_hosts_of_it"), False),
    ],
    ids=[
        "of each role", "of another folder", "of one folder", "the same command", "another folder", "the same call", "other arguments",
        "one entry",
    ],
)
def test_a_task_that_only_calls_says_what_it_calls(owned: str, text: str, told: bool, tmp_path: Path) -> None:
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "roles/web/tasks/main.yml": owned, "roles/batch/tasks/main.yml": text})
    _, report = checked(Config(root=root, select=("SSOT210",)))
    assert any(item.confidence != HINT for item in report.findings) is told


def test_what_a_role_says_of_itself_and_its_scenarios_are_no_utility_of_its_owner(tmp_path: Path) -> None:
    described = "galaxy_info:\n  author: Somebody\n  company: Example\n  license: MIT\n  min_ansible_version: '2.9'\n  platforms: [a, b]\n"
    scenario = "- hosts: all\n  tasks:\n" + "".join(f"    {line}\n" for line in LABEL.format(folder="/srv").splitlines())
    files = {
        f"roles/{name}/{path}": text
        for name, task in (("web", TASK), ("batch", LABEL.format(folder="/srv")))
        for path, text in (("meta/main.yml", described), ("molecule/default/prepare.yml", scenario), ("tasks/main.yml", task))
    }
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, **files}), select=("SSOT210",)))
    assert report.findings == ()


PLAY = """\
- name: Set up the repositories of all hosts
  hosts: "{{ repository_hosts | default('all') }}"
  gather_facts: false
  tasks:
    - name: Subscribe the hosts
      import_role: {name: subscribe}
      when:
        - ansible_distribution == "RedHat"
        - (subscriber is defined and subscriber_secret is defined) or (activation_key is defined and organisation is defined)
    - name: Add the repositories
      import_role: {name: repositories}
"""
OWN_PLAY = """\
- name: Prepare the new nodes
  hosts: new_nodes
  become: true
  tasks:
    - name: Subscribe the new nodes
      import_role: {name: subscribe}
      when:
        - ansible_distribution == "RedHat"
        - (subscriber is defined and subscriber_secret is defined) or (activation_key is defined and organisation is defined)
    - name: Add repositories to them
      import_role: {name: repositories}
      when: ansible_distribution == "RedHat"
"""
WORKING = PLAY.replace("import_role: {name: repositories}", "yum_repository: {name: platform, baseurl: https://rpm.example.org/platform, gpgcheck: true}")


@pytest.mark.parametrize(
    ("owned", "text", "told"),
    [(PLAY, OWN_PLAY, False), (PLAY, PLAY, True), (WORKING, WORKING.replace("gather_facts: false", "gather_facts: true"), True)],
    ids=["the same roles", "the same play", "work of its own"],
)
def test_a_play_that_only_takes_roles_is_no_copy_of_another_one(owned: str, text: str, told: bool, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  plays:\n    paths: [playbooks/init.yml]\n"
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, "playbooks/init.yml": owned, "playbooks/scale.yml": text})
    _, report = checked(Config(root=root, select=("SSOT210",)))
    assert any(item.confidence != HINT for item in report.findings) is told


HEALTH = """\
- name: Wait for an answer
  uri:
    url: "{{ web_protocol }}://{{ inventory_hostname }}:{{ web_port }}/PATH"
    status_code: 200
    validate_certs: false
    url_username: "{{ web_health_user }}"
    url_password: "{{ web_health_password }}"
    force_basic_auth: true
  register: answer
  until: answer.status == 200
  retries: "{{ web_health_retries }}"
  delay: "{{ web_health_delay }}"
  when: web_mode != 'cold'
  ignore_errors: true
- name: Say what it wrote
  shell: journalctl --unit {{ web_service }} --no-pager --since "{{ web_started }}" > {{ log_folder }}/health.log
  args: {executable: /bin/bash, creates: "{{ log_folder }}/health.log"}
  when: answer is failed
"""
SHORT = """\
- name: Write the configuration
  template: {src: main.conf.j2, dest: "{{ web_file }}", owner: "{{ web_user }}", group: "{{ web_group }}", mode: "0640"}
- name: Start it
  systemd: {name: "{{ web_service }}", state: started, enabled: true, daemon_reload: true}
"""


@pytest.mark.parametrize(
    ("owned", "path", "text", "told"),
    [
        (HEALTH, "batch/tasks/health.yml", HEALTH.replace("web_", "batch_"), ["health"]),
        (HEALTH, "batch/tasks/health.yml", HEALTH.replace("web_", "batch_").replace("PATH", "info"), ["health"]),
        (SHORT, "batch/tasks/health.yml", SHORT.replace("web_", "batch_"), []),
        (HEALTH, "batch/tasks/ready.yml", HEALTH.replace("web_", "batch_"), ["Wait for an answer", "Say what it wrote"]),
    ],
    ids=["the name of the role", "and a literal", "what each role hands over", "in a file for another job"],
)
def test_tasks_that_were_pasted_into_another_role_are_told_once(
    owned: str, path: str, text: str, told: list[str], tmp_path: Path
) -> None:
    registry = "schema_version: 2\ndomains:\n  web:\n    paths: [roles/web/tasks/health.yml]\n"
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, "roles/web/tasks/health.yml": owned, f"roles/{path}": text})
    _, report = checked(Config(root=root, select=("SSOT210",)))
    assert [item.scope for item in report.findings if item.confidence != HINT] == told


GATES = """\
- name: Rename the groups before the other cluster
  hosts: broker
  tasks:
    - name: Change the group names to those of the first
      lineinfile: {path: "{{ folder }}/inventory.yml", regexp: "{{ item }}:", line: "{{ item }}_first:"}
      delegate_to: 127.0.0.1
      run_once: true
      loop: [broker, controller]
    - name: Change the group names of the second
      lineinfile: {path: "{{ folder }}/inventory.yml", regexp: "{{ item }}2:", line: "{{ item }}:"}
      delegate_to: 127.0.0.1
      run_once: true
      loop: [broker, controller, registry]
    - name: Read it again
      meta: refresh_inventory
"""
BACK = """\
- name: Back to the standard names
  hosts: all
  tasks:
    - name: Undo it
      lineinfile: {path: "{{ folder }}/inventory.yml", regexp: "{{ item }}_second:", line: "{{ item }}:"}
      loop: [broker, controller]
    - name: Read it again
      meta: refresh_inventory
"""


@pytest.mark.parametrize(
    ("text", "told"),
    [(GATES.replace(", registry]", "]").replace("before the other", "for the next"), True), (BACK, False)],
    ids=["other groups", "half of it, the other way round"],
)
def test_half_of_a_play_under_another_name_is_at_most_a_hint(text: str, told: bool, tmp_path: Path) -> None:
    registry = "schema_version: 2\ndomains:\n  plays:\n    paths: [playbooks/init.yml]\n"
    root = write(tmp_path, {"SSOT_LOCK.yml": registry, "playbooks/init.yml": GATES, "playbooks/scale.yml": text})
    _, report = checked(Config(root=root, select=("SSOT210",)))
    assert any(item.confidence != HINT for item in report.findings) is told
