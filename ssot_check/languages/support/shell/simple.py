"""Simple shell commands, tests, assignments and redirections as tokens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ssot_check.languages.support.shell.commands import CONTROL, SOURCES, Program, program_name
from ssot_check.languages.support.shell.tree import CommandLine, Node, Tree
from ssot_check.languages.support.shell.words import READERS, REDIRECTS, VARIABLES, Names, Words, command_line
from ssot_check.model.digest import digest_bytes
from ssot_check.model.unit import NAME, SYNTAX, TEXT, Token

_TEST_ALIASES = {"=": "==", "-a": "&&", "-o": "||"}
_TEST_WORDS = frozenset({"=", "==", "!=", "-a", "-o", "!", "(", ")", "<", ">"})
_MESSAGES = frozenset({"echo", "printf"})
_LINE_DIGEST = 8  # hexadecimal digits that tell the lines of here-documents apart


class SimpleCommands:
    """Tokens of what holds no other statement; the names of the programs it runs are collected in `calls`."""

    def __init__(self, tree: Tree, names: Names, inline: Callable[[Sequence[Node]], list[Token]]) -> None:
        self.tree = tree
        self.words = Words(names, inline)
        self.calls: set[str] = set()

    def tokens(self, node: Node) -> list[Token]:
        """Tokens of a statement that holds no other statement (but for substitutions)."""
        if node.type == "command":
            return self._command(node)
        if node.type == "variable_assignment":
            return self._assignment(node)
        if node.type == "test_command":
            return self.test(node.children[1:-1])
        if node.type == "negated_command":
            return [(SYNTAX, "!"), *(token for child in node.children[1:] for token in self.tokens(child))]
        if node.type == "pipeline":
            members = [child for child in node.children if child.type != "comment"]
            return [token for child in members for token in (self.tokens(child) if child.children else [(SYNTAX, child.type)])]
        if node.type == "redirected_statement":
            parts = sorted(node.children, key=lambda child: child.type in REDIRECTS)
            return [token for child in parts for token in (self.redirect(child) if child.type in REDIRECTS else self.tokens(child))]
        if node.type == "unset_command":
            names = [child for child in node.children[1:] if child.type in VARIABLES]
            return [(NAME, "unset"), *(self.words.names.variable(child.text) for child in names)]
        return self.words.tokens(node)

    def _assignment(self, node: Node) -> list[Token]:
        tokens: list[Token] = []
        for child in node.children:
            if child.type in VARIABLES:
                tokens.append(self.words.names.variable(child.text))
            elif child.type in ("=", "+="):
                tokens.append((SYNTAX, child.type))
            elif child.type == "subscript":
                tokens.extend(self.words.expression(child))
            elif child.type == "array":
                items = [token for item in child.children[1:-1] if item.type != "comment" for token in self.words.tokens(item)]
                tokens.extend([(SYNTAX, "("), *items, (SYNTAX, ")")])
            else:
                tokens.extend(self.words.tokens(child))
        return tokens

    def _command(self, node: Node) -> list[Token]:
        tokens: list[Token] = []
        for child in node.children:
            if child.type == "variable_assignment":
                tokens.extend(self._assignment(child))
        tokens.extend(self._argv(command_line(self.tree, node)))
        for child in node.children:
            if child.type in REDIRECTS:
                tokens.extend(self.redirect(child))
        return tokens

    def _argv(self, line: CommandLine) -> list[Token]:
        argv, known, program = line
        if program and program.name in ("test", "[", "[["):
            inner = argv[program.index + 1 :]
            return self.test(inner[:-1] if known[-1] in ("]", "]]") else inner)
        if program and program.name not in CONTROL and program.name not in SOURCES:
            self.calls.add(program.name)
        roles = _roles(known, program)
        return [token for node, word, role in zip(argv, known, roles, strict=True) for token in self._argument(node, word, role)]

    def _argument(self, node: Node, known: str | None, role: str) -> list[Token]:
        """Tokens of one word of a command; `role` is what it is there."""
        if role == "program":
            if known is None:
                return [(SYNTAX, "$"), *self.words.tokens(node)]
            return [self.words.names.command("source" if known == "." else known.removeprefix("\\"))]
        if role == "variable" and known and known.isidentifier():
            return [self.words.names.variable(known)]
        if role == "name" and known is not None:
            return [(NAME, known)]
        return self.words.tokens(node, message=role == "message")

    def test(self, nodes: Sequence[Node]) -> list[Token]:
        """`[ ... ]`, `[[ ... ]]` and `test ...` between the same brackets."""
        return [(SYNTAX, "["), *(token for node in nodes for token in self._condition(node)), (SYNTAX, "]")]

    def _condition(self, node: Node) -> list[Token]:
        if node.type in ("binary_expression", "unary_expression", "parenthesized_expression", "negation_expression"):
            return [token for child in node.children for token in self._condition(child)]
        text = node.text.strip()
        if not node.children and (node.type == "test_operator" or not node.type.isidentifier() or text in _TEST_WORDS):
            return [(SYNTAX, _TEST_ALIASES.get(text, text))]
        if node.type == "word" and text.startswith("-") and text[1:].isalpha():
            return [(SYNTAX, text)]
        return self.words.tokens(node, message=True)

    def redirect(self, node: Node) -> list[Token]:
        """Tokens of one redirection, here-document bodies included."""
        if node.type == "heredoc_redirect":
            return self._heredoc(node)
        tokens: list[Token] = []
        operator = ""
        for child in node.children:
            if child.type in REDIRECTS:  # a here-document behind `2>&1`
                tokens.extend(self.redirect(child))
                continue
            if child.type == "file_descriptor" or not child.type.isidentifier():
                operator += child.text.strip()
                continue
            target = self.words.tokens(child)
            duplicate = operator.endswith("&") and child.type in ("number", "word") and not child.children
            tokens.extend([(SYNTAX, operator + child.text)] if duplicate else [(SYNTAX, operator), *target])
            operator = ""
        if operator:
            tokens.append((SYNTAX, operator))
        if tokens[:1] == [(SYNTAX, "&>")]:
            return [(SYNTAX, ">"), *tokens[1:], (SYNTAX, "2>&1")]
        return tokens

    def _heredoc(self, node: Node) -> list[Token]:
        tokens: list[Token] = [(SYNTAX, "<<")]
        for child in node.children:
            if child.type in REDIRECTS:
                tokens.extend(self.redirect(child))
        body = node.child("heredoc_body")
        if body is None:
            return tokens
        text, inner = self.words.template(body)
        for line in (line.strip() for line in text.splitlines()):
            if line:
                digest = digest_bytes(line.encode("utf-8", "replace"))[:_LINE_DIGEST]
                tokens.extend([(SYNTAX, "<<" + digest), (TEXT, line)])
        return tokens + inner


def _roles(known: Sequence[str | None], program: Program | None) -> list[str]:
    """What each word of a command is: prefix, program, subcommand, variable name, part of a message, or a plain word."""
    if program is None:
        return ["program", *("word" for _ in known[1:])]
    name = program_name(known[program.index] or "")
    rest = "variable" if name in READERS else "message" if name in _MESSAGES else "word"
    roles = ["word"] * (program.index + 1) + [rest] * (len(known) - program.index - 1)
    roles[0] = "name"
    roles[program.index] = "program"
    if program.subcommand >= 0:
        roles[program.subcommand] = "name"
    return roles
