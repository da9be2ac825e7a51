"""Whether a script does its work as soon as somebody sources it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import Final

from ssot_check.languages.support.shell.scope import find_scopes
from ssot_check.languages.support.shell.tree import Node, Tree, parse_tree
from ssot_check.languages.support.shell.words import command_line

_FUNCTION: Final = "function_definition"
_LOOP: Final = "for_statement"
_SHELL_OF_ITS_OWN: Final = frozenset(("subshell", "command_substitution", "process_substitution"))
_ARGUMENTS: Final = re.compile(r"\"?\$(?:[@*]|\{[@*]\})\"?")
_DEFINED: Final = re.compile(r"^(?:function[ \t]+)?([\w:-]+)[ \t]*(?:\(\)[ \t]*)?\{", re.MULTILINE)
_CHOICE: Final = re.compile(r"if\b.*?\bthen\b|case\b.*?\bin\b", re.DOTALL)
_ASKED: Final = re.compile(r"\$(?:[1-9#@*]|\{#?[1-9@*#])")
_END: Final = 8
"""Lines at the end of a script in which its call is looked for where the grammar did not understand the script."""
_UNLESS: Final = re.compile(r"\[.*\][ \t]*\|\|[ \t]*([\w-]+)")
"""The end of a program that works unless a variable says that it is only looked at, as tests do."""
_GROUP: Final = "compound_statement"
_ALWAYS: Final = (":", "true")
_WRITES: Final = re.compile(r"1?>>?\|?[ \t]*(?![ \t]*(?:&|/dev/))")
_PROGRAMS: Final = 3
"""A library may look for a program or make a folder when it is sourced; what runs so many does its own work."""
_STEPS: Final = 2
"""So many of its own functions, called one after the other under no condition, are the steps of a program."""
_MAIN: Final = "main"
"""A script that ends with this bare call of its own function is a program."""
_PROGRAM: Final = re.compile(r"[\w./-]+")
_SETTING_UP: Final = frozenset(
    (
        ".", ":", "[", "[[", "add-zsh-hook", "alias", "autoload", "bind", "bindkey", "cd", "command", "compdef", "complete", "compopt",
        "declare", "echo", "enable", "eval", "export", "false", "hash", "let", "local", "printf", "read", "readonly", "return", "set",
        "setopt", "shift", "shopt", "source", "test", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias", "unset",
        "unsetopt", "wait", "zle", "zmodload", "zstyle",
    )
)  # fmt: skip
"""What a library may end with: commands of the shell that change the shell, or only say something."""
_ASKED_AGAIN: Final = 32
"""Scripts of which the answer is kept: of an owner each of its copies asks anew, and a large one is read for seconds."""
_MINDS: Final = re.compile(r"(?<![\w-])return(?!\w)|\[[^\n]*\$\{?0(?!\d)[^\n]*\]|ZSH_EVAL_CONTEXT|ZSH_ARGZERO")
"""What a script says that minds being sourced: it asks for its own name, or has a `return` outside of functions (POSIX.1, "return")."""


@lru_cache(_ASKED_AGAIN)
def work_of(path: str, text: str) -> str:
    """The command by which a script does its work when it is sourced; "" for one that can be sourced, as far as can be seen.

    That is the call of one of its own functions with the arguments of the script, or one or an `exit` that they decide about, an
    `exit` that stands under no condition, or several, a loop that waits, a file that is written, an `exec` of what the script was called
    with, several programs (in a loop, too) or functions of its own one after the other, and at the end `main`, a program, or one of its
    own functions that is handed variables, or that a variable alone can hold back.
    """
    if not text:
        return ""
    tree = parse_tree(path, text)
    own = {function.name for function in find_scopes(tree).functions}
    if not _only_within_functions(tree):
        return _last_work(text)
    outside = [node for node in _opened(tree.root.children) if node.type not in (_FUNCTION, "comment", "{", "}")]
    if any(_MINDS.search(tree.text.slice(node.start, node.end)) for node in outside):
        return ""
    for node in outside:
        chosen = _is_choice(tree, node)
        for command in _commands(node):
            words = command_line(tree, command).argv
            spelled = [tree.text.slice(word.start, word.end) for word in words]
            handed = any(_ARGUMENTS.fullmatch(word) for word in spelled[1:])
            called = (handed and spelled[0] == "exec") or ((handed or chosen) and spelled[:1] and spelled[0] in own)
            if called or ((command is node or chosen) and spelled[:1] == ["exit"]):
                return " ".join(spelled)
    work = next((work for node in outside if (work := _done_anyway(tree, node, own, last=node is outside[-1]))), "")
    if work:
        return work
    steps = list(dict.fromkeys(step[0] for node in outside if (step := _spelled(tree, node)) and step[0] in own))
    if len(steps) >= _STEPS or (outside and _spelled(tree, outside[-1]) == [_MAIN] and _MAIN in own):
        return steps[0]
    always = (command for node in outside if node.type in ("command", _LOOP) for command in _commands(node))
    runs = [text for command in always if (text := _program(tree, command, own))]
    ends = [found for node in outside for command in _commands(node) if (found := _spelled(tree, command))[:1] == ["exit"]]
    return runs[0] if len(runs) >= _PROGRAMS else " ".join(ends[0]) if len(ends) >= _PROGRAMS else ""


def _opened(nodes: Sequence[Node]) -> Iterator[Node]:
    """Statements, those in plain brackets too: a script that is read from a network stands in such, to be read as a whole."""
    for node in nodes:
        yield from _opened(node.children) if node.type == _GROUP else (node,)


def _only_within_functions(tree: Tree) -> bool:
    """True where all that the grammar did not understand stands in functions: what runs outside of them is known."""
    functions = [node for node in _opened(tree.root.children) if node.type == _FUNCTION]
    held = [(tree.text.line(node.start), tree.text.line(node.end)) for node in functions]
    return all(any(first < begin and end < last for first, last in held) for begin, end in tree.damage)


def _is_choice(tree: Tree, node: Node) -> bool:
    """True for a statement in which the arguments of the script decide what it does: what is sourced sees those of another."""
    asked = _CHOICE.match(tree.text.slice(node.start, node.end)) if node.type in ("if_statement", "case_statement") else None
    return asked is not None and _ASKED.search(asked[0]) is not None


def _done_anyway(tree: Tree, node: Node, own: Set[str], *, last: bool) -> str:
    """The first line of a statement that does work under no condition; "" for one that only sets something up."""
    text = tree.text.slice(node.start, node.end).split("\n")[0].strip()
    if node.type == "while_statement":
        inner = [child for child in node.children if child.type == "command"]
        return text if inner and tree.text.slice(inner[0].start, inner[0].end) in _ALWAYS else ""
    if node.type == "list" and last and (found := _UNLESS.fullmatch(text)) and found[1] in own:
        return found[1]
    redirects = [tree.text.slice(part.start, part.end) for part in node.children if part.type == "file_redirect"]
    if node.type == "redirected_statement" and any(map(_WRITES.match, redirects)):
        return text
    commands = [node] if node.type == "command" else []
    commands += [part for part in node.children if part.type == "command"] if node.type == "redirected_statement" else []
    if not last or not commands:
        return ""
    words = [tree.text.slice(word.start, word.end) for word in command_line(tree, commands[0]).argv]
    if not words or not _PROGRAM.fullmatch(words[0]) or words == ["exec"]:  # which redirects the shell itself
        return ""
    handed = any("$" in word for word in words[1:])
    return text if (handed if words[0] in own else words[0] not in _SETTING_UP) else ""


def _spelled(tree: Tree, node: Node) -> list[str]:
    """The words of a command as they are written; none for another statement."""
    return [tree.text.slice(word.start, word.end) for word in command_line(tree, node).argv] if node.type == "command" else []


def _program(tree: Tree, node: Node, own: Set[str]) -> str:
    """The command by which a statement runs a program, under no condition; "" for one that is the shell's, or a function of the script."""
    words = _spelled(tree, node)
    runs = bool(words) and _PROGRAM.fullmatch(words[0]) is not None and words[0] not in _SETTING_UP and words[0] not in own
    return " ".join(words) if runs else ""


def _last_work(text: str) -> str:
    """The same of a script that was not understood, as many of zsh are: programs end with their call, after all functions."""
    own = set(_DEFINED.findall(text))
    end = text.rstrip().split("\n")[-_END:]
    after = max((at + 1 for at, line in enumerate(end) if line.startswith("}")), default=0)
    for line in end[after:]:
        words = line.split()
        if words and words[0] in own and any(_ARGUMENTS.fullmatch(word) for word in words[1:]):
            return "" if _MINDS.search("\n".join(end[after:])) else " ".join(words)
    return ""


def _commands(node: Node) -> Iterator[Node]:
    """The commands that the script runs itself, outside of functions and of shells below it."""
    if node.type == "command":
        yield node
    elif node.type != _FUNCTION and node.type not in _SHELL_OF_ITS_OWN:
        for child in node.children:
            yield from _commands(child)
