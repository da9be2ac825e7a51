"""The question how a file takes a block, as those who spell the answer see it."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from ssot_check.model.plugins import Use


class Place(NamedTuple):
    """Name of the owner's block, the file it stands in, the copy's file, the former as the latter's folder sees it, and the question."""

    name: str
    owner: str
    into: str
    beside: str
    use: Use


def file_name(text: str) -> str:
    """A name that a file can have."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "shared"


def free(at: Place, folder: str, stem: str, ending: str) -> str:
    """A path in the folder that no file has yet, nor a file below it."""
    said = ("", "-shared", *(f"-{number}" for number in range(2, 100)))
    paths = [posixpath.join(folder, f"{stem}{more}{ending}") for more in said]
    return next((path for path in paths if not any(file == path or file.startswith(f"{path}/") for file in at.use.files)), paths[0])
