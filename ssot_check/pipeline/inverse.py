"""Functions that undo what the other one does: `unlock()`, work, `lock()` against `lock()`, work, `unlock()`.

All the rest is equal because they are two halves of one thing. Neither can stand in for the other, and an argument that says which way
round would be one more thing to read.
"""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import FUNCTIONS

_SHORT: Final = 120
"""A longer function says more than which of two comes first."""
_LEAST: Final = 2
_OPPOSITES: Final = (
    "lock unlock, acquire release, enable disable, start stop, open close, push pop, encode decode, encrypt decrypt, mount umount, "
    "mount unmount, attach detach, connect disconnect, freeze unfreeze, freeze thaw, show hide, increment decrement, register unregister, "
    "pause resume, suspend resume, load unload, mute unmute, compress decompress, quote unquote, subscribe unsubscribe, block unblock"
)
_OF: Final = frozenset(pair for text in _OPPOSITES.split(", ") for pair in (tuple(text.split()), tuple(reversed(text.split()))))
_WORDS: Final = frozenset(word for pair in _OF for word in pair)
_CALLED: Final = re.compile(r"(?<!def )(?<!func )(?<!fn )\b([A-Za-z_]+)\(")


def is_inverse(match: Match, owner: str, copy: str) -> bool:
    """True for a short edited function that calls throughout the opposite of what the owner calls there; the texts are their lines."""
    if match.clone_type is not CloneType.NEAR or not {match.owner.kind, match.copy.kind} <= FUNCTIONS:
        return False
    if match.part is not None or max(match.owner.fingerprint.size, match.copy.fingerprint.size) >= _SHORT:
        return False
    mine, theirs = _calls(owner), _calls(copy)
    return len(set(mine)) >= _LEAST and len(mine) == len(theirs) and all(pair in _OF for pair in zip(mine, theirs, strict=True))


def _calls(text: str) -> list[str]:
    """What is called of that table, in order."""
    return [name.lower() for name in _CALLED.findall(text) if name.lower() in _WORDS]
