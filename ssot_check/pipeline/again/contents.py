"""What stands for the bytes of the listed files, and which of them differ from what was kept.

Git's index answers for most: a file of which it names the same object as then holds the same bytes, if those that were read then were the
bytes of the object. That is not so where a filter, or another ending of lines, lies between the two: there git is asked whether the work
tree has what the index has, now as it did then.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

from ssot_check.model.config import Config
from ssot_check.model.digest import digest_bytes
from ssot_check.model.source import Skip
from ssot_check.pipeline.again.calm import Calm
from ssot_check.pipeline.again.question import special
from ssot_check.pipeline.start import Start
from ssot_check.workspace.index import Index

UNSURE: Final = 0
ALIKE: Final = 1
"""The work tree had what the index has, by git's own measure."""
EXACT: Final = 2
"""What was read were the bytes of the object that the index names."""


def contents(config: Config, start: Start, digest: Callable[[str], str], paths: Iterable[str] | None = None) -> dict[str, str]:
    """What stands for the bytes of each listed file, or of these `paths`; "" where that cannot be told."""
    objects, found = start.request.objects, {}
    for path in sorted(start.survey.tree.files if paths is None else paths):
        if objects is not None and path in objects.ids:
            data = objects.read(path, config.max_file_bytes)
            found[path] = f"unread: {data}" if isinstance(data, Skip) else digest_bytes(data)
        else:
            found[path] = digest(path) or special(config, path)
    return found


def differing(config: Config, start: Start, digest: Callable[[str], str], calm: Calm) -> dict[str, str]:
    """The files whose bytes are not what they were for `calm`, with what stands for their bytes now; "" where that cannot be told."""
    now = contents(config, start, digest, _doubtful(start, calm))
    return {path: found for path, found in now.items() if not found or found != calm.contents.get(path)}


def are_listed(start: Start, calm: Calm) -> bool:
    """True when it is certain without a look at them that the files, and what each of them is to the run, are those of `calm`."""
    index = start.side.index if start.side is not None else None
    return index is not None and index.shape == calm.shape


def _doubtful(start: Start, calm: Calm) -> Collection[str] | None:
    """The files that must be looked at, since git's index alone does not tell that they hold what they held; None for all."""
    index, objects = start.side.index if start.side is not None else None, start.request.objects
    if index is None or objects is None or not calm.index:
        return None
    files = start.survey.tree.files
    moved = set(index.changed(Index(index.root, raw=calm.index.tobytes())))
    if not are_listed(start, calm):
        moved |= files - calm.contents.keys()
    if calm.sure.count(EXACT) < len(calm.sure):
        unsure = [(path, sure) for path, sure in zip(calm.listed, calm.sure, strict=True) if sure != EXACT]
        alike = [path for path, sure in unsure if sure == ALIKE and path not in moved and index.has(path)]
        objects.prepare((*moved, *alike))
        moved.update(path for path, sure in unsure if sure == UNSURE and index.has(path))
        moved.update(path for path in alike if path in objects.ids)
    else:
        objects.prepare(moved)
    return moved & files
