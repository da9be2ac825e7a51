"""Pairs for the fit of rule 207: hand-written jobs of several authors, and functions of public packages that do other jobs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.quality.type4 import FOLDER, SETS
from benchmarks.real import run as real
from ssot_check.matching.candidates import RareIndex, Rarity, share
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.jobs import Job, Jobs, Likeness, does_job, job
from ssot_check.matching.rewrites import MIN_SAME_STEMS, is_asked
from ssot_check.model.config import Config
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import FUNCTIONS, Unit
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.scan import scan

LEAST_SHARE: Final = 1 / 3
"""A unit stands for a sample when it has this share of its lines."""
_HEADER: Final = re.compile(r"^#: (\S+) (\S+)$")


@dataclass(frozen=True, slots=True)
class Sample:
    """A unit of the hand-written code. `author` is its file, `role` owner, again or like; `block` tells the samples of a file apart."""

    unit: Unit
    author: str
    role: str
    task: str
    block: tuple[str, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """An owner, what may be a copy of it, and what they share. `task` is the job of the owner, `other` that of the copy ("" = real)."""

    task: str
    other: str
    author: str
    owner: Unit
    copy: Unit
    signals: Likeness
    same: bool


def samples(language: str) -> list[Sample]:
    """The units of the hand-written sets for tuning, in one language."""
    suffix = {"python": ".py", "shell": ".sh"}[language]
    found = []
    for path in sorted(path for name in SETS["tuning"] for path in (FOLDER / name).glob(f"*{suffix}")):
        text = path.read_text(encoding="utf-8")
        parsed = claims().by_name[language].parse(SourceFile(path.name, language, text, "", False), fingerprint)
        author = f"{path.parent.name}/{path.stem}"
        for first, last, word, task in _blocks(text):
            role = word if word in ("again", "like") else "owner"
            for unit in parsed.units:
                here = first <= unit.location.line and unit.location.end_line <= last
                if here and does_job(unit) and unit.location.line_count >= LEAST_SHARE * (last - first):
                    found.append(Sample(unit, author, role, task, (author, first)))
    return found


def _blocks(text: str) -> Iterator[tuple[int, int, str, str]]:
    lines = text.rstrip("\n").split("\n")
    heads = [(number, match) for number, line in enumerate(lines, start=1) if (match := _HEADER.match(line))]
    ends = [number - 3 for number, _ in heads[1:]] + [len(lines)]
    for (number, match), end in zip(heads, ends, strict=True):
        yield number + 1, end + 2, match[1], match[2]


@dataclass(frozen=True, slots=True)
class Package:
    """Real code: the units of one language, and those of its owners that may be asked, with their domains and paths of those."""

    name: str
    language: str
    units: tuple[Unit, ...]
    owners: tuple[Unit, ...]
    owned: frozenset[str]


def package(name: str, source: str, language: str, work: Path) -> Package:
    """Read one source of `benchmarks/real/sources.toml` with its registry."""
    root = real.unpack(source, work)
    shutil.copyfile(real.HERE / "registries" / f"{name}.yml", root / "SSOT_LOCK.yml")
    project = scan(Config(root=root, jobs=2))
    families = {key: value.family or key for key, value in claims().by_name.items()}
    hay = Haystack(project.registry, project.files, project.owners, families)
    files = [project.files[path] for path in sorted(project.files)]
    units = [unit for file in files if file.language == language and not file.test and not file.generated for unit in file.units]
    owners = [item.unit for item in owned_units(hay) if item.file.language == language and is_asked(item)]
    return Package(name, language, tuple(filter(does_job, units)), tuple(owners), frozenset(project.owners))


class Bench:
    """The samples as if they stood in one package."""

    def __init__(self, real_code: Package, written: Sequence[Sample]) -> None:
        self.package, self.written = real_code, written
        self.jobs = Jobs.of([unit for unit in (*real_code.units, *(item.unit for item in written)) if unit.kind in FUNCTIONS])
        self._known: dict[int, Job] = {}

    def among_samples(self) -> Iterator[Pair]:
        """Every pair of samples of different authors, the owner no `like`."""
        owners = [item for item in self.written if item.role != "like"]
        index = self._index([item.unit for item in owners])
        for item in self.written:
            for number in index.candidates(self._job(item.unit).stems):
                owner = owners[number]
                signals = self._signals(owner.unit, item.unit) if owner.author != item.author else None
                if signals is not None:
                    same = owner.task == item.task and item.role != "like"
                    yield Pair(owner.task, item.task, f"{item.role} {item.author}", owner.unit, item.unit, signals, same)

    def against_real(self) -> Iterator[Pair]:
        """Owners among the samples with the units of the package."""
        owners = [item for item in self.written if item.role == "owner"]
        index = self._index([item.unit for item in owners])
        for unit in self.package.units:
            for number in index.candidates(self._job(unit).stems):
                signals = self._signals(owners[number].unit, unit)
                if signals is not None:
                    yield Pair(owners[number].task, "", "", owners[number].unit, unit, signals, same=False)

    def within(self) -> Iterator[Pair]:
        """The owners of the package with its other units."""
        index = self._index(self.package.owners)
        for unit in self.package.units:
            if unit.location.path in self.package.owned:
                continue
            for number in index.candidates(self._job(unit).stems):
                signals = self._signals(self.package.owners[number], unit)
                if signals is not None:
                    yield Pair("", "", "", self.package.owners[number], unit, signals, same=False)

    def _index(self, owners: Sequence[Unit]) -> RareIndex[str]:
        return RareIndex([self._job(unit).stems for unit in owners], Rarity.of_all(self.jobs.rarities), share(MIN_SAME_STEMS))

    def _signals(self, owner: Unit, copy: Unit) -> Likeness | None:
        return self.jobs.likeness(self._job(owner), self._job(copy))

    def _job(self, unit: Unit) -> Job:
        if id(unit) not in self._known:
            self._known[id(unit)] = job(unit)
        return self._known[id(unit)]
