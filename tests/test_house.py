"""The budgets of the house: sizes, types, doors and directions, read from the sources themselves."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "ssot_check"
SOURCES = sorted([*PACKAGE.rglob("*.py"), *(ROOT / "scripts").glob("*.py")])
FILE_LINES = {"rules": 150, "reports": 160}
OTHER_FILE_LINES = 300
FUNCTION_LINES = 60
BRANCHES = 8
PARAMETERS = 6

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, Function))


def own_nodes(function: Function) -> Iterator[ast.AST]:
    """Nodes of the function without those of functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Function | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def branches(function: Function) -> int:
    kinds = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)
    return sum(isinstance(node, kinds) for node in own_nodes(function))


def parameters(function: Function) -> list[ast.arg]:
    arguments = function.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    starred = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
    return [argument for argument in (*named, *starred) if argument.arg not in {"self", "cls"}]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path) -> set[str]:
    """Dotted names that the file imports when it runs; what only the type checker sees does not count."""
    found: set[str] = set()
    for node in runtime_nodes(tree_of(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.update({f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)})
    return found


def runtime_nodes(root: ast.AST) -> Iterator[ast.AST]:
    yield root
    for child in ast.iter_child_nodes(root):
        if not (isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING"):
            yield from runtime_nodes(child)


def import_graph() -> Mapping[str, set[str]]:
    modules = {module_name(path): path for path in PACKAGE.rglob("*.py")}
    return {name: (imported(path) & modules.keys()) - {name} for name, path in sorted(modules.items())}


def find_cycle(graph: Mapping[str, set[str]]) -> list[str]:
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> list[str]:
        if name in way:
            return [*way[way.index(name) :], name]
        if name in done:
            return []
        for target in sorted(graph[name]):
            if cycle := visit(target, (*way, name)):
                return cycle
        done.add(name)
        return []

    for name in graph:
        if cycle := visit(name, ()):
            return cycle
    return []


def over(path: Path, function: Function, what: str, value: int, limit: int) -> Iterator[str]:
    if value > limit:
        yield f"{path.relative_to(ROOT)}:{function.lineno} {function.name}: {value} {what}, at most {limit}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_keep_their_budgets(path: Path) -> None:
    room = path.relative_to(ROOT).parts[1]
    limit = FILE_LINES.get(room, OTHER_FILE_LINES)
    lines = len(path.read_text(encoding="utf-8").splitlines())
    complaints = [f"{path.relative_to(ROOT)}: {lines} lines, at most {limit}"] if lines > limit else []
    for function in functions(path):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        complaints += over(path, function, "lines", length, FUNCTION_LINES)
        complaints += over(path, function, "branches", branches(function), BRANCHES)
        complaints += over(path, function, "parameters", len(parameters(function)), PARAMETERS)
    assert complaints == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_function_is_typed(path: Path) -> None:
    untyped = [
        f"{path.relative_to(ROOT)}:{function.lineno} {function.name}"
        for function in functions(path)
        if function.returns is None or any(argument.annotation is None for argument in parameters(function))
    ]
    assert untyped == []


def test_no_import_cycle_even_inside_functions() -> None:
    assert find_cycle(import_graph()) == []


def test_the_cycle_search_finds_one() -> None:
    assert find_cycle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]


@pytest.mark.parametrize("path", sorted((PACKAGE / "model").glob("*.py")), ids=lambda path: path.stem)
def test_the_ground_floor_needs_the_standard_library_only(path: Path) -> None:
    strangers = {
        name for name in imported(path) if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("ssot_check.model")
    }
    assert strangers == set()
