"""Reads `enforcement` of a registry, in both dialects: how far what is enforced, and what the gate asks for beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.entry import Stated
from ssot_check.model.facts import Enforcement
from ssot_check.model.gate import EVERY_DOMAIN, DebtLimit, Gate
from ssot_check.model.phase import NEVER_PHASED, Phase, PhaseEntry
from ssot_check.workspace.registry import schema as registry_schema
from ssot_check.workspace.registry.nodes import Mapping, Node, Scalar
from ssot_check.workspace.registry.reader import Reader
from ssot_check.workspace.registry.values import Values

KEY: Final = "enforcement"
_PHASES = {phase.value: phase for phase in Phase}


def read(values: Values, enforcement: Mapping) -> Enforcement:
    """Everything below `enforcement` but the level; a phase for rules that nothing may soften is a problem."""
    return Enforcement(
        phase=_phase(enforcement.get("phase")),
        phases=tuple(_phases(values, enforcement.get("phases"))),
        gate=_gate(values, values.mapping(enforcement.get("gate"))),
        baseline=values.path(enforcement.get("baseline")),
        min_score=values.number(enforcement.get("min_score")),
    )


def read_compat(reader: Reader, node: Node) -> tuple[Enforcement, str] | None:
    """What `enforcement` of a compat registry means, and its level ("" = none); None when it is none of ours.

    It is the one key of version 2 that the other dialect takes: checked as strictly, for a misspelt gate must not stand open. A
    mapping of other keys is somebody's own text.
    """
    if not isinstance(node, Mapping) or not any(entry.name in registry_schema.keys_of(KEY) for entry in node.entries):
        return None
    registry_schema.check_part(reader, node, KEY)
    return read(Values(reader), node), node.text("level")


def named_domains(enforcement: Enforcement) -> list[Stated]:
    """Every domain that phases and limits of debt name."""
    found = [Stated(f"{KEY}.gate.debt", item.domain, item.location) for item in enforcement.gate.debt if item.domain != EVERY_DOMAIN]
    return found + [Stated(f"{KEY}.phases", item.name, item.location) for item in enforcement.phases if not item.is_rule]


def _gate(values: Values, gate: Mapping) -> Gate:
    debt = values.mapping(gate.get("debt")).entries
    limits = ((entry, values.number(entry.value)) for entry in debt)
    return Gate(
        new_findings=_count(values, gate.get("new_findings")),
        expired_waivers=_count(values, gate.get("expired_waivers")),
        unread_files=_count(values, gate.get("unread_files")),
        debt=tuple(DebtLimit(entry.name, most, entry.key.location) for entry, most in limits if most is not None),
    )


def _count(values: Values, node: Node | None) -> int | None:
    number = values.number(node)
    return None if number is None else int(number)


def _phase(node: Node | None) -> Phase | None:
    return _PHASES.get(node.text) if isinstance(node, Scalar) else None


def _phases(values: Values, node: Node | None) -> Iterator[PhaseEntry]:
    for entry in values.mapping(node).entries:
        phase = _phase(entry.value)
        if phase is None:
            continue
        found = PhaseEntry(entry.name, phase, entry.key.location)
        if found.is_rule and entry.name.startswith(NEVER_PHASED):
            message = f"`enforcement.phases.{entry.name}`: rules of family 0 say what the run could not see, and hold in every phase"
            values.reader.error(entry.key.location, message, "remove the entry")
        else:
            yield found
