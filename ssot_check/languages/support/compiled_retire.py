"""Deletes a copied function of a Rust or Go file and takes the owner's under the same name: `use`, and `var Name = owner.Name`.

Only suggested: whether the types are the same in both files, and whether the packages may use one another, the compiler knows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.go.imports import package_name
from ssot_check.languages.support.line_cuts import cut, lines_of, with_blanks
from ssot_check.languages.support.treesitter import Text, text_of, walk
from ssot_check.model.finding import Edit, Fix, Safety
from ssot_check.model.location import Location
from ssot_check.model.match import Match
from ssot_check.model.replacement import Retirement
from ssot_check.model.unit import UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

_ABOVE: Final = frozenset(("line_comment", "block_comment", "attribute_item"))
_QUIET: Final = re.compile(r"#\[(?:inline|doc|must_use|allow|expect)\b")
"""Attributes that say nothing about what the function is for: not `#[test]`, `#[cfg(...)]`, `#[no_mangle]`."""
_KNOWN_TYPES: Final = re.compile(
    r"any|bool|byte|comparable|complex(?:64|128)|error|float(?:32|64)|u?int(?:8|16|32|64)?|rune|string|uintptr"
)
"""Types that Go knows without a package (the specification, "Predeclared identifiers")."""
_USED: Final = re.compile(r'import "([^"]+)", and (\w+\.\w+)')


def retire_rust(wish: Retirement, line: str) -> Fix | None:
    """The repair with `line`, which takes the owner; None where the heads differ or the function does not stand alone at the top."""
    found = _opened(wish, "rust", "function_item")
    if found is None or not line:
        return None
    text, mine, theirs = found
    owner, copy = wish.match.owner, wish.match.copy
    marks = [text_of(node) for node in _led(mine) if node.type == "attribute_item"]
    if not _is_public(theirs) or not all(_QUIET.match(mark) for mark in marks):
        return None
    line = line[line.find("use ") :]  # who sees it is asked of the copy below
    line = line if owner.name == copy.name else line.replace(f"{owner.name};", f"{owner.name} as {copy.name};")
    public = next((text_of(node) for node in mine.children if node.type == "visibility_modifier"), "")
    lines = lines_of(text)
    gone = with_blanks(lines, (_led(mine) or [mine])[0].start_point[0] + 1, mine.end_point[0] + 1)
    uses = [node for node in mine.parent.children if node.type == "use_declaration"] if mine.parent is not None else []
    row = uses[-1].end_point[0] + 2 if uses else _first_item(mine, gone[0])
    above = "\n" if not uses and lines[row - 1].strip() else ""
    below = "" if uses or gone[-1] == len(lines) - 1 else "\n"
    insert = Edit(Location(wish.match.copy_path, row, 1, row, 1), f"{above}{f'{public} {line}'.lstrip()}\n{below}")
    return _fix(wish.match, insert, cut(wish.match.copy_path, text, lines, gone[0], gone[-1]))


def retire_go(wish: Retirement, line: str) -> Fix | None:
    """The repair with the import that `line` names; None where the heads differ, for generic functions, and where an import stays idle."""
    found, used = _opened(wish, "go", "function_declaration"), _USED.fullmatch(line)
    if found is None or used is None:
        return None
    text, mine, _ = found
    path, copy, name = wish.match.copy_path, wish.match.copy, package_name(used[1])
    specs = {text_of(node.child_by_field_name("path"))[1:-1]: node for node in walk(text.tree("go")) if node.type == "import_spec"}
    rest = text.slice(0, mine.start_byte) + text.slice(mine.end_byte, len(text.data))
    taken = used[1] not in specs and re.search(rf"(?<![\w./\"]){name}\b", text.slice(0, len(text.data))) is not None
    if taken or mine.child_by_field_name("type_parameters") is not None or copy.name in ("main", "init") or _answers_own_type(mine):
        return None
    lines = lines_of(text)
    edits = [Edit(text.location(path, mine.start_byte, mine.end_byte), f"var {copy.name} = {used[2]}")]
    for node in specs.values():
        bound = text_of(node.child_by_field_name("name")) or package_name(text_of(node.child_by_field_name("path"))[1:-1])
        if bound not in ("_", ".") and f"{bound}." in text_of(mine) and not re.search(rf"(?<![\w.]){bound}\.", rest):
            row = node.start_point[0] + 1
            if lines[row].strip() != text_of(node):
                return None
            edits.append(cut(path, text, lines, row, row))
    if used[1] not in specs:
        edits.append(_go_import(path, text, used[1]))
    return _fix(wish.match, *edits)


def _answers_own_type(function: Node) -> bool:
    """True for a function that answers a type of its own package: the owner's answers that of another one."""
    result = function.child_by_field_name("result")
    kinds = (node for node in walk(result) if node.type == "type_identifier") if result is not None else ()
    own = (node for node in kinds if node.parent is None or node.parent.type != "qualified_type")
    return any(not _KNOWN_TYPES.fullmatch(text_of(node)) for node in own)


def _fix(match: Match, *edits: Edit) -> Fix:
    return Fix(f"use `{match.owner.name}` of its owner and delete this copy", Safety.SUGGESTED, edits)


def _opened(wish: Retirement, grammar: str, kind: str) -> tuple[Text, Node, Node] | None:
    """The copy's text, its function and the owner's; None unless both stand alone at the top under the same head."""
    match = wish.match
    owner, copy = match.owner, match.copy
    if match.part or match.fallback or match.typed or not owner.kind is copy.kind is UnitKind.FUNCTION or owner.scope or copy.scope:
        return None
    here, there = Text(wish.copy_text), Text(wish.owner_text)
    mine, theirs = _only(here, grammar, kind, copy.name), _only(there, grammar, kind, owner.name)
    if mine is None or theirs is None or mine.start_point[1] or _head(mine) != _head(theirs):
        return None
    lines = lines_of(here)
    behind = lines[mine.end_point[0] + 1].encode("utf-8", "surrogatepass")[mine.end_point[1] :]
    return None if behind.strip() else (here, mine, theirs)


def _only(text: Text, grammar: str, kind: str, name: str) -> Node | None:
    found = [node for node in text.tree(grammar).children if node.type == kind and text_of(node.child_by_field_name("name")) == name]
    return found[0] if len(found) == 1 else None


def _head(function: Node) -> str:
    """Parameters and result, as they are written but for layout."""
    parts = [child for child in function.children if child.type not in ("block", "visibility_modifier", "identifier")]
    return " ".join(" ".join(text_of(part).split()) for part in parts)


def _is_public(function: Node) -> bool:
    return any(child.type == "visibility_modifier" for child in function.children)


def _led(function: Node) -> list[Node]:
    """Comments and attributes directly above, in the order of the text."""
    found: list[Node] = []
    above = function.prev_sibling
    while above is not None and above.type in _ABOVE and not text_of(above).startswith(("//!", "/*!")):
        row = (found[-1] if found else function).start_point[0]
        if row - above.end_point[0] > 1 or (above.end_point[1] and row == above.end_point[0]):
            break
        found.append(above)
        above = above.prev_sibling
    return found[::-1]


def _first_item(function: Node, gone: int) -> int:
    """The row of the first item: below what is said of the file as a whole."""
    root = function.parent
    for child in root.children if root is not None else ():
        if child.type != "inner_attribute_item" and not text_of(child).startswith(("//", "/*")):
            return min(child.start_point[0] + 1, gone)
    return gone


def _go_import(path: str, text: Text, package: str) -> Edit:
    """At the end of the list of imports, below the last single one, or below the package clause."""
    root = text.tree("go")
    listed = [node for node in walk(root) if node.type == "import_spec_list"]
    if listed:
        row = min(listed, key=lambda node: node.start_byte).end_point[0] + 1
        return Edit(Location(path, row, 1, row, 1), f'\t"{package}"\n')
    single = [node for node in root.children if node.type == "import_declaration"]
    above = single[-1] if single else next(node for node in root.children if node.type == "package_clause")
    row = above.end_point[0] + 2
    return Edit(Location(path, row, 1, row, 1), f'import "{package}"\n' if single else f'\nimport "{package}"\n')
