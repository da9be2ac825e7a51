"""Panels of Grafana dashboards: what they ask and how they show it. Where they stand on the screen does not count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.languages.support.config import values as config_values
from ssot_check.languages.support.config.blocks import Block, Found, Leaf, Path, Reading, flatten
from ssot_check.languages.support.config.tree import Node, Shape
from ssot_check.languages.support.config.use import Form
from ssot_check.model.unit import NAME, Token

_QUERIES: Final = frozenset(("expr", "query", "rawSql", "rawQuery", "target", "expression"))
_TELLING: Final = (("type",), ("title",), ("targets",), ("transformations",), ("fieldConfig", "defaults", "unit"),
                   ("fieldConfig", "defaults", "thresholds"))  # fmt: skip
"""The rest of a panel is filled in by Grafana, and is the same in all of them."""
_PLACING: Final = frozenset(("datasource", "refId", "hide", "interval", "editorMode", "range", "instant", "exemplar", "key"))


def _value(path: Path, text: str) -> tuple[Token, ...]:
    if path[-1] in _QUERIES:
        return config_values.query(text)
    return ((NAME, text),) if path[-1] in ("type", "unit", "id") else config_values.value(path, text)


PANEL: Final = Reading(value=_value)


def dashboard(path: str, root: Node) -> Found:
    """The panels that ask for something, those of collapsed rows too; `scope` is the title of the dashboard."""
    found = Found()
    for key, _node in root.pairs:
        found.define(key)
    root = root.get("dashboard") or root
    for panel in _panels(root):
        title = panel.value("title")
        if title and panel.get("targets") is not None:
            found.blocks.append(Block(title, panel, panel.head, PANEL, root.value("title"), tuple(_leaves(panel)), Form.PANEL))
    return found


def _panels(node: Node) -> Iterator[Node]:
    """Panels, and those inside rows, however old the dashboard is."""
    for key in ("panels", "rows"):
        for item in node.listed(key):
            if item.shape is Shape.MAP:
                yield item
                yield from _panels(item)


def _leaves(panel: Node) -> Iterator[Leaf]:
    for way in _TELLING:
        part = panel.get(*way)
        if part is not None:
            yield from (leaf for leaf in flatten(part, PANEL, way) if not _PLACING.intersection(leaf.path))
