"""Clone types 1 to 3 of a Python function: layout, names and literals, and edited statements."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Sequence
from typing import Final

import libcst as cst

from benchmarks.quality.python_code import body_of, is_documentation, parameter_names, parse, statement, text_of, with_body

_COMMENTS: Final = ("# see the runbook", "# keep in step with the deploy job", "# TODO: tidy up", "# checked twice", "# order matters here")
_NAMES: Final = ("item", "value", "entry", "outcome", "handle", "current", "payload", "piece", "record", "slot", "holder", "chunk", "part")
_WORDS: Final = ("alpha", "bravo", "delta", "gamma", "kappa", "omega", "sigma", "theta")
_VERBS: Final = ("do", "make", "run", "build", "obtain", "handle", "perform", "ensure")
_DOCUMENTATION: Final = '"""Kept here so that this module needs nothing else."""\n'


# ruff: noqa: N802  libcst calls the methods by the names of its node classes


def layout(text: str, rng: random.Random) -> tuple[str, str]:
    """Type 1: comments, blank lines and, for every other one, line breaks and quotes as the standard library prints them."""
    printed = rng.random() < 0.5
    lines = (ast.unparse(ast.parse(text)) if printed else text).rstrip("\n").split("\n")
    starts = {node.lineno for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.stmt)}
    out = []
    for number, line in enumerate(lines, 1):
        if number > 1 and number in starts and rng.random() < 0.35:
            indent = line[: len(line) - len(line.lstrip())]
            out.append(rng.choice(("", f"{indent}{rng.choice(_COMMENTS)}")))
        out.append(line)
    return "\n".join(out) + "\n", "printed anew" if printed else "comments"


class _Locals(cst.CSTVisitor):
    """Names that a function binds: parameters, assignments, loop and `with` variables."""

    def __init__(self) -> None:
        self.found: set[str] = set()
        self.kept: set[str] = {"self", "cls"}

    def visit_Param(self, node: cst.Param) -> None:
        self.found.add(node.name.value)

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self._target(node.target)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self._target(node.target)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self._target(node.target)

    def visit_For(self, node: cst.For) -> None:
        self._target(node.target)

    def visit_CompFor(self, node: cst.CompFor) -> None:
        self._target(node.target)

    def visit_AsName(self, node: cst.AsName) -> None:
        self._target(node.name)

    def visit_Global(self, node: cst.Global) -> None:
        self.kept.update(item.name.value for item in node.names)

    def visit_Nonlocal(self, node: cst.Nonlocal) -> None:
        self.kept.update(item.name.value for item in node.names)

    def _target(self, target: cst.BaseExpression) -> None:
        if isinstance(target, cst.Name):
            self.found.add(target.value)
        elif isinstance(target, cst.Tuple | cst.List):
            for element in target.elements:
                self._target(element.value)


class _Rename(cst.CSTTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        return updated_node.with_changes(value=self.names.get(updated_node.value, updated_node.value))

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)

    def leave_ImportAlias(self, original_node: cst.ImportAlias, updated_node: cst.ImportAlias) -> cst.ImportAlias:
        return original_node


class _Relabel(cst.CSTTransformer):
    """Other values for literals; with `outside`, other names for everything that comes from outside the function too."""

    def __init__(self, rng: random.Random, *, outside: dict[str, str] | None = None) -> None:
        self.rng = rng
        self.outside = outside

    def leave_SimpleString(self, original_node: cst.SimpleString, updated_node: cst.SimpleString) -> cst.SimpleString:
        inner = updated_node.raw_value
        if self.outside is not None:
            inner = re.sub(r"[A-Za-z]{3,}", lambda found: self._other(found.group()), inner)
        elif inner and "%" not in inner and "{" not in inner and "\\" not in inner:
            inner = f"{inner}_{self.rng.choice(_WORDS)}" if " " not in inner else f"{inner} ({self.rng.choice(_WORDS)})"
        quote = updated_node.quote
        return updated_node.with_changes(value=f"{updated_node.prefix}{quote}{inner}{quote}")

    def leave_Integer(self, original_node: cst.Integer, updated_node: cst.Integer) -> cst.Integer:
        return cst.Integer(str(original_node.evaluated_value + self.rng.randint(1, 9)))

    def leave_Float(self, original_node: cst.Float, updated_node: cst.Float) -> cst.Float:
        return cst.Float(f"{original_node.evaluated_value + 1.5:.1f}")

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:
        return updated_node.with_changes(value=self._other(updated_node.value)) if self.outside is not None else updated_node

    def _other(self, word: str) -> str:
        if self.outside is None or word in {"self", "cls", "True", "False", "None"}:
            return word
        fresh = f"{self.rng.choice(_WORDS)}_{self.rng.choice(_VERBS)}{len(self.outside)}"
        return self.outside.setdefault(word, fresh)


def repurposed(function: cst.FunctionDef, rng: random.Random) -> str:
    """The shape alone: every name, word and number is another one."""
    made = function.visit(_Relabel(rng, outside={}))
    return text_of(made) if isinstance(made, cst.FunctionDef) else ""


def rename_locals(function: cst.FunctionDef, rng: random.Random) -> cst.FunctionDef:
    """Every name that the function binds gets another one, everywhere alike."""
    seen = _Locals()
    function.visit(seen)
    names = sorted(seen.found - seen.kept)
    fresh = {name: f"{rng.choice(_NAMES)}_{number}" if number else rng.choice(_NAMES) for number, name in enumerate(names)}
    renamed = function.visit(_Rename(fresh))
    if not isinstance(renamed, cst.FunctionDef):
        raise TypeError("renaming keeps a function a function")
    return renamed.with_changes(name=cst.Name(function.name.value))


def rename_function(function: cst.FunctionDef, rng: random.Random) -> cst.FunctionDef:
    """Another name for the function, which shares its last word at most."""
    last = [part for part in function.name.value.split("_") if part][-1:]
    return function.with_changes(name=cst.Name(f"{rng.choice(_VERBS)}_{'_'.join([*last, rng.choice(_WORDS)])}"))


def undress(function: cst.FunctionDef) -> cst.FunctionDef:
    """Without annotations and decorators, and with other documentation."""

    class Strip(cst.CSTTransformer):
        def leave_Param(self, original_node: cst.Param, updated_node: cst.Param) -> cst.Param:
            return updated_node.with_changes(annotation=None)

    stripped = function.visit(Strip())
    if not isinstance(stripped, cst.FunctionDef):
        raise TypeError("stripping keeps a function a function")
    had = isinstance(function.body, cst.IndentedBlock) and is_documentation(function.body.body[0])
    body = body_of(stripped) if had else [statement(_DOCUMENTATION), *body_of(stripped)]
    return with_body(stripped.with_changes(returns=None, decorators=()), body)


def renamed(text: str, rng: random.Random) -> tuple[str, str]:
    """Type 2: names; names and literals; or annotations, documentation and decorators with names."""
    function = rename_function(parse(text), rng)
    how = rng.choice(("names", "names, literals", "literals", "names, dress"))
    if "names" in how:
        function = rename_locals(function, rng)
    if "dress" in how:
        function = undress(function)
    if "literals" in how:
        function = function.visit(_Relabel(rng))  # type: ignore[assignment]
    return text_of(function), how


class _Count(cst.CSTVisitor):
    def __init__(self) -> None:
        self.nodes: list[cst.CSTNode] = []

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> None:
        if not is_documentation(node):
            self.nodes.append(node)

    def visit_If(self, node: cst.If) -> None:
        self.nodes.append(node)

    def visit_For(self, node: cst.For) -> None:
        self.nodes.append(node)


class _Edit(cst.CSTTransformer):
    """Applies one operation to each chosen statement."""

    def __init__(self, chosen: dict[cst.CSTNode, str], pool: Sequence[str], rng: random.Random) -> None:
        self.chosen, self.pool, self.rng = chosen, pool, rng

    def foreign(self) -> cst.BaseStatement:
        return statement(self.rng.choice(self.pool) + "\n")

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        match self.chosen.get(original_node):
            case "delete":
                return statement("pass\n") if isinstance(original_node.body[0], cst.Return) else cst.RemoveFromParent()
            case "insert":
                return cst.FlattenSentinel([self.foreign(), updated_node])
            case "change":
                changed = updated_node.visit(_Relabel(self.rng, outside={}))
                kept = isinstance(original_node.body[0], cst.Import | cst.ImportFrom | cst.Global | cst.Pass)
                return self.foreign() if kept or not isinstance(changed, cst.SimpleStatementLine) else changed
        return updated_node

    def leave_If(self, original_node: cst.If, updated_node: cst.If) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        if original_node not in self.chosen:
            return updated_node
        test = cst.parse_expression(f"not ({cst.Module([]).code_for_node(updated_node.test)})")
        return updated_node.with_changes(test=test, whitespace_before_test=cst.SimpleWhitespace(" "))

    def leave_For(self, original_node: cst.For, updated_node: cst.For) -> cst.BaseStatement | cst.FlattenSentinel[cst.BaseStatement]:
        if original_node not in self.chosen:
            return updated_node
        return cst.FlattenSentinel([self.foreign(), updated_node])


def _reordered(body: list[cst.BaseStatement], rng: random.Random) -> list[cst.BaseStatement]:
    """Two neighbouring statements change places, when there are two simple ones that are no return."""
    places = [
        number
        for number in range(len(body) - 1)
        if all(
            isinstance(item, cst.SimpleStatementLine) and not isinstance(item.body[0], cst.Return | cst.Raise)
            for item in body[number : number + 2]
        )
    ]
    if places:
        place = rng.choice(places)
        body[place], body[place + 1] = body[place + 1], body[place]
    return body


def edited(text: str, share: float, pool: Sequence[str], rng: random.Random) -> tuple[str, str]:
    """Type 3: `share` of the statements inserted, deleted, changed or reordered; every other one renamed as well."""
    function = parse(text)
    counted = _Count()
    function.visit(counted)
    wanted = max(1, round(share * len(counted.nodes)))
    reorder = rng.random() < 0.25
    chosen = {node: rng.choice(("delete", "insert", "change")) for node in rng.sample(counted.nodes, max(1, wanted - reorder))}
    function = function.visit(_Edit(chosen, pool, rng))  # type: ignore[assignment]
    body = body_of(function)
    function = with_body(function, _reordered(body, rng) if reorder else body)
    how = "edited"
    if rng.random() < 0.5:
        function, how = rename_function(rename_locals(function, rng), rng), "edited, renamed"
    return text_of(function), how if parameter_names(function) else f"{how}, no parameters"
