"""What a TypeScript or JavaScript file takes from others and what it offers: imports, `require`, exports."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.languages.support.typescript.patterns import bare, key_of, targets
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, Reference, ReferenceKind

if TYPE_CHECKING:
    from tree_sitter import Node

_ENDING: Final = re.compile(r"(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx|json|vue|svelte)$")
_ROOTED: Final = re.compile(r"[@~]/+")
LOADERS: Final = frozenset(("require", "import"))
_RELATIVE: Final = (".", "./", "../")


def module_of(specifier: str, folder: str) -> str:
    """The module that a file in `folder` means: dotted from the repository root when relative, as written for a package.

    `@/` and `~/` stand for a source root by custom; what they mean exactly is said in build settings that are not read. A dotted
    name from there is the end of the whole one.
    """
    if specifier in (".", "..") or specifier.startswith(_RELATIVE[1:]):
        path = posixpath.normpath(posixpath.join(folder, specifier))
        while path.startswith("../"):
            path = path[3:]
    elif _ROOTED.match(specifier):
        path = _ROOTED.sub("", specifier, count=1)
    else:
        return specifier.removeprefix("node:")
    path = _ENDING.sub("", path).removesuffix("/index")
    return "" if path in (".", "..", "index") else path.replace("/", ".")


def is_local(specifier: str) -> bool:
    """True when the specifier names a file of the repository, as far as its spelling tells."""
    return specifier.startswith(".") or _ROOTED.match(specifier) is not None


class Names:
    """Collects imports and exports while a file is read.

    `origins` maps every name that an import binds, anywhere in the file, to its dotted origin.
    """

    def __init__(self, path: str, text: Text) -> None:
        self._path = path
        self._text = text
        self._folder = path.rpartition("/")[0]
        self._definitions: list[Definition] = []
        self._top: list[Definition] = []
        self._module = False
        self.origins: dict[str, str] = {}
        self.references: list[Reference] = []
        self.open_names = False
        self.stars: list[str] = []
        self._late = False

    def declare(self, name: str, node: Node) -> None:
        """A top-level name that may or may not be exported."""
        self._top.append(Definition(name, self._place(node)))

    def export(self, name: str, node: Node, reexport: str = "") -> None:
        """A name that the file offers."""
        self._module = True
        self._definitions.append(Definition(name, self._place(node), reexport))

    def finish(self) -> tuple[Definition, ...]:
        """The exported names in the order of the file. A file without imports and exports is a script: it offers all it declares."""
        found = [*self._definitions, *([] if self._module else self._top)]
        return tuple(sorted(set(found), key=lambda item: (item.location, item.name, item.reexport)))

    def read_import(self, node: Node) -> None:
        """`import a, { b as c } from "m"`, `import * as n from "m"`, `import "m"`, `import r = require("m")`."""
        self._module = True
        self._late = _is_for_types(node)
        source = node.child_by_field_name("source") or next((child for child in node.named_children if child.type == "string"), None)
        clause = next((child for child in node.named_children if child.type in ("import_clause", "import_require_clause")), None)
        if clause is not None and clause.type == "import_require_clause":
            source = clause.child_by_field_name("source")
            if clause.named_child_count and source is not None:
                self._bind(clause.named_children[0], "", key_of(source))
            return
        if source is None:
            return
        specifier = key_of(source)
        if clause is None:
            self._refer(node, module_of(specifier, self._folder), "", specifier)
        for part in clause.named_children if clause is not None else ():
            if part.type == "identifier":
                self._default(part, specifier)
            elif part.type == "namespace_import":
                self._bind(part.named_children[-1], "", specifier)
            elif part.type == "named_imports":
                self._named(part, specifier)

    def read_exports(self, node: Node) -> None:
        """`export { a as b }`, with or without `from`, `export * from "m"`, `export * as n from "m"`."""
        self._module = True
        self._late = _is_for_types(node)
        source = node.child_by_field_name("source")
        specifier = key_of(source) if source is not None else ""
        module = module_of(specifier, self._folder) if source is not None else ""
        for part in node.children:
            if part.type == "*":
                self.stars.append(module)
                self._refer(node, f"{module}.*", "", specifier)
            elif part.type == "namespace_export":
                self.export(text_of(part.named_children[-1]), part, module)
            elif part.type == "export_clause":
                self._clause(part, module, specifier, known=source is not None)

    def read_loader(self, pattern: Node | None, value: Node, *, late: bool = False) -> bool:
        """`const a = require("m")`, `const { b: c } = require("m")`, `await import("m")`; False when it is none of these."""
        value = bare(value)
        self._late = late
        if value.type == "await_expression" and value.named_child_count:
            value = bare(value.named_children[-1])
        member = ""
        if value.type == "member_expression":
            member = text_of(value.child_by_field_name("property"))
            value = bare(value.children[0])
        specifier = loaded(value)
        if not specifier:
            return False
        if pattern is None or pattern.type not in ("identifier", "object_pattern"):
            self._refer(value, module_of(specifier, self._folder), "", specifier)
        elif pattern.type == "identifier":
            self._bind(pattern, member, specifier)
        else:
            for part in pattern.named_children:
                key = key_of(part.child_by_field_name("key")) or text_of(next(targets([part]), None))
                for bound in targets([part]):
                    self._bind(bound, key, specifier)
        return True

    def _default(self, node: Node, specifier: str) -> None:
        """The default of a package is the package; that of a file is called what the importer calls it."""
        self._bind(node, text_of(node) if is_local(specifier) else "", specifier)

    def _named(self, clause: Node, specifier: str) -> None:
        for part in clause.named_children:
            name, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
            bound = alias or name
            if name is None or bound is None:
                continue
            if text_of(name) == "default":
                self._default(bound, specifier)
            else:
                self._bind(bound, text_of(name).strip("\"'"), specifier, late=_is_for_types(part))

    def _clause(self, clause: Node, module: str, specifier: str, *, known: bool) -> None:
        for part in clause.named_children:
            name, alias = part.child_by_field_name("name"), part.child_by_field_name("alias")
            if name is None:
                continue
            origin = f"{module}.{text_of(name)}" if known else self.origins.get(text_of(name), "")
            self.export(text_of(alias or name), part, origin)
            if known:
                self._refer(part, origin, "", specifier)

    def _bind(self, node: Node, name: str, specifier: str, *, late: bool = False) -> None:
        module = module_of(specifier, self._folder)
        origin = f"{module}.{name}" if module and name else module or name
        self._refer(node, origin, text_of(node), specifier, late=late)
        self.origins.setdefault(text_of(node), origin)

    def _refer(self, node: Node, name: str, alias: str, specifier: str, *, late: bool = False) -> None:
        self._module = True
        place = self._place(node)
        self.references.append(Reference(ReferenceKind.IMPORT, name, place, alias, spelled=specifier, late=late or self._late))

    def _place(self, node: Node) -> Location:
        return self._text.location(self._path, node.start_byte, node.end_byte)


def _is_for_types(node: Node) -> bool:
    """True for `import type ...`, and for the part `type a` of a list of names."""
    return any(child.type == "type" for child in node.children)


def loaded(call: Node) -> str:
    """The module that `require("m")` or `import("m")` loads; "" for anything else."""
    if call.type != "call_expression" or text_of(call.children[0]) not in LOADERS:
        return ""
    arguments = call.child_by_field_name("arguments")
    first = arguments.named_children[0] if arguments is not None and arguments.named_child_count else None
    return key_of(first) if first is not None and first.type == "string" else ""
