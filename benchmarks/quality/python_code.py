"""Functions of real Python code, and the small operations on their trees that the mutations share."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import libcst as cst

from benchmarks.quality.model import Function, Span

MIN_STATEMENTS: Final = 5
MAX_STATEMENTS: Final = 40
MIN_LINES: Final = 7
MAX_LINES: Final = 90
NOT_OWNERS: Final = ("add_argument", "add_option")
Definition = ast.FunctionDef | ast.AsyncFunctionDef


def functions(root: Path, path: str) -> list[Function]:
    """Functions and methods of one file that are big enough to be worth owning; [] when Python cannot read the file."""
    try:
        text = (root / path).read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return []
    lines = text.split("\n")
    imports = _imports(tree, path)
    found = []
    for node, scope in _definitions(tree):
        function = _function(node, scope, path, lines)
        if function is not None:
            used = {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}
            needed = tuple(line for name, line in imports if name in used)
            found.append(Function(function.span, function.name, function.text, function.statements, "python", needed, scope))
    return found


def _definitions(tree: ast.Module) -> Iterator[tuple[Definition, str]]:
    for node in tree.body:
        if isinstance(node, Definition):
            yield node, ""
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, Definition):
                    yield inner, node.name


def _function(node: Definition, scope: str, path: str, lines: Sequence[str]) -> Function | None:
    count = sum(isinstance(item, ast.stmt) for item in ast.walk(node)) - 1 - (ast.get_docstring(node) is not None)
    first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
    last = node.end_lineno or node.lineno
    fits = MIN_STATEMENTS <= count <= MAX_STATEMENTS and MIN_LINES <= last - first + 1 <= MAX_LINES
    text = dedented(lines[first - 1 : last])
    plain = not (node.name.startswith("__") or node.name == "main" or any(word in text for word in NOT_OWNERS))
    if not fits or not plain or not _reads(text):
        return None
    return Function(Span(path, first, last), node.name, text, count, "python", (), scope)


def dedented(lines: Sequence[str]) -> str:
    """The lines without the indentation of the first; text inside long strings may keep less than it had."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[indent:] if not line[:indent].strip() else line for line in lines) + "\n"


def parses(text: str) -> bool:
    """True when Python and libcst both accept the text."""
    try:
        cst.parse_module(text)
    except (ValueError, cst.ParserSyntaxError):
        return False
    return _reads(text)


def _reads(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def _imports(tree: ast.Module, path: str) -> list[tuple[str, str]]:
    """(bound name, import line) of the file's own imports, relative ones made absolute."""
    package = path.split("/")[:-1]
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found.append(((alias.asname or alias.name).split(".")[0], f"import {_alias(alias)}"))
        elif isinstance(node, ast.ImportFrom) and node.module != "__future__":
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found.extend((alias.asname or alias.name, f"from {module} import {_alias(alias)}") for alias in node.names if module)
    return found


def _alias(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname}" if alias.asname else alias.name


def parse(text: str) -> cst.FunctionDef:
    """The one function of a text."""
    node = cst.parse_module(text).body[-1]
    if not isinstance(node, cst.FunctionDef):
        raise TypeError(f"no function: {text[:60]!r}")
    return node


def text_of(*nodes: cst.BaseStatement) -> str:
    """Source of top-level statements."""
    return cst.Module(body=list(nodes)).code  # type: ignore[arg-type]


def statement(text: str) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
    """One statement from text."""
    return cst.parse_statement(text)


def body_of(function: cst.FunctionDef) -> list[cst.BaseStatement]:
    """The function's own statements, documentation left out. A body on the line of `def` counts as one statement."""
    if not isinstance(function.body, cst.IndentedBlock):
        return [cst.SimpleStatementLine(body=list(function.body.body))]  # type: ignore[arg-type]
    body: list[cst.BaseStatement] = list(function.body.body)
    return body[1:] if body and is_documentation(body[0]) else body


def with_body(function: cst.FunctionDef, body: Sequence[cst.BaseStatement]) -> cst.FunctionDef:
    """The function with other statements; `pass` when none are left."""
    return function.with_changes(body=cst.IndentedBlock(body=list(body) or [statement("pass\n")]))


def is_documentation(node: cst.BaseStatement) -> bool:
    """True for a statement that is only a string."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1 or not isinstance(node.body[0], cst.Expr):
        return False
    return isinstance(node.body[0].value, cst.SimpleString | cst.ConcatenatedString)


def parameter_names(function: cst.FunctionDef) -> list[str]:
    """Names of all parameters, in order."""
    given = function.params
    named = [*given.posonly_params, *given.params, *given.kwonly_params]
    starred = [item for item in (given.star_arg, given.star_kwarg) if isinstance(item, cst.Param)]
    return [item.name.value for item in (*named, *starred)]


def simple_statements(texts: Sequence[Function], rng: random.Random, count: int) -> list[str]:
    """Short assignments and calls of real functions, as text: what an edit may put in."""
    pool = []
    for function in rng.sample(texts, min(len(texts), count)):
        for node in ast.walk(ast.parse(function.text)):
            if isinstance(node, ast.Assign | ast.Expr) and not any(
                isinstance(item, ast.Await | ast.Yield | ast.YieldFrom | ast.Constant) and not isinstance(getattr(item, "value", 0), int)
                for item in ast.walk(node)
            ):
                text = ast.unparse(node)
                if 12 <= len(text) <= 110 and "\n" not in text and "super()" not in text:
                    pool.append(text)
    return pool or ["attempts = attempts + 1"]


def code(node: cst.CSTNode) -> str:
    """Source of a node, without the blanks around it."""
    return cst.Module([]).code_for_node(node).strip()


def definition_at(root: Path, path: str, line: int) -> Span:
    """The lines of the function or class that begins there; decorators may stand above. The line alone when none does."""
    tree = ast.parse((root / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            first = min([node.lineno, *(item.lineno for item in node.decorator_list)])
            if line in {node.lineno, first}:
                return Span(path, first, node.end_lineno or line)
    return Span(path, line, line)
