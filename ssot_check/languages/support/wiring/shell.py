"""Commands of a shell text, each with what takes its exit code away. Bash Reference Manual §3.2 and §4.3.1 (`set -e`, `pipefail`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ssot_check.languages.support.shell.inner import SHELLS, inner
from ssot_check.languages.support.shell.tree import PIPELINE_EXPRESSION, Node, Tree, parse_tree
from ssot_check.languages.support.shell.words import command_line
from ssot_check.model.dataclass import dataclass, field, replace
from ssot_check.model.location import Location
from ssot_check.model.wiring import Command, Mask, Task

_HARMLESS: Final = frozenset(("true", ":", "echo", "printf", "logger", "cat"))
_LEAVES: Final = frozenset(("exit", "return"))
_FAILS: Final = re.compile(r"false|die|fail\w*|abort|error\w*|kill")
_BRANCHES: Final = frozenset(("if_statement", "elif_clause", "while_statement"))
_UNJUDGED: Final = _BRANCHES | {"case_statement", "function_definition", "variable_assignment", "declaration_command", "comment"}
_SEQUENCES: Final = frozenset(("program", "compound_statement", "subshell", "do_group", "else_clause"))
_STATEMENTS: Final = re.compile(r"\n|;|&&|\|\|")
_KEEPS: Final = re.compile(r"(?:(?:local|export|readonly|declare|typeset)\s+)?(\w+)=[\"']?\$\{?\?")
_HANDED: Final = re.compile(r"GITHUB_(?:OUTPUT|ENV)|##vso|>>?[ \t]*\S")
_SEPARATORS: Final = frozenset(("{", "}", "(", ")", "do", "done", ";", "\n", "else", "fi", "&", ";;"))


@dataclass(slots=True)
class Shell:
    """How the shell that runs a text takes failures; `set` changes it on the way."""

    errexit: bool = False
    pipefail: bool = False


@dataclass(slots=True)
class _Reading:
    """State of one pass over a script."""

    tree: Tree
    path: str
    shift: int
    shell: Shell
    tasks: dict[str, list[Command]] = field(default_factory=lambda: {"": []})
    current: str = ""
    ended: Location | None = None

    def place(self, node: Node) -> Location:
        place = self.tree.location(node)
        return replace(place, path=self.path, line=place.line + self.shift, end_line=place.end_line + self.shift)

    def words(self, node: Node) -> tuple[str, ...]:
        """Known words, quotes off; a variable in front of a path (`$(BIN)/tool`, `"$DIR/tool"`) is dropped."""
        line = command_line(self.tree, node)
        return tuple(known if known is not None else self._tail(word) for word, known in zip(line.argv, line.words, strict=True))

    def _tail(self, word: Node) -> str:
        text = self.tree.text.slice(word.start, word.end).strip("\"'")
        found = re.search(r"[})\w]/([\w./-]+)$", text)
        return found[1] if found else ""


def script_tasks(path: str, text: str, line: int, shell: Shell) -> tuple[Task, ...]:
    """The commands of `text`, which stands in file `path` from `line` (from 1) on: those that run, and one task for each function."""
    tree = parse_tree(path, PIPELINE_EXPRESSION.sub(lambda match: "_" + "\n" * match[0].count("\n"), text))
    if re.match(r"#!.*sh\s+-\w*e", text):
        shell.errexit = True
    reading = _Reading(tree, path, line - 1, shell)
    _sequence(reading, tree.root, ())
    trap = _trap(reading)
    return tuple(
        Task(name, tuple(replace(item, masks=(*item.masks, *trap)) for item in commands)) for name, commands in reading.tasks.items()
    )


def _trap(reading: _Reading) -> tuple[Mask, ...]:
    """A trap that ends the script with success, whatever failed."""
    for commands in reading.tasks.values():
        for item in commands:
            if item.words[:1] == ("trap",) and re.search(r"\bexit 0\b", " ".join(item.words[1:2])):
                return (Mask("a trap ends the script with `exit 0`", item.location),)
    return ()


def _sequence(reading: _Reading, node: Node, masks: tuple[Mask, ...]) -> None:
    statements = [child for child in node.children if child.type not in _SEPARATORS and child.type != "comment"]
    for number, child in enumerate(statements):
        own = masks
        if reading.ended and not reading.current:
            own = (*own, Mask("it stands after an `exit` and never runs", reading.ended))
        if number < len(statements) - 1 and _is_dropped(reading, child):
            own = (*own, Mask("its exit code is ignored: no `set -e`, and commands follow", reading.place(child)))
        after = node.children[node.children.index(child) + 1 :]
        if after and after[0].type == "&":
            own = (*own, Mask("`&` sends it to the background", reading.place(child)))
        if number < len(statements) - 1 and _is_let_go(reading, child):
            let_go = Mask("`&&` behind it keeps `set -e` from ending the script, and commands follow", reading.place(child))
            for part in child.children[:-1]:
                _visit(reading, part, (*own, let_go))
            _visit(reading, child.children[-1], own)
        else:
            _visit(reading, child, own)


def _is_dropped(reading: _Reading, node: Node) -> bool:
    """True when the shell goes on after a failure of this statement, and nobody looks."""
    if reading.shell.errexit or node.type in _UNJUDGED:
        return False
    if node.type == "list" and any(child.type == "||" for child in node.children):
        return False
    return not _is_looked_at(reading, node)


def _is_let_go(reading: _Reading, node: Node) -> bool:
    """True for `a && b` where `set -e` holds and nobody looks: it ends the script only for what stands behind the last `&&`."""
    operators = {child.type for child in node.children if child.type in ("&&", "||")}
    return node.type == "list" and reading.shell.errexit and operators == {"&&"} and not _is_looked_at(reading, node)


def _is_looked_at(reading: _Reading, node: Node) -> bool:
    """True when what follows asks for the exit code of the statement, or keeps it in a variable that is asked.

    To print it is not to ask for it.
    """
    rest = reading.tree.text.slice(node.end, len(reading.tree.text.data))
    if "PIPESTATUS" in rest:
        return True
    return _is_asked(rest)


def _is_asked(rest: str, kept: str = "") -> bool:
    """True when the text asks for `$?`, or for the variable `kept` that holds it."""
    for part in (text.strip() for text in _STATEMENTS.split(rest) if text.strip() and not text.lstrip().startswith("#")):
        found = _KEEPS.match(part)
        if not kept and found:
            kept = found[1]
            continue
        asked = re.search(rf"\$\{{?{kept}\b|\(\(.*\b{kept}\b", part) if kept else "$?" in part
        if asked and part.split()[0] not in _HARMLESS:
            return True
        if not kept:
            return False  # from here on `$?` is that of another command
    return False


def _visit(reading: _Reading, node: Node, masks: tuple[Mask, ...]) -> None:
    if node.type == "command":
        _command(reading, node, masks)
    elif node.type == "list":
        _chain(reading, node, masks)
    elif node.type == "pipeline":
        _pipeline(reading, node, masks)
    elif node.type in _BRANCHES:
        _branch(reading, node, masks)
    elif node.type == "function_definition":
        _function(reading, node)
    elif node.type in _SEQUENCES:
        _sequence(reading, node, masks)
    else:
        own = masks if node.type != "negated_command" else (*masks, Mask("`!` turns its exit code round", reading.place(node)))
        for child in node.children:
            _visit(reading, child, own)


def _command(reading: _Reading, node: Node, masks: tuple[Mask, ...]) -> None:
    words = reading.words(node)
    if words[:1] == ("set",):
        _set(reading.shell, words[1:])
    elif words[:1] == ("exit",) and not reading.current and node in reading.tree.root.children:
        reading.ended = reading.place(node)
    reading.tasks[reading.current].append(Command(words, reading.place(node), masks))
    printed = Mask(f"`{words[0]}` prints what it says, and its exit code is lost", reading.place(node)) if words[:1] else None
    for child in node.children:  # a substitution may stand in any word
        _visit(reading, child, (*masks, printed) if printed and words[0] in _HARMLESS else masks)
    _inner(reading, node, words, masks)


def _inner(reading: _Reading, node: Node, words: tuple[str, ...], masks: tuple[Mask, ...]) -> None:
    """`sh -c "..."`: the commands of the text, all at the place of the one that is given it."""
    at = next((number for number, word in enumerate(words) if word.rpartition("/")[2] in SHELLS), -1)
    text = inner(words) if at >= 0 else ""
    if text:
        strict = any(re.fullmatch(r"-\w*e\w*", word) for word in words[at + 1 : words.index(text)])
        for item in script_tasks(reading.path, text, 1, Shell(errexit=strict))[0].commands:
            here = tuple(replace(mask, location=reading.place(node)) for mask in item.masks)
            reading.tasks[reading.current].append(replace(item, location=reading.place(node), masks=(*here, *masks)))


def _set(shell: Shell, options: Sequence[str]) -> None:
    for number, option in enumerate(options):
        on, letters = option[:1] == "-", option[1:]
        if option[:1] in ("-", "+") and not letters.startswith("-"):
            shell.errexit = on if "e" in letters else shell.errexit
            name = options[number + 1] if letters.endswith("o") and number + 1 < len(options) else ""
            shell.pipefail = on if name == "pipefail" else shell.pipefail
            shell.errexit = on if name == "errexit" else shell.errexit


def _chain(reading: _Reading, node: Node, masks: tuple[Mask, ...]) -> None:
    """`a && b || c`: what `c` swallows is the failure of both."""
    children = node.children
    for number, child in enumerate(children):
        if child.type in ("&&", "||"):
            continue
        other = next((at for at in range(number + 1, len(children) - 1) if children[at].type == "||"), -1)
        own = masks
        if other >= 0 and (_swallows(reading, children[other + 1]) or _is_forgotten(reading, node, children[other + 1])):
            written = reading.tree.text.slice(children[other + 1].start, children[other + 1].end).split("\n")[0]
            own = (*masks, Mask(f"`|| {written}` swallows its exit code", reading.place(children[other + 1])))
        _visit(reading, child, own)


def _swallows(reading: _Reading, node: Node) -> bool:
    """True when a branch surely ends with success."""
    commands = [reading.words(item) for item in node.walk() if item.type == "command"]
    if not commands or any(item.type == "variable_assignment" for item in node.walk()):
        return False
    return all(words[:1] and (words[0] in _HARMLESS or (words[0] in _LEAVES and words[1:2] == ("0",))) for words in commands)


def _is_forgotten(reading: _Reading, chain: Node, branch: Node) -> bool:
    """True for `|| code=$?` where nobody asks for the variable; what is written for another step may be asked there."""
    found = _KEEPS.match(reading.tree.text.slice(branch.start, branch.end))
    rest = reading.tree.text.slice(chain.end, len(reading.tree.text.data))
    return bool(found) and not reading.current and not _HANDED.search(rest) and not _is_asked(rest, str(found and found[1]))


def _pipeline(reading: _Reading, node: Node, masks: tuple[Mask, ...]) -> None:
    parts = [child for child in node.children if child.type not in ("|", "|&")]
    for part in parts:
        own = masks
        if part is not parts[-1] and not reading.shell.pipefail:
            own = (*masks, Mask("the pipe takes its exit code away: no `set -o pipefail`", reading.place(node)))
        _visit(reading, part, own)


def _branch(reading: _Reading, node: Node, masks: tuple[Mask, ...]) -> None:
    """A failure in a condition only chooses the branch; it counts when a branch fails for it, or keeps it in a variable."""
    fails = any(item.type == "variable_assignment" or (item.type == "command" and _is_failure(reading.words(item))) for item in node.walk())
    own = masks if fails else (*masks, Mask(f"it is only asked by `{node.opening}`, and no branch fails", reading.place(node)))
    in_condition = True
    for child in node.children:
        if child.type in ("then", "do_group"):
            in_condition = False
        if in_condition and fails and child.type == "negated_command":
            for below in child.children:
                _visit(reading, below, own)
        else:
            _visit(reading, child, own if in_condition else masks)


def _is_failure(words: Sequence[str]) -> bool:
    if words[:1] and words[0] in _LEAVES:
        return words[1:2] != ("0",)
    return bool(words[:1]) and _FAILS.fullmatch(words[0]) is not None


def _function(reading: _Reading, node: Node) -> None:
    name = node.child("word")
    outer, reading.current = reading.current, name.text if name is not None else ""
    reading.tasks.setdefault(reading.current, [])
    body = node.children[-1]
    _visit(reading, body, ())
    reading.current = outer
