"""The shipped hooks, validated and run by prek, a runner of pre-commit hooks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import repositories as make
from tests.integrations.shipped import OWNER, REGISTRY, ROOT, tool

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: list[dict[str, Any]] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
PREK = str(Path(sys.executable).with_name("prek"))


def prek(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PREK_HOME": str(root.parent / "prek"), "PATH": f"{tool(root.parent / 'bin').parent}:{os.environ['PATH']}"}
    return subprocess.run([PREK, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    assert prek(tmp_path, "validate-manifest", str(MANIFEST)).returncode == 0
    (tmp_path / "broken.yaml").write_text(MANIFEST.read_text().replace("language: python", "tongue: python"))
    assert prek(tmp_path, "validate-manifest", "broken.yaml").returncode != 0


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_commit_is_refused_for_a_staged_copy_of_an_owner_that_is_not_staged(hook: dict[str, Any], tmp_path: Path) -> None:
    """As `language: system`, so that nothing is installed; all else as it is shipped."""
    root = make.repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "src/log.py": OWNER, "src/old.py": OWNER})
    local = {**hook, "language": "system"}
    make.write(root, {".pre-commit-config.yaml": yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]}), "src/new.py": OWNER})
    make.git(root, "add", "-A")
    done = prek(root, "run", "--hook-stage", hook["stages"][0])
    assert done.returncode == 1, done.stdout
    assert "src/new.py:4:5" in done.stdout
    assert ("src/old.py" in done.stdout) is ("--staged" not in hook["entry"])
