"""Reads the command lines of hooks: `check` with a few options that cannot be misunderstood.

Click reads all others, and would read these alike; but to load it takes a tenth of a hook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

COMPLETION: Final = "_SSOT_CHECK_COMPLETE"
"""Set by a shell that wants to know how a command line may go on."""
_COMMAND: Final = "check"
_FLAGS: Final = {
    "--staged": "staged", "--hints": "hints", "--statistics": "statistics", "--quiet": "quiet", "-q": "quiet", "--verbose": "verbose",
    "-v": "verbose", "--no-cache": "no_cache", "--exit-zero": "exit_zero",
}  # fmt: skip
_VALUES: Final = {"--format": "format", "--cache-dir": "cache_dir"}

NOTHING: Final[Mapping[str, object]] = {
    **dict.fromkeys(("paths", "select", "ignore", "domain", "output"), ()),
    **dict.fromkeys(("registry", "baseline", "since", "baseline_ref", "stdin_filename", "format", "fail_on"), None),
    **dict.fromkeys(("color", "jobs", "token_budget", "cache_dir"), None),
    **dict.fromkeys(("no_baseline", "no_suppressions", "hints", "staged", "watch", "exit_zero", "statistics", "quiet"), False),
    **dict.fromkeys(("verbose", "no_cache", "diff", "fix", "unsafe_fixes", "show_files", "show_settings"), False),
    "folder": "",
}
"""The options of `check` where none is given."""


def said(arguments: Sequence[str], environment: Mapping[str, str]) -> dict[str, str | bool] | None:
    """The options that are given, each as the command names it; None where this is no place to say what is meant."""
    rest = list(arguments[1 if arguments and arguments[0] == _COMMAND else 0 :])[::-1]
    found: dict[str, str | bool] = {}
    while rest:
        option, equals, value = rest.pop().partition("=")
        if option in _VALUES and not equals and rest:
            value = rest.pop()
        name = _VALUES.get(option) or _FLAGS.get(option)
        is_whole = bool(value) and not value.startswith("-") if option in _VALUES else not equals
        if name is None or name in found or not is_whole:
            return None
        found[name] = value or True
    return None if COMPLETION in environment else found
