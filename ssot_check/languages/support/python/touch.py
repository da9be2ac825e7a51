"""Where a Python file touches what is watched: names through every alias, reads of the environment, imports."""

from __future__ import annotations

from collections.abc import Container, Iterator, Set
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.excerpt import excerpt
from ssot_check.languages.support.python.bindings import FUNCTION, MODULE, Imported, Scope, dotted_text
from ssot_check.languages.support.python.choices import choices
from ssot_check.languages.support.python.commands import command_touches
from ssot_check.languages.support.python.environment import (
    MAPPINGS,
    asked_key,
    changed,
    goes_on,
    is_handed_on,
    is_options_default,
    read_key,
    written_key,
)
from ssot_check.languages.support.python.late import is_late
from ssot_check.languages.support.python.readings import Bindings
from ssot_check.languages.support.python.resolve import Named, Resolver, keyword, positional
from ssot_check.languages.support.python.strings import entry_target, is_string
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.dataclass import replace
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import ANEW, HANDED, LATE, OPTION, READS_ENVIRONMENT, WHOLE, Form, Touch, TouchKind, Watch, in_order

if TYPE_CHECKING:
    from tree_sitter import Node

_ENVIRONMENT: Final = frozenset(READS_ENVIRONMENT["python"])
_PACKAGE: Final = "__init__.py"
_EVALUATORS: Final = frozenset(("builtins.eval", "builtins.exec"))
_SETUPS: Final = frozenset(("setuptools.setup", "distutils.core.setup"))
_TYPE_TESTS: Final = {"isinstance": 1, "issubclass": 1, "cast": 0, "NewType": 1}
"""Calls that only ask or tell of what type something is, and the position of the type."""
_TYPING: Final = ("builtins", "typing", "typing_extensions")
_VARIABLE: Final = "TypeVar"
_OF_TYPES: Final = ("typing.", "typing_extensions.", "collections.abc.")
_GENERIC: Final = frozenset(f"builtins.{name}" for name in ("dict", "frozenset", "list", "set", "tuple", "type"))


def touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Every touch of the file, by place. A broken file gives what can be read of it."""
    text = Text(source.text)
    bindings = Bindings(source.path)
    bindings.read(text.tree("python"))
    finder = _Finder(source.path, text, bindings, watch)
    found = [*finder.find(), *command_touches(source.path, text, bindings, finder.resolver, watch)]
    return in_order(found)


class _Finder:
    """Puts the resolved names of one file beside the watched ones."""

    def __init__(self, path: str, text: Text, bindings: Bindings, watch: Watch) -> None:
        self._path = path
        self._text = text
        self._bindings = bindings
        self._watch = watch
        self.resolver = Resolver(bindings)

    def find(self) -> list[Touch]:
        """Imports of watched modules stand for every use of theirs in the file."""
        found: dict[tuple[int, str], Touch] = {}
        loaded = set[str]()
        for imported in self._bindings.imports:
            for name in self._loaded(imported):
                loaded.add(name)
                statement = imported.node.parent or imported.node
                found.setdefault((statement.start_byte, name), self._touch(imported.node, imported.scope, name, TouchKind.IMPORT))
        taken = self._taken(loaded)
        found = {key: replace(touch, beside=taken.get(touch.name, ())) for key, touch in found.items()}
        for start, touch in (*self._uses(loaded), *self._evaluations(), *self._installed(), *self._offers(loaded)):
            found.setdefault((start, touch.name), touch)
        return list(found.values())

    def _taken(self, loaded: Set[str]) -> dict[str, tuple[str, ...]]:
        """By watched module that the file imports, what it reads of it, caught exceptions and constants among it."""
        found: dict[str, set[str]] = {}
        for node, scope in self._bindings.chains if loaded else ():
            for named in self.resolver.names(node, scope):
                name = next(self._watch.covering(named.name), "")
                if name in loaded and named.name != name:
                    found.setdefault(name, set()).add(named.name[len(name) + 1 :])
        return {name: tuple(sorted(names)) for name, names in found.items()}

    def _uses(self, loaded: Container[str]) -> Iterator[tuple[int, Touch]]:
        """(offset, touch) of everything that is read."""
        for node, scope in (*self._bindings.chains, *self._bindings.calls, *self._bindings.items):
            for named in self.resolver.names(node, scope):
                name = next(self._watch.covering(named.name), "")
                if name and (named.dynamic or name not in loaded):
                    exact = _inward(node, named.name[len(name) :].count("."))
                    touch = self._use(node, exact, scope, name, named)
                    if touch is not None:
                        yield exact.start_byte, touch

    def _evaluations(self) -> Iterator[tuple[int, Touch]]:
        for call, scope in self._bindings.calls:
            for name in self._evaluated(call, scope):
                yield call.start_byte, self._touch(call, scope, name, TouchKind.NAME, form=Form.DYNAMIC)

    def _installed(self) -> Iterator[tuple[int, Touch]]:
        """Entry points that a `setup.py` declares."""
        for call, scope in self._bindings.calls:
            function, given = call.child_by_field_name("function"), keyword(call, "entry_points")
            if given is None or function is None or not any(item.name in _SETUPS for item in self.resolver.names(function, scope)):
                continue
            for text in _strings(given):
                for name in list(self._watch.covering(entry_target(self.resolver.text(text, scope) or "")))[:1]:
                    yield text.start_byte, self._touch(text, scope, name, TouchKind.NAME, form=Form.DYNAMIC)

    def _offers(self, loaded: Container[str]) -> Iterator[tuple[int, Touch]]:
        for imported in self._bindings.imports:
            for _, touch in self._passed_on(imported, loaded):
                yield imported.node.start_byte, touch

    def _loaded(self, imported: Imported) -> Iterator[str]:
        yield from list(self._watch.covering(imported.module))[:1]

    def _evaluated(self, call: Node, scope: Scope) -> Iterator[str]:
        """Watched names in the literal text that `eval` or `exec` runs; what the text does not bind is looked up around it."""
        function, given = call.child_by_field_name("function"), positional(call)[:1]
        if function is None or not any(item.name in _EVALUATORS for item in self.resolver.names(function, scope)):
            return
        text = self.resolver.text(given[0], scope) if given else None
        inner = Bindings(self._path)
        inner.read(Text((text or "").replace("\\n", "\n")).tree("python"))
        resolver = Resolver(inner)
        yield from self._imported(inner)
        for named in [item for node, place in (*inner.chains, *inner.items) for item in resolver.names(node, place)]:
            first, _, rest = named.name.removeprefix("builtins.").partition(".")
            around = self.resolver.lookup(first, scope) if named.name.startswith("builtins.") else ()
            for name in (named.name, *(f"{item.name}.{rest}" if rest else item.name for item in around)):
                yield from list(self._watch.covering(name))[:1]

    def _imported(self, inner: Bindings) -> Iterator[str]:
        """Modules that a text imports and does nothing with: what it does tells more."""
        for imported in inner.imports:
            if (imported.alias or imported.name or imported.module.partition(".")[0]) not in inner.read_names:
                yield from self._loaded(imported)

    def _use(self, node: Node, exact: Node, scope: Scope, name: str, named: Named) -> Touch | None:
        """The touch at one reading; None for an alias whose own uses are told."""
        rest = named.name[len(name) + 1 :]
        if not rest and (side := self._renamed(node, scope)):
            return replace(self._touch(exact, scope, name, TouchKind.NAME), place=ANEW) if side == "right" else None
        assigned = self._assigned(node, scope) if not rest else ""
        if (
            assigned == FUNCTION
            or self._is_type_test(node, scope)
            or self._is_type_argument(node, scope)
            or (name in MAPPINGS and is_handed_on(node))
        ):
            return None
        form = Form.BOUND if assigned == MODULE else Form.DYNAMIC if named.dynamic else Form.PLAIN
        if name in _ENVIRONMENT and form is not Form.BOUND:
            key = read_key(node, scope, name, rest, self.resolver)
            if key is not None:
                found = self._touch(node, scope, name, TouchKind.ENVIRONMENT, key=key, form=form)
                return self._read(found, node, scope, rest)
        if name not in MAPPINGS or form is not Form.PLAIN:
            return self._touch(exact, scope, name, TouchKind.NAME, form=form)
        key = written_key(node, scope, rest, self.resolver)
        said = asked_key(node, name, rest) if rest not in ("update", "__ior__") else None
        keys = (dotted_text(said),) if said is not None and not key and said.type in ("identifier", "attribute") else ()
        return replace(self._touch(exact, scope, name, TouchKind.NAME, key=key), place=changed(node, rest), keys=keys)

    def _read(self, found: Touch, node: Node, scope: Scope, rest: str) -> Touch:
        """A reading of the environment, with the names among which a run chooses, and where it stands."""
        if is_options_default(node):
            return replace(found, place=OPTION)
        if found.key == WHOLE:
            return replace(found, place=HANDED) if found.name in MAPPINGS and goes_on(node) else found
        asked = None if found.key else asked_key(node, found.name, rest)
        keys = choices(asked, scope, self.resolver)
        return replace(found, place=LATE if not keys and is_late(asked) else "", keys=keys)

    def _is_type_test(self, node: Node, scope: Scope) -> bool:
        """True for the type in `isinstance(x, T)` and `t.cast(T, x)`, alone or as one of several, and for what bounds a `TypeVar`."""
        parent = node.parent
        while parent is not None and parent.type in ("tuple", "parenthesized_expression", "binary_operator"):
            node, parent = parent, parent.parent
        bound = parent if parent is not None and parent.type == "keyword_argument" else None
        parent = bound.parent if bound is not None else parent
        call = parent.parent if parent is not None and parent.type == "argument_list" else None
        function = call.child_by_field_name("function") if call is not None else None
        if call is None or function is None:
            return False
        named = (item.name.rpartition(".") for item in self.resolver.names(function, scope, 1))
        called = {dotted_text(function), *(name for module, _, name in named if module in _TYPING)}
        if bound is not None or _VARIABLE in called:
            given = keyword(call, "bound") if bound is not None else None
            return _VARIABLE in called and (bound is None or (given is not None and given.id == node.id))
        positions = {_TYPE_TESTS[name] for name in called if name in _TYPE_TESTS}
        return any([item.id for item in positional(call)[at : at + 1]] == [node.id] for at in positions)

    def _is_type_argument(self, node: Node, scope: Scope) -> bool:
        """True for `T` in `Tuple[int, T]`: a type is given a name, nothing is done with it."""
        parent = node.parent
        while parent is not None and parent.type in ("subscript", "tuple", "list", "binary_operator"):
            value = parent.child_by_field_name("value") if parent.type == "subscript" else None
            if value is not None and value.id == node.id:
                return False
            names = [item.name for item in self.resolver.names(value, scope)] if value is not None else []
            if any(name in _GENERIC or name.startswith(_OF_TYPES) for name in names):
                return True
            node, parent = parent, parent.parent
        return False

    def _assigned(self, node: Node, scope: Scope) -> str:
        """The kind of scope in which the reading only gives the thing another name; "" when it does more."""
        parent = node.parent
        if parent is None or parent.type != "assignment":
            return ""
        left, right = parent.child_by_field_name("left"), parent.child_by_field_name("right")
        if left is None or right is None or right.id != node.id or left.type != "identifier":
            return ""
        return scope.kind if scope.kind in (MODULE, FUNCTION) and self.resolver.is_alias(dotted_text(left), scope) else ""

    def _renamed(self, node: Node, scope: Scope) -> str:
        """The side on which a name stands in `os.getcwdu = os.getcwd`, two watched spellings of one thing; "" elsewhere."""
        parent = node.parent
        if parent is None or parent.type != "assignment":
            return ""
        sides = {side: found for side in ("left", "right") if (found := parent.child_by_field_name(side)) is not None}
        if len(sides) < len(("left", "right")) or any(found.type != "attribute" for found in sides.values()):
            return ""
        names = {side: [item.name for item in self.resolver.names(found, scope)] for side, found in sides.items()}
        one, other = ([name for name in names[side] if name in self._watch.names] for side in ("left", "right"))
        same = any(_are_spellings(left, right) for left in one for right in other)
        return next((side for side, found in sides.items() if found.id == node.id), "") if same else ""

    def _passed_on(self, imported: Imported, loaded: Container[str]) -> Iterator[tuple[str, Touch]]:
        """An import of a watched name that the file does not use itself, or offers to others."""
        bound = imported.alias or imported.name
        name = next(self._watch.covering(f"{imported.module}.{imported.name}"), "") if imported.name not in ("", "*") else ""
        if not name or name in loaded:
            return
        offered = imported.scope.kind == MODULE and (
            bound in self._bindings.offered or (bound not in self._bindings.read_names and self._is_offer(imported))
        )
        if offered or bound not in self._bindings.read_names:
            kind = TouchKind.ENVIRONMENT if name in _ENVIRONMENT and not offered else TouchKind.NAME
            form = Form.BOUND if offered else Form.PLAIN
            yield (
                name,
                self._touch(imported.node, imported.scope, name, kind, key=WHOLE if kind is TouchKind.ENVIRONMENT else "", form=form),
            )

    def _is_offer(self, imported: Imported) -> bool:
        return self._path.endswith(_PACKAGE) or imported.alias == imported.name

    def _touch(self, node: Node, scope: Scope, name: str, kind: TouchKind, *, key: str = "", form: Form = Form.PLAIN) -> Touch:
        return Touch(
            kind=kind,
            name=name,
            location=self._text.location(self._path, node.start_byte, node.end_byte),
            spelled=excerpt(self._text.slice(node.start_byte, node.end_byte)),
            key=key,
            form=form,
            scope=scope.name,
        )


def _are_spellings(one: str, other: str) -> bool:
    """True for `os.getcwd` and `os.getcwdu`: of one module, and one word but for the `u` of old texts."""
    (module, _, word), (home, _, name) = one.rpartition("."), other.rpartition(".")
    return module == home and (word in (f"{name}u", f"u{name}") or name in (f"{word}u", f"u{word}"))


def _strings(node: Node) -> Iterator[Node]:
    """The string literals in an expression, in source order."""
    stack = [node]
    while stack:
        here = stack.pop()
        if is_string(here):
            yield here
        else:
            stack.extend(here.named_children[::-1])


def _inward(node: Node, steps: int) -> Node:
    """The part of an attribute chain without its last `steps`."""
    while steps and node.type == "attribute":
        node = node.children[0]
        steps -= 1
    return node
