"""Where a text of shell commands runs a watched program: a script, or commands inside another file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.languages.support.excerpt import command_excerpt
from ssot_check.languages.support.shell.commands import runs
from ssot_check.languages.support.shell.environment import environment_touches
from ssot_check.languages.support.shell.inner import Constants, constants, forwarders, handed, inner, parts, readings
from ssot_check.languages.support.shell.scope import find_scopes
from ssot_check.languages.support.shell.tree import PIPELINE_EXPRESSION, Node, Tree, parse_tree
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import READS_ENVIRONMENT, Touch, TouchKind, Watch

_DEEPEST: Final = 4  # `sh -c` inside `sh -c`
_OF_ENVIRONMENT: Final = re.compile(r"\$\{\{\s*(?:env|vars|variables|parameters)\.(\w+)\s*\}\}")


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


@dataclass(frozen=True)
class Host:
    """The file that shell texts stand in: its path, its lines, what its touches call the place, and variables that it sets for them."""

    path: str
    lines: Sequence[str]
    place: str
    known: Constants = field(default_factory=dict)


def snippet_touches(host: Host, text: str, line: int, watch: Watch) -> Iterator[Touch]:
    """Watched commands of `text`, which stands in the host's file from `line` (from 1) on."""
    path, lines, place = host.path, host.lines, host.place
    tree = parse_tree(path, PIPELINE_EXPRESSION.sub(_shortened, text))
    for node, words, wanted in _hits(tree, watch, 0, host.known):
        at = min(line + tree.line(node.start) - 1, len(lines))
        yield Touch(TouchKind.COMMAND, " ".join(wanted), _found(path, lines, at, words), spelled=command_excerpt(words), place=place)


def _shortened(expression: re.Match[str]) -> str:
    """An expression of a pipeline as shell text of as many lines: a variable where it names one of the environment."""
    named = _OF_ENVIRONMENT.fullmatch(expression[0])
    return f"${named[1]}" if named else "_" + "\n" * expression[0].count("\n")


def watched(words: Sequence[str | None], watch: Watch) -> Iterator[tuple[str, ...]]:
    """The watched commands that these words run, themselves or through `sh -c "..."`."""
    yield from (wanted for line in parts(words) for wanted in watch.commands if runs(line, wanted))
    script = inner(words)
    if script:
        yield from dict.fromkeys(wanted for _, _, wanted in _hits(parse_tree("", script), watch, 1))


def _hits(
    tree: Tree, watch: Watch, depth: int, outer: Constants | None = None
) -> Iterator[tuple[Node, tuple[str | None, ...], tuple[str, ...]]]:
    """(node, words, watched command) of each command of the script, and of the scripts in it."""
    known, handing = constants(tree, outer), forwarders(tree)
    below: list[tuple[Node, str]] = list(handed(tree))
    for node in tree.root.walk():
        if node.type != "command":
            continue
        told = set()
        for words in readings(tree, node, known):
            for wanted in watch.commands:
                if wanted not in told and any(runs(line, wanted) for line in parts(words, handing)):
                    told.add(wanted)
                    yield node, words, wanted
            below.append((node, inner(words)))
    for node, script in dict.fromkeys(below) if depth < _DEEPEST else ():
        for place, words, wanted in _hits(parse_tree("", script), watch, depth + 1, known) if script else ():
            yield _within(tree, node, place), words, wanted


def _within(tree: Tree, node: Node, place: Node) -> Node:
    """Where a command of an inner script stands: exactly in a here-document, else at the command that is given it."""
    if node.type != "heredoc_body":
        return node
    return place._replace(start=node.start + place.start, end=node.start + place.end)


def _found(path: str, lines: Sequence[str], line: int, words: Sequence[str | None]) -> Location:
    """The command on its line, as far as it stands there as its words say; else the whole line."""
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    first = next((word for word in words if word), "")
    at = text.find(first) if first else -1
    if at < 0:
        at = len(text) - len(text.lstrip())
    return Location(path, line, at + 1, line, len(text.rstrip()) + 1)
