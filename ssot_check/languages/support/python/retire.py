"""Deletes a copy in a Python file and imports the owner's unit in its place, with edits that touch nothing else.

Certain to keep what the program does only for an exact copy of a plain function whose outside names mean the same in both files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.bindings import Scope, dotted_text
from ssot_check.languages.support.python.cuts import Cuts
from ssot_check.languages.support.python.readings import Bindings
from ssot_check.languages.support.python.use import module_name, same_package, spell_taking
from ssot_check.languages.support.treesitter import Text, above, node_at, walk
from ssot_check.model.finding import Fix, Safety
from ssot_check.model.match import CloneType
from ssot_check.model.replacement import EVERYTHING, Retirement, Roots, Taking
from ssot_check.model.unit import Trait, Unit, UnitKind

if TYPE_CHECKING:
    from tree_sitter import Node

_DEFINITIONS: Final = {UnitKind.FUNCTION: "function_definition", UnitKind.CLASS: "class_definition"}
_LITERALS: Final = frozenset(("string", "integer", "float", "true", "false", "none"))
_OF_THE_FILE: Final = frozenset((
    "__name__", "__file__", "__doc__", "__package__", "__spec__", "__loader__", "__path__", "globals", "locals", "vars", "exec", "eval",
))  # fmt: skip
"""Builtin names whose meaning depends on the file that they stand in."""
_OF_THE_CALLER: Final = frozenset(("_getframe", "currentframe", "stacklevel", "stack", "getmodule"))
_SCRIPT: Final = re.compile(r"\A#!|^if __name__ ==", re.MULTILINE)


def retire(wish: Retirement, files: AbstractSet[str]) -> Fix | None:
    """The repair; None where the copy is no definition of its own at the top of the file, or where callers would have to change."""
    match = wish.match
    owner, copy = match.owner, match.copy
    if match.part or match.fallback or owner.kind is not copy.kind or owner.scope or copy.scope or _is_private(owner.name):
        return None
    line = spell_taking(Taking(match.owner_path, match.copy_path, owner.name, copy.name, wish.roots), files)
    here, there = _opened(match.copy_path, wish.copy_text), _opened(match.owner_path, wish.owner_text)
    mine, theirs = here.definition(copy), there.definition(owner)
    if (
        not line
        or mine is None
        or theirs is None
        or not here.is_alone(copy.name)
        or _stands_alone(here, match.owner_path, files, wish.roots)
    ):
        return None
    proved = match.clone_type is CloneType.EXACT
    if not proved and not _fits(here, mine, theirs, bool(wish.taken & {copy.name, EVERYTHING})):
        return None
    edits = Cuts(here.text, match.copy_path, here.root, here.bindings).edits(mine, match.copy.location.line, line, wish.taken)
    if not edits:
        return None
    certain = proved and owner.name == copy.name and _is_plain(mine) and _same_meaning(here, mine, there, theirs)
    certain = certain and not here.is_decked(copy.name) and _is_importable(here, match.owner_path, files, wish.roots)
    replaced = min(wish.replaced & {copy.name, *here.outside(mine)}, default="") if certain else ""
    title = f"import `{owner.name}` and delete this copy" + (f"; look at the tests that replace its `{replaced}`" if replaced else "")
    return Fix(title, Safety.SAFE if certain and not replaced else Safety.SUGGESTED, edits)


def _is_private(name: str) -> bool:
    """True for a name that its file keeps for itself: it is to be made public there first."""
    return name.startswith("_") and not name.endswith("__")


class _File:
    """One of the two files, opened."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = Text(text)
        self.written = text
        self.root = self.text.tree("python")

    @cached_property
    def bindings(self) -> Bindings:
        """What its names are bound to."""
        found = Bindings(self.path)
        found.read(self.root)
        return found

    def definition(self, unit: Unit) -> Node | None:
        """The function or class, decorators included, where it stands at the top of the file."""
        kind = _DEFINITIONS.get(unit.kind)
        node = node_at(self.text, self.root, unit.signature) if kind and Trait.NESTED not in unit.traits else None
        found = above(node, frozenset((kind or "",))) if node is not None else None
        name = found.child_by_field_name("name") if found is not None else None
        if found is None or name is None or dotted_text(name) != unit.name:
            return None
        outer = found.parent if found.parent is not None and found.parent.type == "decorated_definition" else found
        return next((child for child in self.root.children if child == outer), None)

    def is_alone(self, name: str) -> bool:
        """True when nothing else in the module binds or deletes the name."""
        deleted = (node for node in self.root.children if node.type == "delete_statement")
        return len(self.bindings.module.bindings.get(name, ())) == 1 and not any(name in dotted_text(node) for node in deleted)

    def is_decked(self, name: str) -> bool:
        """True when somebody puts attributes on the function."""
        put = rf"(?<![\w.]){re.escape(name)}\.\w+\s*(?:[-+*/%&|^@]|//|\*\*|<<|>>)?=(?!=)"
        return re.search(rf"{put}|setattr\(\s*{re.escape(name)}\s*,", self.written) is not None

    def is_called_by_position(self, name: str) -> bool:
        """True when the name is only called, and never with the name of an argument."""
        calls = [call for call, _ in self.bindings.calls if dotted_text(call.children[0]) == name]
        spoken = [
            part for call in calls for part in call.children[-1].named_children if part.type in ("keyword_argument", "dictionary_splat")
        ]
        return not spoken and len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", self.written)) == len(calls) + 1

    def outside(self, node: Node) -> dict[str, Scope | None]:
        """Names that the definition reads and does not bind itself, with the scope that binds them (None: a builtin)."""
        first, last = node.start_byte, node.end_byte
        found: dict[str, Scope | None] = {}
        for chain, scope in self.bindings.chains:
            if first <= chain.start_byte < last:
                base = chain
                while base.type == "attribute":
                    base = base.children[0]
                holder = scope.holder(dotted_text(base)) if base.type == "identifier" else None
                if base.type == "identifier" and (holder is None or holder is self.bindings.module):
                    found[dotted_text(base)] = holder
        for name in _annotated(node):
            found.setdefault(name, self.bindings.module if name in self.bindings.module.bindings else None)
        return found


def _fits(here: _File, mine: Node, theirs: Node, taken: bool) -> bool:
    """True when callers need not change: decorators are the same, and so are parameter names, or nobody says them."""
    (decorators, names), (others, other_names) = _heads(mine), _heads(theirs)
    if decorators != others or mine.type != theirs.type:
        return False
    name = (mine.child_by_field_name("definition") or mine).child_by_field_name("name")
    same = names == other_names
    return same or (
        names.count(",") == other_names.count(",") and not taken and name is not None and here.is_called_by_position(dotted_text(name))
    )


@lru_cache(maxsize=16)
def _opened(path: str, text: str) -> _File:
    """Several copies share an owner, and a file is asked about twice."""
    return _File(path, text)


def _heads(node: Node) -> tuple[str, str]:
    """Decorators, and the names of parameters or the bases: what callers rely on."""
    inner = node.child_by_field_name("definition") or node
    decorators = " ".join(dotted_text(child) for child in node.children if child.type == "decorator")
    parameters = inner.child_by_field_name("parameters")
    names = [_parameter(child) for child in parameters.named_children if child.type != "comment"] if parameters is not None else []
    bases = inner.child_by_field_name("superclasses")
    return decorators, ",".join(names) if bases is None else dotted_text(bases)


def _parameter(node: Node) -> str:
    """Stars and name of a parameter, without annotation and default."""
    name = node.child_by_field_name("name") or node
    if node.type in ("typed_parameter",) and node.named_children:
        name = node.named_children[0]
    return dotted_text(name)


def _is_plain(node: Node) -> bool:
    """True for a function without decorators, without state of its own, that does not look at where it stands."""
    if node.type != "function_definition":
        return False
    parameters = node.child_by_field_name("parameters")
    defaults = [child.child_by_field_name("value") for child in parameters.named_children] if parameters is not None else []
    if any(value is not None and value.type not in _LITERALS for value in defaults):
        return False
    words = {dotted_text(part) for part in walk(node) if part.type == "identifier"}
    return not words & (_OF_THE_FILE | _OF_THE_CALLER) and all(part.type != "global_statement" for part in walk(node))


def _same_meaning(here: _File, mine: Node, there: _File, theirs: Node) -> bool:
    """True when every outside name is a builtin, the same import or the same literal in both files."""
    names, others = here.outside(mine), there.outside(theirs)
    if here.bindings.stars or there.bindings.stars or names.keys() != others.keys():
        return False
    return all(_same(name, names[name], others[name]) for name in names)


def _same(name: str, mine: Scope | None, theirs: Scope | None) -> bool:
    if mine is None or theirs is None:
        return mine is theirs
    one, other = mine.bindings.get(name, []), theirs.bindings.get(name, [])
    if len(one) != 1 or len(other) != 1:
        return False
    if one[0].origin or other[0].origin:
        return one[0].origin == other[0].origin
    values = (one[0].value, other[0].value)
    literal = all(value is not None and value.type in _LITERALS for value in values)
    return literal and len({value.text for value in values if value is not None}) == 1


def _annotated(node: Node) -> Iterator[str]:
    """Names in annotations."""
    for part in walk(node):
        if part.type == "type":
            yield from (dotted_text(inner) for inner in walk(part) if inner.type == "identifier" and not _is_member(inner))


def _is_member(node: Node) -> bool:
    outer = node.parent
    return outer is not None and outer.type == "attribute" and outer.children[0] != node


def _stands_alone(here: _File, owner: str, files: AbstractSet[str], roots: Roots) -> bool:
    """True for a script, or a file at the root as `tasks.py`, that imports nothing of a package: it may have to run where that is not."""
    folder = here.path.rpartition("/")[0]
    same = folder == owner.rpartition("/")[0]
    if same and f"{folder}/__init__.py" in files and here.written.startswith("#!"):  # by that name it would load the package, too
        return not _imports(here, owner, files, roots)
    beside = same or same_package(owner, here.path, files)
    script = "/" not in here.path or _SCRIPT.search(here.written) is not None
    return script and not beside and not _imports(here, owner, files, roots)


def _imports(here: _File, owner: str, files: AbstractSet[str], roots: Roots) -> bool:
    top = module_name(owner, here.path, files, roots).partition(".")[0]
    return any(item.module.partition(".")[0] == top for item in here.bindings.imports)


def _is_importable(here: _File, owner: str, files: AbstractSet[str], roots: Roots) -> bool:
    """True when the file imports from the owner's package already, or lies in it and is no script of its own."""
    return _imports(here, owner, files, roots) or (same_package(owner, here.path, files) and not _SCRIPT.search(here.written))
