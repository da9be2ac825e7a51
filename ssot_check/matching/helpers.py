"""Functions of one form that each rest on a helper of their own file: the same name means another function on either side.

Whoever puts the one in the place of the other calls the wrong helper, and nothing says so: the text is the same. Four such pairs of
interceptors stood twice in one repository, where the helper of one puts access rules into a request and that of the other limits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.matching.similarity import measure
from ssot_check.matching.weights import Weights
from ssot_check.matching.words import telling_parts
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import FUNCTIONS, Unit

LITTLE_MORE: Final = 60
"""Tokens below which a function that calls a helper says little else."""
PASTED: Final = 0.90
"""Helpers of which so many tokens are equal are one that was pasted along."""


def rests_on_another(owner: Unit, owner_file: ParsedFile, copy: Unit, copy_file: ParsedFile, weights: Weights) -> bool:
    """True for small functions under names that say two things, where a helper of each file stands behind one name and they differ.

    Under one name, or a shorter form of it, the function was pasted with its helper, and what came to differ in that is worth telling.
    """
    if not (owner.kind in FUNCTIONS and copy.kind in FUNCTIONS) or max(owner.fingerprint.size, copy.fingerprint.size) >= LITTLE_MORE:
        return False
    mine, theirs = telling_parts(owner.name), telling_parts(copy.name)
    if mine <= theirs or theirs <= mine:
        return False
    pairs = _helpers(owner, owner_file, copy, copy_file)
    return any(one.fingerprint.renamed != two.fingerprint.renamed and measure(one, two, weights).alignment < PASTED for one, two in pairs)


def _helpers(owner: Unit, owner_file: ParsedFile, copy: Unit, copy_file: ParsedFile) -> Iterator[tuple[Unit, Unit]]:
    """The functions at the top of either file that stand behind a name which both call."""
    for name in sorted(set(owner.calls) & set(copy.calls) - {owner.name, copy.name}):
        one, two = _own(owner_file, name), _own(copy_file, name)
        if one is not None and two is not None:
            yield one, two


def _own(file: ParsedFile, name: str) -> Unit | None:
    return next((unit for unit in file.units if unit.name == name and not unit.scope and unit.kind in FUNCTIONS), None)
