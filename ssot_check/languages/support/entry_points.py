"""Names of Python that a `pyproject.toml` or `setup.cfg` makes callable by text: scripts and entry points.

Tables after the entry points specification of packaging.python.org, and those of poetry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.languages.support.config.toml import toml_document
from ssot_check.languages.support.config.tree import Node, RefusedError, Shape
from ssot_check.languages.support.python.strings import entry_target
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.location import Location
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Form, Touch, TouchKind, Watch

_PROJECT: Final = "pyproject.toml"
_TABLES: Final = (
    ("project", "scripts"), ("project", "gui-scripts"), ("project", "entry-points"), ("tool", "poetry", "scripts"),
    ("tool", "poetry", "plugins"),
)  # fmt: skip


def entry_point_touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Watched names that an entry point of the project leads to."""
    if source.path.rpartition("/")[2] != _PROJECT or not watch.names:
        return ()
    text = Text(source.text)
    try:
        root = toml_document(text, text.tree("toml"))
    except RefusedError:
        return ()
    return touches_of_tables(source.path, root, _TABLES, watch)


def touches_of_tables(path: str, root: Node, tables: Iterable[tuple[str, ...]], watch: Watch) -> tuple[Touch, ...]:
    """Watched names that the entry points in the tables of the file at `path` lead to, by place."""
    found = (touch for keys in tables if (table := root.get(*keys)) is not None for touch in _below(path, table, watch))
    return tuple(sorted(found, key=lambda item: (item.location, item.name)))


def _below(path: str, node: Node, watch: Watch) -> Iterator[Touch]:
    for _, value in node.pairs:
        if value.shape is Shape.MAP:
            yield from _below(path, value, watch)
        for entry in value.texts:
            for name in list(watch.covering(entry_target(entry.text)))[:1]:
                yield Touch(TouchKind.NAME, name, Location(path, *entry.span), spelled=entry.text, form=Form.DYNAMIC)
