"""What finds the folder of a library cannot come from that library, and a library that sources a script cannot be sourced by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  scripts: {paths: [lib/helpers.sh]}\n"
FINDER = """real_path() {
  local target="${1}" name
  while [ -n "${target}" ]; do
    cd "$(dirname "${target}")" || early_death "cannot go to ${target}"
    name="$(basename "${target}")"
    target="$(readlink "${name}")"
  done
  echo "$(pwd -P)/${name}"
}
"""
OWNER = "#!/usr/bin/env bash\n" + FINDER + "note() {\n  echo note >&2\n}\n"
ROOT = 'SHIM="$(real_path "${0}")"\nROOT="${SHIM%/*/*}"\n'
SOURCED = 'if source "${ROOT}/lib/helpers.sh"; then\n  note ready\nfi\n'
CHOSEN = "if [ -z \"${ROOT:-}\" ]; then\n" + "".join(f"  {line}\n" for line in FINDER.splitlines()) + "fi\n"


def copies(tmp_path: Path, owner: str, path: str, copy: str) -> list[Finding]:
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "lib/helpers.sh": owner, path: copy})))
    return [item for item in report.findings if item.location.path == path and "SSOT201" <= item.code <= "SSOT210"]


@pytest.mark.parametrize(
    ("copy", "severity"),
    [
        pytest.param(FINDER + ROOT + SOURCED, Severity.WARNING, id="it finds what is sourced"),
        pytest.param(FINDER + 'real_path "${0}"\nROOT=/opt/tool\n' + SOURCED, Severity.ERROR, id="it finds something else"),
        pytest.param(FINDER + ROOT, Severity.ERROR, id="nothing is sourced"),
        pytest.param(ROOT + SOURCED + FINDER, Severity.ERROR, id="the library is there before it"),
        pytest.param('. "$(dirname "$0")/../lib/helpers.sh"\n' + FINDER + ROOT + SOURCED, Severity.ERROR, id="it is sourced twice"),
        pytest.param(FINDER + ROOT + SOURCED.replace("lib/", "more/"), Severity.ERROR, id="it finds another library"),
    ],
)
def test_a_function_that_finds_the_library_is_no_error(copy: str, severity: Severity, tmp_path: Path) -> None:
    (found,) = copies(tmp_path, OWNER, "bin/tool", "#!/usr/bin/env bash\n" + copy)
    assert found.severity is severity
    finds = "finds the folder from which lib/helpers.sh is sourced, and cannot come from there"
    assert (finds in found.help) is (severity is Severity.WARNING)
    assert found.fix is None or severity is Severity.ERROR


def test_a_script_that_sources_within_a_choice_is_not_said_to_source_nothing(tmp_path: Path) -> None:
    (found,) = copies(tmp_path, OWNER, "bin/tool", f"#!/usr/bin/env bash\nROOT=/opt/tool\n{SOURCED}{FINDER}")
    assert "sources nothing" not in found.help


def test_what_the_owner_sources_does_not_source_the_owner(tmp_path: Path) -> None:
    owner = f'{OWNER}source "$ROOT/lib/runs.sh"\n'
    (found,) = copies(tmp_path, owner, "lib/runs.sh", f"runs() {{\n  real_path ran\n}}\n{FINDER}")
    assert "to a file that both can source, for lib/helpers.sh sources this one" in found.help
    assert 'helpers.sh"' not in found.help


def test_a_function_that_is_defined_in_a_choice_has_to_leave_it(tmp_path: Path) -> None:
    found = copies(tmp_path, f"#!/usr/bin/env bash\n{CHOSEN}", "lib/runs.sh", f"runs() {{\n  real_path ran\n}}\n{FINDER}")
    assert any("outside of the choice at line 2 of lib/helpers.sh" in item.help for item in found)
