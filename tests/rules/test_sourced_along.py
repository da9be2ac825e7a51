"""A shell function whose helper stands in a third file: help names both files to source."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  testing: {paths: [helper/setup.bash]}\n"
OWNER = """_wait_for_setup() {
  local STATUS=0
  _repeat_until_done --fatal-test "_is_running ${1}" "${TEST_TIMEOUT}" bash -c "docker logs ${1} | grep 'is up'" || STATUS=1
  if [[ ${STATUS} -eq 1 ]]; then
    echo "Last ${NUMBER_OF_LINES} lines of container ${1}'s log"
    docker logs "${1}" | tail -n "${NUMBER_OF_LINES}"
  fi
  return ${STATUS}
}
"""
COPY = "#!/usr/bin/env bash\n" + OWNER.replace("_wait_for_setup", "_wait_for_finished_setup")
HELPER = '_repeat_until_done() {\n  until "${@:3}"; do sleep 1; done\n}\n'
SOURCE = 'source "$(dirname "${BASH_SOURCE[0]}")/common.bash"\n'
FIRST = "first source helper/common.bash too, which defines `_repeat_until_done`, for helper/setup.bash calls it and does not source that"


@pytest.mark.parametrize(
    ("owner", "more", "told"),
    [
        pytest.param(OWNER, {"helper/common.bash": HELPER}, True, id="in one other file"),
        pytest.param(SOURCE + OWNER, {"helper/common.bash": HELPER}, False, id="the owner sources it"),
        pytest.param(HELPER + OWNER, {"helper/common.bash": HELPER}, False, id="the owner defines it"),
        pytest.param(OWNER, {"helper/common.bash": HELPER, "helper/other.bash": HELPER}, False, id="in two files"),
        pytest.param(OWNER, {}, False, id="nowhere"),
    ],
)
def test_a_helper_in_a_third_file_is_sourced_along(owner: str, more: dict[str, str], told: bool, tmp_path: Path) -> None:
    files = {"SSOT_LOCK.yml": REGISTRY, "helper/setup.bash": owner, "old/common.bash": COPY, **more}
    _, report = checked(Config(root=write(tmp_path, files)))
    (wanted,) = (item.help for item in report.findings if item.location.path == "old/common.bash" and item.code < "SSOT3")
    assert wanted.startswith(FIRST) is told
    assert 'source "$(dirname "${BASH_SOURCE[0]}")/../helper/setup.bash"' in wanted
