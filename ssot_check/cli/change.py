"""What a check compares with: the revision that was asked for or, where CI builds a change and nobody asked, its merge base."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ssot_check.cli.output import say
from ssot_check.cli.request import HOOK_VARIABLE
from ssot_check.model.errors import UsageError

EVERYTHING: Final = "none"
"""The word behind `--since` that compares with nothing."""

_OF_ITS_OWN: Final = ("staged", "baseline_ref", "no_baseline", "watch", "stdin_filename", "diff", "fix", "unsafe_fixes", "show_files")
"""Options that say already what is told, or that are no gate."""


def compared_with(options: Mapping[str, object], said: str, root: Path) -> str:
    """The revision, "" for none. `said` stands behind `--since`, "" where it was not given. Raises UsageError for what was asked for."""
    from ssot_check.workspace.target import target

    if said == "auto":
        return target(root)
    if said or any(options[name] for name in _OF_ITS_OWN):
        return "" if said == EVERYTHING else said
    return _of_the_build(root, os.environ, quiet=bool(options["quiet"]))


def _of_the_build(root: Path, environment: Mapping[str, str], *, quiet: bool) -> str:
    """The merge base of the change that is built. One that cannot be had is said, and everything is told: the stricter side."""
    from ssot_check.workspace.services import changing

    service = None if environment.get(HOOK_VARIABLE) else changing(environment)  # a hook says by its options what it is about
    if service is None:
        return ""
    from ssot_check.workspace.revisions import merge_base
    from ssot_check.workspace.target import target

    try:
        name = target(root, environment)
        base = merge_base(root, name).label if name else ""
    except UsageError as error:
        say(f"note: {service.name} builds a change, and every finding is told: {error.message}\nhelp: {error.remedy}")
        return ""
    if base and not quiet:
        say(f"note: {service.name} builds a change: told is what came after {base}; `--since {EVERYTHING}` tells everything")
    return name
