"""Structural rewrites of TypeScript, Go and Rust functions: the same job in other control shapes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from benchmarks.quality import tree_code as code
from benchmarks.quality.grammars import GO, RUST, TYPESCRIPT, Grammar
from benchmarks.quality.tree_code import Node, Patch

Rewrite = Callable[[str], list[Patch]]
_IFS: Final = ("if_statement", "if_expression")


def _ifs(text: str, grammar: Grammar) -> Iterator[tuple[Node, str, str, str]]:
    """Every plain `if` that stands alone: the node, its condition without brackets, its body and its `else` ("" for none)."""
    for item in code.walk(code.definition(text, grammar)):
        condition, body = item.child_by_field_name("condition"), item.child_by_field_name("consequence")
        if item.type not in _IFS or condition is None or body is None or item.child_by_field_name("initializer") is not None:
            continue
        holder = item.parent.parent if item.type == "if_expression" and item.parent is not None else item.parent
        plain = condition.type not in {"let_condition", "let_chain"} and body.type in grammar.bodies
        if plain and holder is not None and holder.type in grammar.holders:
            other = item.child_by_field_name("alternative")
            test = code.source(condition)
            bare = test[1:-1] if test.startswith("(") and condition.type == "parenthesized_expression" else test
            yield item, bare, code.source(body), code.source(other).removeprefix("else").strip() if other is not None else ""


def _negated(test: str) -> str:
    return f"!({test})" if not re.fullmatch(r"!?[\w.]+", test) else (test[1:] if test.startswith("!") else f"!{test}")


def _swapped(grammar: Grammar) -> Rewrite:
    """`if a { b } else { c }` to `if !a { c } else { b }`."""

    def rewrite(text: str) -> list[Patch]:
        opened, closed = ("(", ")") if grammar is TYPESCRIPT else ("", "")
        return [
            (item.start_byte, item.end_byte, f"if {opened}{_negated(test)}{closed} {other} else {body}")
            for item, test, body, other in _ifs(text, grammar)
            if other.startswith("{")
        ]

    return rewrite


def _guard(grammar: Grammar) -> Rewrite:
    """A last `if` without `else`, at any depth, becomes an early way out and its body."""

    def rewrite(text: str) -> list[Patch]:
        opened, closed = ("(", ")") if grammar is TYPESCRIPT else ("", "")
        found = []
        for item, test, body, other in _ifs(text, grammar):
            block = item.parent if grammar is not RUST or item.parent is None else item.parent.parent
            last = item if grammar is not RUST or item.parent is None else item.parent
            if not other and block is not None and block.named_children[-1].id == last.id and block.parent is not None:
                way = "return" if block.parent.type in grammar.functions or block.parent.type == "block" else "continue"
                if way == "return" or any(word in block.parent.type for word in ("for", "while")):
                    inner = body[1:-1].strip("\n").strip()
                    found.append((item.start_byte, item.end_byte, f"if {opened}{_negated(test)}{closed} {{\n{way};\n}}\n{inner}"))
        return found[:1]

    return rewrite


def _parts(text: str, grammar: Grammar, kind: str, *fields: str) -> Iterator[tuple[Node, list[str]]]:
    """Nodes of a type with the source of their fields; one that lacks a field is passed over."""
    for item in code.walk(code.definition(text, grammar)):
        nodes = [item.child_by_field_name(field) for field in fields] if item.type == kind else []
        if nodes and all(node is not None for node in nodes):
            yield item, [code.source(node) for node in nodes if node is not None]


def _typescript_of_to_index(text: str) -> list[Patch]:
    """`for (const x of xs)` to a loop that counts."""
    return [
        (item.start_byte, item.end_byte, f"for (let at = 0; at < {right}.length; at++) {{\nconst {left} = {right}[at];\n{body[1:]}")
        for item, (operator, left, right, body) in _parts(text, TYPESCRIPT, "for_in_statement", "operator", "left", "right", "body")
        if operator == "of" and body.startswith("{") and "await" not in code.source(item)[:12]
    ]


def _typescript_for_to_while(text: str) -> list[Patch]:
    parts = _parts(text, TYPESCRIPT, "for_statement", "initializer", "condition", "increment", "body")
    return [
        (item.start_byte, item.end_byte, f"{start.rstrip(';')};\nwhile ({test.rstrip(';')}) {{\n{body[1:-1].strip()}\n{step};\n}}")
        for item, (start, test, step, body) in parts
        if body.startswith("{") and "continue" not in body
    ]


def _typescript_arrow(text: str) -> list[Patch]:
    """`function name() {}` to `const name = () => {}`."""
    function = code.definition(text, TYPESCRIPT)
    title, body = function.child_by_field_name("name"), function.child_by_field_name("body")
    if function.type != "function_declaration" or title is None or body is None or "this" in code.words_of(text):
        return []
    head = "async " if code.source(function).startswith("async") else ""
    signature = text[title.end_byte : body.start_byte].strip()
    return [
        (function.start_byte, body.start_byte, f"const {code.source(title)} = {head}{signature} => "),
        (body.end_byte, body.end_byte, ";"),
    ]


def _typescript_template(text: str) -> list[Patch]:
    """A template string to sums."""
    found = []
    for item in code.walk(code.definition(text, TYPESCRIPT)):
        inner = code.source(item)[1:-1]
        if item.type == "template_string" and "${" in inner and "\n" not in inner and '"' not in inner and "`" not in inner:
            pieces = [code.source(part) for part in item.named_children]
            made = [f"({part[2:-1]})" if part.startswith("${") else f'"{part}"' for part in pieces]
            found.append((item.start_byte, item.end_byte, "(" + " + ".join(made if made[0][0] == '"' else ['""', *made]) + ")"))
    return found


def _go_range_to_index(text: str) -> list[Patch]:
    found = []
    for item, (body,) in _parts(text, GO, "for_statement", "body"):
        head = re.fullmatch(r"for _, (\w+) := range ([\w.]+)", code.source(item)[: -len(body)].strip())
        if head:
            name, items = head.groups()
            made = f"for at := 0; at < len({items}); at++ {{\n{name} := {items}[at]\n{body[1:]}"
            found.append((item.start_byte, item.end_byte, made))
    return found


def _go_split_initializer(text: str) -> list[Patch]:
    """`if err := f(); err != nil {` to two statements."""
    return [
        (item.start_byte, item.end_byte, f"{start}\nif {test} {body}")
        for item, (start, test, body) in _parts(text, GO, "if_statement", "initializer", "condition", "consequence")
        if item.child_by_field_name("alternative") is None and item.parent is not None and item.parent.type in GO.holders
    ]


def _go_var(text: str) -> list[Patch]:
    """`x := v` to `var x = v`, where it stands alone."""
    return [
        (item.start_byte, item.end_byte, f"var {left} = {right}")
        for item, (left, right) in _parts(text, GO, "short_var_declaration", "left", "right")
        if item.parent is not None and item.parent.type in GO.holders
    ]


def _go_switch_to_if(text: str) -> list[Patch]:
    found = []
    for item, (value,) in _parts(text, GO, "expression_switch_statement", "value"):
        made, word = "", "if"
        for part in item.named_children:
            head, _, body = code.source(part).partition(":")
            if part.type == "expression_case":
                tests = " || ".join(f"{value} == {case.strip()}" for case in head.removeprefix("case").split(","))
                made += f"{word} {tests} {{\n{body.strip()}\n}}"
                word = " else if"
            elif part.type == "default_case" and made:
                made += f" else {{\n{body.strip()}\n}}"
        found.append((item.start_byte, item.end_byte, made))
    return [patch for patch in found if patch[2]]


def _rust_for_to_while(text: str) -> list[Patch]:
    return [
        (item.start_byte, item.end_byte, f"let mut them = ({value}).into_iter();\nwhile let Some({pattern}) = them.next() {body}")
        for item, (pattern, value, body) in _parts(text, RUST, "for_expression", "pattern", "value", "body")
        if item.parent is not None and item.parent.type == "expression_statement"
    ]


def _rust_let_to_match(text: str) -> list[Patch]:
    """`if let P = v {a} else {b}` to `match v { P => a, _ => b }`."""
    found = []
    for item, (condition, body) in _parts(text, RUST, "if_expression", "condition", "consequence"):
        head = re.fullmatch(r"let (.+?) = (.+)", condition, re.DOTALL)
        other = item.child_by_field_name("alternative")
        rest = code.source(other).removeprefix("else").strip() if other is not None else "{}"
        if head and "&&" not in condition:
            found.append((item.start_byte, item.end_byte, f"match {head[2]} {{\n{head[1]} => {body}\n_ => {rest}\n}}"))
    return found


def _rust_return(text: str) -> list[Patch]:
    """A last expression gets its `return`."""
    body = code.definition(text, RUST).child_by_field_name("body")
    last = body.named_children[-1] if body is not None and body.named_children else None
    if last is None or last.type in RUST.statements or "comment" in last.type or last.type in {"match_expression", "if_expression"}:
        return []
    return [(last.start_byte, last.start_byte, "return "), (last.end_byte, last.end_byte, ";")]


REWRITES: Final[dict[str, tuple[tuple[str, Rewrite], ...]]] = {
    "typescript": (
        ("branches swapped", _swapped(TYPESCRIPT)),
        ("if to guard", _guard(TYPESCRIPT)),
        ("for-of to index", _typescript_of_to_index),
        ("for to while", _typescript_for_to_while),
        ("function to arrow", _typescript_arrow),
        ("template to sum", _typescript_template),
    ),
    "go": (
        ("branches swapped", _swapped(GO)),
        ("if to guard", _guard(GO)),
        ("range to index", _go_range_to_index),
        ("initializer apart", _go_split_initializer),
        ("short to var", _go_var),
        ("switch to if", _go_switch_to_if),
    ),
    "rust": (
        ("branches swapped", _swapped(RUST)),
        ("if to guard", _guard(RUST)),
        ("for to while", _rust_for_to_while),
        ("if let to match", _rust_let_to_match),
        ("return spelt out", _rust_return),
    ),
}
