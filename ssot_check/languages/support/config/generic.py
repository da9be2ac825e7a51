"""Blocks of a file of no known kind: mappings near the top that are big enough to mean something."""

from __future__ import annotations

from typing import Final

from ssot_check.languages.support.config.blocks import CONCEALED, GENERIC, MAX_BLOCK_ENTRIES, Block, Found, count_leaves
from ssot_check.languages.support.config.tree import Node, Shape
from ssot_check.languages.support.config.use import Form
from ssot_check.model.unit import ALONE

MIN_LEAVES: Final = 6


def generic(root: Node, without: frozenset[str], through: frozenset[str], reuse: str) -> Found:
    """Mappings at depth 1 and 2 with at least six scalars; the top-level keys are the names of the file.

    `without` are top-level keys whose mappings are lists of things rather than configuration (dependencies); `through` are
    keys that only hold the sections of others (`tool` in pyproject.toml): depth counts from below them. `reuse` holds for each block.
    """
    found = Found()
    for key, node in root.pairs:
        found.define(key)
        if key.text in through:
            for section, below in node.pairs:
                _two(found, section, below, key.text, reuse)
        elif key.text not in without:
            _two(found, key, node, "", reuse)
    return found


def names_only(path: str, root: Node) -> Found:
    """Top-level keys and no block."""
    found = Found()
    for key, _node in root.pairs:
        found.define(key)
    return found


def whole(root: Node, name: str) -> Found:
    """A flat file as one block called `name`; every key is a name of the file."""
    found = names_only(name, root)
    if count_leaves(root, MIN_LEAVES) >= MIN_LEAVES:
        found.blocks.append(Block(name, root, root.pairs[0][0].span, CONCEALED, reuse=Form.VARIABLES))
    return found


def _two(found: Found, key: Node, node: Node, scope: str, reuse: str) -> None:
    if node.shape is not Shape.MAP:
        return
    _add(found, key, node, scope, reuse)
    for inner, below in node.pairs:
        if below.shape is Shape.MAP:
            _add(found, inner, below, f"{scope}.{key.text}" if scope else key.text, reuse)


def _add(found: Found, key: Node, node: Node, scope: str, reuse: str) -> None:
    """What mostly refers to anchors says little itself: where they stand their text is a block."""
    own = count_leaves(node, MAX_BLOCK_ENTRIES, own=True)
    if own >= MIN_LEAVES and 2 * own >= count_leaves(node, 2 * own):
        found.blocks.append(Block(key.text, node, key.span, GENERIC, scope, reuse=reuse or ALONE))
