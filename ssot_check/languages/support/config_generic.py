"""Blocks of a file of no known kind: mappings near the top that are big enough to mean something."""

from __future__ import annotations

from typing import Final

from ssot_check.languages.support.config_blocks import GENERIC, Block, Found, count_leaves
from ssot_check.languages.support.config_tree import Node, Shape

MIN_LEAVES: Final = 6


def generic(root: Node, without: frozenset[str] = frozenset()) -> Found:
    """Mappings at depth 1 and 2 with at least six scalars; the top-level keys are the names of the file.

    `without` are top-level keys whose mappings are lists of things rather than configuration (dependencies).
    """
    found = Found()
    for key, node in root.pairs:
        found.define(key)
        if node.shape is not Shape.MAP or key.text in without:
            continue
        _add(found, key, node, "")
        for inner, below in node.pairs:
            if below.shape is Shape.MAP:
                _add(found, inner, below, key.text)
    return found


def _add(found: Found, key: Node, node: Node, scope: str) -> None:
    if count_leaves(node, MIN_LEAVES) >= MIN_LEAVES:
        found.blocks.append(Block(key.text, node, key.span, GENERIC, scope))
