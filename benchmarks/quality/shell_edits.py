"""Clone types 1 to 3 and structural rewrites of a shell function."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.quality import shell_code as code
from benchmarks.quality.shell_code import Node, Patch

_COMMENTS: Final = ("# keep in step with the image", "# see the runbook", "# order matters", "# called by the timer too")
_NAMES: Final = ("item", "entry", "target", "value", "current", "wanted", "holder", "chosen")
_WORDS: Final = ("alpha", "bravo", "delta", "gamma", "kappa", "omega", "sigma", "theta")
_MOST: Final = 3
Rewrite = Callable[[str], list[Patch]]


def layout(text: str, rng: random.Random) -> tuple[str, str]:
    """Type 1: comments, blank lines and another depth of indentation."""
    starts = {item.start_point[0] for item in code.statements(code.definition(text))}
    width = rng.choice(("  ", "\t", "    "))
    out = []
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        depth = (len(line) - len(line.lstrip())) // 4 if not line.startswith("\t") else len(line) - len(line.lstrip())
        fresh = width * depth + line.lstrip() if number else line
        if number and number in starts and rng.random() < 0.4:
            out.append(rng.choice(("", f"{width * depth}{rng.choice(_COMMENTS)}")))
        out.append(fresh)
    return "\n".join(out) + "\n", "layout"


def _own_names(function: Node) -> list[str]:
    found = []
    for item in code.walk(function):
        if item.type == "variable_assignment" and (name := item.child_by_field_name("name")) is not None:
            found.append(code.source(name))
        if item.type == "for_statement" and (name := item.child_by_field_name("variable")) is not None:
            found.append(code.source(name))
    return sorted({name for name in found if name.isidentifier() and not name.isupper()})


def rename(text: str, rng: random.Random) -> str:
    """Variables that the function sets, in lower case, get other names everywhere; so does the function."""
    function = code.definition(text)
    fresh = {name: f"{rng.choice(_NAMES)}_{number}" for number, name in enumerate(_own_names(function))}
    name = code.name_of(function)
    patches = [(item.start_byte, item.end_byte, fresh[code.source(item)]) for item in code.walk(function) if _is_own(item, fresh)]
    node = function.child_by_field_name("name")
    if node is not None:
        patches.append(
            (node.start_byte, node.end_byte, f"{rng.choice(('do', 'run', 'ensure'))}_{name.split('_')[-1]}_{rng.choice(_WORDS)}")
        )
    return code.patched(text, patches)


def _is_own(item: Node, fresh: dict[str, str]) -> bool:
    return item.type == "variable_name" and code.source(item) in fresh


def _literals(node: Node, rng: random.Random) -> list[Patch]:
    found = []
    for item in code.walk(node):
        text = code.source(item)
        if item.type == "string_content" and re.search(r"[A-Za-z]{3}", text):
            found.append((item.start_byte, item.end_byte, f"{text} {rng.choice(_WORDS)}"))
        elif item.type == "raw_string" and "%" not in text and len(text) > 4:
            found.append((item.start_byte, item.end_byte, f"{text[:-1]} {rng.choice(_WORDS)}'"))
        elif item.type == "number":
            found.append((item.start_byte, item.end_byte, str(rng.randint(2, 90))))
    return found


def renamed(text: str, rng: random.Random) -> tuple[str, str]:
    """Type 2: names, literals, or both."""
    how = rng.choice(("names", "literals", "names, literals"))
    if "literals" in how:
        text = code.patched(text, _literals(code.definition(text), rng))
    return rename(text, rng) if "names" in how else text, how


def simple_statements(texts: Sequence[str]) -> list[str]:
    """Short commands and assignments of real functions: what an edit may put in."""
    kinds = {"command", "variable_assignment", "declaration_command"}
    nodes = [item for text in texts for item in code.statements(code.definition(text)) if item.type in kinds]
    lines = [line for item in nodes if 8 <= len(line := code.source(item)) <= 90 and "\n" not in line]
    return [line for line in lines if not line.startswith(("return", "exit", "break", "continue", "shift"))] or ["sync"]


def repurposed(node: Node, rng: random.Random) -> list[Patch]:
    """Every word, name and text of other purpose, the shape kept."""
    seen: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        return seen.setdefault(found.group(), f"{rng.choice(_WORDS)}{len(seen)}")

    kinds = {"word", "variable_name", "string_content", "raw_string", "number"}
    leaves = [item for item in code.walk(node) if item.type in kinds and code.source(item) != "return"]
    return [(item.start_byte, item.end_byte, re.sub(r"[A-Za-z]{2,}", other, code.source(item))) for item in leaves]


def edited(text: str, share: float, pool: Sequence[str], rng: random.Random) -> tuple[str, str]:
    """Type 3: `share` of the statements deleted, inserted or changed; every other one renamed as well."""
    function = code.definition(text)
    nodes = [item for item in code.statements(function) if item.start_point[0] > 0]
    chosen = rng.sample(nodes, min(len(nodes), max(1, round(share * len(nodes)))))
    patches: list[Patch] = []
    for item in chosen:
        simple = item.start_point[0] == item.end_point[0]
        operation = rng.choice(("delete", "insert", "change")) if simple else "insert"
        if operation == "delete":
            patches.append((item.start_byte, item.end_byte, ":"))
        elif operation == "insert":
            indent = " " * item.start_point[1]
            patches.append((item.start_byte, item.start_byte, f"{rng.choice(pool)}\n{indent}"))
        else:
            patches += repurposed(item, rng) or [(item.start_byte, item.end_byte, rng.choice(pool))]
    made = code.patched(text, patches)
    if rng.random() < 0.5 and code.parses(made):
        return rename(made, rng), "edited, renamed"
    return made, "edited"


def _tests(text: str) -> list[Patch]:
    """`[ ... ]` to `[[ ... ]]` and back."""
    other = {"[": "[[", "]": "]]", "[[": "[", "]]": "]"}
    nodes = [item for item in code.walk(code.definition(text)) if item.type == "test_command" and "=~" not in code.source(item)]
    ends = [end for item in nodes for end in (item.children[0], item.children[-1]) if code.source(end) in other]
    return [(end.start_byte, end.end_byte, other[code.source(end)]) for end in ends]


def _backticks(text: str) -> list[Patch]:
    nodes = [item for item in code.walk(code.definition(text)) if item.type == "command_substitution"]
    flat = [item for item in nodes if code.source(item).startswith("$(") and not re.search(r"[`\\]|\$\(", code.source(item)[2:])]
    return [(item.start_byte, item.end_byte, f"`{code.source(item)[2:-1]}`") for item in flat]


def _printf(text: str) -> list[Patch]:
    nodes = [item for item in code.walk(code.definition(text)) if item.type == "command" and re.match(r'echo "', code.source(item))]
    return [(item.start_byte, item.start_byte + 4, r"printf '%s\n'") for item in nodes]


def _and_list(text: str) -> list[Patch]:
    """`if a; then b; fi` to `a && { b; }`."""
    found = []
    for item in code.walk(code.definition(text)):
        condition = item.child_by_field_name("condition") if item.type == "if_statement" else None
        if condition is None or any(child.type in {"else_clause", "elif_clause"} for child in item.children):
            continue
        first, last = (next(child for child in item.children if child.type == mark) for mark in ("then", "fi"))
        body = text[first.end_byte : last.start_byte].strip("\n;")
        found.append((item.start_byte, item.end_byte, f"{code.source(condition)} && {{\n{body}\n}}"))
    return found


def _keyword(text: str) -> list[Patch]:
    """`name() {` to `function name {` and back."""
    function = code.definition(text)
    body = function.child_by_field_name("body")
    name = code.name_of(function)
    if body is None:
        return []
    head = f"{name}() " if text.startswith("function") else f"function {name} "
    return [(function.start_byte, body.start_byte, head)]


def _guard(text: str) -> list[Patch]:
    """A last `if` without `else` becomes `a || return 0` and its body."""
    body = code.definition(text).child_by_field_name("body")
    last = body.named_children[-1] if body is not None and body.named_children else None
    return [
        (first, end, new.replace(" && {\n", " || return 0\n")[:-2])
        for first, end, new in _and_list(text)
        if last and first == last.start_byte
    ]


def _case(text: str) -> list[Patch]:
    """`case` with plain patterns becomes an `if` chain."""
    found = []
    for item in code.walk(code.definition(text)):
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


REWRITES: Final[Sequence[tuple[str, Rewrite]]] = (
    ("tests", _tests),
    ("backticks", _backticks),
    ("echo to printf", _printf),
    ("if to and-list", _and_list),
    ("function keyword", _keyword),
    ("if to guard", _guard),
    ("case to if", _case),
)


def rewritten(text: str, rng: random.Random) -> tuple[str, str]:
    """Up to three rewrites that do something, at least one of them not only of the first line; half are renamed too."""
    applied: list[str] = []
    for name, rewrite in rng.sample(list(REWRITES), len(REWRITES)):
        made = code.patched(text, rewrite(text)) if len(applied) < _MOST else text
        if made != text and code.parses(made):
            text = made
            applied.append(name)
    if not set(applied) - {"function keyword"}:
        return "", ""
    how = " + ".join(sorted(applied))
    return (rename(text, rng), f"{how}, renamed") if rng.random() < 0.5 else (text, how)
