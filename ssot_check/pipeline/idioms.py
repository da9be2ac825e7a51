"""Short functions that are one idiom of their language, each over a thing of its own: what both say, everybody says."""

from __future__ import annotations

from typing import Final

from ssot_check.matching.words import telling_parts
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import FUNCTIONS, UnitKind

MOST: Final = 3
"""Statements below the head. What more of them say in one order is hardly said by chance."""
FEW: Final = 5
"""Statements with the head that align."""
SMALL: Final = 40
"""Tokens of a function that is renamed only."""
_COPIED: Final = (CloneType.RENAMED, CloneType.NEAR)
_PLAIN: Final = {
    "ts": frozenset((
        "Array", "Boolean", "Number", "Object", "String", "boolean", "function", "isArray", "isFinite",
        "isInteger", "isNaN", "keys", "length", "null", "number", "object", "string", "undefined",
    )),
    "rs": frozenset((
        "as_bytes", "as_ref", "as_str", "clone", "extend_from_slice", "into", "is_empty", "iter",
        "len", "push", "push_str", "to_be_bytes", "to_le_bytes", "to_string", "update", "write_all",
    )),
}  # fmt: skip
"""What a value is asked of which nothing is known yet, and how bytes are put behind others, by the ending of a file."""
_AS_TS: Final = frozenset(("tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte"))


def says_what_all_say(match: Match) -> bool:
    """True for a renamed or an edited function that has few statements, another name, and nothing but such words with its owner."""
    owner, copy = match.owner, match.copy
    functions = {owner.kind, copy.kind} <= FUNCTIONS and match.part is None and not match.across
    if not functions or match.clone_type not in _COPIED or owner.name == copy.name:
        return False
    ending = match.copy_path.rpartition(".")[2]
    plain = _PLAIN.get("ts" if ending in _AS_TS else ending, frozenset())
    shared = {word.lstrip('"') for word in match.alignment.shared}
    short = min(match.alignment.owner_statements, match.alignment.copy_statements) <= MOST + 1
    akin = telling_parts(owner.name) & telling_parts(copy.name)
    if match.clone_type is CloneType.RENAMED and owner.fingerprint.size > SMALL:
        return False  # all of its numbers and signs are the owner's
    return short and bool(shared) and shared <= plain and len(akin) < MOST - 1


def is_asked_by_python(match: Match) -> bool:
    """True for an edited method of few statements under a name that Python itself asks for: it does not tell that both are one."""
    owner, copy = match.owner, match.copy
    methods = owner.kind is copy.kind is UnitKind.METHOD and match.part is None and not match.across
    if not methods or match.clone_type is not CloneType.NEAR or match.base or not 0 < len(match.alignment.pairs) <= FEW:
        return False
    return owner.name == copy.name and owner.name.startswith("__") and owner.name.endswith("__")
