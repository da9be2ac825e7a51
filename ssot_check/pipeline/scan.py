"""Reads the world once: configuration in, Project out. The only place where the rooms meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from ssot_check.matching.across import across
from ssot_check.matching.anew import Earlier, searched
from ssot_check.matching.clone_classes import clone_classes, strays
from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.shadows import shadows
from ssot_check.matching.strays import plain_strays
from ssot_check.matching.unasked import unasked
from ssot_check.matching.weights import summed, weigh
from ssot_check.model.codeowners import CodeOwners
from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.errors import RegistryError
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Registry
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.again.recollect import Comparison, recollect
from ssot_check.pipeline.confirm import Confirmer
from ssot_check.pipeline.hay import compared_as
from ssot_check.pipeline.heads import head, written
from ssot_check.pipeline.judging.compared import compared
from ssot_check.pipeline.reading.claims import claims
from ssot_check.pipeline.reading.deliberate import DATA, may_be_broken
from ssot_check.pipeline.reading.evidence import evidence
from ssot_check.pipeline.reading.facts import fact_values
from ssot_check.pipeline.reading.idle_owners import unreferred
from ssot_check.pipeline.reading.named import path_problems
from ssot_check.pipeline.reading.read import Request, read_all
from ssot_check.pipeline.reading.returned import returned
from ssot_check.pipeline.reading.rivals import rivals
from ssot_check.pipeline.reading.roots import learner
from ssot_check.pipeline.reading.texts import reader
from ssot_check.pipeline.reading.watching import default_ban_problems, watch_for, with_default_bans
from ssot_check.pipeline.reading.without_git import without_git
from ssot_check.pipeline.replacements import adopt, first, redirect, replacements, spell
from ssot_check.pipeline.retire import Retirer
from ssot_check.pipeline.start import Start, started
from ssot_check.pipeline.states.sides import registry_of
from ssot_check.pipeline.wiring.follow import wired
from ssot_check.workspace import codeowners, files

_BY_BYTES: Final = {
    Skip.BINARY: ("its bytes are not those of a source file", "mend the file"),
    Skip.HUGE: ("it is larger than the setting `max-file-bytes` allows", "raise `max-file-bytes`"),
    Skip.LFS_POINTER: ("its content is kept elsewhere", "run `git lfs pull`"),
}
_WEB: Final = "typescript"
"""Families whose files are often data, large by nature."""


def scan(config: Config) -> Project:
    """Everything the rules may look at. Raises RegistryError when there is no registry, or none of it can be read."""
    with started(config) as start:
        return scanned(config, start)


def scanned(config: Config, start: Start, before: Project | None = None) -> Project:
    """The same for a run that has started; `before` is a snapshot of which unchanged files are taken over."""
    registry, survey, known = start.registry, start.survey, start.baseline
    request = replace(start.request, before=_unchanged(start.request, before))
    confirmer = Confirmer(config.root, survey.tree.files, config.max_file_bytes, request.overlay, request.objects)
    read = read_all(request, survey.scanned, config.jobs, start.memory, partial(config.progress, "reading"))
    config.progress("comparing", 0, 0)
    project = Project(
        registry=registry,
        tree=survey.tree,
        files=read.parsed,
        skipped=tuple(sorted((*survey.skipped, *read.skipped))),
        selected=survey.selected,
        owners=survey.owners,
        lister=survey.lister,
        problems=(
            *start.problems,
            *rivals(registry, survey.tree.files),
            *without_git(config.root, survey, registry),
            *default_ban_problems(registry),
            *_file_problems(read.parsed, survey, registry, filtered=_is_filtered(survey, registry)),
            *_hidden_code((*survey.skipped, *read.skipped), survey),
            *path_problems(config.paths, survey.tree, read.parsed, (*survey.skipped, *read.skipped)),
        ),
        baseline=known.followed(survey.tree.renames) if known else None,
        audit=start.audit.followed(survey.tree.renames) if start.audit else None,
        roots=learner(read.parsed, survey.tree.files),
    )
    hay = compared_as(project)
    found = recollect(
        start.memory, hay, survey.tree.files, partial(compare, replace(confirmer, roots=project.roots, memory=start.memory), hay)
    )
    told = replace(project, matches=found.matches, clone_classes=found.classes, shadows=found.shadows, strays=found.strays)
    return replace(
        told,
        replacements=replacements(project, reader(request)),
        compared=compared(project),
        spell=partial(spell, project, reader(request)),
        first=partial(first, project, reader(request)),
        head=partial(head, project, reader(request)),
        written=partial(written, reader(request)),
        redirect=partial(redirect, project, reader(request)),
        adopt=partial(adopt, project, reader(request)),
        retire=Retirer(project, reader(request), survey.tests),
        evidence=replace(
            evidence(project, config.today, reader(request)),
            unreferred=unreferred(project, reader(request)),
            returned=returned(project, config.root, start.commit),
        ),
        codeowners=reviewers(survey, reader(request)),
        facts=fact_values(project, reader(request)),
        wiring=wired(survey, registry, reader(request)),
    )


def load_registry(config: Config) -> Registry:
    """The registry alone. Raises RegistryError when there is none, or none of it can be read."""
    loaded = registry_of(config)
    if loaded.registry is None:
        raise RegistryError(loaded.problems)
    return with_default_bans(loaded.registry)


def reviewers(survey: files.Survey, read: Callable[[str], str | None]) -> CodeOwners:
    """Who reviews the owned files."""
    path = codeowners.find(survey.tree.files)
    return codeowners.read(path, read(path) or "", survey.owners) if path else CodeOwners()


def _unchanged(request: Request, before: Project | None) -> Mapping[str, ParsedFile]:
    """Files of an earlier snapshot whose results would be the same now, as long as their bytes are."""
    if before is None or watch_for(before.registry) != request.watch:
        return {}
    owned = {path: path in before.owners for path in before.files}
    same = (path for path in before.files if owned[path] == (path in request.owned) and before.files[path].test == (path in request.tests))
    return {path: before.files[path] for path in same}


def compare(confirmer: Confirmer, hay: Haystack, earlier: Earlier | None, counting: bool) -> tuple[Comparison, Earlier]:
    """The matching room's answers, confirmed by the languages, with what is known from `earlier`; and what a later one wants to know.

    Without `counting` there are no sums in that.
    """
    owned = owned_units(hay)
    unowned = strays(hay)
    weights = weigh(hay, [item.unit for item in owned] + [unit for units in unowned.values() for unit in units])
    answers = searched(hay, weights, owned, earlier)
    matches = confirmer.confirm(answers.matches, hay.files)
    counted = {match.copy.location for match in matches}
    matches += tuple(match for match in across(hay, owned) if match.copy.location not in counted)
    classes = confirmer.confirm_classes(clone_classes(hay, weights, unowned, matches), hay.files)
    shadowing = confirmer.confirm_shadows(shadows(hay, weights, matches), hay.files)
    from ssot_check.matching.same_files import same_files  # what compares nothing anew does without it

    spoken = {match.copy_path for match in matches} | {item.copy.location.path for item in shadowing}
    matches += confirmer.confirm(same_files(hay, spoken), hay.files)
    confirmer.keep()
    taken = [match.copy for match in matches] + [unit for group in classes for unit in group.units] + [item.copy for item in shadowing]
    found = Comparison(matches, classes, shadowing, plain_strays(hay, unowned, taken))
    sums = summed(hay, weights, [item.unit for item in owned]) if counting else {}
    return found, Earlier(answers.silences, sums, unasked=unasked(weights, sums))


def _file_problems(parsed: Mapping[str, ParsedFile], survey: files.Survey, registry: Registry, *, filtered: bool) -> Iterable[Problem]:
    for path in sorted(parsed):
        for problem in parsed[path].problems:
            mild = problem.severity is Severity.ERROR and may_be_broken(parsed[path], survey, registry)
            yield replace(problem, severity=Severity.WARNING) if mild else problem
    if not parsed:
        yield _nothing("nothing was scanned: no file is left after the filters", registry)
    elif filtered and all(path in survey.owners for path in parsed):
        yield _nothing("nothing was compared: the filters leave only the owners themselves", registry)


def _is_filtered(survey: files.Survey, registry: Registry) -> bool:
    """True when the registry keeps files from being read."""
    by_registry = {Skip.EXCLUDED, Skip.GENERATED} if registry.scan.generated else {Skip.EXCLUDED}
    return any(item.reason in by_registry for item in survey.skipped)


def _hidden_code(skipped: Iterable[SkippedFile], survey: files.Survey) -> Iterable[Problem]:
    """Source files that were left out for their bytes: a copy must not vanish behind one NUL or much padding.

    Those are warnings where it is usual: tests keep broken files, repositories keep what a web build wrote, and `.ts` names videos too.
    What an owner lost is said by SSOT007's own rule.
    """
    for item in skipped:
        language = claims().by_path(item.path) if item.reason in _BY_BYTES else None
        if language is None or language.family in DATA or item.path in survey.owners:
            continue
        cause, remedy = _BY_BYTES[item.reason]
        usual = item.path in survey.tests or language.family == _WEB
        yield Problem(
            "SSOT010" if usual else "SSOT007",
            f"{item.path} is named like {language.name} and was not analysed: {item.reason.value}",
            Location(item.path),
            cause=cause,
            remedy=f"{remedy}, or name it under `scan.exclude`",
            severity=Severity.WARNING if usual else Severity.ERROR,
        )


def _nothing(message: str, registry: Registry) -> Problem:
    return Problem(
        "SSOT008",
        message,
        Location(registry.path),
        cause="every other listed file is excluded, ignored, binary, or in a language without an analyser",
        remedy="check `scan.include`, `scan.exclude` and `scan.generated` in the registry, and that the command runs in the right folder",
    )
