"""What a sparse checkout leaves out is told: a pass must not be taken for more than was seen."""

from __future__ import annotations

from pathlib import Path

from ssot_check.model.config import Config
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import check
from tests import repositories as make

FILES = {"SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  a:\n    paths: [lib/a.py]\n", "lib/a.py": "A = 1\n", "app/b.py": "B = 1\n"}


def test_what_is_not_checked_out_is_told_once(tmp_path: Path) -> None:
    root = make.repository(tmp_path, FILES | {"app/c.py": "C = 1\n"})
    assert check(Config(root=root)).problems == ()
    make.git(root, "sparse-checkout", "set", "lib")
    told = [problem for problem in check(Config(root=root)).problems if problem.code == "SSOT007"]
    assert [(item.severity, item.location.path) for item in told] == [(Severity.WARNING, "app/b.py")]
    assert told[0].message.startswith("2 files are left out of the sparse checkout")
