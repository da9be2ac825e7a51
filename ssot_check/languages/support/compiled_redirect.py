"""Makes an import of a Rust or Go file mean another module, where no name is lost, and a name of one module another of its names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ssot_check.languages.support.go.imports import package_name
from ssot_check.languages.support.go.use import import_path
from ssot_check.languages.support.rust.imports import Taken, home_of, taken
from ssot_check.languages.support.rust.use import module_path
from ssot_check.languages.support.treesitter import Text, above, node_at, text_of, walk
from ssot_check.model.finding import Edit
from ssot_check.model.location import Location
from ssot_check.model.replacement import Redirect

if TYPE_CHECKING:
    from tree_sitter import Node


def redirect_go(wish: Redirect, text: str) -> tuple[Edit, ...]:
    """An import of a whole package becomes that of the new one under the old name; within one package a function calls another name."""
    source = Text(text)
    root = source.tree("go")
    node = node_at(source, root, wish.place)
    spec = above(node, frozenset(("import_spec",))) if node is not None else None
    if spec is None:
        return tuple(_renamed_go(wish, source, root, node)) if node is not None else ()
    new = import_path(wish.wish.path, wish.wish.roots.modules)
    bound = _bound(spec)
    if not new or wish.old or not wish.whole or bound in ("_", ".") or not wish.names.issuperset(_members(root, bound)):
        return ()
    line = f'"{new}"' if package_name(new) == bound else f'{bound} "{new}"'
    return (Edit(source.location(wish.place.path, spec.start_byte, spec.end_byte), line),)


def _bound(spec: Node) -> str:
    return text_of(spec.child_by_field_name("name")) or package_name(text_of(spec.child_by_field_name("path"))[1:-1])


def _members(root: Node, bound: str) -> Iterator[str]:
    """What the file takes from a package."""
    for holder, member in _selectors(root):
        if text_of(holder) == bound:
            yield text_of(member)


def _selectors(root: Node) -> Iterator[tuple[Node, Node]]:
    for node in walk(root):
        if node.type in ("selector_expression", "qualified_type"):
            holder = node.child_by_field_name("operand") or node.child_by_field_name("package")
            member = node.child_by_field_name("field") or node.child_by_field_name("name")
            if holder is not None and member is not None and holder.type in ("identifier", "package_identifier"):
                yield holder, member


def _renamed_go(wish: Redirect, source: Text, root: Node, node: Node) -> Iterator[Edit]:
    """Every use in the function at the place; the name has to be one of the package that the file imports already."""
    function = above(node, frozenset(("function_declaration", "method_declaration")))
    package = import_path(wish.path, wish.wish.roots.modules)
    if function is None or not package or import_path(wish.wish.path, wish.wish.roots.modules) != package:
        return
    specs = [part for part in walk(root) if part.type == "import_spec"]
    bound = next((_bound(part) for part in specs if text_of(part.child_by_field_name("path"))[1:-1] == package), "")
    for holder, member in sorted(_selectors(function), key=lambda item: item[1].start_byte):
        if bound and text_of(holder) == bound and text_of(member) == wish.old:
            yield Edit(source.location(wish.place.path, member.start_byte, member.end_byte), wish.wish.name)


def redirect_rust(wish: Redirect, text: str) -> tuple[Edit, ...]:
    """The names of a `use`: alone, all that stand in its braces, or taken out of them; a path of one module gets another last name."""
    source = Text(text)
    root = source.tree("rust")
    node = node_at(source, root, wish.place)
    statement = above(node, frozenset(("use_declaration",))) if node is not None else None
    if statement is None:
        return tuple(_renamed_rust(wish, source, node)) if node is not None else ()
    argument = statement.child_by_field_name("argument")
    items = list(taken(argument)) if argument is not None else []
    mine = next((item for item in items if source.location(wish.place.path, item.node.start_byte, item.node.end_byte) == wish.place), None)
    new = _new_path(wish, root, mine) if mine is not None else ""
    if mine is None or argument is None or not new:
        return ()
    if len(items) == 1:
        return (Edit(source.location(wish.place.path, argument.start_byte, argument.end_byte), new),)
    path = argument.child_by_field_name("path")
    stays = wish.whole and wish.wish.name == wish.old and all(item.node.type in ("identifier", "use_as_clause") for item in items)
    if stays and path is not None and {len(item.parts) for item in items} == {len(mine.parts)}:
        names = {item.parts[-1] for item in items}
        if {item.parts[:-1] for item in items} == {mine.parts[:-1]} and names <= wish.names:
            module = module_path(wish.wish.path, wish.place.path)
            return (Edit(source.location(wish.place.path, path.start_byte, path.end_byte), module),)
    return _taken_out(wish, source, statement, mine, new)


def _new_path(wish: Redirect, root: Node, mine: Taken) -> str:
    """What the `use` names instead, with the old name kept for the uses; "" where that is not certain to work."""
    module = module_path(wish.wish.path, wish.place.path)
    if not module or mine.alias in ("*", "_"):
        return ""
    if not wish.old and (not wish.whole or not wish.names.issuperset(_below(root, mine.alias))):
        return ""
    new = f"{module}::{wish.wish.name}" if wish.wish.name else module
    return new if new.rpartition("::")[2] == mine.alias else f"{new} as {mine.alias}"


def _below(root: Node, module: str) -> Iterator[str]:
    """What the file takes from a module by its bound name; what stands in a macro counts as well."""
    for node in walk(root):
        if node.type in ("scoped_identifier", "scoped_type_identifier") and text_of(node.child_by_field_name("path")) == module:
            yield text_of(node.child_by_field_name("name"))
        elif node.type == "token_tree" and module in [text_of(child) for child in node.children]:
            yield ""


def _taken_out(wish: Redirect, source: Text, statement: Node, mine: Taken, new: str) -> tuple[Edit, ...]:
    """A `use` of its own above, and one name less in the braces."""
    before, after = mine.node.prev_sibling, mine.node.next_sibling
    led = statement.prev_sibling is not None and statement.prev_sibling.type == "attribute_item"
    if mine.node.parent is None or mine.node.parent.type != "use_list" or before is None or after is None or led:
        return ()
    start, end = mine.node.start_byte, mine.node.end_byte
    if after.type == ",":
        end = after.next_sibling.start_byte if after.next_sibling is not None and after.next_sibling.type != "}" else after.end_byte
    elif before.type == ",":
        start = before.start_byte
    public = next((f"{text_of(child)} " for child in statement.children if child.type == "visibility_modifier"), "")
    place = source.location(wish.place.path, statement.start_byte, statement.start_byte)
    indent = source.line_text(place.line)[: place.column - 1]
    above_it = Edit(Location(place.path, place.line, 1, place.line, 1), f"{indent}{public}use {new};\n")
    return () if indent.strip() else (above_it, Edit(source.location(wish.place.path, start, end), ""))


def _renamed_rust(wish: Redirect, source: Text, node: Node) -> Iterator[Edit]:
    function = above(node, frozenset(("function_item",)))
    stem = home_of(wish.path).module.rpartition(".")[2]
    if function is None or wish.path != wish.wish.path:
        return
    for part in sorted(walk(function), key=lambda item: item.start_byte):
        path, name = part.child_by_field_name("path"), part.child_by_field_name("name")
        if (
            part.type == "scoped_identifier"
            and name is not None
            and text_of(name) == wish.old
            and text_of(path).rpartition("::")[2] == stem
        ):
            yield Edit(source.location(wish.place.path, name.start_byte, name.end_byte), wish.wish.name)
