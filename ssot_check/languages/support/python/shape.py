"""A libcst tree written out in order, without layout: what two fragments are compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import lru_cache
from typing import Any, Final, NamedTuple

import libcst as cst

_LAYOUT: Final = frozenset(
    (
        "leading_lines",
        "lines_after_decorators",
        "header",
        "footer",
        "lpar",
        "rpar",
        "semicolon",
        "comma",
        "trailing_whitespace",
        "default_indent",
        "default_newline",
        "has_trailing_newline",
        "encoding",
        "indent",
    )
)


class Item(NamedTuple):
    """One step of a tree written out in order.

    `role` is "syntax" (node type, operator, attribute, keyword: must be equal), "name" (may be renamed when it is the
    fragment's own), "literal", or "extra" (annotation, documentation, decorator: counts in the exact form only).
    """

    role: str
    text: str


@lru_cache(maxsize=512)
def _parts(kind: type[cst.CSTNode]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _LAYOUT and not field.name.startswith("whitespace"))


def _children(node: cst.CSTNode) -> Iterator[object]:
    for part in _parts(type(node)):
        value = getattr(node, part)
        if isinstance(value, (list, tuple)):
            yield from value
        else:
            yield value


def _walk(nodes: list[cst.CSTNode]) -> Iterator[cst.CSTNode]:
    stack = nodes[::-1]
    while stack:
        node = stack.pop()
        yield node
        stack.extend([child for child in _children(node) if isinstance(child, cst.CSTNode)][::-1])


def items(nodes: list[cst.CSTNode]) -> Iterator[Item]:
    """The trees in order, without layout, comments and redundant brackets."""
    stack: list[object] = list(nodes[::-1])
    while stack:
        value = stack.pop()
        if isinstance(value, Item):
            yield value
        elif isinstance(value, cst.CSTNode):
            stack.extend(_expand(value))
        elif isinstance(value, str):
            yield Item("syntax", value)


def _expand(node: cst.CSTNode) -> list[object]:
    """What stands for a node, last part first."""
    special = _EXPANDERS.get(type(node))
    if special is not None:
        return special(node)
    return [*list(_children(node))[::-1], Item("syntax", type(node).__name__)]


def _name(node: cst.Name) -> list[object]:
    return [Item("literal" if node.value in ("True", "False") else "name", node.value)]


def _strings(node: cst.BaseString) -> list[object]:
    """Strings side by side are one string; where they are broken is layout."""
    parts: list[object] = []
    stack: list[cst.CSTNode] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, cst.ConcatenatedString):
            stack.extend((part.right, part.left))
        elif isinstance(part, cst.FormattedString):
            stack.extend(part.parts[::-1])
        elif not isinstance(part, (cst.SimpleString, cst.FormattedStringText)):
            parts.append(part)
        elif parts and isinstance(parts[-1], Item):
            parts[-1] = Item("literal", parts[-1].text + _value(part))
        else:
            parts.append(Item("literal", _value(part)))
    return parts[::-1]


def _value(node: cst.SimpleString | cst.FormattedStringText) -> str:
    if isinstance(node, cst.FormattedStringText):
        return node.value
    prefix = "".join(letter for letter in node.prefix.lower() if letter == "b" or (letter == "r" and "\\" in node.raw_value))
    return f"{prefix}:{node.raw_value}" if prefix else node.raw_value


def _literal(node: cst.Integer | cst.Float | cst.Imaginary) -> list[object]:
    return [Item("literal", node.value)]


def _attribute(node: cst.Attribute) -> list[object]:
    return [Item("syntax", f".{node.attr.value}"), node.value]


def _argument(node: cst.Arg) -> list[object]:
    keyword = [Item("syntax", f"{node.keyword.value}=")] if node.keyword else []
    return [node.value, *keyword, Item("syntax", f"Arg{node.star}")]


def _extra(node: cst.Annotation | cst.Decorator) -> list[object]:
    return [Item("extra", _code(node.decorator if isinstance(node, cst.Decorator) else node.annotation))]


def _annotated(node: cst.AnnAssign) -> list[object]:
    """`x: int = 1` is `x = 1` with an extra; `x: int` alone declares."""
    if node.value is None:
        return [Item("extra", _code(node.annotation.annotation)), node.target, Item("syntax", "AnnAssign")]
    return [
        node.value,
        Item("extra", _code(node.annotation.annotation)),
        node.target,
        Item("syntax", "AssignTarget"),
        Item("syntax", "Assign"),
    ]


def _expression(node: cst.Expr) -> list[object]:
    if _is_text(node):
        return [Item("extra", " ".join(_code(node.value).strip("rRuUbB\"'").split()))]
    return [node.value, Item("syntax", "Expr")]


def _simple(node: cst.SimpleStatementLine) -> list[object]:
    """One statement a line, or several with semicolons: layout."""
    return list(node.body[::-1])


def _suite(node: cst.IndentedBlock | cst.SimpleStatementSuite) -> list[object]:
    return [Item("syntax", "end"), *node.body[::-1]]


_EXPANDERS: Final[dict[type[cst.CSTNode], Callable[[Any], list[object]]]] = {
    cst.Name: _name,
    cst.SimpleString: _strings,
    cst.ConcatenatedString: _strings,
    cst.Integer: _literal,
    cst.Float: _literal,
    cst.Imaginary: _literal,
    cst.FormattedString: _strings,
    cst.Attribute: _attribute,
    cst.Arg: _argument,
    cst.Annotation: _extra,
    cst.Decorator: _extra,
    cst.AnnAssign: _annotated,
    cst.Expr: _expression,
    cst.SimpleStatementLine: _simple,
    cst.SimpleStatementSuite: _suite,
    cst.IndentedBlock: _suite,
}


def statement_count(nodes: list[cst.CSTNode]) -> int:
    """Simple statements at any depth, documentation strings not counted."""
    return sum(1 for node in _walk(nodes) if isinstance(node, cst.BaseSmallStatement) and not _is_text(node))


def _is_text(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, (cst.SimpleString, cst.ConcatenatedString))


def _code(node: cst.CSTNode) -> str:
    return "".join(cst.Module([]).code_for_node(node).split())


def decorators(body: list[cst.CSTNode]) -> Iterator[str]:
    """Last components of the decorators on the fragment itself."""
    for node in body:
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            for item in node.decorators:
                called = item.decorator.func if isinstance(item.decorator, cst.Call) else item.decorator
                yield called.attr.value if isinstance(called, cst.Attribute) else _code(called)


def own_names(nodes: list[cst.CSTNode], *, inside: bool) -> frozenset[str]:
    """Names that the fragment binds for itself: in functions, comprehensions and lambdas, or anywhere when `inside`."""
    bound: set[str] = set()
    free: set[str] = set()
    stack: list[tuple[cst.CSTNode, bool]] = [(node, inside) for node in nodes]
    while stack:
        node, within = stack.pop()
        if isinstance(node, (cst.Global, cst.Nonlocal)):
            free.update(item.name.value for item in node.names)
        elif within or isinstance(node, (cst.Param, cst.CompFor)):
            bound.update(_bound(node))
        deeper = within or isinstance(node, (cst.FunctionDef, cst.Lambda))
        stack.extend((child, deeper) for child in _children(node) if isinstance(child, cst.CSTNode))
    top = {node.name.value for node in nodes if isinstance(node, (cst.FunctionDef, cst.ClassDef))}
    return frozenset((bound - free) | top | _assigned_at_top(nodes))


def _assigned_at_top(nodes: list[cst.CSTNode]) -> set[str]:
    """The name of a table or lambda: a fragment that is one assignment."""
    if len(nodes) == 1 and isinstance(nodes[0], cst.SimpleStatementLine):
        assigned = [node for node in _walk(nodes) if isinstance(node, (cst.AssignTarget, cst.AnnAssign))]
        return {name for node in assigned for name in _targets(node.target)}
    return set()


def _bound(node: cst.CSTNode) -> Iterator[str]:
    match node:
        case cst.Param() | cst.FunctionDef() | cst.ClassDef():
            yield from _targets(node.name)
        case cst.AssignTarget() | cst.AnnAssign() | cst.AugAssign() | cst.NamedExpr() | cst.For() | cst.CompFor():
            yield from _targets(node.target)
        case cst.AsName() | cst.MatchAs() | cst.MatchStar():
            if node.name is not None:
                yield from _targets(node.name)
        case _:
            return


def _targets(node: cst.CSTNode) -> Iterator[str]:
    if isinstance(node, cst.Name):
        yield node.value
    elif isinstance(node, (cst.Tuple, cst.List, cst.StarredElement)):
        yield from (inner.value for inner in _walk([node]) if isinstance(inner, cst.Name))
