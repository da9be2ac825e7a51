"""Libraries of Python itself that one platform alone has: an import of a module that loads one ends the program everywhere else."""

from __future__ import annotations

from typing import Final

_UNIX: Final = ("termios", "tty", "pty", "fcntl", "pwd", "grp", "spwd", "resource", "syslog", "posix", "curses", "readline")
_WINDOWS: Final = ("winreg", "_winreg", "msvcrt", "winsound", "_winapi", "nt")
PLATFORMS: Final = dict.fromkeys(_UNIX, "Unix") | dict.fromkeys(_WINDOWS, "Windows")
"""The platform of each."""
