"""The crontab line and the systemd units are what cron and systemd read."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from ssot_check.cli.schedule import crontab, systemd
from ssot_check.model.errors import UsageError
from tests import repositories as make

NAMES = ["plain", "a b", "100% $HOME", 'it\'s "so"', "back\\slash", "%n%i"]
UNIT = re.compile(r"^# /etc/systemd/system/(\S+)\n(.*?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)


def units(text: str) -> dict[str, str]:
    return {name: body + "\n" for name, body in UNIT.findall(text)}


@pytest.mark.parametrize("name", NAMES)
def test_cron_runs_the_command_that_is_meant(tmp_path: Path, name: str) -> None:
    """cron(8) cuts at a bare `%`, takes the backslash from `\\%`, and gives the rest to sh."""
    line = [line for line in crontab(tmp_path / name, ("--notify", "slack")).splitlines() if not line.startswith("#")]
    assert len(line) == 1
    minute, hour, *rest = line[0].split(None, 5)
    assert (int(minute) in range(60), int(hour) in range(24), rest[:3]) == (True, True, ["*", "*", "*"])
    command = rest[3]
    assert re.search(r"(?<!\\)%", command) is None
    words = shlex.split(command.replace(r"\%", "%"))
    assert words[-5:] == ["daily", "-C", str(tmp_path / name), "--notify", "slack"]


@pytest.mark.parametrize("name", NAMES)
def test_systemd_accepts_the_units(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    written = units(systemd(tmp_path / name, ("--only-changes",)))
    assert sorted(written) == ["ssot-check-daily.service", "ssot-check-daily.timer"]
    for file, body in written.items():
        parser = configparser.RawConfigParser(delimiters="=", strict=False)
        parser.optionxform = str  # type: ignore[assignment, method-assign]
        parser.read_string(body)
        assert parser.sections()[0] == "Unit"
        (tmp_path / file).write_text(body, encoding="utf-8")
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd is not installed")
    command = [program, "verify", "--man=no", *(str(tmp_path / file) for file in written)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.replace(str(tmp_path), "")) == (0, "")


def test_a_repository_in_the_folder_of_temporary_files_is_seen_by_the_service() -> None:
    assert "PrivateTmp" not in systemd(Path("/tmp/repo"), ())
    assert "PrivateTmp=yes" in systemd(Path("/srv/repo"), ())


def test_a_path_that_no_crontab_can_hold_is_refused(tmp_path: Path) -> None:
    for form in (crontab, systemd):
        with pytest.raises(UsageError, match="control characters"):
            form(tmp_path / "a\nb", ())


def test_the_options_are_those_of_the_command(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["daily", "--print-crontab", "--notify", "slack", "--keep", "7", "--folder", "kept", "--only-changes"]) == 0
    out = capsys.readouterr().out
    assert out.endswith(f"daily -C {repo} --folder kept --notify slack --keep 7 --only-changes\n")
    assert run(["daily", "--print-systemd"]) == 0
    assert "ExecStart=" in capsys.readouterr().out
    assert run(["daily", "--print-systemd", "--print-crontab"]) == 2
    assert not (repo / ".ssot-check").exists()


def test_the_printed_command_runs(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make.write(repo, {"src/copy.py": "x = 1\n"})
    run(["daily", "--print-crontab"])
    command = capsys.readouterr().out.splitlines()[-1].split(None, 5)[5]
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode in (0, 1)
    assert done.stderr == ""
    assert (repo / ".ssot-check" / "reports" / "runs.db").exists()
