"""Script blocks that are equal but for the names of their settings.

What is in capitals is a setting of whoever runs the script, so its name is kept in the fingerprint. Where two blocks are equal throughout
and each such name of one stands for exactly one of the other, the block was pasted and its settings were renamed. Numbers given as
options may be others too.
"""

from __future__ import annotations

from typing import Final

from ssot_check.matching.similarity import align
from ssot_check.matching.weights import Weights
from ssot_check.model.dataclass import replace
from ssot_check.model.match import Alignment
from ssot_check.model.unit import Unit, UnitKind

MIN_USES: Final = 2
"""A setting is given and read in one block: a name that stands there once comes from elsewhere, and means something else."""


def is_renamed_script(owner: Unit, copy: Unit) -> bool:
    """True for two script blocks of which one is the other with some names in capitals replaced, one for one."""
    ours, theirs = owner.fingerprint.stream, copy.fingerprint.stream
    if owner.kind is not UnitKind.SCRIPT or copy.kind is not UnitKind.SCRIPT or len(ours) != len(theirs) or ours == theirs:
        return False
    there, back = dict(zip(ours, theirs, strict=True)), dict(zip(theirs, ours, strict=True))
    if any(there[mine] != other or back[other] != mine for mine, other in zip(ours, theirs, strict=True)):
        return False
    gone, come = _names(owner) - _names(copy), _names(copy) - _names(owner)
    changed = [mine for mine, other in there.items() if mine != other]
    if any(letter.islower() for name in gone | come for letter in name) or len(gone) != len(changed):
        return False
    numbers = [name for name in gone if name.upper() == name.lower()]
    return sum(ours.count(mine) < MIN_USES for mine in changed) <= len(numbers)


def line_by_line(owner: Unit, copy: Unit, weights: Weights) -> Alignment:
    """The alignment of such a pair: each statement with the one in its place."""
    pairs = tuple(zip(owner.fingerprint.lines, copy.fingerprint.lines, strict=True))
    return replace(align(owner, copy, weights), pairs=pairs)


def _names(unit: Unit) -> frozenset[str]:
    return frozenset(word for word in unit.fingerprint.words if not word.startswith('"'))
