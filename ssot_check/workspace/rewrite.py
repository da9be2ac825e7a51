"""Opens one file of the repository to change it, and puts the changed text in its place: encoding, mark and mode stay.

Never through a link, never outside of the repository, never over a file that is not the one that was read.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_bytes
from ssot_check.model.source import Skip
from ssot_check.workspace.text import decode, mark_of, read_bytes
from ssot_check.workspace.write import replace_atomically


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it stands: `text` has its own line ends, `data` are all of its bytes, `digest` is that of them."""

    path: str
    text: str
    codec: str
    data: bytes

    @property
    def digest(self) -> str:
        """Digest of the bytes."""
        return digest_bytes(self.data)


def original(root: Path, path: str, max_bytes: int, codec: str = "") -> Original | str:
    """The file `path` below `root`, or why it must not be changed. A `codec` that is given is not guessed from the bytes."""
    if reason := _refusal(root, path):
        return reason
    data = read_bytes(root, path, max_bytes)
    if isinstance(data, Skip):
        return data.value
    try:
        found = (data[len(mark_of(data)) :].decode(codec), codec, "") if codec else decode(data)
    except UnicodeError:
        found = None
    if found is None:
        return "it is no text"
    file = Original(path, found[0], found[1], data)
    return file if encoded(file, file.text) == data else f"its encoding {file.codec} does not give back the same bytes"


def encoded(file: Original, text: str) -> bytes | None:
    """`text` in the encoding of the file, behind its byte order mark; None when that encoding has no place for it."""
    try:
        return mark_of(file.data) + text.encode(file.codec)
    except UnicodeError:
        return None


def put(root: Path, file: Original, data: bytes) -> str:
    """Put `data` in the place of the file; why that was not done, or ""."""
    now = original(root, file.path, len(file.data), file.codec)
    if isinstance(now, str) or now.data != file.data:
        return "the file changed meanwhile"
    try:
        replace_atomically(root / file.path, data)
    except OSError as error:
        return f"it cannot be written: {error.strerror}"
    return ""


def _refusal(root: Path, path: str) -> str:
    """Why nothing is written there; "" for a regular file below the root that no link leads to."""
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts:
        return "it stands outside of the repository"
    at = root
    for part in parts:
        at /= part
        try:
            mode = os.lstat(at).st_mode
        except (OSError, ValueError):
            return "it is not there any more"
        if stat.S_ISLNK(mode):
            return "a symbolic link leads to it"
    return "" if stat.S_ISREG(mode) else "it is no regular file"
