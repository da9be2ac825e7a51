"""Reads the owners, and nothing else, for the guideline documents."""

from __future__ import annotations

from ssot_check.model.answer import FACT, Answer
from ssot_check.model.config import Config
from ssot_check.model.guide import Guide
from ssot_check.pipeline.answers.examples import examples
from ssot_check.pipeline.answers.find import answer, candidates, read_owners
from ssot_check.pipeline.reading.watching import heeded


def guide(config: Config) -> Guide:
    """What every owner provides. Raises RegistryError when no domain can be read."""
    owners = read_owners(config)
    found: dict[str, list[Answer]] = {domain.name: [] for domain in owners.registry.domains}
    for item in candidates(owners):
        if item.domain is not None and item.kind != FACT:
            found[item.domain.name].append(answer(owners, item, 1.0, (), ""))
    ordered = {name: tuple(sorted(items, key=lambda item: (not item.exported, item.location, item.name))) for name, items in found.items()}
    return Guide(
        heeded(owners.registry, owners.survey.owners),
        ordered,
        owners.problems,
        examples(config.root, ordered, frozenset(owners.survey.owners)),
    )
