"""Deletes a copied function or class of a TypeScript or JavaScript module and imports the owner's in its place.

Certain to keep what the program does only for an exact copy of a plain function, in the owner's own package, whose outside names mean
the same in both files. Modules in the notation of Node (`module.exports`) are left alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.line_cuts import cut, lines_of, with_blanks
from ssot_check.languages.support.treesitter import Text, text_of, walk
from ssot_check.languages.support.typescript.imports import Names
from ssot_check.languages.support.typescript.joined import joined
from ssot_check.languages.support.typescript.patterns import bare, is_function, key_of, parameters_of, targets
from ssot_check.languages.support.typescript.use import spell_as, spell_taking
from ssot_check.model.finding import Edit, Fix, Safety
from ssot_check.model.location import Location
from ssot_check.model.match import CloneType
from ssot_check.model.replacement import Retirement, Taking
from ssot_check.model.unit import Trait, Unit, UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

_DECLARED: Final = frozenset((
    "function_declaration", "generator_function_declaration", "class_declaration", "abstract_class_declaration", "lexical_declaration",
    "variable_declaration", "interface_declaration", "type_alias_declaration", "enum_declaration", "function_signature",
))  # fmt: skip
_VARIABLES: Final = ("lexical_declaration", "variable_declaration")
_KINDS: Final = (UnitKind.FUNCTION, UnitKind.CLASS)
_NAMES: Final = frozenset(("identifier", "type_identifier", "shorthand_property_identifier"))
_TARGETS: Final = _NAMES | {"shorthand_property_identifier_pattern"}
_OF_THE_PLACE: Final = frozenset(("this", "super", "arguments", "__dirname", "__filename", "import.meta", "new.target", "eval"))
_MANIFEST: Final = "package.json"
_WRITES: Final = {
    "assignment_expression": "left",
    "augmented_assignment_expression": "left",
    "for_in_statement": "left",
    "update_expression": "argument",
}
_SPACES: Final = frozenset(("internal_module", "module"))


def retire(wish: Retirement, grammars: tuple[str, str], files: AbstractSet[str]) -> Fix | None:
    """The repair; None where the copy is no definition of its own at the top of a module. `grammars` are those of owner and copy."""
    match = wish.match
    owner, copy = match.owner, match.copy
    if match.part or match.fallback or owner.kind is not copy.kind or owner.kind not in _KINDS or owner.scope or copy.scope:
        return None
    there, here = _File(match.owner_path, wish.owner_text, grammars[0]), _File(match.copy_path, wish.copy_text, grammars[1])
    mine, theirs = here.definition(copy), there.definition(owner)
    exported = there.exported_as(owner.name)
    if mine is None or theirs is None or not exported or not here.is_module or _heads(mine) != _heads(theirs):
        return None
    if _is_more(here.root, copy.name):
        return None
    taking = Taking(match.owner_path, match.copy_path, exported, copy.name, wish.roots, wish.copy_text)
    line = "" if match.apart else here.styled(spell_as(match.use, taking) or spell_taking(taking, files))
    edits = here.edits(mine, copy.name, line) if line else ()
    if not edits:
        return None
    certain = match.clone_type is CloneType.EXACT and owner.name == copy.name and _is_plain(mine)
    certain = certain and _package(here.path, files) == _package(there.path, files) and not here.left_idle(mine)
    certain = certain and here.outside(mine) == there.outside(theirs) and None not in here.outside(mine).values()
    return Fix(f"import `{owner.name}` and delete this copy", Safety.SAFE if certain else Safety.SUGGESTED, edits)


def _is_more(root: Node, name: str) -> bool:
    """True when the file writes to the name or through it, or adds to it as a namespace: an import allows none of that."""
    for node in walk(root):
        if node.type in _SPACES and text_of(node.child_by_field_name("name")) == name:
            return True
        written = node.child_by_field_name(_WRITES[node.type]) if node.type in _WRITES else None
        if written is not None and any(text_of(part) == name for part in walk(written) if part.type in _TARGETS):
            return True
    return False


class _File:
    """One of the two files, opened. A statement is a child of the root, `export` included."""

    def __init__(self, path: str, text: str, grammar: str) -> None:
        self.path = path
        self.text = Text(text)
        self.root = self.text.tree(grammar)
        self._names = Names(path, self.text)
        for statement in self.root.children:
            if statement.type == "import_statement":
                self._names.read_import(statement)

    @property
    def is_module(self) -> bool:
        """True for a file that imports or exports in the notation of the standard."""
        return any(child.type in ("import_statement", "export_statement") for child in self.root.children)

    def definition(self, unit: Unit) -> Node | None:
        """The statement that defines the unit, nothing else, and alone."""
        if Trait.NESTED in unit.traits:
            return None
        found = [child for child in self.root.children if unit.name in _declares(child)]
        return found[0] if len(found) == 1 and _declares(found[0]) == [unit.name] else None

    def exported_as(self, name: str) -> str:
        """The name under which others import it: itself, "default", or "" for what the file keeps."""
        for child in self.root.children:
            if child.type == "export_statement" and name in _declares(child):
                return "default" if any(part.type == "default" for part in child.children) else name
            if child.type == "export_statement" and child.child_by_field_name("source") is None:
                for part in walk(child):
                    if part.type == "export_specifier" and text_of(part.child_by_field_name("name")) == name:
                        return text_of(part.child_by_field_name("alias") or part.child_by_field_name("name"))
        return ""

    def styled(self, line: str) -> str:
        """The import with the quotes and the semicolon that the file's own imports have."""
        statements = [child for child in self.root.children if child.type in ("import_statement", "export_statement")]
        imports = [text_of(child) for child in statements if child.type == "import_statement"] or [text_of(child) for child in statements]
        if any("'" in text for text in imports) and not any('"' in text for text in imports):
            line = line.replace('"', "'")
        return f"{line};" if line and any(text.endswith(";") for text in imports) else line

    def edits(self, definition: Node, name: str, line: str) -> tuple[Edit, ...]:
        """Without the definition and with the import; () where the definition shares its lines."""
        lines = lines_of(self.text)
        first, last = definition.start_point[0] + 1, definition.end_point[0] + 1
        behind = lines[last].encode("utf-8", "surrogatepass")[definition.end_point[1] :].strip()
        if definition.start_point[1] or behind not in (b"", b";"):
            return ()
        gone = with_blanks(lines, _with_comments(self.root, definition, first), last)
        passed = _passed_on(definition, name, ";" if line.endswith(";") else "")
        return (*self._imported(line, passed, gone[0]), cut(self.path, self.text, lines, gone[0], gone[-1]))

    def left_idle(self, definition: Node) -> bool:
        """True when an import is read by the definition alone: somebody has to take it out."""
        rest = [child for child in self.root.children if child != definition and child.type != "import_statement"]
        used = {text_of(node) for child in rest for node in walk(child) if node.type in _NAMES}
        return bool({text_of(node) for node in walk(definition) if node.type in _NAMES} & self._names.origins.keys() - used)

    def outside(self, definition: Node) -> dict[str, str | None]:
        """Names that the definition does not bind itself, with what an import binds to them; "": global ones, None: the file's own."""
        own = {name for child in self.root.children for name in _declares(child)}
        bound = {text_of(node) for node in _bound(definition)} | set(_declares(definition))
        found: dict[str, str | None] = {}
        for node in walk(definition):
            name = text_of(node) if node.type in _NAMES else ""
            if name and name not in bound:
                found[name] = None if name in own else self._names.origins.get(name, "")
        return found

    def _imported(self, line: str, passed: str, gone: int) -> Iterator[Edit]:
        imports = [child for child in self.root.children if child.type == "import_statement"]
        behind = f"\n{passed}\n" if passed else ""
        if imports:
            row, put = imports[-1].end_point[0] + 2, joined(self.path, self.text, imports, line)
            if put is not None:
                yield put
            if behind or put is None:
                yield Edit(Location(self.path, row, 1, row, 1), behind if put else f"{line}\n{behind}")
            return
        first = next(child for child in self.root.children if child.type not in ("comment", "hash_bang_line") and not _is_directive(child))
        row = min(first.start_point[0] + 1, gone) if first.start_point[0] + 1 <= gone else first.start_point[0] + 1
        yield Edit(Location(self.path, row, 1, row, 1), f"{line}\n{behind}\n")


def _declares(statement: Node) -> list[str]:
    """Names that a statement at the top of a file binds."""
    inner = statement.child_by_field_name("declaration") if statement.type == "export_statement" else statement
    if inner is None or inner.type not in _DECLARED:
        return []
    if inner.type in _VARIABLES:
        names = [part.child_by_field_name("name") for part in inner.named_children if part.type == "variable_declarator"]
        return [text_of(node) for node in targets(name for name in names if name is not None)]
    return [text_of(inner.child_by_field_name("name"))]


def _inner(statement: Node) -> Node:
    """The function or class of a statement."""
    inner = statement.child_by_field_name("declaration") or statement
    if inner.type in _VARIABLES:
        declarator = next(part for part in inner.named_children if part.type == "variable_declarator")
        value = declarator.child_by_field_name("value")
        return bare(value) if value is not None else declarator
    return inner


def _heads(statement: Node) -> tuple[object, ...]:
    """What callers rely on: how many parameters there are, which may be left out, what is thrown into a promise; the bases of a class."""
    inner = _inner(statement)
    names = [(node.type, text_of(node)) for node in inner.children if node.type in ("async", "*", "class_heritage")]
    return (inner.type in ("class_declaration", "abstract_class_declaration"), names, len(parameters_of(inner)))


def _is_plain(statement: Node) -> bool:
    """True for a function that does not look at where it stands."""
    inner = _inner(statement)
    if not (is_function(inner) or inner.type in ("function_declaration", "generator_function_declaration")):
        return False
    return not any(text_of(node) in _OF_THE_PLACE for node in walk(inner) if node.child_count == 0 or node.type == "meta_property")


def _bound(definition: Node) -> Iterator[Node]:
    """What parameters, declarations, patterns and inner functions bind, anywhere in the definition."""
    for node in walk(definition):
        if node.type in (
            "arrow_function",
            "function_expression",
            "function_declaration",
            "generator_function_declaration",
            "method_definition",
        ):
            yield from targets(parameters_of(node))
        if node.type in ("variable_declarator", "function_declaration", "class_declaration", "function_expression", "type_parameter"):
            name = node.child_by_field_name("name")
            yield from targets([name]) if name is not None and name.type != "type_identifier" else [name] if name is not None else []
        elif node.type in ("catch_clause", "for_in_statement"):
            left = node.child_by_field_name("parameter") or node.child_by_field_name("left")
            yield from targets([left]) if left is not None else ()


def _passed_on(definition: Node, name: str, end: str) -> str:
    """The line that goes on exporting what the copy exported."""
    if definition.type != "export_statement":
        return ""
    default = any(part.type == "default" for part in definition.children)
    return f"export {{ {f'{name} as default' if default else name} }}{end}"


def _with_comments(root: Node, definition: Node, row: int) -> int:
    """The first line of the comments that stand directly above."""
    for child in reversed([child for child in root.children if child.end_byte <= definition.start_byte]):
        if child.type != "comment" or child.end_point[0] + 2 != row or child.start_point[1]:
            break
        row = child.start_point[0] + 1
    return row


def _is_directive(statement: Node) -> bool:
    """True for `"use strict"`, `"use client"`."""
    return statement.type == "expression_statement" and statement.child_count > 0 and bool(key_of(_string(statement.children)))


def _string(children: Sequence[Node]) -> Node | None:
    return children[0] if children[0].type == "string" else None


def _package(path: str, files: AbstractSet[str]) -> str:
    """The folder of the nearest `package.json`; imports by path do not lead out of a package."""
    folder = posixpath.dirname(path)
    while folder and f"{folder}/{_MANIFEST}" not in files:
        folder = posixpath.dirname(folder)
    return folder
