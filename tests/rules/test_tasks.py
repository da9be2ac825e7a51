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
