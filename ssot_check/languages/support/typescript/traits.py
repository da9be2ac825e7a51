"""Facts about TypeScript and JavaScript units by which a match can be refused, and which values are tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.treesitter import text_of
from ssot_check.languages.support.typescript.patterns import bare, is_function
from ssot_check.model.members import member
from ssot_check.model.unit import Trait

if TYPE_CHECKING:
    from tree_sitter import Node

_LEAST_ENTRIES: Final = 4
_LEAST_CHARACTERS: Final = 40
_RUNS_CODE: Final = frozenset(("call_expression", "new_expression", "await_expression", "subscript_expression", "assignment_expression"))
_COLLECTORS: Final = frozenset((b"Object.freeze", b"Set", b"Map", b"Object.fromEntries", b"WeakSet"))
_PLAIN: Final = frozenset(
    (
        "identifier", "member_expression", "string", "number", "true", "false", "null", "undefined", "this", "regex",
        "shorthand_property_identifier", "unary_expression",
    )
)  # fmt: skip
_OPTIONS: Final = frozenset(
    ("option", "options", "requiredOption", "argument", "addOption", "positional", "command", "alias", "demandOption")
)
_WRAPPERS: Final = frozenset(
    (
        "useCallback",
        "memo",
        "forwardRef",
        "asyncHandler",
        "catchAsync",
        "wrapAsync",
        "debounce",
        "throttle",
        "cache",
        "observer",
        "createAsyncThunk",
    )
)
_FOLDS: Final = frozenset(
    ("map", "filter", "reduce", "forEach", "sort", "find", "some", "every", "flatMap", "then", "catch", "finally", "from")
)


def statements(block: Node | None) -> list[Node]:
    """The statements of a body without comments and directives."""
    if block is None:
        return []
    named = [node for node in block.named_children if node.type not in ("comment", "empty_statement")]
    return [node for node in named if not (node.type == "expression_statement" and node.children[0].type == "string")]


def of_function(function: Node, parameters: Sequence[str]) -> set[Trait]:
    """STUB, DELEGATE and ASYNC, as the body and the header tell."""
    found: set[Trait] = set()
    body = function.child_by_field_name("body")
    if any(child.type == "async" for child in function.children):
        found.add(Trait.ASYNC)
    if any(child.type in ("get", "set") and not child.is_named for child in function.children):
        found.add(Trait.PROPERTY)
    if body is None:
        return found
    block = body.type == "statement_block"
    if block and all(_says_nothing(node) for node in statements(body)):
        found.add(Trait.STUB)
    value = _only_value(statements(body)) if block else body
    if value is not None and _passes_on(value, parameters):
        found.add(Trait.DELEGATE)
    return found


def _says_nothing(node: Node) -> bool:
    """`throw new Error("not implemented")`, `return;`, `return null;` and the like."""
    if node.type == "return_statement":
        return all(child.type in ("null", "undefined", "comment") for child in node.named_children)
    return node.type == "throw_statement" and "not implemented" in text_of(node).lower()


def _only_value(body: Sequence[Node]) -> Node | None:
    if len(body) != 1 or body[0].type not in ("return_statement", "expression_statement"):
        return None
    return next((child for child in body[0].named_children if child.type != "comment"), None)


def _passes_on(value: Node, parameters: Sequence[str]) -> bool:
    """One call that gets every own parameter."""
    value = bare(value)
    if value.type == "await_expression" and value.named_child_count:
        value = bare(value.named_children[0])
    arguments = value.child_by_field_name("arguments") if value.type == "call_expression" else None
    if arguments is None or arguments.type != "arguments" or _calls_inside(value.children[0]):
        return False
    passed: list[str] = []
    for node in arguments.named_children:
        inner = node.named_children[0] if node.type == "spread_element" and node.named_child_count else node
        if inner.type not in _PLAIN and inner.type != "comment":
            return False
        passed.append(text_of(inner))
    return set(parameters) <= set(passed) if parameters else not passed


def _calls_inside(function: Node) -> bool:
    """`a().b` has a call before the call."""
    while function.type == "member_expression":
        function = function.children[0]
    return function.type == "call_expression"


def of_class(body: Sequence[Node]) -> set[Trait]:
    """DATA for fields only, ABSTRACT for nothing but methods without a body."""
    methods = [node for node in body if node.type == "method_definition"]
    stored = [node for node in methods if text_of(node.child_by_field_name("name")) == "constructor" and only_stores(node)]
    fields = [node for node in body if node.type == "public_field_definition" and not _holds_function(node)]
    abstract = [node for node in body if node.type in ("abstract_method_signature", "method_signature")]
    if body and len(stored) + len(fields) == len(body):
        return {Trait.DATA}
    return {Trait.ABSTRACT} if abstract and len(abstract) + len(fields) == len(body) else set()


def fields(members: Sequence[Node]) -> list[str]:
    """The names of the properties that an interface, an object type or a class declares with a type."""
    declared = [node for node in members if node.type in ("property_signature", "public_field_definition")]
    typed = [node for node in declared if node.child_by_field_name("type") is not None and not _holds_function(node)]
    return [text_of(node.child_by_field_name("name")) for node in typed]


def members(body: Node | None) -> list[str]:
    """The members of an enumeration with their values; none of any other type."""
    listed = body.named_children if body is not None and body.type == "enum_body" else ()
    assigned = {node: node.child_by_field_name("value") for node in listed if node.type == "enum_assignment"}
    return [
        member(text_of(node.child_by_field_name("name")), text_of(assigned[node])) if node in assigned else member(text_of(node))
        for node in listed
        if node.type != "comment"
    ]


def only_stores(constructor: Node) -> bool:
    """A constructor whose statements all are `this.x = name`, or calls of `super`."""
    return all(_stores(node) for node in statements(constructor.child_by_field_name("body")))


def _stores(node: Node) -> bool:
    child = node.children[0] if node.type == "expression_statement" else node
    if child.type == "call_expression":
        return child.children[0].type == "super"
    return (
        child.type == "assignment_expression" and text_of(child.children[0]).startswith("this.") and bare(child.children[-1]).type in _PLAIN
    )


def _holds_function(field: Node) -> bool:
    value = field.child_by_field_name("value")
    return value is not None and is_function(bare(value))


def declares_arguments(lines: Sequence[Line]) -> bool:
    """More than half of the calls declare options, as those of commander and yargs do."""
    calls = [call.rpartition(".")[2] for line in lines for call in line.calls]
    declared = sum(1 for call in calls if call in _OPTIONS)
    return declared >= 2 and declared * 2 > len(calls)


def is_constant(value: Node) -> bool:
    """True when the value is written out: literals, names, and collections of them."""
    stack = [value]
    while stack:
        node = stack.pop()
        if node.type in _RUNS_CODE and not (node is value and collection_of(value) is not None):
            return False
        if not is_function(node):
            stack.extend(node.named_children)
    return True


def collection_of(value: Node) -> Node | None:
    """The object or array literal of a value; also inside `Object.freeze(...)` and `new Set(...)`."""
    value = bare(value)
    if value.type in ("call_expression", "new_expression"):
        function = value.child_by_field_name("function") or value.child_by_field_name("constructor")
        arguments = value.child_by_field_name("arguments")
        if function is None or function.text not in _COLLECTORS or arguments is None or arguments.named_child_count != 1:
            return None
        value = bare(arguments.named_children[0])
    return value if value.type in ("object", "array") else None


def entries_of(collection: Node) -> list[Node]:
    """The entries of an object or array literal."""
    return [node for node in collection.named_children if node.type != "comment"]


def only_names(value: Node) -> bool:
    """True for a name and for `{ a, b: c }`: a list of what is defined elsewhere."""
    if value.type != "object":
        return value.type == "identifier"
    values = (node.child_by_field_name("value") or node for node in entries_of(value))
    return all(node.type in ("identifier", "shorthand_property_identifier", "spread_element") for node in values)


def holds_functions(collection: Node) -> bool:
    """True for an object of which at least one entry is a function: a module written as an object."""
    for node in entries_of(collection) if collection.type == "object" else ():
        value = node.child_by_field_name("value") if node.type == "pair" else None
        if node.type == "method_definition" or (value is not None and is_function(bare(value))):
            return True
    return False


def is_table(value: Node) -> bool:
    """Four and more written-out entries, a regular expression, or a long text."""
    value = bare(value)
    if value.type in ("string", "template_string"):
        plain = all(child.type != "template_substitution" for child in value.named_children)
        return plain and value.end_byte - value.start_byte >= _LEAST_CHARACTERS + 2
    collection = collection_of(value)
    if collection is None:
        return value.type == "regex"
    return len(entries_of(collection)) >= _LEAST_ENTRIES and all(is_constant(entry) for entry in entries_of(collection))


def wrapped_function(value: Node, *, top: bool) -> Node | None:
    """The function of `useCallback(fn, [])`, `memo(fn)` and their like; at the top of a file of any call that takes one."""
    value = bare(value)
    arguments = value.child_by_field_name("arguments") if value.type == "call_expression" else None
    if arguments is None or arguments.type != "arguments":
        return None
    called = text_of(value.children[0]).rpartition(".")[2]
    if called not in _WRAPPERS and (not top or called in _FOLDS):
        return None
    inner = [bare(node) for node in arguments.named_children]
    functions = [node for node in inner if is_function(node)]
    return functions[0] if len(functions) == 1 else None
