"""Commands that stand inside others: `sh -c "..."`, here-documents and pipes into a shell, `trap`, `alias`, `ssh`, `find -exec`.

Also what a variable of a script may stand for, as far as the script sets it to texts that can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from ssot_check.languages.support.shell.commands import after_options, program_index
from ssot_check.languages.support.shell.tree import Node, Tree
from ssot_check.languages.support.shell.words import command_line, command_word

Word: TypeAlias = str | None
Constants: TypeAlias = Mapping[str, Sequence[tuple[Word, ...]]]
"""What a variable may stand for, by its name: words, None for one that is known only at run time."""

SHELLS: Final = frozenset(("sh", "bash", "dash", "zsh", "ksh", "ash", "su", "runuser"))
MOST: Final = 4
"""So many values of one variable are followed."""
_PER_FILE: Final = frozenset(("-exec", "-execdir", "-ok", "-okdir"))
_VARIABLE: Final = re.compile(r'"?\$\{?(\w+)(?:\[[@*]\])?\}?"?')
_PLACE_OF: Final = re.compile(r'"?(?:\$\(|`)\s*(?:command\s+-v|which|type\s+-P)\s+([\w.-]+)\s*(?:2>\s*/dev/null\s*)?(?:\)|`)"?')
_RUNS_TEXT: Final = frozenset(("watch", "parallel"))
_ALL: Final = frozenset(("$@", "${@}", "$*"))
_REMOTE: Final = {
    "ssh": frozenset(f"-{letter}" for letter in "bcDEeFIiJLlmOopQRSWw"),
    "sshpass": frozenset(("-p", "-f")),
}
_PRINTING: Final = frozenset(("echo", "printf"))


def constants(tree: Tree, known: Constants | None = None) -> Constants:
    """What the variables of the script may stand for; `known` are those that somebody else sets."""
    found: dict[str, dict[tuple[Word, ...], None]] = {name: dict.fromkeys(values) for name, values in (known or {}).items()}
    for node in tree.root.walk():
        name = node.child("variable_name")
        if node.type == "variable_assignment" and name is not None and len(node.children) > 2:
            value = node.children[-1]
            whole = command_word(value) or _looked_up(tree.text.slice(value.start, value.end))
            words = tuple(command_word(item) for item in value.children[1:-1]) if value.type == "array" else _split(whole)
            found.setdefault(name.text, {})[words] = None
        elif node.type == "for_statement" and name is not None:
            for item in node.children:
                if item.type in ("word", "string", "raw_string"):
                    found.setdefault(name.text, {})[_split(command_word(item))] = None
    return {name: [words for words in values if words != (None,)][:MOST] for name, values in found.items()}


def _looked_up(text: str) -> Word:
    """The program whose place a substitution asks for: `docker` in `$(command -v docker)`."""
    found = _PLACE_OF.fullmatch(text)
    return found[1] if found else None


def _split(text: Word) -> tuple[Word, ...]:
    return tuple(text.split()) if text is not None else (None,)


def readings(tree: Tree, node: Node, known: Constants) -> Iterator[tuple[Word, ...]]:
    """The words of a command, once for each value of its variables."""
    parts: list[Sequence[tuple[Word, ...]]] = []
    for item, word in zip(*command_line(tree, node)[:2], strict=True):
        written = tree.text.slice(item.start, item.end) if word is None else ""
        name = _VARIABLE.fullmatch(written)
        values = known.get(name[1], ()) if name else ()
        parts.append(values or ((_looked_up(written) or word,),))
    for number in range(max(map(len, parts), default=0)):
        yield tuple(word for values in parts for word in values[min(number, len(values) - 1)])


def forwarders(tree: Tree) -> frozenset[str]:
    """Functions of the script that run what they are given: `retry() { "$@"; }`."""
    found = set()
    for node in tree.root.walk():
        name = node.child("word") if node.type == "function_definition" else None
        for inner in node.walk() if name is not None else ():
            argv = command_line(tree, inner).argv if inner.type == "command" else ()
            words = command_line(tree, inner).words if argv else ()
            at = program_index(words) if argv else 0
            if argv and tree.text.slice(argv[at].start, argv[at].end).strip('"') in _ALL and name is not None:
                found.add(name.text)
    return frozenset(found)


def parts(words: Sequence[Word], handing: frozenset[str] = frozenset()) -> Iterator[Sequence[Word]]:
    """The command itself, what `find ... -exec` runs, and what a function runs that is given a command (`handing`)."""
    yield words
    yield from (words[at + 1 :] for at, word in enumerate(words) if word in _PER_FILE)
    if words and words[0] in handing:
        yield words[1:]


def inner(words: Sequence[Word]) -> str:
    """The script that a command is given as words: `sh -c "..."`, `eval`, `trap`, `alias`, `ssh`, prefixes looked through; "" = none."""
    for index, word in enumerate(words):
        if (word or "").rpartition("/")[2] in SHELLS:
            rest = words[index + 1 :]
            flag = next((at for at, item in enumerate(rest) if item and re.fullmatch(r"-\w*c", item)), -1)
            return (rest[flag + 1] or "") if 0 <= flag < len(rest) - 1 else ""
    at = program_index(words)
    name = (words[at] or "") if at < len(words) else ""
    rest = words[at + 1 :]
    if name == "-c" and words[0] == "flock":
        return (rest[0] or "") if rest else ""
    if " " in name and _RUNS_TEXT.intersection(words[:at]):
        return " ".join(item or "_" for item in words[at:])
    if name == "eval":
        return " ".join(item or "_" for item in rest)
    if name == "trap":
        return (rest[0] or "") if len(rest) > 1 else ""
    if name == "alias":
        return "\n".join((item or "").partition("=")[2] for item in rest)
    if name in _REMOTE:
        start = after_options(words, at + 1, _REMOTE[name]) + (name == "ssh")
        return " ".join(item or "_" for item in words[start:])
    return "\n".join(item or "" for item in rest) if name == "concurrently" else ""


def handed(tree: Tree) -> Iterator[tuple[Node, str]]:
    """(place, script) of what a shell reads: a here-document, a here-string, what `echo` or `printf` pipes into it."""
    for node in tree.root.walk():
        if node.type in ("redirected_statement", "command") and (heredoc := node.child("heredoc_redirect")) is not None:
            body = heredoc.child("heredoc_body")
            readers = [item for item in (node, *node.children, *heredoc.walk()) if item.type == "command"]
            if body is not None and any(_is_shell(tree, item) for item in readers):
                yield body, tree.text.slice(body.start, body.end)
        elif node.type == "command" and (string := node.child("herestring_redirect")) is not None and _is_shell(tree, node):
            yield node, command_word(string.children[-1]) or ""
        elif node.type == "pipeline":
            commands = [item for item in node.children if item.type == "command"]
            for one, two in pairwise(commands):
                words = command_line(tree, one).words
                if words and words[0] in _PRINTING and _is_shell(tree, two):
                    yield one, "\n".join(word.replace("\\n", "\n") for word in words[1:] if word)


def _is_shell(tree: Tree, node: Node) -> bool:
    """True for a shell that reads its script from its input."""
    words = command_line(tree, node).words
    at = program_index(words)
    name = (words[at] or "").rpartition("/")[2] if at < len(words) else ""
    rest = words[at + 1 :]
    return (name in SHELLS and all((word or "x").startswith("-") for word in rest) and "-c" not in rest) or (
        name == "ssh" and len(rest) == 1
    )
