"""Words of a shell command as tokens.

A word with expansions in it becomes one literal with a `{}` for each of them, followed by the expansions:
`"$HOST:$PORT"` gives the text `{}:{}` and the two variables. `$x`, `${x}` and `"$x"` give the same token.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from ssot_check.languages.support.shell.commands import recognise
from ssot_check.languages.support.shell.tree import GAP, CommandLine, Node, Tree
from ssot_check.model.dataclass import dataclass
from ssot_check.model.unit import LOCAL, NAME, NUMBER, SELF, SYNTAX, TEXT, Token

EXPANSIONS: Final = frozenset({"simple_expansion", "expansion", "command_substitution", "process_substitution", "arithmetic_expansion"})
VARIABLES: Final = frozenset({"variable_name", "special_variable_name"})
REDIRECTS: Final = frozenset({"file_redirect", "heredoc_redirect", "herestring_redirect"})
READERS: Final = frozenset({"read", "mapfile", "readarray", "getopts"})  # commands whose words are names of variables
_NO_WORDS = REDIRECTS | {"variable_assignment", "comment"}
_CONTAINERS = frozenset({"string", "concatenation", "translated_string", "command_name", "heredoc_body"})
_VERBATIM = frozenset({"string_content", "heredoc_content", "heredoc_body", GAP})
_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")
_FLAG = re.compile(r"^[-+]{1,2}[A-Za-z0-9][\w.-]*$")
_KEYED = re.compile(r"^(--?[A-Za-z][\w.-]*|[A-Za-z_][\w.]*)=(.*)$", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BARE = frozenset({"-", "--", "/dev/null"})


@dataclass(frozen=True, slots=True)
class Names:
    """What names mean inside one unit: its own name, its local variables, the functions it defines itself."""

    own: str = ""
    locals: frozenset[str] = frozenset()
    nested: frozenset[str] = frozenset()

    def variable(self, name: str) -> Token:
        """Token of a variable, positional parameter or special parameter."""
        if name in self.locals or name in ("@", "*") or (name.isdigit() and name != "0"):
            return (LOCAL, name)
        return (NAME, name) if name[:1].isalpha() or name[:1] == "_" else (SYNTAX, "$" + name)

    def command(self, name: str) -> Token:
        """Token of the first word of a command."""
        if name == self.own:
            return (SELF, name)
        return (LOCAL if name in self.nested else NAME, name)


class Words:
    """Turns word nodes into tokens. `inline` renders the commands of a substitution."""

    def __init__(self, names: Names, inline: Callable[[Sequence[Node]], list[Token]]) -> None:
        self.names = names
        self.inline = inline

    def tokens(self, node: Node, *, message: bool = False) -> list[Token]:
        """Tokens of one word; a `message` (argument of echo or printf) is never split at `=`."""
        pieces: list[str] = []
        inner: list[Token] = []
        self._parts(node, pieces, inner)
        text = "".join(pieces)
        if inner and text == "{}":
            return inner
        keyed = None if message or node.type in ("string", "raw_string") else _KEYED.match(text)
        if keyed and "{}" not in keyed[1]:
            rest = inner if keyed[2] == "{}" and inner else [literal_token(keyed[2]), *inner]
            return [(NAME, keyed[1]), (SYNTAX, "="), *rest]
        return [(TEXT, text), *inner] if inner else [literal_token(text)]

    def template(self, node: Node) -> tuple[str, list[Token]]:
        """Text with `{}` for the expansions, and the tokens of the expansions."""
        pieces: list[str] = []
        inner: list[Token] = []
        self._parts(node, pieces, inner)
        return "".join(pieces), inner

    def expression(self, node: Node) -> list[Token]:
        """Tokens of arithmetic: every leaf, in order."""
        if node.type in EXPANSIONS:
            return self.expansion(node)
        if node.type in ("string", "raw_string", "concatenation", "ansi_c_string"):
            return self.tokens(node)
        if node.children:
            return [token for child in node.children for token in self.expression(child)]
        text = node.text.strip()
        if node.type in VARIABLES or (node.type == "word" and text.isidentifier()):
            return [self.names.variable(text)]
        return [(NUMBER, text)] if node.type == "number" else [(SYNTAX, text)] if text else []

    def expansion(self, node: Node) -> list[Token]:
        """Tokens of `$x`, `${...}`, `$(...)`, backticks, `<(...)` and `$((...))`."""
        if node.type in ("command_substitution", "process_substitution"):
            opening = "$(" if node.type == "command_substitution" else node.opening
            return [(SYNTAX, opening), *self.inline(node.children[1:-1]), (SYNTAX, ")")]
        if node.type == "arithmetic_expansion":
            inner = [token for child in node.children[1:-1] for token in self.expression(child)]
            return [(SYNTAX, "$(("), *inner, (SYNTAX, "))")]
        tokens: list[Token] = []
        for child in node.children:
            tokens.extend(self._expansion_part(child))
        return tokens or [(SYNTAX, "$")]

    def _expansion_part(self, child: Node) -> list[Token]:
        if child.type in VARIABLES:
            return [self.names.variable(child.text)]
        if child.type == "subscript":
            whole = "".join(part.text for part in child.children[1:])
            if whole in ("[@]", "[*]"):
                return [*self._expansion_part(child.children[0]), (SYNTAX, whole)]
            return [token for part in child.children for token in self._expansion_part(part)]
        text = child.text.strip()
        if not child.children and (not text or text in ("$", "${", "}")):
            return []
        if not child.children and not child.type.isidentifier():
            return [(SYNTAX, text)]
        return self.tokens(child, message=True)

    def _parts(self, node: Node, pieces: list[str], inner: list[Token]) -> None:
        if node.type in EXPANSIONS:
            # The grammar counts blanks before an expansion inside a string as part of its opening mark.
            opening = node.children[0].text if node.children else ""
            pieces.append(opening[: len(opening) - len(opening.lstrip())] + "{}")
            inner.extend(self.expansion(node))
        elif node.children and (node.type in _CONTAINERS or node.type != "array"):
            for child in node.children:
                self._parts(child, pieces, inner)
        else:
            pieces.append(leaf_text(node))


def leaf_text(node: Node) -> str:
    """Text of a leaf with quotes and escapes taken off."""
    if node.type in _VERBATIM:
        return node.text
    if node.type == "raw_string":
        return node.text[1:-1]
    if node.type == "ansi_c_string":
        return node.text[2:-1]
    if node.type in ('"', '$"', "$"):
        return ""
    return _ESCAPE.sub(r"\1", node.text) if "\\" in node.text else node.text


def literal_token(text: str) -> Token:
    """Token of a word without expansions."""
    if _NUMBER.match(text):
        return (NUMBER, text)
    if _FLAG.match(text):
        return (NAME, text)
    return (SYNTAX if text in _BARE else TEXT, text)


def literal(node: Node) -> str | None:
    """The word as text, or None when it holds an expansion."""
    if node.type in EXPANSIONS or node.type == "array":
        return None
    if not node.children:
        return leaf_text(node)
    parts = [literal(child) for child in node.children]
    return None if any(part is None for part in parts) else "".join(part or "" for part in parts)


def command_line(tree: Tree, node: Node) -> CommandLine:
    """Words and program of a `command` node, without assignments and redirections."""
    key = (node.start, node.end)
    found = tree.lines.get(key)
    if found is None:
        argv = tuple(child for child in node.children if child.type not in _NO_WORDS)
        words = tuple(command_word(word) for word in argv)
        found = tree.lines[key] = CommandLine(argv, words, recognise(words))
    return found


def command_word(node: Node) -> str | None:
    """Like `literal`, but sees through `$SUDO` and `${DOCKER:-docker}`, which stand for the program they name."""
    text = literal(node)
    if text is not None:
        return text
    while len(node.children) == 1 or node.type == "string":
        inner = [child for child in node.children if child.type != '"']
        if len(inner) != 1:
            return None
        node = inner[0]
    variable = node.child(*VARIABLES)
    if node.type == "expansion" and len(node.children) == 5 and node.children[2].type in (":-", "-"):
        return literal(node.children[3])
    if variable is not None and variable.text.lower().strip("_") in ("sudo", "sudo_cmd", "sudo_command"):
        return "sudo"
    return None
