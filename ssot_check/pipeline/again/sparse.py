"""The files of a project of which only some are looked through; any other is taken from the cache when it is asked for by its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from ssot_check.model.parsed import Definition, ParsedFile


class Sparse(Mapping[str, ParsedFile]):
    """Goes through the `shown` files only. `fetch` gives another analysed file, None for a path that is none.

    `outline` gives only what one defines, () for a path that is none; without it the whole file is asked. `paths` are those of all
    analysed files.
    """

    def __init__(
        self,
        shown: Mapping[str, ParsedFile],
        fetch: Callable[[str], ParsedFile | None],
        outline: Callable[[str], Sequence[Definition]] | None = None,
        paths: Callable[[], AbstractSet[str]] = frozenset,
    ) -> None:
        self._paths = paths
        self._shown = shown
        self._fetch = fetch
        self._outline = outline
        self._fetched: dict[str, ParsedFile | None] = {}

    def __getitem__(self, path: str) -> ParsedFile:
        found = self._shown.get(path) or self._other(path)
        if found is None:
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown)

    def __len__(self) -> int:
        return len(self._shown)

    def definitions(self, path: str) -> Sequence[Definition]:
        """What an analysed file defines, () for any other path."""
        if self._outline is not None and path not in self._shown and path not in self._fetched:
            return self._outline(path)
        file = self.get(path)
        return file.definitions if file is not None else ()

    @cached_property
    def whole(self) -> Mapping[str, ParsedFile]:
        """All analysed files, each taken from the cache when it is asked for, by its path or with all the others."""
        return _Whole(self, self._paths())

    def _other(self, path: str) -> ParsedFile | None:
        if path not in self._fetched:
            self._fetched[path] = self._fetch(path)
        return self._fetched[path]


class _Whole(Mapping[str, ParsedFile]):
    """Goes through the files of these `paths`, in their order."""

    def __init__(self, files: Sparse, paths: AbstractSet[str]) -> None:
        self._files = files
        self._paths = paths
        self._ordered = sorted(paths)

    def __getitem__(self, path: str) -> ParsedFile:
        if path not in self._paths:
            raise KeyError(path)
        return self._files[path]

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._ordered)

    def __len__(self) -> int:
        return len(self._ordered)
