"""Structural rewrites by language: up to three of them for one plant."""

from __future__ import annotations

import random
from typing import Final

from benchmarks.quality import brace_rewrites, edits, shell_rewrites
from benchmarks.quality import tree_code as code
from benchmarks.quality.grammars import Grammar

REWRITES: Final = {"shell": shell_rewrites.REWRITES, **brace_rewrites.REWRITES}
_MOST: Final = 3
_HEADS: Final = frozenset(("function keyword", "return spelt out", "short to var"))
"""Rewrites that change little more than a word: no plant has these alone."""


def rewritten(text: str, grammar: Grammar, rng: random.Random) -> tuple[str, str]:
    """Rewrites that do something, at least one of them no mere word; half of the plants are renamed too. "" for none."""
    applied: list[str] = []
    choices = list(REWRITES[grammar.language])
    for name, rewrite in rng.sample(choices, len(choices)):
        made = code.patched(text, rewrite(text)) if len(applied) < _MOST else text
        if made != text and code.parses(made, grammar):
            text = made
            applied.append(name)
    if not set(applied) - _HEADS:
        return "", ""
    how = " + ".join(sorted(applied))
    return (edits.rename(text, grammar, rng), f"{how}, renamed") if rng.random() < 0.5 else (text, how)
