"""Structural rewrites of a shell function."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from benchmarks.quality import tree_code as code
from benchmarks.quality.grammars import SHELL
from benchmarks.quality.tree_code import Patch

Rewrite = Callable[[str], list[Patch]]


def _tests(text: str) -> list[Patch]:
    """`[ ... ]` to `[[ ... ]]` and back."""
    other = {"[": "[[", "]": "]]", "[[": "[", "]]": "]"}
    nodes = [item for item in code.walk(code.definition(text, SHELL)) if item.type == "test_command" and "=~" not in code.source(item)]
    ends = [end for item in nodes for end in (item.children[0], item.children[-1]) if code.source(end) in other]
    return [(end.start_byte, end.end_byte, other[code.source(end)]) for end in ends]


def _backticks(text: str) -> list[Patch]:
    nodes = [item for item in code.walk(code.definition(text, SHELL)) if item.type == "command_substitution"]
    flat = [item for item in nodes if code.source(item).startswith("$(") and not re.search(r"[`\\]|\$\(", code.source(item)[2:])]
    return [(item.start_byte, item.end_byte, f"`{code.source(item)[2:-1]}`") for item in flat]


def _printf(text: str) -> list[Patch]:
    nodes = [item for item in code.walk(code.definition(text, SHELL)) if item.type == "command" and re.match(r'echo "', code.source(item))]
    return [(item.start_byte, item.start_byte + 4, r"printf '%s\n'") for item in nodes]


def _and_list(text: str) -> list[Patch]:
    """`if a; then b; fi` to `a && { b; }`."""
    found = []
    for item in code.walk(code.definition(text, SHELL)):
        condition = item.child_by_field_name("condition") if item.type == "if_statement" else None
        if condition is None or any(child.type in {"else_clause", "elif_clause"} for child in item.children):
            continue
        first, last = (next(child for child in item.children if child.type == mark) for mark in ("then", "fi"))
        body = text[first.end_byte : last.start_byte].strip("\n;")
        found.append((item.start_byte, item.end_byte, f"{code.source(condition)} && {{\n{body}\n}}"))
    return found


def _keyword(text: str) -> list[Patch]:
    """`name() {` to `function name {` and back."""
    function = code.definition(text, SHELL)
    body = function.child_by_field_name("body")
    name = code.name_of(function)
    if body is None:
        return []
    head = f"{name}() " if text.startswith("function") else f"function {name} "
    return [(function.start_byte, body.start_byte, head)]


def _guard(text: str) -> list[Patch]:
    """A last `if` without `else` becomes `a || return 0` and its body."""
    body = code.definition(text, SHELL).child_by_field_name("body")
    last = body.named_children[-1] if body is not None and body.named_children else None
    return [
        (first, end, new.replace(" && {\n", " || return 0\n")[:-2])
        for first, end, new in _and_list(text)
        if last and first == last.start_byte
    ]


def _case(text: str) -> list[Patch]:
    """`case` with plain patterns becomes an `if` chain."""
    found = []
    for item in code.walk(code.definition(text, SHELL)):
        if item.type != "case_statement" or (value := item.child_by_field_name("value")) is None:
            continue
        lines, word = [], "if"
        for part in (child for child in item.named_children if child.type == "case_item"):
            head, _, body = code.source(part).partition(")")
            tests = " || ".join(f"[[ {code.source(value)} == {pattern.strip()} ]]" for pattern in head.strip("( ").split("|"))
            content = body.strip().removesuffix(";;").strip() or ":"
            lines.append(f"else\n{content}" if head.strip() == "*" and word == "elif" else f"{word} {tests}; then\n{content}")
            word = "elif"
        found.append((item.start_byte, item.end_byte, "\n".join([*lines, "fi"])))
    return found


REWRITES: Final[tuple[tuple[str, Rewrite], ...]] = (
    ("tests", _tests),
    ("backticks", _backticks),
    ("echo to printf", _printf),
    ("if to and-list", _and_list),
    ("function keyword", _keyword),
    ("if to guard", _guard),
    ("case to if", _case),
)
