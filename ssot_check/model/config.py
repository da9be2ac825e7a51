"""The one frozen configuration of a run, passed whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final, TypeAlias

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.report import Presentation

DEFAULT_MAX_FILE_BYTES: Final = 2_000_000
DEFAULT_MAX_REGISTRY_BYTES: Final = 5_000_000


Progress: TypeAlias = Callable[[str, int, int], object]


def no_progress(_phase: str, _done: int, _total: int) -> None:
    """For whoever does not want to know."""


@dataclass(frozen=True)
class Config:
    """Everything a run was asked for.

    `root` is the repository's folder; `registry` the registry file, None to look for it; `paths` narrow the report, repository-relative;
    `select` and `ignore` are code prefixes, and a code behind `!` among the ignored runs all the same; `fail_on` overrides the
    registry's level ("" = as the registry says); `jobs` is the number of worker processes, at least 1; `today` decides whether dated
    entries have run out (None = never).
    `baseline` is the file of the known findings, None to take the registry's; with `no_baseline` none is read at all.
    `use_cache` lets a run keep what it finds out for the next one: in `cache_folder`, None for the usual place;
    `tell` is given what is worth a word and is no part of the report; `progress` the phase a run is in, the files done and all of them.
    `since` names the state of git that the findings are compared with ("" = none): the report then holds what came after it.
    `baseline_ref` names a commit whose findings stand for the baseline ("" = none). `staged` reads git's index instead of the work tree,
    and narrows the report to what the next commit touches.
    With `no_suppressions` findings that a comment or the registry allows are reported like all others; with `no_phases` the registry's
    phases do nothing; with `hints` findings whose confidence is HINT are reported as well. `mute` keeps the report from standard
    output: only `outputs` get it. `names_commit` lets the report say which commit it speaks of.
    """

    root: Path
    registry: Path | None = None
    paths: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    fail_on: str = ""
    jobs: int = 1
    max_file_bytes: int = DEFAULT_MAX_FILE_BYTES
    max_registry_bytes: int = DEFAULT_MAX_REGISTRY_BYTES
    format: str = "full"
    outputs: tuple[tuple[str, str], ...] = ()
    presentation: Presentation = field(default_factory=Presentation)
    today: date | None = None
    baseline: Path | None = None
    no_baseline: bool = False
    no_suppressions: bool = False
    no_phases: bool = False
    mute: bool = False
    hints: bool = False
    since: str = ""
    staged: bool = False
    baseline_ref: str = ""
    names_commit: bool = False
    use_cache: bool = False
    cache_folder: Path | None = None
    tell: Callable[[str], object] = field(default=str, compare=False)
    progress: Progress = field(default=no_progress, compare=False)
