"""Drafts of every kind made of shell functions."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from benchmarks.quality import shell_code as code
from benchmarks.quality import shell_edits as edits
from benchmarks.quality.model import INSIDE, MERGED, SPLIT, STRUCTURE, TYPE_1, TYPE_2, TYPE_3, Draft, Function, Piece
from benchmarks.quality.negatives import SAME_NAME, SAME_SHAPE, STUB, TEST, WRAPPER

KINDS: Final = (TYPE_1, TYPE_2, *TYPE_3, STRUCTURE, SPLIT, MERGED, INSIDE, SAME_NAME, SAME_SHAPE, WRAPPER, STUB, TEST)
SHARES: Final = (0.1, 0.3, 0.5)
MIN_SPLIT: Final = 10
ATTEMPTS: Final = 4


def draft(kind: str, owner: Function, others: Sequence[Function], donors: Sequence[Function], rng: random.Random) -> Draft | None:
    """One plant of one kind; None when the owner does not lend itself to it. `others` are owners, `donors` are foreign."""
    if kind == SPLIT:
        return _split(owner, rng)
    if kind == MERGED:
        return _joined(kind, owner, others, rng)
    if kind == INSIDE:
        return _joined(kind, owner, donors, rng)
    for _ in range(ATTEMPTS):
        text, how = _text(kind, owner, donors, rng)
        if text and text != owner.text and code.parses(text):
            name = f"tests/test_{PurePosixPath(owner.span.path).stem}_{owner.name}.sh" if kind == TEST else ""
            imports = (f"source {owner.span.path}",) if kind == WRAPPER else ()
            return Draft(kind, how, (owner,), (Piece(text, imports, name),))
    return None


def _text(kind: str, owner: Function, donors: Sequence[Function], rng: random.Random) -> tuple[str, str]:
    if kind in TYPE_3:
        pool = edits.simple_statements([item.text for item in rng.sample(donors, min(40, len(donors)))])
        return edits.edited(owner.text, SHARES[TYPE_3.index(kind)], pool, rng)
    if kind in {TYPE_1, TEST}:
        return edits.layout(owner.text, rng)
    if kind == TYPE_2:
        return edits.renamed(owner.text, rng)
    if kind == STRUCTURE:
        return edits.rewritten(owner.text, rng)
    if kind == SAME_SHAPE:
        return code.patched(owner.text, edits.repurposed(code.definition(owner.text), rng)), "every name and word of another purpose"
    if kind == SAME_NAME:
        return code.made_of(owner.name, code.body_of(rng.choice(donors).text)), "foreign body"
    if kind == WRAPPER:
        return code.made_of(f"safe_{owner.name}", ['echo "asked for $1" >&2', f'{owner.name} "$@"']), "logs and delegates"
    return code.made_of(owner.name, ['echo "not supported here" >&2', "return 1"]), "says that it is not supported"


def _split(owner: Function, rng: random.Random) -> Draft | None:
    parts = code.body_of(owner.text)
    if owner.statements < MIN_SPLIT or len(parts) < 2:
        return None
    sizes = [part.count("\n") + 1 for part in parts]
    place = min(range(1, len(parts)), key=lambda number: abs(2 * sum(sizes[:number]) - sum(sizes)))
    if min(sum(sizes[:place]), sum(sizes[place:])) * 4 < sum(sizes):
        return None
    texts = (code.made_of(f"prepare_{owner.name}", parts[:place]), code.made_of(f"finish_{owner.name}", parts[place:]))
    if not all(code.parses(text) for text in texts):
        return None
    how = rng.choice(("one file", "two files"))
    return Draft(SPLIT, how, (owner,), (Piece("\n".join(texts)),) if how == "one file" else tuple(Piece(text) for text in texts))


def _joined(kind: str, owner: Function, others: Sequence[Function], rng: random.Random) -> Draft | None:
    """The statements of two functions in one: one after the other, or the owner in the middle of foreign code."""
    least = owner.statements if kind == INSIDE else owner.statements / 2
    choices = [item for item in others if item.span.path != owner.span.path and least <= item.statements <= 50]
    if not choices:
        return None
    other = rng.choice(choices)
    theirs = code.body_of(other.text)
    place = len(theirs) // 2 if kind == INSIDE else 0
    text = code.made_of(f"{other.name}_and_more", [*theirs[:place], *code.body_of(owner.text), *theirs[place:]])
    owners = (owner, other) if kind == MERGED else (owner,)
    return (
        Draft(kind, "one after the other" if kind == MERGED else "in foreign code", owners, (Piece(text),)) if code.parses(text) else None
    )
