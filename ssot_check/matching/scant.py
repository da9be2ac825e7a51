"""Edited functions and classes of which hardly a statement stands as it was: they are told, and fail no run.

In Python, where at most three statements align, a pair shares the form in which one calls such an interface more often than a text: of
eleven such errors that readers judged in strange repositories nobody would have acted on nine, and of seven more on two at most. What
has come along all the same says which are copies: all statements of the owner, a name that few others bear, or texts that stand nowhere
else. In other languages, whose heads are statements too, it is the one statement that is left: of 47 edited copies there that readers
judged as errors one had so little, the literal of a struct with other values, and nobody would have acted on it.
"""

from __future__ import annotations

from typing import Final

from ssot_check.matching.similarity import Signals
from ssot_check.matching.weights import Weights
from ssot_check.model.unit import FUNCTIONS, Unit, UnitKind

FEW: Final = 3
"""Statements that stand again, at most. Whoever edits every other line of a longer function leaves more."""
ALONE: Final = 1
"""The same where no exact reader says what else was edited."""
NAMED_TELLING: Final = 0.5
"""Under a name that few others bear so much that is rare has to be shared besides."""
RARE: Final = 0.9
TEXTS: Final = 3
"""So many words of texts that stand in these two and hardly anywhere else were pasted, as a message is."""
_ASKED: Final = FUNCTIONS | {UnitKind.CLASS}
_PYTHON: Final = (".py", ".pyi", ".pyw")


def is_scant(owner: Unit, copy: Unit, weights: Weights, signals: Signals, *, named: bool) -> bool:
    """True for an edited copy with so little of the owner; `named` says that both are functions under a name which tells a copy."""
    if not {owner.kind, copy.kind} <= _ASKED:
        return False
    statements = len(owner.fingerprint.hashes)
    aligned = round(signals.statements * statements)
    few = FEW if copy.location.path.endswith(_PYTHON) else ALONE
    if aligned > few or aligned == statements == len(copy.fingerprint.hashes):
        return False
    named = named or (owner.kind is copy.kind is UnitKind.CLASS and owner.name == copy.name)
    if named and signals.telling >= NAMED_TELLING:
        return False
    shared = set(owner.fingerprint.words).intersection(copy.fingerprint.words)
    return sum(word.startswith('"') and weights.word(word) >= RARE for word in shared) < TEXTS
