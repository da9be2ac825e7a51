"""Which repairs can be made together: each whole or not at all, the first one wins where two want the same text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

from ssot_check.model.dataclass import dataclass
from ssot_check.model.finding import Edit, Finding, Safety
from ssot_check.model.problem import Problem

Item: TypeAlias = Finding | Problem
"""What may carry a repair."""


@dataclass(frozen=True, slots=True)
class Left:
    """A finding or problem whose repair is not made, and why."""

    item: Item
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`edits` by path, in order of place; `taken` is what they mend, `left` those that could have been mended."""

    edits: Mapping[str, tuple[Edit, ...]]
    taken: tuple[Item, ...]
    left: tuple[Left, ...]


def plan(items: Iterable[Item], safeties: Collection[Safety], refused: Mapping[str, str]) -> Plan:
    """The repairs of these sorts that go together. `refused` says of files why nothing in them is changed."""
    edits: dict[str, list[Edit]] = {}
    taken: list[Item] = []
    left: list[Left] = []
    for item in items:
        fix = item.fix
        if fix is None or not fix.edits or fix.safety not in safeties:
            continue
        reason = _hindrance(fix.edits, edits, refused)
        if reason:
            left.append(Left(item, reason))
            continue
        taken.append(item)
        for edit in fix.edits:
            here = edits.setdefault(edit.location.path, [])
            if edit not in here:  # two findings of one cause share their edit
                here.append(edit)
    ordered = {path: tuple(sorted(edits[path], key=_order)) for path in sorted(edits)}
    return Plan(ordered, tuple(taken), tuple(left))


def _order(edit: Edit) -> tuple[int, int, bool]:
    """By place; what is inserted comes before what stands there. The sort is stable: insertions keep the order of their findings."""
    return (*_start(edit), _start(edit) != _end(edit))


def _hindrance(wanted: Iterable[Edit], edits: Mapping[str, Iterable[Edit]], refused: Mapping[str, str]) -> str:
    """Why the edits cannot be made, or ""."""
    for edit in wanted:
        path = edit.location.path
        if path in refused:
            return f"{path} is left alone: {refused[path]}"
        if any(_overlap(edit, other) for other in edits.get(path, ()) if edit != other):
            return "another repair changes the same text; run again"
    return ""


def _overlap(one: Edit, two: Edit) -> bool:
    """True when both change one character, or one is inserted amid the other. Touching is no overlap."""
    return _start(one) < _end(two) and _start(two) < _end(one)


def _start(edit: Edit) -> tuple[int, int]:
    return edit.location.line, edit.location.column


def _end(edit: Edit) -> tuple[int, int]:
    return edit.location.end_line, edit.location.end_column
