"""A shell function with little of the owner's below the line that sources it puts itself in its place: a warning at most."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  lib: {paths: [utils/lib.sh], exports: [pyenv.install]}\n"
OWNED = """pyenv.install() {
    if ! pyenv.OK; then
        py.clean > /dev/null
    fi
    if ! pyenv.install.OK > /dev/null; then
        build_msg PYENV "[install] ${PYOBJECTS}"
        if ! pyenv.OK > /dev/null; then
            pyenv
        fi
        for i in ${PYOBJECTS}; do
            build_msg PYENV "[install] pip install --use-pep517 --no-build-isolation -e '$i${PY_EXTRAS}'"
            "${PY_ENV_BIN}/python" -m pip install --use-pep517 --no-build-isolation -e "$i${PY_EXTRAS}"
        done
    fi
    pyenv.install.OK
}
"""
EDITED = """pyenv.install() {
    if ! pyenv.OK; then
        py.clean > /dev/null
    fi
    if pyenv.install.OK > /dev/null; then
        return 0
    fi
    (
        set -e
        pyenv
        build_msg PYENV "[install] pip install --use-pep517 --no-build-isolation -e 'searx${PY_EXTRAS}'"
        "${PY_ENV_BIN}/python" -m pip install --use-pep517 --no-build-isolation -e ".${PY_EXTRAS}"
    )
    local exit_val=$?
    if [ ! $exit_val -eq 0 ]; then
        die 42 "error while pip install (${PY_ENV_BIN})"
    fi
}
"""
NEARLY = OWNED.replace("for i in", "for one in").replace("    pyenv.install.OK\n}", "    pyenv.OK\n}")
SOURCE = 'source "$(dirname "${BASH_SOURCE[0]}")/utils/lib.sh"\n'


def told(root: Path, manage: str, **more: str) -> list[tuple[str, Severity, str]]:
    _, report = checked(Config(root=write(root, {"SSOT_LOCK.yml": REGISTRY, "utils/lib.sh": OWNED, "manage.sh": manage, **more})))
    return [(item.code, item.severity, item.help) for item in report.findings if item.location.path == "manage.sh" and item.code < "SSOT3"]


def test_below_the_source_it_is_a_warning_that_says_so(tmp_path: Path) -> None:
    ((code, severity, wanted),) = told(tmp_path, f"#!/usr/bin/env bash\n{SOURCE}\n{EDITED}")
    assert severity is Severity.WARNING
    assert wanted == (
        "this overrides `pyenv.install` of utils/lib.sh, which line 2 sources: "
        f"let it stand below the line # ssot: allow[{code}] -- REASON, or delete it to take the sourced one"
    )


@pytest.mark.parametrize(
    "manage",
    [
        pytest.param(f"#!/usr/bin/env bash\n{EDITED}\n{SOURCE}", id="above the source it is replaced itself"),
        pytest.param(f"#!/usr/bin/env bash\n{EDITED}", id="nothing is sourced"),
        pytest.param(f"#!/usr/bin/env bash\n{SOURCE}\n{OWNED}", id="the same text overrides nothing"),
        pytest.param(f"#!/usr/bin/env bash\n{SOURCE}\n{NEARLY}", id="nearly the same text is a copy"),
    ],
)
def test_elsewhere_it_is_an_error(manage: str, tmp_path: Path) -> None:
    ((_, severity, wanted),) = told(tmp_path, manage)
    assert severity is Severity.ERROR
    assert "overrides" not in wanted
