"""Shell syntax as normalised statements.

One statement per command, pipeline, assignment and header of if / while / for / case item. `a && b` gives two
statements, the second begins with the operator. `[ ]`, `[[ ]]` and `test`, `source` and `.`, backticks and `$( )`,
the three ways to write a function header give the same tokens. A here-document gives, for each line, a digest (kept
in every form, so that writers of different documents never look alike) and the line's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ssot_check.languages.support.shell.simple import SimpleCommands
from ssot_check.languages.support.shell.tree import DEEP, Node, Tree
from ssot_check.languages.support.shell.words import REDIRECTS, VARIABLES, Names
from ssot_check.model.unit import SYNTAX, Statement, Token

OPERATORS: Final = frozenset({"&&", "||", "|", "|&"})
_LOOPS = frozenset({"for_statement", "while_statement", "c_style_for_statement"})
_GROUPS = frozenset({"compound_statement", "subshell", "do_group", "program", "ERROR", "else_clause"})
_COMPOUND = _LOOPS | _GROUPS | {"if_statement", "elif_clause", "case_statement", "function_definition"}
_SILENT = frozenset({"comment", "heredoc_body", "heredoc_end", "heredoc_start"})
_IN_BACKGROUND = re.compile(rb"[^\n]*?(?<![&>])&[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
_LEAVES = frozenset({"word", DEEP})
_DECLARATIONS = {"declare": "local", "typeset": "local"}


class Lowerer:
    """Collects the statements of one unit in `out`; without `functions`, definitions nested in it are left out."""

    def __init__(self, tree: Tree, names: Names, *, functions: bool = True) -> None:
        self.tree = tree
        self.functions = functions
        self.names = names
        self.commands = SimpleCommands(tree, names, self.inline)
        self.out: list[Statement] = []

    @property
    def calls(self) -> tuple[str, ...]:
        """Programs and functions that the unit runs, sorted."""
        return tuple(sorted(self.commands.calls))

    def body(self, nodes: Sequence[Node], depth: int) -> None:
        """Lower the statements among `nodes`."""
        for node in nodes:
            if node.type == "&":
                self._in_background()
            elif node.type.isidentifier() and node.type not in _SILENT and (node.children or node.type in _LEAVES):
                self.statement(node, depth, ())

    def _in_background(self) -> None:
        if self.out:
            self.out[-1] = self.out[-1]._replace(tokens=(*self.out[-1].tokens, (SYNTAX, "&")))

    def emit(self, first: Node, last: Node, depth: int, tokens: Sequence[Token]) -> None:
        """Add one statement that spans the lines from `first` to `last`."""
        if tokens:
            self.out.append(Statement(self.tree.line(first.start), self.tree.last_line(last), depth, tuple(tokens)))

    def inline(self, nodes: Sequence[Node]) -> list[Token]:
        """Statements as one row of tokens: conditions and substitutions."""
        outer, self.out = self.out, []
        self.body(nodes, 0)
        inner, self.out = self.out, outer
        tokens: list[Token] = []
        for statement in inner:
            if tokens and statement.tokens[0][1] not in OPERATORS:
                tokens.append((SYNTAX, ";"))
            tokens.extend(statement.tokens)
        return tokens

    def statement(self, node: Node, depth: int, lead: tuple[Token, ...]) -> None:
        """Lower one statement; `lead` are the tokens (operator, negation) that it begins with."""
        kind = node.type
        if not node.children:
            self.emit(node, node, depth, [*lead, *self.commands.words.tokens(node)])
        elif kind == "list":
            self._chain(node.children, depth, lead)
        elif kind == "pipeline":
            self._pipeline(node, depth, lead)
        elif kind == "redirected_statement":
            self._redirected(node, depth, lead)
        elif kind in ("declaration_command", "variable_assignments"):
            self._declaration(node, depth, lead)
        elif kind in _COMPOUND:
            self._compound(node, depth, lead)
        elif kind == "negated_command":
            self._chain(node.children[1:], depth, (*lead, (SYNTAX, "!")))
        else:
            self.emit(node, node, depth, [*lead, *self.commands.tokens(node)])

    def _compound(self, node: Node, depth: int, lead: tuple[Token, ...]) -> None:
        if node.type in ("if_statement", "elif_clause"):
            self._if(node, depth, lead)
        elif node.type in _LOOPS:
            self._loop(node, depth, lead)
        elif node.type == "case_statement":
            self._case(node, depth, lead)
        elif node.type == "function_definition":
            if self.functions:
                self.function(node, depth, lead)
        elif node.type == "compound_statement" and node.opening == "((":
            inner = [token for child in node.children[1:-1] for token in self.commands.words.expression(child)]
            self.emit(node, node, depth, [*lead, (SYNTAX, "(("), *inner, (SYNTAX, "))")])
        else:
            opening = {"subshell": "(", "else_clause": "else"}.get(node.type, "{" if lead else "")
            if opening:
                self.emit(node, node.children[0], depth, [*lead, (SYNTAX, opening)])
            self.body(node.children, depth + (1 if opening else 0))

    def function(self, node: Node, depth: int, lead: tuple[Token, ...] = ()) -> None:
        """Header and body of a function; the header is the same however it is written."""
        name = node.child("word")
        body = node.child("compound_statement", "subshell") or node.children[-1]
        written = name.text if name else ""
        # Of a bats case, `@test "..."`, only the first character is left of what stands for its name.
        header = [*lead, (SYNTAX, "function"), self.names.command(self.names.own if written == "@" else written)]
        if body.type == "subshell":
            header.append((SYNTAX, "("))
        self.emit(node, name or node, depth, header)
        if body.type in ("compound_statement", "subshell"):
            self.body(body.children, depth + 1)
        else:
            self.statement(body, depth + 1, ())
        for redirect in (child for child in node.children if child.type in REDIRECTS):
            self.emit(redirect, redirect, depth + 1, self.commands.redirect(redirect))

    def _chain(self, nodes: Sequence[Node], depth: int, lead: tuple[Token, ...]) -> None:
        for node in nodes:
            if node.type in OPERATORS:
                lead = ((SYNTAX, node.type),)
            elif node.type != "comment":
                self.statement(node, depth, lead)
                lead = ()

    def _pipeline(self, node: Node, depth: int, lead: tuple[Token, ...]) -> None:
        members = [child for child in node.children if child.type != "comment"]
        if _is_simple(node):
            self.emit(node, node, depth, [*lead, *self.commands.tokens(node)])
        else:
            self._chain(members, depth, lead)

    def _redirected(self, node: Node, depth: int, lead: tuple[Token, ...]) -> None:
        redirects = [child for child in node.children if child.type in REDIRECTS]
        bodies = [child for child in node.children if child.type not in REDIRECTS and child.type != "comment"]
        if all(_is_simple(body) for body in bodies):
            self.emit(node, node, depth, [*lead, *self.commands.tokens(node)])
        else:
            self._chain(bodies, depth, lead)
            for redirect in redirects:
                self.emit(redirect, redirect, depth, self.commands.redirect(redirect))
        for redirect in redirects:
            self._after_heredoc(redirect, depth)

    def _after_heredoc(self, redirect: Node, depth: int) -> None:
        """The grammar hangs what follows `<<EOF` on its line (`| grep x`, `&& y`) below the redirection."""
        if redirect.type != "heredoc_redirect":
            return
        rest = [child for child in redirect.children if child.type not in REDIRECTS and child.type not in _SILENT]
        self._chain([child for child in rest if child.type not in ("<<", "<<-")], depth, ())
        name = redirect.child("heredoc_start")
        if name is not None and _IN_BACKGROUND.match(self.tree.text.data, name.end):  # the grammar knows no `&` there
            self._in_background()

    def _declaration(self, node: Node, depth: int, lead: tuple[Token, ...]) -> None:
        word = node.opening
        keyword = [] if node.type == "variable_assignments" else [(SYNTAX, _DECLARATIONS.get(word, word))]
        flags = [child for child in node.children[len(keyword) :] if child.type not in ("variable_assignment", *VARIABLES)]
        keyword.extend(token for flag in flags for token in self.commands.words.tokens(flag))
        targets = [child for child in node.children if child.type in ("variable_assignment", *VARIABLES)]
        for target in targets:
            tokens = self.commands.tokens(target) if target.children else [self.names.variable(target.text)]
            self.emit(target, target, depth, [*lead, *keyword, *tokens])
            lead = ()
        if not targets:
            self.emit(node, node, depth, [*lead, *keyword])

    def _if(self, node: Node, depth: int, lead: tuple[Token, ...]) -> None:
        then = next((place for place, child in enumerate(node.children) if child.type == "then"), len(node.children))
        header = node.children[1:then]
        tokens = [*lead, (SYNTAX, node.opening), *self.inline(header)]
        self.emit(node, header[-1] if header else node.children[0], depth, tokens)
        for child in node.children[then + 1 :]:
            deeper = child.type not in ("elif_clause", "else_clause")
            self.body([child], depth + deeper)

    def _loop(self, node: Node, depth: int, lead: tuple[Token, ...]) -> None:
        group = node.child("do_group", "compound_statement")
        header = [child for child in node.children if child is not group and child.type not in (";", "comment")]
        tokens = [*lead, (SYNTAX, header[0].type)]
        if node.type == "while_statement":
            tokens.extend(self.inline(header[1:]))
        elif node.type == "c_style_for_statement":
            tokens.extend(token for child in header[1:] for token in self.commands.words.expression(child))
        else:
            tokens.extend(token for child in header[1:] for token in self._loop_word(child))
        self.emit(node, header[-1], depth, tokens)
        if group is not None:
            self.body(group.children, depth + 1)

    def _loop_word(self, node: Node) -> list[Token]:
        if node.type in VARIABLES:
            return [self.names.variable(node.text)]
        return [(SYNTAX, "in")] if node.type == "in" else self.commands.words.tokens(node)

    def _case(self, node: Node, depth: int, lead: tuple[Token, ...]) -> None:
        items = [child for child in node.children if child.type == "case_item" and child.children]
        subject = [child for child in node.children[1:] if child.type.isidentifier() and child.type not in ("case_item", "in", "esac")]
        tokens = [token for child in subject for token in self.commands.words.tokens(child)]
        self.emit(node, subject[-1] if subject else node.children[0], depth, [*lead, (SYNTAX, "case"), *tokens, (SYNTAX, "in")])
        for item in items:
            close = next((place for place, child in enumerate(item.children) if child.type == ")"), 0)
            patterns = [child for child in item.children[:close] if child.type not in ("(", "comment")]
            header = [
                token for child in patterns for token in ([(SYNTAX, "|")] if child.type == "|" else self.commands.words.tokens(child))
            ]
            self.emit(item, item.children[close], depth + 1, [*header, (SYNTAX, ")")])
            self.body(item.children[close + 1 :], depth + 2)


def _is_simple(node: Node) -> bool:
    if node.type in ("redirected_statement", "negated_command", "pipeline"):
        return all(not child.children or child.type in REDIRECTS or _is_simple(child) for child in node.children)
    return node.type not in _COMPOUND and node.type not in ("list", "declaration_command", "variable_assignments")
