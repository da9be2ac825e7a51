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
RUNNERS = {name: str(Path(sys.executable).with_name(name)) for name in ("prek", "pre-commit")}


def hooks(runner: str, root: Path, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV") and not name.startswith("GIT_")}
    homes = dict.fromkeys(("PREK_HOME", "PRE_COMMIT_HOME"), str(root.parent / "home"))
    environment = {**kept, **homes, "PATH": f"{path}:{kept['PATH']}" if path else kept["PATH"]}
    return subprocess.run(
        [RUNNERS[runner], *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=600
    )


def prek(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return hooks("prek", root, *arguments, path=str(tool(root.parent / "bin").parent))


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


@pytest.mark.network
@pytest.mark.parametrize("runner", sorted(RUNNERS))
def test_the_shipped_hook_installs_itself_and_runs(runner: str, tmp_path: Path) -> None:
    """Nothing of this environment is used but the runner: it clones the project, installs it with what it needs, and runs it."""
    root = make.repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "src/log.py": OWNER})
    make.write(root, {"src/new.py": OWNER})
    make.git(root, "add", "-A")
    done = hooks(runner, root, "try-repo", str(ROOT), "ssot-check-staged", "--verbose")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "src/new.py:4:5" in done.stdout
    assert "FAILED: " in done.stdout
    make.git(root, "rm", "-q", "--cached", "src/new.py")
    assert hooks(runner, root, "try-repo", str(ROOT), "ssot-check-staged").returncode == 0
