"""How far each finding is enforced: which are not shown, which fail nothing, and which the baseline does not excuse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from typing import Final, NamedTuple

from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.finding import Finding
from ssot_check.model.phase import NEVER_PHASED, Diff, Phase, PhaseEffect, PhaseEntry, stands_in
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity

_BY_DIFF: Final = (Phase.TOUCHED, Phase.NEW)
_ORDER: Final = tuple(Phase)


class Enforced(NamedTuple):
    """Findings that are told, each with what excuses it, and what the phases did."""

    findings: tuple[Finding, ...]
    effects: tuple[PhaseEffect, ...]


@dataclass(frozen=True, slots=True)
class Phases:
    """The phases of one run. `diff` is the change it is about, `registry` the path of the registry."""

    default: Phase
    entries: tuple[PhaseEntry, ...]
    diff: Diff | None
    registry: str

    @classmethod
    def of(cls, project: Project, config: Config) -> Phases:
        """What the registry says; with `no_phases` everything is in the phase that holds where nobody says anything."""
        said = project.registry.enforcement
        if config.no_phases:
            return cls(Phase.RATCHET, (), None, project.registry.path)
        return cls(said.phase or Phase.RATCHET, said.phases, project.diff, project.registry.path)

    def entry(self, finding: Finding) -> tuple[str, Phase]:
        """The entry that holds for a finding ("" = the default) and its phase: the weaker one of its domain and of its rule."""
        if finding.code.startswith(NEVER_PHASED):
            return "", Phase.RATCHET
        rules = [item for item in self.entries if item.is_rule and finding.code.startswith(item.name)]
        named = [item for item in self.entries if not item.is_rule and item.name == finding.domain]
        named += sorted(rules, key=lambda item: -len(item.name))[:1]
        weakest = min(named, key=lambda item: _ORDER.index(item.phase), default=None)
        return (weakest.name, weakest.phase) if weakest else ("", self.default)

    def ignores_baseline(self, finding: Finding) -> bool:
        """True when it fails although the baseline knows it."""
        return self.entry(finding)[1] is Phase.FULL

    def excuse(self, finding: Finding) -> str:
        """Why a finding fails nothing, "" when it may."""
        name, phase = self.entry(finding)
        where = f"phase {phase}" + (f" of {name}" if name else "")
        if phase is Phase.REPORT:
            return where
        if self.diff is None or phase not in _BY_DIFF:
            return ""
        if phase is Phase.NEW:
            return "" if stands_in(finding, self.diff.added) else f"{where}: it stands in no file that the change adds"
        # What stands in the registry speaks of other files: of the touched ones too.
        if finding.location.path == self.registry or stands_in(finding, self.diff.changed):
            return ""
        return f"{where}: it stands in no file that the change touches"

    def is_undecided(self, phase: Phase) -> bool:
        """True when the phase asks for a change, and there is none to look at."""
        return self.diff is None and phase in _BY_DIFF


def enforce(found: Iterable[Finding], unexcused: Set[Finding], phases: Phases, failing: Sequence[Severity]) -> Enforced:
    """Put every finding into its phase. `unexcused` are those among them that the baseline knows."""
    told: list[Finding] = []
    names = {"": phases.default, **{item.name: item.phase for item in phases.entries}}
    counts = {name: PhaseEffect(name, phase, undecided=phases.is_undecided(phase)) for name, phase in names.items()}
    for finding in found:
        name, phase = phases.entry(finding)
        if phase is Phase.OFF:
            counts[name] = replace(counts[name], hidden=counts[name].hidden + 1)
            continue
        excuse = phases.excuse(finding)
        told.append(replace(finding, excused=excuse) if excuse else finding)
        if excuse and finding.severity in failing:
            counts[name] = replace(counts[name], held=counts[name].held + 1)
        if finding in unexcused:
            counts[name] = replace(counts[name], unexcused=counts[name].unexcused + 1)
    return Enforced(tuple(told), tuple(effect for effect in counts.values() if _did_something(effect)))


def _did_something(effect: PhaseEffect) -> bool:
    """A phase in which nothing is enforced is told even where nothing was found: that nothing fails says nothing then."""
    return effect.phase in {Phase.OFF, Phase.REPORT} or effect.undecided or bool(effect.held or effect.hidden or effect.unexcused)
