"""One run at a time, and a run that was killed holds nobody up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ssot_check.model.errors import SsotError
from ssot_check.workspace.lock import held

HOLD = """
import sys, time
from pathlib import Path
from ssot_check.workspace.lock import held
with held(Path(sys.argv[1]), "x.lock", "process 1, started yesterday"):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_run_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "x.lock"
    with held(file, "x.lock", "process 7, started now") as left:
        assert left == ""
        with pytest.raises(SsotError, match="another run is under way: process 7, started now"), held(file, "x.lock", "second"):
            pass
    with held(file, "x.lock", "third") as left:
        assert left == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_lock_of_a_killed_run_is_taken_over_and_told(tmp_path: Path) -> None:
    file = tmp_path / "x.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(SsotError, match="another run"), held(file, "x.lock", "me"):
            pass
        other.send_signal(signal.SIGKILL)
    with held(file, "x.lock", "me") as left:
        assert left == "process 1, started yesterday"


def test_an_exception_lets_go_and_tells_the_next_run(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="boom"), held(tmp_path / "l", "l", "first"):
        raise ValueError("boom")
    with held(tmp_path / "l", "l", "second") as left:
        assert left == "first"


def test_a_link_or_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("keep", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "precious")
    (tmp_path / "folder").mkdir()
    for name in ("link", "folder"):
        with pytest.raises(SsotError, match=f"the lock {name} cannot be made"), held(tmp_path / name, name, "me"):
            pass
    assert (tmp_path / "precious").read_text(encoding="utf-8") == "keep"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_does_not_unlock() -> None:
    with held(Path("/dev/full"), "full", "x" * 10) as left:
        assert left.strip("\0") == ""
        assert os.path.exists("/dev/full")  # noqa: PTH110
