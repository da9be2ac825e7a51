"""Reads values of a version 2 document that the schema has checked: what is of the wrong sort counts as absent."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.entry import Export, ImportPattern, PathEntry
from ssot_check.model.location import Location
from ssot_check.workspace.registry.nodes import Mapping, Node, Scalar, Sequence
from ssot_check.workspace.registry.reader import Reader

_NOTHING: Final = Mapping((), Location(""))
_NUMBER: Final = re.compile(r"[-+]?[0-9]{0,18}\.?[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Values:
    """Silent reading; only what the schema cannot know is noted in `reader`."""

    reader: Reader

    def mapping(self, node: Node | None) -> Mapping:
        """The mapping, or an empty one."""
        return node if isinstance(node, Mapping) else _NOTHING

    def items(self, node: Node | None) -> tuple[Node, ...]:
        """Items of a list, or nothing."""
        return node.items if isinstance(node, Sequence) else ()

    def scalars(self, node: Node | None) -> tuple[Scalar, ...]:
        """Scalars of a list that hold something."""
        return tuple(item for item in self.items(node) if isinstance(item, Scalar) and not item.is_null)

    def texts(self, node: Node | None) -> tuple[str, ...]:
        """Texts of a list."""
        return tuple(item.text for item in self.scalars(node))

    def names(self, node: Node | None) -> tuple[Export, ...]:
        """Names of a list with their places."""
        return tuple(Export(item.text, item.location) for item in self.scalars(node))

    def path(self, node: Node | None) -> PathEntry | None:
        """A path; None and a problem when it leaves the repository."""
        if not isinstance(node, Scalar) or node.is_null or not node.text.strip():
            return None
        return self.reader.located(node.text, node.text, node.location)

    def paths(self, node: Node | None) -> tuple[PathEntry, ...]:
        """Paths of a list."""
        found = (self.path(item) for item in self.scalars(node))
        return tuple(item for item in found if item is not None)

    def named_paths(self, node: Node | None) -> tuple[tuple[str, PathEntry], ...]:
        """Paths of a mapping by their keys."""
        found = ((entry.name, self.path(entry.value)) for entry in self.mapping(node).entries)
        return tuple((name, path) for name, path in found if path is not None)

    def patterns(self, node: Node | None, *, allowed: bool) -> tuple[ImportPattern, ...]:
        """Regular expressions; a problem for each that does not compile."""
        found = (self.reader.pattern(item, allowed=allowed) for item in self.scalars(node))
        return tuple(item for item in found if item is not None)

    def flag(self, node: Node | None, *, default: bool = False) -> bool:
        """Truth value."""
        word = node.text.lower() if isinstance(node, Scalar) and node.plain else ""
        return word == "true" if word in ("true", "false") else default

    def number(self, node: Node | None) -> float | None:
        """Number, None when there is none."""
        if isinstance(node, Scalar) and node.plain and _NUMBER.fullmatch(node.text):
            return float(node.text)
        return None
