"""What a block saves by taking another one: the entries that both have, and that mean the same in both files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ssot_check.languages.support.config.blocks import Leaf, flatten
from ssot_check.languages.support.config.ci import CI
from ssot_check.languages.support.config.compose import service_leaves
from ssot_check.languages.support.config.folders import is_beside, stand_apart
from ssot_check.languages.support.config.tree import Node
from ssot_check.languages.support.config.use import Form
from ssot_check.model.plugins import Use

_LEAST: Final = 0.5
"""Of all that the copy says, less is not worth a third place."""


def saves_little(use: Use, mine: Node, theirs: Node) -> bool:
    """True for a block that would go on saying most of what it says beside what it extends."""
    read = _READ.get(use.unit.reuse)
    if read is None:
        return False
    if use.unit.location.path != use.into:  # an anchor of one file means nothing in the other
        mine, theirs = _without_borrowed(mine), _without_borrowed(theirs)
    own, copied = _said(read(mine)), _said(read(theirs))
    if use.unit.reuse == Form.COMPOSE and stand_apart(use):
        own = Counter({entry: times for entry, times in own.items() if not any(is_beside(entry[0][0], text) for _, text in entry[1])})
    return (own & copied).total() < _LEAST * copied.total()


def _said(leaves: Sequence[Leaf]) -> Counter[tuple[tuple[str, ...], tuple[tuple[int, str], ...]]]:
    return Counter((leaf.path, tuple(leaf.tokens)) for leaf in leaves)


def _without_borrowed(node: Node) -> Node:
    """The block without what stands at an anchor elsewhere. Depth is bounded by the reader of the file."""
    entries = [(key, _without_borrowed(value)) for key, value in node.entries if not value.borrowed]
    return Node(node.shape, node.span, node.text, node.style, node.tag, entries)


_READ: Final[Mapping[str, Callable[[Node], Sequence[Leaf]]]] = {
    Form.COMPOSE: service_leaves,
    Form.GITLAB: lambda node: flatten(node, CI),
}
