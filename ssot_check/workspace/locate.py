"""Finds the repository and its registry from the folder where a run starts.

The root of a run is the folder that the registry's paths are relative to:

- The folder of the nearest registry upwards (for `.ssot/SSOT_LOCK.yml`, the folder above `.ssot`). The search ends at
  the top of the git repository, or at the root of the file system where there is no git.
- Where there is none, the top of the git repository, else the starting folder.
- Another registry that is named with `--registry` does not move the root. Then a folder that git ignores (unpacked
  sources, a build folder) is a root of its own.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from ssot_check.model.errors import RegistryError, UsageError
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.registry import REGISTRY_NAMES, SCHEMA_VERSION
from ssot_check.workspace.git import git_top, is_ignored
from ssot_check.workspace.lockfile import find_upwards

_REMEDY: Final = f"""\
run `ssot-check init`, name a registry with --registry FILE, or put one into {REGISTRY_NAMES[0]} in the top folder of the repository:
schema_version: {SCHEMA_VERSION}
domains:
  logging:
    paths: [src/app/log.py]   # the file that owns logging here
    exports: [setup_logging]  # what everybody else takes from it"""


def find_root(start: Path, *, registry_named: bool) -> Path:
    """The root of a run that starts in `start`, by the rules above."""
    top = git_top(start)
    if registry_named and top is not None and top != start and is_ignored(start):
        return start
    found = find_upwards(start)
    return _root_of(found) if found else top or start


def is_adrift(start: Path, root: Path, registry: Path) -> bool:
    """True when only the starting folder says where the repository is: no git, no registry of its own, the named one elsewhere."""
    return root == start != registry.parent and git_top(start) is None and find_upwards(start) is None


def _root_of(registry: Path) -> Path:
    """The folder that a registry's paths are relative to: for `.ssot/SSOT_LOCK.yml` that is the folder above `.ssot`."""
    name = max((name for name in REGISTRY_NAMES if registry.as_posix().endswith(f"/{name}")), key=len)
    return registry.parents[name.count("/")]


def named_registry(base: Path, written: str) -> Path:
    """The registry that somebody named, relative to `base`. Raises UsageError when it is not there."""
    path = Path(os.path.abspath(base / written))  # noqa: PTH100 -- resolve() would follow links
    if not os.path.isfile(path):  # noqa: PTH113 -- is_file() raises for a name that is too long
        there = "is no regular file" if os.path.lexists(path) else "does not exist"
        what = "is a folder" if os.path.isdir(path) else there  # noqa: PTH112 -- is_dir() raises for a name that is too long
        raise UsageError(f"the registry {written} {what}", "name a registry file")
    return path


def inside(path: Path, root: Path, what: str, remedy: str = "") -> Path:
    """`path`, which the repository itself names. Raises UsageError when it lies outside `root`, or behind a link that leads out.

    What a repository says must neither show nor change files that are none of it; a person may name any file.
    """
    try:
        leaves = not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a loop of links: whoever opens it will say so
        leaves = False
    if leaves:
        name = os.path.relpath(path, root)
        raise UsageError(f"the {what} {name} leads out of the repository", remedy or f"name it with --{what} FILE")
    return path


def find_registry(start: Path) -> Path:
    """The nearest registry. Raises RegistryError (SSOT001) when there is none."""
    found = find_upwards(start)
    if found is None:
        raise RegistryError([_missing(start)])
    return found


def _missing(start: Path) -> Problem:
    if all((start / name).exists() for name in ("HEAD", "objects", "refs")):
        message = f"{start.name or start} is a bare repository: no files are checked out in it"
        return Problem(
            "SSOT001", message, Location(REGISTRY_NAMES[0]), remedy="check out a commit (`git worktree add DIR COMMIT`), and check that"
        )
    last = git_top(start)
    names = ", ".join(REGISTRY_NAMES)
    upwards = "" if last == start else " or a folder above it"
    return Problem(
        "SSOT001",
        f"no registry: none of {names} is in {start.name or start}{upwards}",
        Location(REGISTRY_NAMES[0]),
        cause=f"looked in {start}" + (f" and upwards to {last or start.anchor}" if last != start else ""),
        remedy=_REMEDY,
    )
