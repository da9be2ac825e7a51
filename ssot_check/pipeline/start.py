"""What a run stands on before it reads a source file: the registry, the known findings, the listed files, and what earlier runs kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial

from ssot_check.model.baseline import Baseline
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.errors import RegistryError
from ssot_check.model.problem import Problem
from ssot_check.model.registry import Registry
from ssot_check.pipeline.again.registered import understood
from ssot_check.pipeline.again.remember import Memory, opened
from ssot_check.pipeline.again.surveyed import Surveyor
from ssot_check.pipeline.reading.read import Request, memory_of
from ssot_check.pipeline.reading.watching import heeded, watch_for, with_default_bans
from ssot_check.pipeline.states.sides import audit_of, baseline_of, registry_of
from ssot_check.workspace import files
from ssot_check.workspace.objects import Side


@dataclass(frozen=True)
class Start:
    """`problems` are those of the registry and of the baseline's file; `memory` is None where nothing is kept.

    `side` is the state that is looked at where that is not the work tree.
    """

    registry: Registry
    baseline: Baseline | None
    audit: Baseline | None
    problems: tuple[Problem, ...]
    survey: files.Survey
    request: Request
    memory: Memory | None
    surveyor: Surveyor
    side: Side | None = None

    @property
    def commit(self) -> str:
        """The id of the state that is looked at, "" when it comes after HEAD."""
        return self.side.commit if self.side is not None else ""


@contextmanager
def started(config: Config, overlay: Mapping[str, str] | None = None, side: Side | None = None) -> Iterator[Start]:
    """`overlay` holds unsaved texts by path; `side` is another state of the repository than the work tree.

    Raises RegistryError when there is no registry, or none of it can be read.
    """
    index = side.index if side else None
    listed = _listed(config, side)
    with opened(config, index.has_folder if index else lambda name: files.has_folder(listed().found.files, name)) as kept:
        loaded = registry_of(config, side, overlay, partial(understood, kept))
        if loaded.registry is None:
            raise RegistryError(loaded.problems)
        registry = with_default_bans(loaded.registry)
        known, place = baseline_of(config, registry, side)
        audit = audit_of(config, side)
        judged = audit.baseline.entries if audit.baseline else ()
        followed = known.baseline or Baseline(place)
        followed = replace(followed, entries=(*followed.entries, *judged))
        surveyor, unsaved = Surveyor(config.root, registry, followed), frozenset(overlay or ())
        survey = surveyor.recall(kept, index) if index and not unsaved else None
        survey = survey or surveyor.survey(listed(), unsaved)
        objects = side.objects if side else None
        owned, watch = frozenset(survey.owners), watch_for(registry)
        request = Request(config.root, config.max_file_bytes, survey.tests, owned, overlay or {}, watch, objects)
        memory = memory_of(kept, request)
        problems = (*loaded.problems, *known.problems, *audit.problems)
        yield Start(heeded(registry, survey.owners), known.baseline, audit.baseline, problems, survey, request, memory, surveyor, side)


def _listed(config: Config, side: Side | None) -> Callable[[], files.Listed]:
    """The files of the state that is looked at, listed when somebody asks for the first time."""
    return cache(lambda: files.Listed(side.listing) if side else files.list_files(config.root))
