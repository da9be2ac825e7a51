"""Plants that need no owner of the repository: one small wrong repository for each rule, tried with the registry's own settings.

A plant is a file `CODE.plant`: each of its files begins with a line `=== PATH`. For a rule about changes `=== before:PATH` tells what
the file held before, nothing when it was not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from ssot_check import discovery
from ssot_check.model.baseline import ABOUT_FINDINGS
from ssot_check.model.changes import Changes
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.errors import RegistryError
from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Registry
from ssot_check.model.suppression import Suppressed
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.judging.judge import judge
from ssot_check.pipeline.scan import scan
from ssot_check.pipeline.states.changes import between
from ssot_check.workspace.patterns import Listing

Plant: TypeAlias = Mapping[str, str]
"""Texts by path."""

PLANTS: Final = Path(__file__).with_name("plants")
_HEAD: Final = re.compile(r"^=== (.+)\n", re.MULTILINE)
_BEFORE: Final = "before:"
_SCRIPT: Final = re.compile(r"#!")


def _crash(_: Project) -> Iterable[Finding]:
    raise ZeroDivisionError("planted")


_BROKEN: Final = Rule("SSOT011", "planted", Severity.ERROR, "A rule that crashes: nothing in a repository can make one.", _crash)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a plant was found, whether that fails a run, and where it was not found, why."""

    found: bool
    fails: bool = False
    severity: Severity = Severity.ERROR
    why: str = ""


def read_plants(folder: Path) -> Mapping[str, Plant]:
    """Every plant by the code of its rule."""
    return {file.stem: parse_plant(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.plant"))}


def parse_plant(text: str) -> Plant:
    """The files of one plant."""
    _, *parts = _HEAD.split(text)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def write_plant(plant: Plant, place: Path) -> None:
    """Write the files below `place`; one that begins with `#!` can be run."""
    for path, text in plant.items():
        if path.startswith(_BEFORE):
            continue
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        if _SCRIPT.match(text):
            target.chmod(0o755)


def try_plant(config: Config, registry: Registry, rule: Rule, plant: Plant, place: Path) -> Answer:
    """Run the check over the plant, with the exceptions and the level of `registry`."""
    place.mkdir(parents=True)
    write_plant(plant, place)
    asked = replace(elsewhere(config, place), select=() if rule.code.startswith(ABOUT_FINDINGS) else (rule.code,), ignore=())
    try:
        project = _with_settings(scan(asked), registry, rule)
        project = replace(project, changes=_planted_change(project, plant, place))
    except RegistryError as error:
        return _answer(rule, [item for item in error.problems if item.code == rule.code], ())
    report = judge(project, asked, (*discovery.rules(), *((_BROKEN,) if rule.code == _BROKEN.code else ())))
    everything: list[Finding | Problem] = [*report.findings, *report.problems]
    said = [item for item in everything if item.code == rule.code]
    answer = _answer(rule, said, report.suppressed)
    if not said and any(effect.hidden for effect in report.phases):
        return replace(answer, why="`enforcement` puts it into the phase off")
    crash = next((item for item in report.problems if item.code == _BROKEN.code and f" {rule.code} " in item.message), None)
    if not said and crash is not None:
        return replace(answer, why=crash.message)
    fails = any(isinstance(item, Problem) or report.fails(item) for item in said)
    return replace(answer, fails=fails) if said else answer


def _planted_change(project: Project, plant: Plant, place: Path) -> Changes | None:
    """The change that brought the plant about, when it says what was there before."""
    before = {path.removeprefix(_BEFORE): text for path, text in plant.items() if path.startswith(_BEFORE)}
    return between(project.registry, before, plant, place) if before else None


def elsewhere(config: Config, root: Path) -> Config:
    """The run of `config`, somewhere else and over everything."""
    return replace(
        config, root=root, registry=None, paths=(), domains=(), baseline=None, use_cache=False, cache_folder=None, jobs=1, outputs=()
    )


def _with_settings(project: Project, registry: Registry, rule: Rule) -> Project:
    """The plant's project under the level and the phases of the repository, and under its exceptions of the rule."""
    allowing = tuple(item for item in registry.exceptions if item.code.upper() == rule.code)
    files = Listing(project.tree.files)
    selected = {(item.path.path, item.path.location.line): tuple(files.matching(item.path.path)) for item in allowing}
    said = registry.enforcement
    asked = replace(project.registry.enforcement, phase=said.phase, phases=tuple(item for item in said.phases if item.is_rule))
    exceptions = (*project.registry.exceptions, *allowing)
    own = replace(project.registry, level=registry.level, exceptions=exceptions, enforcement=asked)
    return replace(project, registry=own, selected={**selected, **project.selected})


def _answer(rule: Rule, said: Sequence[Finding | Problem], suppressed: Sequence[Suppressed]) -> Answer:
    if said:
        worst = min((item.severity for item in said), key=lambda severity: severity.rank)
        return Answer(found=True, fails=worst is Severity.ERROR, severity=worst)
    lines = sorted({grant.location.line for item in suppressed if item.finding.code == rule.code for grant in item.grants})
    if lines:
        return Answer(found=False, why=f"an exception allows it everywhere (line {lines[0]} of the registry)")
    return Answer(found=False, why="the planted violation was not reported")
