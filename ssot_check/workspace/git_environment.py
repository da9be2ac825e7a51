"""The variables that git is started with: none of a hook around us, and none that would make it run a program of the repository."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Final

# Within a hook git exports GIT_DIR, GIT_INDEX_FILE and others, relative to a folder we may not be in. All of them are
# dropped, except those that say how the user's git is configured.
_KEPT: Final = ("GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_DROPPED: Final = ("GIT_CONFIG_PARAMETERS",)
_COUNT: Final = "GIT_CONFIG_COUNT"


def clean_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for git: in English, without locks, and without what a hook says about another repository."""
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith("GIT_") or (name.startswith(_KEPT) and name not in _DROPPED)
    }
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def without_filters(keys: Iterable[str], environment: Mapping[str, str]) -> dict[str, str]:
    """Settings as variables (GIT_CONFIG_COUNT in git-config(1)) that switch the filters off to which `keys` (`filter.lfs.clean`) belong.

    A filter is a program, and git runs it to compare a file of the work tree with the index. Those that `environment` counts already
    keep their numbers. They are no arguments (`-c`), for the name of a filter may hold a `=`.
    """
    names = sorted({key.rpartition(".")[0] for key in keys})
    off = [(f"{name}.{key}", value) for name in names for key, value in (("clean", ""), ("process", ""), ("required", "false"))]
    said = environment.get(_COUNT, "")
    first = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
    found: dict[str, str] = {}
    for number, (key, value) in enumerate(off, start=first):
        found |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {**found, _COUNT: str(first + len(off))} if off else {}


def program(path: str) -> str | None:
    """The git program in the folders of PATH, whole: with `.` among them, a program called git in the scanned folder would be run."""
    folders = [folder for folder in path.split(os.pathsep) if os.path.isabs(folder)]  # noqa: PTH117
    if os.name == "nt":  # there a program has one of several endings
        import shutil

        return shutil.which("git", path=os.pathsep.join(folders))
    files = (os.path.join(folder, "git") for folder in folders)  # noqa: PTH118
    return next((file for file in files if os.path.isfile(file) and os.access(file, os.X_OK)), None)  # noqa: PTH113
