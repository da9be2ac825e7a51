"""What a Go file takes from other packages and what it offers to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, Reference, ReferenceKind

if TYPE_CHECKING:
    from tree_sitter import Node

_MAJOR: Final = re.compile(r"/v\d+$|\.v\d+$")
_AROUND: Final = re.compile(r"^go-|[-.]go$")


def dotted_path(path: str) -> str:
    """An import path as a dotted name."""
    return path.strip("/").replace("/", ".")


def package_name(path: str) -> str:
    """What a package calls itself by custom: the last part of its path, without a major version and without a leading `go-`."""
    return _AROUND.sub("", _MAJOR.sub("", path).rpartition("/")[2]).replace("-", "_")


class Names:
    """Collects imports and exports while a file is read. `origins` maps every name that an import binds to its dotted path."""

    def __init__(self, path: str, text: Text) -> None:
        self._path = path
        self._text = text
        self.definitions: list[Definition] = []
        self.references: list[Reference] = []
        self.origins: dict[str, str] = {}

    def declare(self, name: Node | None) -> None:
        """A top-level name; those with a capital letter can be used by other packages."""
        if name is not None and text_of(name)[:1].isupper():
            self.definitions.append(Definition(text_of(name), self._place(name)))

    def read_import(self, node: Node) -> None:
        """`import "p"`, `import a "p"`, `import . "p"`, `import _ "p"`, alone or in brackets."""
        listed = [part for part in node.named_children if part.type == "import_spec_list"]
        for part in (spec for group in (node, *listed) for spec in group.named_children if spec.type == "import_spec"):
            written = part.child_by_field_name("path")
            path = text_of(written)[1:-1]
            alias = text_of(part.child_by_field_name("name"))
            bound = "" if alias in ("_", ".") else alias or package_name(path)
            if path:
                self.references.append(Reference(ReferenceKind.IMPORT, dotted_path(path), self._place(part), bound, spelled=path))
            if path and bound:
                self.origins.setdefault(bound, dotted_path(path))

    def _place(self, node: Node) -> Location:
        return self._text.location(self._path, node.start_byte, node.end_byte)
