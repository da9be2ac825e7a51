"""Paths on the command line under which nothing is read: a report that is narrowed to them must not look like a pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.project import Tree
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.verdict import Severity

_JUDGED: Final = (Skip.REGISTRY, Skip.BASELINE)
"""Files that are no code, and that findings are told of all the same."""


def path_problems(paths: Iterable[str], tree: Tree, parsed: Iterable[str], skipped: Iterable[SkippedFile]) -> Iterator[Problem]:
    """An error for a path without a listed file, a warning for one of which no file is compared."""
    read, left = tuple(parsed), tuple(skipped)
    for path in paths:
        if not tree.has(path):
            yield Problem(
                "SSOT008",
                f"nothing under {path} is checked: no file there is listed",
                Location(path),
                cause="it is ignored by git or by an ignore file",
                remedy="name files that git tracks or does not ignore",
            )
        elif not any(_lies_in(file, path) for file in read):
            yield from _unread(path, [item for item in left if _lies_in(item.path, path)])


def _unread(path: str, left: list[SkippedFile]) -> Iterator[Problem]:
    if left and not any(item.reason in _JUDGED for item in left):
        reasons = sorted({item.reason.value for item in left})
        yield Problem(
            "SSOT008",
            f"nothing under {path} is compared: {', '.join(reasons)}",
            Location(path),
            Severity.WARNING,
            cause="a report that is narrowed to it can tell of no copy",
            remedy="name files that `ssot-check --show-files` lists; check a submodule in its own folder, with `-C`",
        )


def _lies_in(file: str, path: str) -> bool:
    return path in (".", file) or file.startswith(f"{path}/")
