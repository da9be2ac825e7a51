"""Facts about a shell function or block by which a match can be refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ssot_check.languages.support.shell.scope import TOP, Function
from ssot_check.languages.support.shell.tree import Node, Tree
from ssot_check.languages.support.shell.words import command_line
from ssot_check.model.unit import LOCAL, NAME, SYNTAX, TEXT, Statement, Trait

_PRINTERS = frozenset({"echo", "printf", "cat"})
_NOT_DELEGATES = _PRINTERS | {
    "command",
    "builtin",
    "type",
    "hash",
    "which",
    "alias",
    "read",
    "eval",
    "test",
    "[",
    "[[",
    "exec",
    "return",
    "exit",
    "set",
    "local",
    ":",
    "true",
    "false",
}
_EMPTY = frozenset({":", "true", "false", "return", "exit"})
_PASSED = re.compile(r"""^"?\$(?:[@*1-9]|\{(?:[@*1-9]|\d+|@:?\d+)\})"?$""")
_USAGE_NAME = re.compile(r"(?:^|_)(?:usage|help|synopsis)(?:_|$)", re.IGNORECASE)
_USAGE_TEXT = re.compile(r"^\s*(?:usage:|-{1,2}[A-Za-z])", re.IGNORECASE)
_OPTION_ACTIONS = frozenset({"shift", "exit", "break", "return", "echo", "printf"})
_MOSTLY = 0.5
_NEARLY_ALL = 0.7


def function_traits(tree: Tree, function: Function, statements: Sequence[Statement]) -> frozenset[Trait]:
    """Traits of a function; `statements` begin with its header."""
    body = statements[1:]
    traits = {Trait.FALLBACK} if function.fallback else set()
    if function.parent != TOP:
        traits.add(Trait.NESTED)
    if all(statement.tokens[0][1] in _EMPTY for statement in body):
        traits.add(Trait.STUB)
    if _delegates(tree, function):
        traits.add(Trait.DELEGATE)
    if _prints_usage(function.name, body) or parses_options(body):
        traits.add(Trait.ARGUMENTS)
    return frozenset(traits)


def parses_options(statements: Sequence[Statement]) -> bool:
    """Mostly a loop over options: getopts, or a `case` over flags, whose branches set variables and shift."""
    for place, statement in enumerate(statements):
        words = [text for _, text in statement.tokens]
        if words[:1] != ["case"] and "getopts" not in words:
            continue
        inside = [other for other in statements[place + 1 :] if other.depth > statement.depth]
        flags = [other for other in inside if _is_option_item(other)]
        items = [other for other in inside if other.tokens[-1] == (SYNTAX, ")")]
        actions = [other for other in inside if other not in items]
        settings = sum(_sets_option(other) for other in actions)
        loop = "getopts" in words or (len(flags) >= _MOSTLY * len(items) > 0 and settings >= _MOSTLY * len(actions))
        if loop and len(inside) >= _MOSTLY * len(statements):
            return True
    return False


def _sets_option(statement: Statement) -> bool:
    texts = [text for _, text in statement.tokens]
    return texts[1:2] in (["="], ["+="]) or texts[0] in _OPTION_ACTIONS or bool(_USAGE_NAME.search(texts[0]))


def _is_option_item(statement: Statement) -> bool:
    kind, text = statement.tokens[0]
    return statement.tokens[-1] == (SYNTAX, ")") and kind in (NAME, TEXT, SYNTAX) and text.startswith("-")


def _prints_usage(name: str, body: Sequence[Statement]) -> bool:
    printing = sum(statement.tokens[0] in ((NAME, "echo"), (NAME, "printf"), (NAME, "cat")) for statement in body)
    named = bool(_USAGE_NAME.search(name))
    if not body or printing < (_MOSTLY if named else _NEARLY_ALL) * len(body):
        return False
    texts = [text for statement in body for kind, text in statement.tokens if kind == TEXT]
    options = sum(bool(_USAGE_TEXT.match(line)) for line in texts)
    return named or options >= 2 or any(text.lstrip().lower().startswith("usage:") for text in texts)


def _delegates(tree: Tree, function: Function) -> bool:
    """One command that passes the function's own parameters on, as words of their own."""
    body = function.node.child("compound_statement", "subshell")
    if body is None:
        return False
    kinds = [child for child in body.children[1:-1] if child.type.isidentifier() and child.type != "comment"]
    if len(kinds) == 1 and kinds[0].type == "redirected_statement":
        kinds = [child for child in kinds[0].children if child.type == "command"]
    if len(kinds) != 1 or kinds[0].type != "command":
        return False
    line = command_line(tree, kinds[0])
    program = line.words[0] if line.words else None
    passes = any(_is_parameter(word) for word in line.argv[1:])
    return passes and program is not None and program not in {*_NOT_DELEGATES, function.name}


def _is_parameter(word: Node) -> bool:
    return bool(_PASSED.match(_source(word)))


def _source(node: Node) -> str:
    return node.text if not node.children else "".join(_source(child) for child in node.children)


def parameter_count(statements: Sequence[Statement]) -> int:
    """Highest positional parameter that is read; `$@` counts as one."""
    found = [text for statement in statements for kind, text in statement.tokens if kind == LOCAL and (text.isdigit() or text in "@*")]
    return max((int(text) if text.isdigit() else 1 for text in found), default=0)
