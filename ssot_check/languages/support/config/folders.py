"""Paths of a compose service that hold for the folder of its file.

Compose resolves what an extended service says from the folder of the file that says it (compose-go, loader/extends.go). So `./data` that
stands in two files of two folders means two things, and whoever extends the one gets the other's.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Final

from ssot_check.languages.support.config.differences import keys_of, lines_of, plain
from ssot_check.model.plugins import Use

_FROM_HERE: Final = re.compile(r"(?:^|[\s\"'\[:,-])\.{1,2}(?:/|$|[\"'\s:,\]])")
"""`./data`, `..`, `${DATA:-./data}`."""
_KEYS: Final = frozenset(("build", "env_file", "volumes"))
"""Keys of a service below which the machine that starts it finds a path; in a command it is one of the image."""


def stand_apart(use: Use) -> bool:
    """True for files of two folders."""
    return posixpath.dirname(use.unit.location.path) != posixpath.dirname(use.into)


def is_beside(key: str, text: str) -> bool:
    """True for what is found from the folder of the file."""
    return key in _KEYS and _FROM_HERE.search(text) is not None


def meant_beside(lines: Sequence[str]) -> list[str]:
    """The lines of a service, with another word for those that are found from the folder of its file."""
    return [f"{line} (beside the owner)" if is_beside(key, line) else line for key, line in zip(keys_of(lines), lines, strict=True)]


def names_two(use: Use) -> bool:
    """True where both files name such a path in the same words, and mean two."""
    if use.copy is None or not (use.text and use.owner_text) or not stand_apart(use):
        return False
    own, copied = lines_of(use.owner_text, use.unit), lines_of(use.text, use.copy)
    known = set(map(plain, copied))
    return any(line != other and plain(line) in known for line, other in zip(own, meant_beside(own), strict=True))
