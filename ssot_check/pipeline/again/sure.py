"""How sure it is, at the end of a run, that a file holds what it held for as long as git's index names the same object."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import blob_id, digest_bytes
from ssot_check.model.errors import UsageError
from ssot_check.model.numbers import Numbers
from ssot_check.model.source import Skip
from ssot_check.pipeline.again.calm import Calm
from ssot_check.pipeline.again.contents import ALIKE, EXACT, UNSURE
from ssot_check.workspace.git import GitUnavailableError
from ssot_check.workspace.index import Index, Unlike
from ssot_check.workspace.objects import hook_index
from ssot_check.workspace.text import read_bytes


@dataclass(frozen=True, slots=True)
class Witness:
    """Git's index, and the files that the work tree has in another form, at one moment."""

    index: Index
    unlike: AbstractSet[str]

    def sureness(self, now: Mapping[str, str], asked: AbstractSet[str], max_bytes: int, before: Calm | None) -> Numbers:
        """One of UNSURE, ALIKE and EXACT for each file in the order of their names.

        `now` is what stands for their bytes. Files that are not `asked` about are UNSURE: those that did not stand on the disk when they
        were read, and those that a filter of git has not yet written as they are meant. `before` is what was kept of an earlier state.
        """
        known = frozenset(_exact(before)) if before is not None and before.index else frozenset[tuple[str, str, str]]()
        found = array("B")
        for path in sorted(now):
            blob = self.index.ids.get(path, "") if path in asked and now[path] else ""
            if not blob:
                found.append(UNSURE)
            elif (path, blob, now[path]) in known or _is_exact(self.index.root, path, blob, now[path], max_bytes):
                found.append(EXACT)
            else:
                found.append(UNSURE if path in self.unlike else ALIKE)
        return found


def witness(config: Config) -> Witness | None:
    """The index that the next commit is made of, None where git cannot tell it, as while a merge is unfinished."""
    try:
        index = Index(config.root, hook_index(config.root) if config.staged else "")
        return Witness(index, frozenset(Unlike(index)))
    except (GitUnavailableError, UsageError):
        return None


def _exact(before: Calm) -> Iterator[tuple[str, str, str]]:
    """The files that were EXACT, each with its object and with what stood for its bytes."""
    ids = Index(Path(), raw=before.index.tobytes()).ids
    for path, sure in zip(before.listed, before.sure, strict=True):
        if sure == EXACT:
            yield path, ids[path], before.contents[path]


def _is_exact(root: Path, path: str, blob: str, content: str, max_bytes: int) -> bool:
    """True when the file on the disk holds the bytes of the object, and those are what was read."""
    data = read_bytes(root, path, max_bytes)
    return not isinstance(data, Skip) and digest_bytes(data) == content and blob_id(data, len(blob)) == blob
