"""Does the gate work? Plants a violation of every rule beside the repository's own registry and demands that each is found."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from ssot_check import discovery
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.plugins import Rule
from ssot_check.model.registry import Registry
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.pipeline.judging.judge import is_selected
from ssot_check.pipeline.scan import load_registry
from ssot_check.pipeline.selftest.owners import EXACT, Trial, try_owners
from ssot_check.pipeline.selftest.planting import PLANTS, Answer, Plant, read_plants, try_plant


class Outcome(StrEnum):
    """What became of one rule."""

    FOUND = "found"
    MISSED = "not found"
    UNTESTABLE = "not testable here"
    OFF = "switched off"


@dataclass(frozen=True, slots=True)
class Row:
    """One rule. `detail` says where it was found, or why it was not; `fails` that such a finding fails a run."""

    code: str
    name: str
    outcome: Outcome
    detail: str = ""
    fails: bool = False


@dataclass(frozen=True, slots=True)
class SelfTest:
    """One row for each rule, by code."""

    registry: str
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many rules had each outcome; every outcome is there."""
        seen = Counter(row.outcome for row in self.rows)
        return {outcome: seen[outcome] for outcome in Outcome}

    @property
    def verdict(self) -> Verdict:
        """FINDINGS when a plant was missed, UNTRUSTED when nothing was tested at all."""
        if self.counts[Outcome.MISSED]:
            return Verdict.FINDINGS
        tested = any(row.outcome is Outcome.FOUND and not row.code.startswith("SSOT0") for row in self.rows)
        return Verdict.CLEAN if tested else Verdict.UNTRUSTED


def self_test(config: Config) -> SelfTest:
    """Test every rule against the registry of `config`. Raises RegistryError when that cannot be read."""
    registry = load_registry(config)
    plants = read_plants(PLANTS)
    with tempfile.TemporaryDirectory(prefix="ssot-check-self-test-") as folder:
        place = Path(folder)
        trials = try_owners(config, registry, place / "owners")
        rows = tuple(
            _row(rule, _answer(config, registry, rule, plants.get(rule.code), place), [item for item in trials if item.code == rule.code])
            for rule in discovery.rules()
        )
    rows = tuple(_with_untried(row, registry, trials) if row.code == EXACT and row.outcome is Outcome.FOUND else row for row in rows)
    return SelfTest(registry.path, rows)


def _answer(config: Config, registry: Registry, rule: Rule, plant: Plant | None, place: Path) -> Answer | Row:
    """What the check says of the rule's own plant, or the row of a rule that is not tried."""
    if not is_selected(rule.code, config.select, config.ignore):
        return Row(rule.code, rule.name, Outcome.OFF, "left out by `select` or `ignore`")
    if plant is None:
        return Row(rule.code, rule.name, Outcome.UNTESTABLE, "nothing is planted for it")
    return try_plant(config, registry, rule, plant, place / rule.code)


def _row(rule: Rule, answer: Answer | Row, trials: Sequence[Trial]) -> Row:
    if isinstance(answer, Row):
        return answer
    missed = [trial for trial in trials if not trial.found]
    if missed:
        return Row(rule.code, rule.name, Outcome.MISSED, _missed(trials, missed))
    if not answer.found:
        return Row(rule.code, rule.name, Outcome.MISSED, answer.why)
    return Row(rule.code, rule.name, Outcome.FOUND, _found(trials, answer), answer.fails)


def _with_untried(row: Row, registry: Registry, trials: Sequence[Trial]) -> Row:
    """A domain of which nothing can be copied, as its owner is no code or not read, must not pass for one that was tried."""
    tried = {trial.domain for trial in trials}
    untried = [domain.name for domain in registry.domains if domain.owner_paths and domain.name not in tried]
    said = f"nothing of {', '.join(untried)} can be copied" if untried else ""
    return replace(row, detail="; ".join(filter(None, (row.detail, said))))


def _missed(own: Sequence[Trial], missed: Sequence[Trial]) -> str:
    said = "; ".join(f"{trial.domain}: {trial.why}" for trial in missed)
    return f"in {len(missed)} of {len(own)} domains a copy of the owner goes unseen ({said})"


def _found(own: Sequence[Trial], answer: Answer) -> str:
    parts = [f"in all {len(own)} domains with an owner to copy"] if own else []
    if not answer.fails and answer.severity is Severity.ERROR:
        parts.append("does not fail a run: see `enforcement.level` and `fail-on`")
    return ", ".join(parts)
