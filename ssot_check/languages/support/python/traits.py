"""Facts about Python units by which a match can be refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.strings import is_string
from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.treesitter import text_of
from ssot_check.model.unit import DOC, Trait

if TYPE_CHECKING:
    from tree_sitter import Node

_DECORATORS: Final = {
    "overload": Trait.OVERLOAD,
    "abstractmethod": Trait.ABSTRACT,
    "abstractproperty": Trait.ABSTRACT,
    "abstractclassmethod": Trait.ABSTRACT,
    "abstractstaticmethod": Trait.ABSTRACT,
    "property": Trait.PROPERTY,
    "cached_property": Trait.PROPERTY,
    "setter": Trait.PROPERTY,
    "getter": Trait.PROPERTY,
    "deleter": Trait.PROPERTY,
    "upgrade": Trait.MIGRATION,
    "downgrade": Trait.MIGRATION,
    "migration": Trait.MIGRATION,
    "register_migration": Trait.MIGRATION,
}
_DATA_DECORATORS: Final = frozenset(("dataclass", "attrs", "attr", "define", "frozen", "mutable", "s", "dataclass_transform"))
_DATA_BASES: Final = frozenset(
    ("NamedTuple", "TypedDict", "BaseModel", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "Struct", "Model", "BaseSettings")
)
_FIELD_MAKERS: Final = frozenset((b"attr.ib", b"attr.attrib", b"attrs.field", b"attr.field"))
_DECLARATIONS: Final = frozenset(
    ("add_argument", "add_option", "add_parser", "add_subparsers", "add_argument_group", "add_mutually_exclusive_group")
)
_OPTION_DECORATORS: Final = frozenset(("option", "argument", "password_option", "version_option", "help_option"))
_PLAIN: Final = frozenset(
    ("identifier", "attribute", "string", "integer", "float", "true", "false", "none", "concatenated_string", "unary_operator")
)


def from_decorators(names: Iterable[str]) -> set[Trait]:
    """Traits that the last components of the decorators' names tell."""
    return {_DECORATORS[name] for name in names if name in _DECORATORS}


def statements(block: Node | None) -> list[Node]:
    """The statements of a suite without comments and bare strings."""
    if block is None:
        return []
    found = []
    for node in block.children:
        if node.type == "comment" or not node.is_named:
            continue
        if node.type == "expression_statement" and node.child_count and is_string(node.children[0]):
            continue
        found.append(node)
    return found


def is_stub(body: Sequence[Node]) -> bool:
    """Nothing but a docstring, `pass`, `...` or `raise NotImplementedError`."""
    return all(_says_nothing(node) for node in body)


def _says_nothing(node: Node) -> bool:
    if node.type == "pass_statement":
        return True
    if node.type == "expression_statement":
        return node.children[0].type == "ellipsis"
    if node.type == "raise_statement" and node.named_child_count:
        raised = node.named_children[0]
        called = raised.children[0] if raised.type == "call" else raised
        return called.text in (b"NotImplementedError", b"NotImplemented")
    return False


def is_delegate(body: Sequence[Node], parameters: Sequence[str]) -> bool:
    """One call, and every own parameter is passed on to it."""
    if len(body) != 1 or body[0].type not in ("expression_statement", "return_statement") or not body[0].named_child_count:
        return False
    value = body[0].named_children[0]
    while value.type in ("await", "parenthesized_expression") and value.named_child_count:
        value = value.named_children[0]
    if value.type != "call":
        return False
    passed = _arguments(value.children[-1])
    if passed is None or _calls_inside(value.children[0]):
        return False
    if not parameters:
        return not passed
    return set(parameters) <= set(passed)


def _calls_inside(function: Node) -> bool:
    """`a().b` has a call before the call, unless it is `super()`."""
    while function.type == "attribute":
        function = function.children[0]
    return function.type == "call" and function.children[0].text != b"super"


def _arguments(arguments: Node) -> list[str] | None:
    """Arguments as text; None where one of them is more than a name, an attribute or a literal."""
    found: list[str] = []
    for node in arguments.named_children:
        value = node
        if value.type in ("keyword_argument", "list_splat", "dictionary_splat"):
            value = value.children[-1]
        if value.type == "comment":
            continue
        if value.type not in _PLAIN:
            return None
        found.append(text_of(value))
    return found


def only_fields(body: Sequence[Node]) -> bool:
    """A class body of assignments and annotations, and at least one of them."""
    plain = [node for node in body if node.type != "pass_statement"]
    return bool(plain) and all(node.type == "expression_statement" and node.children[0].type == "assignment" for node in plain)


def fields(body: Sequence[Node], bases: Iterable[str]) -> list[str]:
    """The names that a class body annotates, and those that attrs gives their value; class variables are none. Else its members."""
    found, named = [], False
    for node in body:
        child = node.children[0] if node.type == "expression_statement" and node.child_count else node
        if child.type != "assignment" or child.children[0].type != "identifier":
            continue
        named = True
        kind, value = child.child_by_field_name("type"), child.child_by_field_name("right")
        maker = (value.children[0].text or b"") if value is not None and value.type == "call" else b""
        if maker in _FIELD_MAKERS or (kind is not None and b"ClassVar" not in (kind.text or b"")):
            found.append(text_of(child.children[0]))
    if found or not named:
        return found
    from ssot_check.languages.support.python.members import members  # few classes are enumerations, and a commit's files have few classes

    return members(body, bases)


_ERROR_BASES: Final = ("Error", "Exception", "Warning")


def of_class(body: Sequence[Node], decorators: Iterable[str], bases: Iterable[str]) -> set[Trait]:
    """Traits that the statements of a class tell."""
    found: set[Trait] = set()
    if is_data_class(body, decorators, bases):
        found.add(Trait.DATA)
    if only_stubs(body):
        found.add(Trait.ABSTRACT)
    return found


def is_data_class(body: Sequence[Node], decorators: Iterable[str], bases: Iterable[str]) -> bool:
    """Fields only; for a declared data class, enum or model also an otherwise empty body.

    An `__init__` that only stores values counts as fields, and in an exception so does one that also calls `super()`.
    """
    declared = bool(_DATA_DECORATORS.intersection(decorators) or _DATA_BASES.intersection(bases))
    rest = [node for node in body if not _only_initialises(node, error=any(base.endswith(_ERROR_BASES) for base in bases))]
    return only_fields(rest) or (not rest and bool(body)) or (declared and is_stub(body))


def only_stubs(body: Sequence[Node]) -> bool:
    """An interface: methods without a body of their own, and perhaps fields."""
    functions = [node for node in body if node.type in ("function_definition", "decorated_definition")]
    inner = [node.child_by_field_name("definition") or node for node in functions]
    stubs = all(is_stub(statements(node.child_by_field_name("body"))) for node in inner)
    return bool(functions) and stubs and all(node in functions or only_fields([node]) for node in body)


def _only_initialises(node: Node, *, error: bool) -> bool:
    """An `__init__` whose statements all are `self.x = name`; for an exception, `self.x = anything` or a call of `super()`."""
    name = node.child_by_field_name("name") if node.type == "function_definition" else None
    if name is None or name.text != b"__init__":
        return False
    return all(
        _stores(child.children[0] if child.child_count else child, error=error) for child in statements(node.child_by_field_name("body"))
    )


def _stores(statement: Node, *, error: bool) -> bool:
    if statement.type == "call":
        return error and bool(statement.text and statement.text.startswith(b"super()"))
    if statement.type != "assignment" or statement.children[0].type != "attribute":
        return False
    return statement.children[0].children[0].text == b"self" and (error or statement.children[-1].type == "identifier")


def only_stores_parameters(body: Sequence[Node], parameters: Sequence[str]) -> bool:
    """`self.x = x` for parameters, and nothing else."""
    for node in body:
        child = node.children[0] if node.child_count else node
        if child.type == "call" and child.text and child.text.startswith(b"super()"):
            continue
        if child.type != "assignment":
            return False
        left, right = child.children[0], child.children[-1]
        if left.type != "attribute" or left.children[0].text != b"self":
            return False
        if right.type != "identifier" or text_of(right) not in parameters:
            return False
    return bool(body)


def declares_arguments(lines: Sequence[Line]) -> bool:
    """More than half of the statements declare options of a command."""
    declaring = sum([1 for line in lines if line.calls and _declares(line)])
    if not declaring:
        return False
    counted = sum(1 for line in lines if any(token.__class__ is str or token[0] != DOC for token in line.raw[:1]))
    return declaring * 2 > counted


def _declares(line: Line) -> bool:
    for call in line.calls:
        last = call.rpartition(".")[2]
        if last in _DECLARATIONS or (line.decorator and last in _OPTION_DECORATORS):
            return True
    return False


def of_body(name: str, body: Sequence[Node], parameters: Sequence[str]) -> set[Trait]:
    """Traits that the statements of a function tell."""
    found: set[Trait] = set()
    if is_stub(body):
        found.add(Trait.STUB)
    if is_delegate(body, parameters):
        found.add(Trait.DELEGATE)
    if name == "__init__" and only_stores_parameters(body, parameters):
        found.add(Trait.DATA)
    return found


def bases(class_definition: Node) -> list[str]:
    """The base classes as they are written, without their type arguments; what is no dotted name is left out."""
    arguments = class_definition.child_by_field_name("superclasses")
    found: list[str] = []
    for node in arguments.named_children if arguments is not None else ():
        base = node.children[0] if node.type == "subscript" else node
        if base.type in ("identifier", "attribute"):
            found.append("".join(text_of(base).split()))
    return found


def base_names(class_definition: Node) -> set[str]:
    """Last components of the base classes."""
    return {base.rpartition(".")[2] for base in bases(class_definition)}


def is_protocol(class_definition: Node) -> bool:
    """A class that derives from a `Protocol` and leaves something to others; what speaks a network's protocol derives from one, too."""
    if "Protocol" not in base_names(class_definition):
        return False
    inside = [node.child_by_field_name("definition") or node for node in statements(class_definition.child_by_field_name("body"))]
    methods = [node for node in inside if node.type == "function_definition"]
    return not methods or any(is_stub(statements(node.child_by_field_name("body"))) for node in methods)
