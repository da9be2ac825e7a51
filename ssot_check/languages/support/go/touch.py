"""Where a Go file touches what is watched: packages it imports, names of packages, the environment, programs that it starts.

A watched name is written as Go prints it: import path, dot, name (`os.Getenv`, `log/slog.SetDefault`); or as code says it (`slog.New`).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.command_touch import watched
from ssot_check.languages.support.excerpt import command_excerpt, excerpt
from ssot_check.languages.support.go.imports import package_name
from ssot_check.languages.support.go.tokens import GRAMMAR
from ssot_check.languages.support.go.traits import TEXTS
from ssot_check.languages.support.treesitter import Text, text_of
from ssot_check.model.dataclass import replace
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import READS_ENVIRONMENT, WHOLE, Form, Touch, TouchKind, Watch, in_order

if TYPE_CHECKING:
    from tree_sitter import Node

_ENVIRONMENT: Final = frozenset(READS_ENVIRONMENT["go"])
_BY_KEY: Final = frozenset(("os.Getenv", "os.LookupEnv", "syscall.Getenv"))
_STARTS: Final = {"os/exec.Command": 0, "os/exec.CommandContext": 1, "syscall.Exec": 1}
"""Calls that start a program, and the position of its first word."""
_TOP_OF_LIBRARY: Final = frozenset((
    "bufio", "bytes", "context", "errors", "expvar", "flag", "fmt", "hash", "html", "image", "io", "log", "maps", "math", "mime",
    "net", "os", "path", "plugin", "reflect", "regexp", "runtime", "slices", "sort", "strconv", "strings", "sync", "syscall",
    "testing", "time", "unicode",
))  # fmt: skip
"""Packages of the standard library whose path is their name: another one of that name is not what is meant."""
_CARRIERS: Final = frozenset(("Handler", "Transport"))
"""Fields of a literal that do its work: a timeout of the owner's makes no client the owner's."""
_BUILTINS: Final = frozenset((
    "append", "cap", "clear", "close", "complex", "copy", "delete", "imag", "len", "make", "max", "min", "new", "panic", "print", "println",
    "real", "recover",
))  # fmt: skip
"""Functions that Go knows by itself (The Go Programming Language Specification, "Built-in functions")."""
_FUNCTIONS: Final = frozenset(("function_declaration", "method_declaration", "func_literal"))
_BINDING: Final = frozenset(("short_var_declaration", "range_clause", "var_spec", "const_spec", "parameter_declaration"))


def touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Every touch of the file, by place."""
    text = Text(source.text)
    found = dict.fromkeys(_Finder(source.path, text, text.tree(GRAMMAR), watch).find())
    return in_order(found)


class _Finder:
    """One file. `_packages` maps a name to the import path of its package, `_opened` are packages imported as `.`."""

    def __init__(self, path: str, text: Text, root: Node, watch: Watch) -> None:
        self._path = path
        self._text = text
        self._root = root
        self._watch = watch
        self._packages: dict[str, str] = {}
        self._opened: list[str] = []
        self._bound: dict[int, frozenset[str]] = {}

    def find(self) -> Iterator[Touch]:
        """Imports of watched packages stand for every use of theirs in the file."""
        loaded = set()
        for spec in (node for node in self._nodes if node.type == "import_spec"):
            written = text_of(spec.child_by_field_name("path"))[1:-1]
            alias = text_of(spec.child_by_field_name("name"))
            if alias == ".":
                self._opened.append(written)
            else:
                self._packages[alias or package_name(written)] = written
            step = written
            while step and step not in self._watch.names:
                step = step.rpartition("/")[0]
            if step:
                loaded.add(step)
                yield replace(self._touch(spec, step, TouchKind.IMPORT), spelled=written)
        for node in self._nodes:
            name = self._watched(self._full(node))
            if name and name not in loaded:
                yield from self._use(node, name)
            if node.type == "call_expression":
                yield from self._started(node)

    @cached_property
    def _nodes(self) -> list[Node]:
        """Every named node in source order."""
        found, stack = [], [self._root]
        while stack:
            node = stack.pop()
            found.append(node)
            stack.extend(node.named_children[::-1])
        return found

    @cached_property
    def _constants(self) -> dict[str, str]:
        """Constants of the file that are one literal."""
        found: dict[str, list[str]] = {}
        for node in self._nodes:
            if node.type == "const_spec" and (value := node.child_by_field_name("value")) is not None:
                literal = value.named_children[0] if value.named_child_count == 1 else None
                for name in node.children_by_field_name("name"):
                    found.setdefault(text_of(name), []).append(_literal(literal))
        return {name: values[0] for name, values in found.items() if len(values) == 1}

    def _full(self, node: Node) -> str:
        """`os.Getenv` for the expression `os.Getenv`, and for the type of a literal `http.Client{}`; "" for anything else."""
        if node.type == "selector_expression":
            base, name = node.child_by_field_name("operand"), node.child_by_field_name("field")
        elif node.type == "qualified_type" and node.parent is not None and node.parent.type == "composite_literal":
            base, name = node.child_by_field_name("package"), node.child_by_field_name("name")
        else:
            return self._opened_name(node)
        known = base is not None and base.type in ("identifier", "package_identifier") and not self._is_hidden(base)
        package = self._packages.get(text_of(base), "") if known else ""
        return f"{package}.{text_of(name)}" if package else ""

    def _watched(self, full: str) -> str:
        """The watched name that a full one is, or lies below, be it written as code says it (`sha256.New`); "" for none."""
        found = next(self._watch.covering(full), "") if full else ""
        path, _, name = full.rpartition(".")
        said = package_name(path) if "/" in path and not found else ""
        return found if not said or said in _TOP_OF_LIBRARY else next(self._watch.covering(f"{said}.{name}"), "")

    def _opened_name(self, node: Node) -> str:
        """`os.Getenv` for the call `Getenv(...)` after `import . "os"`, where that is watched, `panic` for itself; "" for anything else."""
        parent = node.parent
        called = (self._opened or self._bare) and node.type == "identifier" and parent is not None and parent.type == "call_expression"
        function = parent.child_by_field_name("function") if called and parent is not None else None
        if function is None or function.id != node.id or self._is_hidden(node):
            return ""
        names = (f"{package}.{text_of(node)}" for package in self._opened)
        own = text_of(node) if text_of(node) in self._bare else ""
        return next((name for name in names if next(self._watch.covering(name), "")), own)

    @cached_property
    def _bare(self) -> frozenset[str]:
        """What is watched of the functions of Go itself, and not declared anew by the file."""
        watched = _BUILTINS & self._watch.names
        declared = (node.child_by_field_name("name") for node in self._nodes if watched and node.type == "function_declaration")
        return watched - {text_of(name) for name in declared}

    def _use(self, node: Node, name: str) -> Iterator[Touch]:
        call = node.parent if node.parent is not None and node.parent.type == "call_expression" else None
        arguments = call.child_by_field_name("arguments") if call is not None else None
        if self._is_offered(node):
            yield self._touch(node, name, TouchKind.NAME, form=Form.BOUND)
        elif name not in _ENVIRONMENT:
            beside = _beside(call if call is not None and call.children[0] == node else node)
            yield replace(self._touch(node, name, TouchKind.NAME), beside=beside, given=_put_in(node))
        elif arguments is not None and name in _BY_KEY:
            yield self._touch(node, name, TouchKind.ENVIRONMENT, key=self._word(arguments, 0) or "")
        elif call is None or not _is_handed_on(call):
            yield self._touch(node, name, TouchKind.ENVIRONMENT, key=WHOLE)

    def _is_offered(self, node: Node) -> bool:
        """True for `var Read = os.Getenv` in the package, under a name that others can use."""
        around = node.parent.parent if node.parent is not None and node.parent.type == "expression_list" else None
        if around is None or around.type != "var_spec" or any(above.type in _FUNCTIONS for above in _above(around)):
            return False
        return any(text_of(name)[:1].isupper() for name in around.children_by_field_name("name"))

    def _started(self, call: Node) -> Iterator[Touch]:
        """`exec.Command("docker", "build")`."""
        function, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
        full = self._full(function) if function is not None and self._watch.commands else ""
        if full in _STARTS and arguments is not None:
            words = [self._word(arguments, at) for at in range(_STARTS[full], len(_given(arguments)))]
            for wanted in dict.fromkeys(watched(words, self._watch)):
                shown = command_excerpt(words)
                touch = self._touch(call, " ".join(wanted), TouchKind.COMMAND)
                yield replace(touch, spelled=shown, place="subprocess")

    def _word(self, arguments: Node, at: int) -> str | None:
        """The argument at that position as text; None when it is known only at run time."""
        given = _given(arguments)
        node = given[at] if at < len(given) else None
        if node is not None and node.type == "identifier":
            return self._constants.get(text_of(node)) or None
        return _literal(node) if node is not None and node.type in TEXTS else None

    def _is_hidden(self, name: Node) -> bool:
        """True where a function around binds the name of the package to something else."""
        return any(text_of(name) in self._names_in(node) for node in _above(name) if node.type in _FUNCTIONS)

    def _names_in(self, function: Node) -> frozenset[str]:
        if function.id not in self._bound:
            found: set[str] = set()
            stack = [function]
            while stack:
                node = stack.pop()
                stack.extend(node.named_children)
                if node.type in _BINDING:
                    left = node.child_by_field_name("left")
                    names = left.named_children if left is not None else node.children_by_field_name("name")
                    found.update(text_of(name) for name in names if name.type == "identifier")
            self._bound[function.id] = frozenset(found)
        return self._bound[function.id]

    def _touch(self, node: Node, name: str, kind: TouchKind, *, key: str = "", form: Form = Form.PLAIN) -> Touch:
        shown = excerpt(self._text.slice(node.start_byte, node.end_byte))
        place = self._text.location(self._path, node.start_byte, node.end_byte)
        return Touch(kind, name, place, spelled=shown, key=key, form=form, scope=_scope(node))


def _beside(node: Node) -> tuple[str, ...]:
    """The functions of the call whose argument the node is, and of the calls that are arguments of its own."""
    parent = node.parent
    around = parent.parent if parent is not None and parent.type == "argument_list" else None
    arguments = node.child_by_field_name("arguments")
    inside = [item for item in _given(arguments) if item.type == "call_expression"] if arguments is not None else []
    return tuple(text_of(call.child_by_field_name("function")) for call in (around, *inside) if call is not None)


def _put_in(kind: Node) -> tuple[str, ...]:
    """The functions whose answers the literal of a type holds: `http.Client{Transport: safe.Transport()}`, at once or by a variable."""
    literal = kind.parent
    body = literal.child_by_field_name("body") if literal is not None and literal.type == "composite_literal" else None
    elements = [item for item in body.named_children if item.type == "keyed_element"] if body is not None else []
    carrying = [item for item in elements if text_of(item.named_children[0]) in _CARRIERS]
    values = [node for item in carrying for node in item.named_children[-1].named_children]
    names = {text_of(node) for node in values if node.type == "identifier"}
    function = next((above for above in _above(kind) if above.type in _FUNCTIONS), None) if names else None
    values += _assigned(function, names, kind) if function is not None else []
    called = [node.child_by_field_name("function") for node in values if node.type == "call_expression"]
    return tuple(dict.fromkeys(text_of(item) for item in called))


def _assigned(function: Node, names: Container[str], place: Node) -> list[Node]:
    """What a function gives the names before a place, which may come in more than one way; a name of a closed block is another one."""
    found: list[Node] = []
    around = {above.id for above in _above(place)}
    for node in _below(function):
        if node.type in ("short_var_declaration", "assignment_statement"):
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            open_yet = node.type == "assignment_statement" or (node.parent is not None and node.parent.id in around)
            if left is not None and right is not None and text_of(left) in names and open_yet and node.start_byte < place.start_byte:
                found += right.named_children
    return found


def _given(arguments: Node) -> list[Node]:
    return [node for node in arguments.named_children if node.type != "comment"]


def _literal(node: Node | None) -> str:
    return text_of(node)[1:-1] if node is not None and node.type in TEXTS else ""


def _above(node: Node) -> Iterator[Node]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _is_handed_on(call: Node) -> bool:
    """True for `append(os.Environ(), "A=b")` and `cmd.Env = os.Environ()`: a program gets what it would have got anyway."""
    parent = call.parent
    if parent is not None and parent.type == "argument_list":
        outer = parent.parent
        return outer is not None and text_of(outer.child_by_field_name("function")) == "append"
    target = next((above for above in _above(call) if above.type in ("assignment_statement", "keyed_element")), None)
    left = target.child_by_field_name("left") or target.children[0] if target is not None else None
    return left is not None and text_of(left).rpartition(".")[2] == "Env"


def _scope(node: Node) -> str:
    """The function around, with its receiver's type."""
    function = next((above for above in _above(node) if above.type in ("function_declaration", "method_declaration")), None)
    if function is None:
        return ""
    receiver = function.child_by_field_name("receiver")
    holder = next((item for item in _below(receiver) if item.type == "type_identifier"), None) if receiver is not None else None
    name = text_of(function.child_by_field_name("name"))
    return f"{text_of(holder)}.{name}" if holder is not None else name


def _below(node: Node) -> Iterator[Node]:
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        stack.extend(here.named_children[::-1])
