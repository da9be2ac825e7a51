"""Python functions that only hand on to one that is shared already: what two of them have in common is no text of their own."""

from __future__ import annotations

from typing import Final

from ssot_check.model.match import CloneType, Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.unit import FUNCTIONS, Unit
from ssot_check.rules.support.footing import uses_of

_PYTHON: Final = ".py"
_LARGEST: Final = 60
"""Tokens of such a function: in a longer one what is handed over is a text of its own."""


def only_hands_on(project: Project, match: Match) -> bool:
    """True for a small function of one statement, imports aside, that calls one of another file of the repository, as the owner does.

    An exact copy is none: who takes the owner has one function fewer.
    """
    owner, copy = match.owner, match.copy
    if not {owner.kind, copy.kind} <= FUNCTIONS or not copy.location.path.endswith(_PYTHON) or match.clone_type is CloneType.EXACT:
        return False
    if copy.fingerprint.size > _LARGEST or _length(project.files[match.copy_path], copy) != 1:
        return False
    return any(_is_elsewhere(project, call, match) for call in copy.calls if call in owner.calls)


def _length(file: ParsedFile, unit: Unit) -> int:
    """Statements below the head that are no imports."""
    inside = {item.location.line for item in file.references if unit.location.contains(item.location)}
    return sum(line > unit.signature.line and line not in inside for line in unit.fingerprint.lines)


def _is_elsewhere(project: Project, call: str, match: Match) -> bool:
    """True for a call of something that a file beside these two defines."""
    if "." not in call.strip("."):
        return False
    return any(name and path not in (match.owner_path, match.copy_path) for path, name in uses_of(project).meant(call, match.copy_path))
