"""Where a text of shell commands runs a watched program: a script, or commands inside another file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.languages.support.excerpt import command_excerpt
from ssot_check.languages.support.shell_commands import runs
from ssot_check.languages.support.shell_environment import environment_touches
from ssot_check.languages.support.shell_scope import find_scopes
from ssot_check.languages.support.shell_tree import Node, Tree, parse_tree
from ssot_check.languages.support.shell_words import command_line, command_word
from ssot_check.model.location import Location
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import READS_ENVIRONMENT, Touch, TouchKind, Watch

_SHELLS: Final = frozenset(("sh", "bash", "dash", "zsh", "ksh", "ash", "su", "runuser"))
_PER_FILE: Final = frozenset(("-exec", "-execdir", "-ok", "-okdir"))
_VARIABLE: Final = re.compile(r'"?\$\{?(\w+)\}?"?')
_DEEPEST: Final = 4  # `sh -c` inside `sh -c`
_EXPRESSION: Final = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)


def shell_touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Every watched command of a shell script, and every reading of the environment."""
    tree = parse_tree(source.path, source.text)
    found = [
        Touch(TouchKind.COMMAND, " ".join(wanted), tree.location(node), spelled=command_excerpt(words), place="shell")
        for node, words, wanted in _hits(tree, watch, 0)
    ]
    if not watch.names.isdisjoint(READS_ENVIRONMENT["shell"]):
        found += environment_touches(tree, find_scopes(tree), watch)
    return tuple(sorted(set(found), key=lambda item: (item.location, item.name)))


def snippet_touches(path: str, lines: Sequence[str], text: str, line: int, place: str, watch: Watch) -> Iterator[Touch]:
    """Watched commands of `text`, which stands in the file `path`, whose lines are given, from `line` (from 1) on."""
    tree = parse_tree(path, _EXPRESSION.sub(lambda match: "_" + "\n" * match[0].count("\n"), text))
    for node, words, wanted in _hits(tree, watch, 0):
        at = min(line + tree.line(node.start) - 1, len(lines))
        yield Touch(TouchKind.COMMAND, " ".join(wanted), _found(path, lines, at, words), spelled=command_excerpt(words), place=place)


def watched(words: Sequence[str | None], watch: Watch) -> Iterator[tuple[str, ...]]:
    """The watched commands that these words run, themselves or through `sh -c "..."`."""
    yield from (wanted for line in _lines(words) for wanted in watch.commands if runs(line, wanted))
    inner = _inner(words)
    if inner:
        yield from dict.fromkeys(wanted for _, _, wanted in _hits(parse_tree("", inner), watch, 1))


def _hits(tree: Tree, watch: Watch, depth: int) -> Iterator[tuple[Node, tuple[str | None, ...], tuple[str, ...]]]:
    """(node, words, watched command) of each command of the script."""
    constants = _constants(tree)
    for node in tree.root.walk():
        if node.type == "command":
            words = _words(tree, node, constants)
            for wanted in watch.commands:
                if any(runs(line, wanted) for line in _lines(words)):
                    yield node, words, wanted
            inner = _inner(words) if depth < _DEEPEST else ""
            if inner:
                for _, below, wanted in _hits(parse_tree("", inner), watch, depth + 1):
                    yield node, below, wanted


def _lines(words: Sequence[str | None]) -> Iterator[Sequence[str | None]]:
    """The command itself, and what `find ... -exec` runs."""
    yield words
    yield from (words[at + 1 :] for at, word in enumerate(words) if word in _PER_FILE)


def _words(tree: Tree, node: Node, constants: dict[str, str]) -> tuple[str | None, ...]:
    """Words of a command; a variable that is set once to a literal stands for it."""
    found: list[str | None] = []
    for word, known in zip(*command_line(tree, node)[:2], strict=True):
        name = _VARIABLE.fullmatch(tree.text.slice(word.start, word.end)) if known is None else None
        value = constants.get(name[1]) if name else None
        found.extend(value.split() if value is not None else [known])
    return tuple(found)


def _constants(tree: Tree) -> dict[str, str]:
    """Variables of the script that are set exactly once, to a literal or with one as default."""
    found: dict[str, list[str | None]] = {}
    for node in tree.root.walk():
        if node.type == "variable_assignment" and (name := node.child("variable_name")) is not None and len(node.children) > 2:
            found.setdefault(name.text, []).append(command_word(node.children[-1]))
    return {name: values[0] for name, values in found.items() if len(values) == 1 and values[0] is not None}


def _inner(words: Sequence[str | None]) -> str:
    """The script that `sh -c "..."` or `eval "..."` runs, prefixes looked through; "" when there is none."""
    for index, word in enumerate(words):
        name = (word or "").rpartition("/")[2]
        rest = words[index + 1 :]
        if name in _SHELLS:
            flag = next((at for at, item in enumerate(rest) if item and re.fullmatch(r"-\w*c", item)), -1)
            return (rest[flag + 1] or "") if 0 <= flag < len(rest) - 1 else ""
        if name == "eval" and index == 0:
            return " ".join(item or "_" for item in rest)
    return ""


def _found(path: str, lines: Sequence[str], line: int, words: Sequence[str | None]) -> Location:
    """The command on its line, as far as it stands there as its words say; else the whole line."""
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    first = next((word for word in words if word), "")
    at = text.find(first) if first else -1
    if at < 0:
        at = len(text) - len(text.lstrip())
    return Location(path, line, at + 1, line, len(text.rstrip()) + 1)
