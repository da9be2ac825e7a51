"""Which mutation every owner gets: drafts by kind, in turn, so that each kind meets easy and hard owners alike."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

import libcst as cst

from benchmarks.quality import compositions, negatives, python_edits, python_rewrites
from benchmarks.quality.model import INSIDE, MERGED, SPLIT, STRUCTURE, TYPE_1, TYPE_2, TYPE_3, Draft, Function, Piece
from benchmarks.quality.python_code import parses

Mutation = Callable[[str, random.Random], tuple[str, str]]
SHARES: Final = (0.1, 0.3, 0.5)
ATTEMPTS: Final = 4


def python_draft(kind: str, owner: Function, pool: Sequence[str], donors: Sequence[Function], rng: random.Random) -> Draft | None:
    """One plant of one kind made of one owner; None when the owner does not lend itself to it."""
    if kind in {SPLIT, MERGED, INSIDE}:
        return compositions.python_draft(kind, owner, donors, rng)
    if kind in negatives.PYTHON:
        return negatives.python_draft(kind, owner, donors, rng)
    for _ in range(ATTEMPTS):
        try:
            made = _mutation(kind, pool)(owner.text, rng)
        except (cst.ParserSyntaxError, cst.CSTValidationError):
            continue
        if made[0] and made[0] != owner.text and parses(made[0]):
            return Draft(kind, made[1], (owner,), (Piece(in_class(owner, made[0], rng), owner.imports),))
    return None


def _mutation(kind: str, pool: Sequence[str]) -> Mutation:
    if kind == TYPE_1:
        return python_edits.layout
    if kind == TYPE_2:
        return python_edits.renamed
    if kind == STRUCTURE:
        return python_rewrites.rewritten
    share = SHARES[TYPE_3.index(kind)]
    return lambda text, rng: python_edits.edited(text, share, pool, rng)


def in_class(owner: Function, text: str, rng: random.Random) -> str:
    """A method stands in a class again, of another name; a text that brings its own class or no `self` is left alone."""
    if not owner.scope or not text.lstrip().startswith(("def ", "async def ", "@")) or "(self" not in text.replace("(\n", "("):
        return text
    body = "".join(f"    {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))
    return f"class {rng.choice(('Local', 'Own', 'Other', 'Extra'))}{owner.scope}{rng.randint(2, 99)}:\n{body}"
