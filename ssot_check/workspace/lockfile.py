"""Finds and reads the registry file. What understands its text is loaded with the first that is to be understood."""

from __future__ import annotations

import itertools
import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from ssot_check.model.dataclass import dataclass, field, replace
from ssot_check.model.digest import digest_bytes
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.regex import regex
from ssot_check.model.registry import REGISTRY_NAMES, Registry
from ssot_check.workspace.bounded import read_bounded
from ssot_check.workspace.git import git_top
from ssot_check.workspace.registry.links import Links
from ssot_check.workspace.registry.nodes import shown

BREAK: Final = regex("\r\n|[\r\n\x85\u2028\u2029]")
_UNPRINTABLE: Final = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""What YAML 1.1 §4.1.1 forbids in a document."""
_PLAIN: Final = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
"""All that it allows of ASCII; the larger expression takes longer to compile than most registries to be read."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The registry (None when nothing at all could be read) and everything that is wrong with it, sorted.

    Beside the text both depend on the `links` that it was asked of whether they lead out of the repository.
    """

    registry: Registry | None
    problems: tuple[Problem, ...]
    links: Mapping[str, bool] = field(default_factory=dict)


Understand: TypeAlias = Callable[[bytes, str, Path], Loaded]
"""What makes a registry of bytes, as `understand` does."""


def find(root: Path) -> Path | None:
    """The registry of the folder `root`, under the first of the known names; None when there is none."""
    return next((root / name for name in REGISTRY_NAMES if os.path.lexists(root / name)), None)


def find_upwards(start: Path) -> Path | None:
    """The nearest registry in `start` or a folder above it, not above the folder that holds `.git`."""
    top = git_top(start)
    folders = itertools.takewhile(lambda folder: top is None or folder != top.parent, (start, *start.parents))
    return next((found for folder in folders if (found := find(folder)) is not None), None)


def understand(raw: bytes, name: str, root: Path) -> Loaded:
    """The registry that stands in these bytes; `name` is its path from `root`."""
    text = _decode(raw, name)
    if isinstance(text, Problem):
        return Loaded(None, (text,))
    from ssot_check.workspace.registry.document import understood
    from ssot_check.workspace.registry.reader import Reader, excerpt

    lines = tuple(BREAK.split(text))
    reader = Reader(name, Links(root), lines)
    registry = understood(text, reader)
    if registry is not None:
        registry = replace(registry, digest=digest_bytes(raw), lines=lines)
    said = dict.fromkeys(reader.problems)  # the schema and the loader may see the same mistake
    problems = (item if item.excerpt else replace(item, excerpt=excerpt(lines, item.location.line)) for item in said)
    return Loaded(registry, tuple(sorted(problems, key=lambda item: item.sort_key)), reader.links.said)


def load(path: Path, root: Path, max_bytes: int, understand: Understand = understand) -> Loaded:
    """Read the registry `path` of the repository `root`. Never raises for what the file holds.

    A file of more than `max_bytes` bytes is refused. Every mistake that can be told is among the problems.
    """
    name = relative_name(path, root)
    raw = _read(path, name, max_bytes)
    return Loaded(None, (raw,)) if isinstance(raw, Problem) else understand(raw, name, root)


def relative_name(path: Path, root: Path) -> str:
    """A file's path from the root; it begins with `..` when it lies elsewhere."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _read(path: Path, name: str, max_bytes: int) -> bytes | Problem:
    place = Location(name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Problem("SSOT002", f"`{shown(name)}` is not a file", place, remedy="name a registry file")
        with path.open("rb") as file:
            raw = read_bounded(file, status.st_size, max_bytes)
    except FileNotFoundError:
        message, names = f"there is no registry `{shown(name)}`", ", ".join(REGISTRY_NAMES)
        return Problem("SSOT001", message, place, remedy=f"write one under one of the names {names}, or name it with --registry")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return Problem("SSOT002", f"the registry `{shown(name)}` cannot be read: {reason}", place, remedy="check its permissions")
    if len(raw) > max_bytes:
        message = f"the registry is larger than {max_bytes:,} bytes"
        return Problem(
            "SSOT002",
            message,
            place,
            cause="it is not read at all",
            remedy="check that it is the right file, or raise the setting `max-registry-bytes`",
        )
    return raw


def _decode(raw: bytes, name: str) -> str | Problem:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem("SSOT002", "the registry is UTF-16", Location(name), remedy="save it as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        place = _point(name, before)
        message = f"byte 0x{raw[error.start]:02x} at offset {error.start} is not UTF-8"
        return Problem("SSOT002", message, place, remedy="save the registry as UTF-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = None if text.isascii() and not text.encode().translate(None, _PLAIN) else re.search(_UNPRINTABLE, text)
    if found is not None:
        from ssot_check.workspace.registry.reader import excerpt

        place = _point(name, text[: found.start()])
        message = f"the control character U+{ord(found[0]):04X} stands in the text"
        lines = BREAK.split(text)
        return Problem("SSOT002", message, place, cause="YAML forbids it", remedy="remove it", excerpt=_clean(excerpt(lines, place.line)))
    return text


def _clean(lines: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
    return tuple((number, shown(line, 400)) for number, line in lines)


def _point(name: str, before: str) -> Location:
    lines = BREAK.split(before)
    line, column = len(lines), len(lines[-1]) + 1
    return Location(name, line, column, line, column + 1)
