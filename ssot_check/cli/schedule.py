"""The crontab line, and the systemd service and timer, that run `ssot-check daily` for one repository. Imported only when asked for."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path
from typing import Final

from ssot_check.model.errors import UsageError
from ssot_check.workspace.post import TOKEN_VARIABLE, URL_VARIABLE

_SECRETS: Final = "/etc/ssot-check/notify.env"
_HOUR, _MINUTE = 4, 17
_NAME: Final = "ssot-check-daily"


def crontab(root: Path, options: tuple[str, ...]) -> str:
    """A line for `crontab -e` (crontab(5): a `%` ends the command unless it is escaped)."""
    command = shlex.join([*_program(), "daily", "-C", _safe(root), *options]).replace("%", r"\%")
    return (
        f"# every night at {_HOUR:02}:{_MINUTE:02}; cron mails what is printed, which is nothing while the repository is clean\n"
        f"# for --notify, set {URL_VARIABLE} (and {TOKEN_VARIABLE}) on a line of its own above; a crontab is readable by its owner only\n"
        f"{_MINUTE} {_HOUR} * * *  {command}\n"
    )


def systemd(root: Path, options: tuple[str, ...]) -> str:
    """Two units (systemd.service(5), systemd.timer(5)), each behind a comment with the file that it belongs into."""
    command = " ".join(map(_quoted, [*_program(), "daily", "-C", _safe(root), *options]))
    folder = _specifier(_safe(root))
    service = (
        f"[Unit]\nDescription=Check {_specifier(root.name)} against its SSOT registry\n"
        f"[Service]\nType=oneshot\nUser={_owner(root)}\nWorkingDirectory={folder}\nExecStart={command}\n"
        f"# {URL_VARIABLE} and {TOKEN_VARIABLE} for --notify; mode 0600, the file may be missing\nEnvironmentFile=-{_SECRETS}\n"
        f"TimeoutStartSec=30min\nNice=10\nNoNewPrivileges=yes\n{_own_tmp(root)}"
    )
    timer = (
        f"[Unit]\nDescription=Run {_NAME}.service every night\n"
        f"[Timer]\nOnCalendar=*-*-* {_HOUR:02}:{_MINUTE:02}:00\nRandomizedDelaySec=10min\nPersistent=true\n"
        "[Install]\nWantedBy=timers.target\n"
    )
    return (
        f"# /etc/systemd/system/{_NAME}.service\n{service}\n# /etc/systemd/system/{_NAME}.timer\n{timer}\n"
        f"# then: systemctl daemon-reload && systemctl enable --now {_NAME}.timer\n"
    )


def _program() -> list[str]:
    """How this very program is started: its own file where it has one, else the interpreter."""
    own = Path(os.path.abspath(sys.argv[0]))  # noqa: PTH100 -- resolve() would follow links
    if own.name == "ssot-check" and os.access(own, os.X_OK):
        return [str(own)]
    return [sys.executable, "-m", "ssot_check"]


def _safe(root: Path) -> str:
    """Neither a crontab nor a unit can hold a line end in a path."""
    text = str(root)
    if re.search(r"[\x00-\x1f\x7f]", text):
        raise UsageError("the path of the repository holds control characters", "no crontab and no unit can name it; rename the folder")
    return text


def _specifier(text: str) -> str:
    """`%` stands for something in a unit."""
    return re.sub(r"[\x00-\x1f\x7f]", "?", text).replace("%", "%%")


def _quoted(word: str) -> str:
    """One argument of ExecStart: `%` and `$` stand for something, and quotes and backslashes are read as in C."""
    plain = _specifier(word).replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return plain if re.fullmatch(r"[\w@%+=:,./$-]+", plain) else f'"{plain}"'


def _own_tmp(root: Path) -> str:
    """A service with a /tmp of its own does not see what lies in the one of all."""
    shared = any(root.resolve().is_relative_to(folder) for folder in ("/tmp", "/var/tmp"))  # noqa: S108 -- nothing is written there
    return "" if shared else "PrivateTmp=yes\n"


def _owner(root: Path) -> str:
    """Whom the repository belongs to: git refuses the folders of others."""
    try:
        return root.owner()
    except (KeyError, OSError, NotImplementedError):
        return "root"
