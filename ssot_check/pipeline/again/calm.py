"""What is kept of a run, so that the next one about staged files need look at nothing but what differs.

It is the report that a run about staged files would have given had nothing been staged, and the sums from which rarity follows. A run about
the work tree keeps it too: files that git does not know yet are gone then for the run that looks at the index.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.numbers import Numbers
from ssot_check.model.replacement import Roots
from ssot_check.model.report import Report
from ssot_check.pipeline.again.days import as_of
from ssot_check.pipeline.again.packs import unpack
from ssot_check.pipeline.again.question import GIT, asked, history, question
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.reading.roles import Roles
from ssot_check.pipeline.start import Start
from ssot_check.workspace.cache_codec import decode


@dataclass(frozen=True, slots=True)
class Whole:
    """What a run about the whole repository said, and what of it hangs on other files than those that it speaks of.

    `spoken` are the files that any result stands in or speaks of, hints included; `asked` are names that `pipeline.apart` asks for,
    `starred` the last names of modules of which a file passes on every name; `unreferred` is that of the evidence; `is_matched` tells
    that there are copies.
    """

    report: Report
    spoken: tuple[str, ...]
    asked: tuple[str, ...]
    starred: tuple[str, ...]
    unreferred: Mapping[str, str]
    is_matched: bool


@dataclass(frozen=True)
class Calm:
    """One state of the repository. `files` and `told` are packed: the listed files, and what stands for their bytes ("" = unknown).

    `index` are the records of git's index then, `shape` its shape where its files are those that were listed, else ""; `sure` tells of each
    file how much the index says of its bytes (`contents`). `resolving` are the files on which the meaning of others depends.
    `roles` tell what each file is to the run, `wired` are the files that hooks and pipelines lead through, `wiring` is the digest of how
    they do, `sums` the key of the sums from which rarity follows, `families` and `roots` are by language; `imported` are the last names
    of all that is imported, ascending, and `importers` says by how many files each is; so many files may go as there is `room`. `spoken`
    are the files that any result stands in or speaks of, whatever was staged, None where the run was narrowed. `whole` is known where the
    run was about more than the index.
    """

    files: Numbers
    told: Numbers
    sure: Numbers
    index: Numbers
    shape: str
    resolving: tuple[str, ...]
    roles: Roles
    report: Report
    sums: str
    wired: tuple[str, ...]
    wiring: str
    families: Mapping[str, str]
    roots: Mapping[str, Roots]
    imported: tuple[str, ...]
    importers: Numbers
    room: int
    spoken: tuple[str, ...] | None = None
    whole: Whole | None = None

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The listed files in the order of their names."""
        return unpack(self.files)

    @cached_property
    def contents(self) -> Mapping[str, str]:
        """What stands for the bytes of each of them."""
        return dict(zip(self.listed, unpack(self.told), strict=True))

    def importing(self, name: str) -> int:
        """How many files import something of that last name."""
        place = bisect_left(self.imported, name)
        return self.importers[place] if self.imported[place : place + 1] == (name,) else 0


def usable(config: Config, start: Start) -> Memory | None:
    """The memory, when the run is about the work tree or the next commit, as git lists and the disk saves it, and about nothing else."""
    elsewhere = config.since or config.baseline_ref or start.request.overlay or start.survey.lister != GIT
    return None if elsewhere or start.memory is None or not start.memory.cache.is_open else start.memory


def known(config: Config, start: Start, memory: Memory) -> Calm | None:
    """What an earlier run left that was asked the same of the same registry."""
    found = memory.cache.read(place(config, start, memory, whole=not config.staged), lambda data: decode(Calm, data))
    return _as_of(found, config) if found is not None and (config.staged or found.whole is not None) else None


def _as_of(found: Calm, config: Config) -> Calm | None:
    """What was kept, on the day of this run; None where a report says something else then."""
    report, whole = as_of(found.report, config.today), found.whole
    if report is None or whole is None:
        return replace(found, report=report) if report else None
    told = as_of(whole.report, config.today)
    return replace(found, report=report, whole=replace(whole, report=told)) if told else None


def place(config: Config, start: Start, memory: Memory, *, whole: bool) -> str:
    """Where it is kept what a run said; `whole` for one that is about more than the index."""
    other, more = replace(config, staged=not whole), history(start) if whole else ()
    return digest_parts(("calm", f"{whole}", memory.context, *question(other), "\0", *asked(other, start, start.registry), "\0", *more))
