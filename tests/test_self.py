"""The project obeys its own registry."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_ssot_check_is_clean_on_itself() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "ssot_check", "check"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-4000:]
