"""A look at the few files that differ from what was kept of an earlier run: what they may tell, and what may be told because of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from ssot_check.matching.haystack import Haystack
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.parsed import Definition, ParsedFile
from ssot_check.model.phase import Diff
from ssot_check.model.project import Project
from ssot_check.model.registry import DEFAULT_MIN_TOKENS
from ssot_check.model.report import Report
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.staged import Staged
from ssot_check.model.wiring import Wiring
from ssot_check.pipeline.again.alike import are_alike, is_claimed, take_in_alike, taken_in
from ssot_check.pipeline.again.calm import Calm, Whole
from ssot_check.pipeline.again.contents import are_listed
from ssot_check.pipeline.again.kinds import Standing, standing
from ssot_check.pipeline.again.owners import UnsureError
from ssot_check.pipeline.again.plain import is_plain, wiring_of
from ssot_check.pipeline.again.recount import recounted
from ssot_check.pipeline.again.remember import Memory
from ssot_check.pipeline.again.sparse import Sparse
from ssot_check.pipeline.again.suspected import compared
from ssot_check.pipeline.hay import haystack
from ssot_check.pipeline.judging.gate import gated
from ssot_check.pipeline.judging.outcome import verdict_of
from ssot_check.pipeline.reading.read import read_all
from ssot_check.pipeline.reading.roots import are_learnt_alike, imported_names, is_resolving, last_name, moved
from ssot_check.pipeline.reading.texts import reader
from ssot_check.pipeline.start import Start

if TYPE_CHECKING:
    from ssot_check.pipeline.again.wide import Wide

_COUNTING: Final = frozenset(("SSOT008", "SSOT009"))
"""Problems that tell how many files there are."""
_SOURCED: Final = frozenset(("shell", "makefile", "dotenv", "jenkinsfile"))
"""Languages of files that others take in by a path, which may be a guess until the file is there."""
_SILENT: Final = frozenset((Skip.NO_LANGUAGE, Skip.EXCLUDED, Skip.VENDORED, Skip.GENERATED, Skip.MIGRATION, Skip.FOREIGN))
"""Reasons to leave a file out of which nobody need be told."""


@dataclass(frozen=True)
class Look:
    """A look at the `paths` that are staged or differ from what was kept, the `added` ones among them.

    `gone` are files that are there no more: what was kept may be of the work tree, and git does not know them. `then` are the digests kept.
    """

    config: Config
    start: Start
    memory: Memory
    calm: Calm
    touched: Staged
    paths: frozenset[str]
    added: frozenset[str]
    gone: frozenset[str]
    then: Mapping[str, str]

    @property
    def whole(self) -> Whole | None:
        """What is to be told of all other files, None for a run that tells nothing of them."""
        return None if self.config.staged else self.calm.whole

    @cached_property
    def away(self) -> frozenset[str]:
        """The staged files that the commit takes away."""
        return self.touched.paths - self.start.survey.tree.files

    @cached_property
    def wired(self) -> frozenset[str]:
        """Those of the files that hooks and pipelines lead through."""
        return self.paths.intersection(self.calm.wired)

    @cached_property
    def wiring(self) -> Wiring:
        """How hooks and pipelines run the tool now."""
        return wiring_of(self)

    def is_plain(self) -> bool:
        """True when the files may be looked at by themselves."""
        return is_plain(self)

    def report(self) -> Report | None:
        """What was said before, with the numbers of now; None when one of the files may tell something. Raises UnsureError."""
        before = self._known(self.paths - self.added)
        left = self._known(self.gone)
        asked = sorted(self.paths.intersection(self.start.survey.scanned))
        languages = {path: file.language for path, file in before.items() if is_claimed(file)}
        read = read_all(replace(self.start.request, languages=languages), asked, 1, self.memory)
        skipped = {item.path: item.reason for item in self.calm.report.completeness.skipped}
        if not _SILENT.issuperset(skipped[path] for path in self.gone & skipped.keys()):
            return None
        same = all(item.path in self.added or skipped.get(item.path) is item.reason for item in read.skipped)
        if not same or read.parsed.keys() - self.added != before.keys() or self._may_be_sourced(read.parsed, left):
            return None
        fresh = [item for item in (*read.skipped, *self.start.survey.skipped) if item.path in self.added]
        if not _SILENT.issuperset(item.reason for item in fresh):
            return None
        said = (self._wide if self._wide is not None and self.edited else self).said(before, left, read.parsed)
        return self._brought_up(said, (*before.values(), *left.values()), tuple(read.parsed.values()), fresh) if said else None

    def _known(self, paths: frozenset[str]) -> dict[str, ParsedFile]:
        """Those of the files that were analysed, as they were. Raises UnsureError."""
        return {path: file for path in sorted(paths) if (file := self._was(path)) is not None}

    def fetch(self, path: str) -> ParsedFile | None:
        """An analysed file as it was when everything was looked at; None for one that is none. Raises UnsureError."""
        return None if path in self.gone else self._was(path)

    def _was(self, path: str) -> ParsedFile | None:
        if not self._is_known(path):
            return None
        found = self.memory.recall_content(path, self.then[path])
        if not isinstance(found, ParsedFile):
            raise UnsureError(path)
        return found

    @cached_property
    def edited(self) -> frozenset[str]:
        """The owners among them of which no more is asked than what they own, where it is known what was told of all files."""
        if self.added or self.gone:
            return frozenset()
        if self.whole is None:
            return self._wide.edited if self._wide is not None else frozenset()
        from ssot_check.pipeline.again.edited import plain_owners

        return plain_owners(self, self.paths)

    @cached_property
    def _wide(self) -> Wide | None:
        """Where owners are staged, what a run that tells of all files would say; None where what it told is not known."""
        if self.whole is not None or self.paths.isdisjoint(self.start.survey.owners):
            return None
        from ssot_check.pipeline.again.wide import wide

        return wide(self)

    def _outline(self, path: str) -> tuple[Definition, ...]:
        """What an analysed file defined when everything was looked at, () for one that is none. Raises UnsureError."""
        if path in self.gone or not self._is_known(path):
            return ()
        found = self.memory.recall_definitions(path, self.then[path])
        if found is None:
            raise UnsureError(path)
        return found

    def analysed(self, now: AbstractSet[str]) -> AbstractSet[str]:
        """The paths of all analysed files, of which those that differ are the ones of `now`."""
        return (self.then.keys() - self._skipped - self.gone - self.paths) | now

    def _importers(self, now: AbstractSet[str], path: str) -> tuple[str, ...] | None:
        """The files that may import something of a Python file, each of those of `now` among them; None where it can be any."""
        from ssot_check.pipeline.again.takers import takers_of  # a commit without a copy asks nothing of it

        kept = takers_of(self.memory, self.calm.sums)
        found = kept.of(path, self.calm.listed) if kept is not None else None
        return tuple(sorted({*found, *now} - (self.paths - now) - self.gone)) if found is not None else None

    def _is_known(self, path: str) -> bool:
        """True for a file that was analysed then."""
        return path not in self.added and path in self.then and path not in self._skipped

    @cached_property
    def _skipped(self) -> frozenset[str]:
        return frozenset(item.path for item in self.calm.report.completeness.skipped)

    def _may_be_sourced(self, after: Mapping[str, ParsedFile], left: Mapping[str, ParsedFile]) -> bool:
        """True when another file may take in one that is new or gone, which may be a program because of that alone."""
        come = [after[path] for path in sorted(self.added & after.keys())]
        if any(file.language in _SOURCED for file in (*come, *left.values())):
            return True
        return any("." not in path.rpartition("/")[2] for path in (self.added | self.gone) - after.keys() - left.keys())

    def said(self, before: Mapping[str, ParsedFile], left: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> Report | None:
        """What is to be told, its numbers still those of before; None when what is said of others may change, or more must be looked at."""
        both = (*before.values(), *left.values(), *after.values())
        if any(file.problems or file.generated for file in both) or not take_in_alike(before, after) or any(map(taken_in, left.values())):
            return None
        if self.whole is not None and (any(file.suppressions for file in both) or any(file.touches for file in after.values())):
            return None
        if not self._leaves_enough(before, left, after):
            return None
        were = {**before, **left}
        if any(self._is_imported(path, were) for path in self.added | self.gone):
            return None
        manifests = [{path: file for path, file in files.items() if is_resolving(path)} for files in (before, after)]
        if any(manifests) and not are_learnt_alike(self.calm.roots, *manifests):
            return None
        project = self._project(were, after)
        if self.whole is not None and not self._are_apart(self.whole, project, were):
            return None
        hay = haystack(project, self.calm.families)
        kinds = standing(self.memory, self.calm.sums, hay, self.paths | self.gone, after) if self.whole is None else Standing()
        found = compared(self, project, hay, were, after, kinds)
        if found is None:
            return None
        return self._judged(replace(project, matches=found.matches, strays=found.strays), hay, were, after)

    def _leaves_enough(self, before: Mapping[str, ParsedFile], left: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> bool:
        """False where so much code came or went that a check may have nothing to look at any more, or something again."""
        if not (self.added or self.gone or _code(before) != _code(after)):
            return True
        lost = len(left) + len(_code(before) - _code(after))
        return lost < self.calm.room and _COUNTING.isdisjoint(problem.code for problem in self.calm.report.problems)

    def _are_apart(self, whole: Whole, project: Project, before: Mapping[str, ParsedFile]) -> bool:
        from ssot_check.pipeline.again.apart import Apart

        return Apart(whole, project, before, self.paths, self.edited, reader(self.start.request)).are_apart()

    def _judged(self, project: Project, hay: Haystack, before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> Report | None:
        """What the rules say of the files; None where they may say something of others."""
        if self.edited:
            from ssot_check.pipeline.again.edited import Edited

            if not self.edited <= before.keys() & after.keys():
                return None
            edited = Edited(self, hay, self.edited, before, after)
            again = self._is_said_before(before, after) and edited.change_nothing()
            return replace(self.old, domains=edited.summaries(self.old.domains)) if again else None
        if not project.strays and not project.matches and not self._is_excused(after) and self._is_said_before(before, after):
            return self.old
        from ssot_check.pipeline.again.asking import judged

        return judged(self, project, before, after)

    def _is_excused(self, after: Mapping[str, ParsedFile]) -> bool:
        """True when a comment or the baseline may let something in the files stand."""
        known = self.start.baseline.entries if self.start.baseline is not None else ()
        return any(file.suppressions for file in after.values()) or any(entry.identity.path in self.paths for entry in known)

    @property
    def old(self) -> Report:
        """What was said before."""
        return self.whole.report if self.whole is not None else self.calm.report

    def _is_imported(self, path: str, before: Mapping[str, ParsedFile]) -> bool:
        """True when an import of a file that is not among those `before` may mean this one, which is new or gone."""
        stem = path.rpartition(".")[0]
        name = last_name(stem)
        return stem.endswith("__init__") or self.calm.importing(name) > sum(name in imported_names(file) for file in before.values())

    def _project(self, before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> Project:
        """The repository as the rules see it: they go through the files that differ, and find any other by its path."""
        survey, start = self.start.survey, self.start
        resolving = self.calm.resolving if are_listed(start, self.calm) else filter(is_resolving, survey.tree.files)
        shown = {path: file for path in resolving if (file := self.fetch(path)) is not None} | dict(after)
        paths = partial(self.analysed, after.keys())
        files = Sparse(dict(sorted(shown.items())), self.fetch, self._outline, paths)
        return Project(
            registry=start.registry,
            tree=survey.tree,
            files=files,
            outline=files.definitions,
            importers=partial(self._importers, after.keys()),
            skipped=self.calm.report.completeness.skipped,
            selected=survey.selected,
            owners=survey.owners,
            lister=survey.lister,
            baseline=start.baseline,
            audit=start.audit,
            staged=self.touched,
            wiring=self.wiring if self.wired else Wiring(),
            diff=Diff(self.touched.paths, self.touched.added) if self.whole is None else None,
            roots=moved(self.calm.roots, before, after, (survey.tree.files - self.added) | self.gone, survey.tree.files),
        )

    def _is_said_before(self, before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> bool:
        """True when no rule had anything to say of these files, and each says to the rules what it said then."""
        spoken = self.calm.spoken
        known = not (self.added or self.gone or self.away) and spoken is not None and self.paths.isdisjoint(spoken)
        return known and are_alike(self.start.registry, before, after)

    def _brought_up(self, said: Report, before: Sequence[ParsedFile], after: Sequence[ParsedFile], fresh: Iterable[SkippedFile]) -> Report:
        """What is `said`, with the numbers of now."""
        old, registry = self.old, self.start.registry
        skipped = (*(item for item in old.completeness.skipped if item.path not in self.gone), *fresh)
        floor = min((domain.duplicates.min_tokens for domain in registry.domains), default=DEFAULT_MIN_TOKENS)
        more = len(self.added) - len(self.gone)
        report = replace(
            said,
            completeness=recounted(old.completeness, before, after, skipped, listed=more, floor=floor),
            staged=len(self.touched.paths) if self.whole is None else None,
            presentation=self.config.presentation,
            conditions=(),
            verdict=verdict_of(said.findings, said.problems, said.failing),
        )
        return gated(report, registry.enforcement)


def _code(files: Mapping[str, ParsedFile]) -> set[str]:
    return {path for path, file in files.items() if file.units}
