"""Which variable of the environment a Python expression reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.bindings import Scope
from ssot_check.languages.support.python.resolve import Resolver, keyword, positional
from ssot_check.languages.support.treesitter import is_field
from ssot_check.model.touch import SET, TAKEN_AWAY, WHOLE

if TYPE_CHECKING:
    from tree_sitter import Node

MAPPINGS: Final = frozenset(("os.environ", "os.environb", "posix.environ"))
"""What holds every variable."""
_BY_KEY: Final = frozenset(("os.getenv", "os.getenvb", "decouple.config"))
_EXPANDING: Final = "os.path.expandvars"
"""Told where the text that it expands is known: most such calls get a path that somebody typed."""
_VARIABLE: Final = re.compile(r"\$\{?(\w+)")
_READS: Final = frozenset(("get", "setdefault", "pop", "__getitem__", "__contains__"))
_OFTEN_WRITES: Final = frozenset(("pop", "setdefault"))
"""Reads, where something is done with what they give back."""
_COPYING: Final = frozenset(
    (
        "attribute", "call", "argument_list", "dictionary_splat", "dictionary", "binary_operator", "parenthesized_expression",
        "conditional_expression", "boolean_operator",
    )
)  # fmt: skip
"""What may stand around the whole environment and still hand it on."""
_WITHIN_COPY: Final = frozenset(("attribute", "call", "argument_list", "dictionary_splat", "dictionary", "parenthesized_expression"))
_AROUND: Final = frozenset(("block", "module", "lambda"))
_OPTIONS: Final = frozenset((b"add_argument", b"add_option", b"option", b"Option", b"argument", b"Argument"))
"""What declares an option of the command line: argparse, optparse, click and typer."""
_TAKING: Final = frozenset(("pop", "clear", "__delitem__"))
_BY_ONE_KEY: Final = _OFTEN_WRITES | {"__setitem__", "__delitem__"}
_WRITES: Final = frozenset(("update", "clear", "__setitem__", "__delitem__", "__ior__"))


def read_key(node: Node, scope: Scope, name: str, rest: str, resolver: Resolver) -> str | None:
    """The key that is read at `node`, which names `name` and below it `rest`.

    "" when the key is known only at run time, WHOLE when everything is read, None when something is written instead.
    """
    parent = node.parent
    call = parent if parent is not None and parent.type == "call" and is_field(parent, "function", node) else None
    if name == _EXPANDING:
        found = _VARIABLE.search(_argument(call, scope, resolver))
        return found[1] if found else None
    if name not in MAPPINGS:
        return _argument(call, scope, resolver) if name in _BY_KEY else WHOLE
    if rest:
        method = rest.partition(".")[0]
        if call is not None and method in _OFTEN_WRITES and call.parent is not None and call.parent.type == "expression_statement":
            return None
        return None if method in _WRITES else _argument(call, scope, resolver) if method in _READS else WHOLE
    if parent is None:
        return WHOLE
    if parent.type == "subscript" and is_field(parent, "value", node):
        key = parent.child_by_field_name("subscript")
        return None if _is_target(parent) else (resolver.text(key, scope) or "") if key is not None else ""
    if parent.type == "comparison_operator" and parent.children[-1].id == node.id and "in" in _operator(parent):
        return resolver.text(parent.children[0], scope) or ""
    return None if _is_target(node) or _is_patched(node) else WHOLE


def written_key(node: Node, scope: Scope, rest: str, resolver: Resolver) -> str:
    """The key that is set, or taken away, at `node`, below whose name `rest` stands; "" where only a run knows it, and of several."""
    parent = node.parent
    if rest:
        call = parent if parent is not None and parent.type == "call" and is_field(parent, "function", node) else None
        return _argument(call, scope, resolver) if rest in _BY_ONE_KEY else ""
    key = parent.child_by_field_name("subscript") if parent is not None and parent.type == "subscript" else None
    return (resolver.text(key, scope) or "") if key is not None else ""


def asked_key(node: Node, name: str, rest: str) -> Node | None:
    """The expression that says which variable is read at `node`."""
    parent = node.parent
    if parent is not None and parent.type == "call" and (rest or name in _BY_KEY):
        return next(iter(positional(parent)), None)
    if parent is not None and parent.type == "subscript":
        return parent.child_by_field_name("subscript")
    return parent.children[0] if parent is not None and parent.type == "comparison_operator" else None


def changed(node: Node, rest: str) -> str:
    """How the variable is changed that `written_key` says: SET or TAKEN_AWAY."""
    parent = node.parent
    around = parent.parent if parent is not None and parent.type == "subscript" else None
    while around is not None and around.type in ("expression_list", "tuple", "parenthesized_expression"):
        around = around.parent
    taken = rest in _TAKING or (around is not None and around.type == "delete_statement")
    return TAKEN_AWAY if taken else SET


def _argument(call: Node | None, scope: Scope, resolver: Resolver) -> str:
    """The key that a call is given; "" when there is no call or no literal."""
    if call is None:
        return ""
    given = positional(call)[:1] or [value for value in (keyword(call, "key"), keyword(call, "option")) if value is not None]
    return (resolver.text(given[0], scope) or "") if given else ""


def _is_target(node: Node) -> bool:
    """True when an assignment or `del` changes the node."""
    parent = node.parent
    while parent is not None and parent.type in ("expression_list", "pattern_list", "tuple_pattern"):
        node, parent = parent, parent.parent
    if parent is None:
        return False
    return parent.type == "delete_statement" or (parent.type in ("assignment", "augmented_assignment") and is_field(parent, "left", node))


def _is_patched(node: Node) -> bool:
    """True for `patch.dict(os.environ, ...)`: a test that sets variables for a while."""
    arguments = node.parent
    call = arguments.parent if arguments is not None and arguments.type == "argument_list" else None
    function = call.child_by_field_name("function") if call is not None else None
    return function is not None and (function.text or b"").endswith(b"patch.dict")


def is_options_default(node: Node) -> bool:
    """True inside the `default` of an option of the command line (argparse, click, typer)."""
    while node.parent is not None and node.type not in _AROUND:
        node = node.parent
        name = node.child_by_field_name("name") if node.type == "keyword_argument" else None
        if name is not None and name.text == b"default":
            call = node.parent.parent if node.parent is not None else None
            function = call.child_by_field_name("function") if call is not None else None
            return function is not None and (function.text or b"").rpartition(b".")[2] in _OPTIONS
    return False


def is_handed_on(node: Node) -> bool:
    """True for the whole environment, as it is or copied, as the argument `env` of a call: a program gets what it would have got anyway.

    It may pass through one variable that nothing is read from in the same function.
    """
    parent = node.parent
    while parent is not None and parent.type in _COPYING:
        if parent.type == "call" and not _copies(parent):
            return False
        node, parent = parent, parent.parent
    if parent is None:
        return False
    if parent.type == "assignment" and is_field(parent, "right", node):
        left = parent.child_by_field_name("left")
        return left is not None and left.type == "identifier" and _is_passed(left)
    return parent.type == "keyword_argument" and _is_env(parent)


def goes_on(node: Node) -> bool:
    """True for a copy of the whole environment that a function gives back as it was made: `return {**os.environ, "A": "b"}`."""
    parent, copied = node.parent, False
    while parent is not None and parent.type in _WITHIN_COPY:
        if parent.type == "call" and not _copies(parent):
            return False
        copied = copied or parent.type in ("call", "dictionary_splat")
        node, parent = parent, parent.parent
    return copied and parent is not None and parent.type == "return_statement"


def _is_env(argument: Node) -> bool:
    name = argument.child_by_field_name("name")
    return name is not None and name.text == b"env"


def _is_passed(variable: Node) -> bool:
    """True when the variable is given as `env` to a call, and no key of it is read."""
    around = variable
    while around.parent is not None and around.type != "function_definition":
        around = around.parent
    passed, waiting = False, [around]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.named_children)
        parent = node.parent
        if node.type == "identifier" and node.text == variable.text and parent is not None:
            passed = passed or (parent.type == "keyword_argument" and _is_env(parent) and is_field(parent, "value", node))
            if _reads_from(node, parent):
                return False
    return passed


def _reads_from(node: Node, parent: Node) -> bool:
    """True when a value is taken out of the mapping that stands there."""
    if parent.type == "attribute":
        call, method = parent.parent, parent.children[-1].text
        discarded = call is not None and call.parent is not None and call.parent.type == "expression_statement"
        return method in (b"get", b"items", b"values") or (method in (b"pop", b"setdefault") and not discarded)
    if parent.type == "subscript":
        return is_field(parent, "value", node) and not _is_target(parent)
    return parent.type == "for_statement" or (parent.type == "comparison_operator" and "in" in _operator(parent))


def _copies(call: Node) -> bool:
    """True for `os.environ.copy()`, `dict(os.environ)` and `copy.copy(os.environ)`."""
    function = call.child_by_field_name("function")
    return function is not None and (function.text or b"").rpartition(b".")[2] in (b"copy", b"deepcopy", b"dict")


def _operator(comparison: Node) -> list[str]:
    return [word for child in comparison.children[1:-1] if not child.is_named for word in child.type.split()]
