"""How files were sorted when everything was looked at: a commit that adds, moves and deletes none is sorted alike.

What the registry's paths mean follows from it and from which files git lists, with their modes. Where files went that are there no more,
and what of the missing ones git ignores, is asked again each time.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING

from ssot_check.model.baseline import Baseline
from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.numbers import Numbers
from ssot_check.model.project import Tree
from ssot_check.model.registry import Registry
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.pipeline.again.packs import pack, unpack
from ssot_check.workspace import files
from ssot_check.workspace.cache_codec import decode, encode
from ssot_check.workspace.cache_key import program_digest
from ssot_check.workspace.files import Listed, Survey
from ssot_check.workspace.index import Index

if TYPE_CHECKING:
    from ssot_check.workspace.cache import Cache


@dataclass(frozen=True, slots=True)
class Sorted:
    """A survey of the files of an index; files are meant by their numbers in the order of their names.

    `skipped` have the `reasons` of the same place; those that an entry of the registry means end at its own of the `ends`.
    """

    files: Numbers
    executable: Numbers
    tests: Numbers
    skipped: Numbers
    reasons: tuple[Skip, ...]
    entries: tuple[tuple[str, int], ...]
    ends: Numbers
    named: Numbers


@dataclass(frozen=True, slots=True)
class Surveyor:
    """Sorts the files below `root` by what the registry says; `baseline` are the known findings, whose files are followed."""

    root: Path
    registry: Registry
    baseline: Baseline

    def survey(self, listed: Listed, unsaved: frozenset[str] = frozenset()) -> Survey:
        """The files that are `listed`, and those that are `unsaved`."""
        return files.survey(self.root, self.registry, self.registry.path, self.baseline, listed, unsaved)

    def recall(self, cache: Cache | None, index: Index) -> Survey | None:
        """The survey of an index, where one was kept of another that has the same files; None where not."""
        kept = cache.read(self._place(index), lambda data: decode(Sorted, data)) if cache is not None else None
        return self._unpacked(kept) if kept is not None else None

    def record(self, index: Index, survey: Survey) -> Mapping[str, bytes]:
        """What is to be kept of the survey of an index."""
        paths = sorted(survey.tree.files)
        numbers = {path: number for number, path in enumerate(paths)}

        def numbered(some: Iterable[str]) -> Numbers:
            return array("I", map(numbers.__getitem__, some))

        ends, named, entries = array("I"), array("I"), sorted(survey.selected)
        for entry in entries:
            named.extend(numbered(survey.selected[entry]))
            ends.append(len(named))
        kept = Sorted(
            files=pack(paths),
            executable=numbered(sorted(survey.tree.executable)),
            tests=numbered(sorted(survey.tests)),
            skipped=numbered(item.path for item in survey.skipped),
            reasons=tuple(item.reason for item in survey.skipped),
            entries=tuple(entries),
            ends=ends,
            named=named,
        )
        return {self._place(index): encode(kept)}

    def _unpacked(self, kept: Sorted) -> Survey:
        paths = unpack(kept.files)
        selected, begin = {}, 0
        for entry, end in zip(kept.entries, kept.ends, strict=True):
            selected[entry] = tuple(map(paths.__getitem__, kept.named[begin:end]))
            begin = end
        is_read = bytearray(b"\1") * len(paths)
        for number in kept.skipped:
            is_read[number] = 0
        tree = Tree(frozenset(paths), executable=frozenset(map(paths.__getitem__, kept.executable)))
        return Survey(
            tree=files.followed(self.root, self.registry, tree, selected, files.paths_of(self.baseline)),
            scanned=tuple(compress(paths, is_read)),
            skipped=tuple(map(SkippedFile, map(paths.__getitem__, kept.skipped), kept.reasons)),
            tests=frozenset(map(paths.__getitem__, kept.tests)),
            selected=selected,
            owners=files.owners_of(self.registry, selected),
        )

    def _place(self, index: Index) -> str:
        known = files.paths_of(self.baseline)
        asked = (program_digest(), f"{self.root}", index.shape, repr(self.registry), self.baseline.path, *sorted(known))
        return digest_parts(("survey", *asked))
