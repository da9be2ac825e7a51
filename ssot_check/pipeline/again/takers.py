"""Which files import something of a Python file: help for a copy asks it, and would read every file for it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from ssot_check.model.digest import digest_parts
from ssot_check.model.numbers import Numbers
from ssot_check.model.parsed import ParsedFile
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.reading.roots import imported_names, last_name
from ssot_check.workspace.cache_codec import decode, encode

_PACKAGE = "__init__"


class Takers(NamedTuple):
    """The last names of all that is imported, ascending, and the numbers of the files that import something of each.

    Those of a name stand in `files` from the end of the name before it to its own of the `ends`.
    """

    names: tuple[str, ...]
    ends: Numbers
    files: Numbers

    def of(self, path: str, listed: Sequence[str]) -> tuple[str, ...] | None:
        """Those that may import something of the file; None where they may call it by another name. `listed` are all files by number."""
        stem, _, ending = path.rpartition(".")
        name = last_name(stem)
        if ending != "py" or name == _PACKAGE:
            return None
        place = bisect_left(self.names, name)
        if self.names[place : place + 1] != (name,):
            return ()
        return tuple(map(listed.__getitem__, self.files[self.ends[place - 1] if place else 0 : self.ends[place]]))


def record(key: str, files: Mapping[str, ParsedFile], listed: Iterable[str]) -> Mapping[str, bytes]:
    """What is to be kept of these files beside the comparison `key`; `listed` are all files in their order."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, path in enumerate(listed):
        if path in files:
            for name in imported_names(files[path]):
                found[name].append(number)
    names = tuple(sorted(found))
    numbers = [found[name] for name in names]
    kept = Takers(names, array("I", accumulate(map(len, numbers))), array("I", (number for some in numbers for number in some)))
    return {_place(key): encode(kept)}


def takers_of(memory: Memory, key: str) -> Takers | None:
    """What is kept beside the comparison `key`, None where it is lost."""
    return memory.cache.read(_place(key), lambda data: decode(Takers, data))


def _place(key: str) -> str:
    return digest_parts(("takers", key))
