"""Dockerfile instructions as normalised statements.

`ENV`, `ARG` and `LABEL` give one statement per pair. `RUN`, and the shell form of `CMD`, `ENTRYPOINT` and `HEALTHCHECK`,
are read as shell: the first command shares the instruction's statement, the others follow one level deeper.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from ssot_check.languages.support.config.values import image
from ssot_check.languages.support.dockerfile.lines import Heredoc, Instruction, pairs
from ssot_check.languages.support.shell.commands import recognise
from ssot_check.languages.support.shell.snippet import Snippet, read_snippet
from ssot_check.languages.support.shell.words import literal_token
from ssot_check.model.digest import digest_bytes
from ssot_check.model.location import Location
from ssot_check.model.parsed import Reference, ReferenceKind
from ssot_check.model.unit import NAME, SELF, SYNTAX, TEXT, Statement, Token

_FLAG = re.compile(r"\s*(--[\w-]+)(?:=(\"[^\"]*\"|\S*))?(?=\s|$)")
_VARIABLE = re.compile(r"\$(?:\{(\w+)[^}]*\}|(\w+))")
_COMMANDS = frozenset({"RUN", "CMD", "ENTRYPOINT", "SHELL"})
_PAIRED = frozenset({"ENV", "ARG", "LABEL"})
_SHELL_HEREDOC = re.compile(r"^(?:<<-?\s*['\"]?\w+['\"]?)\s*(?:(?:/bin/)?(?:ba)?sh(?:\s+-\w+)*)?\s*$")


class InstructionReader:
    """Reads the instructions of one stage; collects what its commands call and refer to."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.calls: set[str] = set()
        self.references: list[Reference] = []

    def statements(self, item: Instruction) -> list[Statement]:
        """Statements of one instruction; the first token is its name."""
        lead: list[Token] = [(NAME, item.word)]
        if item.word == "FROM":
            return [_whole(item, lead + _from(item.text))]
        if item.word in _PAIRED:
            found = [_pair(key, value) for key, value, _ in pairs(item.text)]
            return [_whole(item, lead + pair) for pair in found] or [_whole(item, lead)]
        if item.word in _COMMANDS:
            return self._command(item, lead)
        if item.word == "HEALTHCHECK":
            return self._health_check(item, lead)
        if item.word == "ONBUILD":
            return self._onbuild(item, lead)
        flags, rest = split_flags(item.text)
        tokens = [token for word in operands(rest) for token in _value(word)]
        return [_whole(item, lead + flags + tokens + _documents(item.heredocs))]

    def _command(self, item: Instruction, lead: list[Token]) -> list[Statement]:
        flags, rest = split_flags(item.text)
        words = _exec_form(rest)
        if words is not None:
            return [_whole(item, lead + flags + self._program(item, words))]
        if item.heredocs and _SHELL_HEREDOC.match(rest.strip()):
            found = [self._shell("\n".join(document.lines), document.line, 1) for document in item.heredocs]
            inner = [statement._replace(depth=statement.depth + 1) for snippet in found for statement in snippet.statements]
            return [_whole(item, [*lead, *flags, (SYNTAX, "<<")]), *inner]
        skipped = item.text[: len(item.text) - len(rest)]
        column = item.text_column + len(skipped) if "\n" not in skipped else len(skipped) - skipped.rfind("\n")
        snippet = self._shell(rest, item.line + skipped.count("\n"), column)
        head, *tail = snippet.statements or (_whole(item, []),)
        first = Statement(item.line, head.end_line, 0, (*lead, *flags, *head.tokens, *_documents(item.heredocs)))
        return [first, *(statement._replace(depth=statement.depth + 1) for statement in tail)]

    def _program(self, item: Instruction, words: list[str]) -> list[Token]:
        """The exec form names a program like a command line does."""
        program = recognise(words) if item.word != "SHELL" else None
        tokens = [token for word in words for token in _value(word)]
        if program is None:
            return tokens
        self.calls.add(program.name)
        place = Location(self.path, item.line, item.text_column, item.end_line, item.end_column)
        self.references.append(Reference(ReferenceKind.COMMAND, program.name, place))
        if all(len(_value(word)) == 1 for word in words):
            for index in (program.index, program.subcommand):
                tokens[index] = (NAME, words[index]) if index >= 0 else tokens[index]
        return tokens

    def _shell(self, text: str, line: int, column: int) -> Snippet:
        snippet = read_snippet(self.path, text, line, column)
        self.calls.update(snippet.calls)
        self.references.extend(snippet.references)
        return snippet

    def _health_check(self, item: Instruction, lead: list[Token]) -> list[Statement]:
        flags, rest = split_flags(item.text)
        word, _, command = rest.strip().partition(" ")
        if word.upper() != "CMD":
            return [_whole(item, [*lead, *flags, (NAME, word.upper())])]
        start = item.text.rindex(command)
        before = item.text[:start]
        column = start + item.text_column if "\n" not in before else len(before) - before.rfind("\n")
        inner = Instruction("CMD", item.line + before.count("\n"), item.end_line, item.end_column, command, column)
        return [
            statement._replace(line=item.line) if place == 0 else statement
            for place, statement in enumerate(self._command(inner, [*lead, *flags, (NAME, "CMD")]))
        ]

    def _onbuild(self, item: Instruction, lead: list[Token]) -> list[Statement]:
        word, _, rest = item.text.strip().partition(" ")
        column = item.text_column + item.text.index(rest) if rest else item.text_column
        inner = Instruction(word.upper(), item.line, item.end_line, item.end_column, rest, column, item.heredocs)
        if inner.word in ("ONBUILD", "FROM"):
            return [_whole(item, [*lead, (NAME, inner.word)])]
        first, *others = self.statements(inner)
        return [first._replace(tokens=(*lead, *first.tokens)), *others]


def split_flags(text: str) -> tuple[list[Token], str]:
    """`--flag=value` words in front of an argument as tokens, and the rest of the text (its end, unchanged)."""
    tokens: list[Token] = []
    plain = text.replace("\\\n", "  ")
    at = 0
    while found := _FLAG.match(plain, at):
        tokens.append((NAME, found[1]))
        if found[2] is not None:
            tokens.extend([(SYNTAX, "="), *_value(found[2])])
        at = found.end()
    return tokens, text[at + len(plain[at:]) - len(plain[at:].lstrip()) :]


def operands(text: str) -> list[str]:
    """Words of `COPY`, `EXPOSE`, `WORKDIR` ..., JSON form or plain."""
    words = _exec_form(text)
    return words if words is not None else text.replace("\\\n", "  ").split()


def _exec_form(text: str) -> list[str] | None:
    plain = text.replace("\\\n", "  ").strip()
    if not plain.startswith("["):
        return None
    try:
        words = json.loads(plain)
    except (ValueError, RecursionError):
        return None
    return words if isinstance(words, list) and all(isinstance(word, str) for word in words) else None


def _whole(item: Instruction, tokens: Sequence[Token]) -> Statement:
    return Statement(item.line, item.end_line, 0, tuple(tokens))


def _from(text: str) -> list[Token]:
    flags, rest = split_flags(text)
    words = rest.replace("\\\n", "  ").split()
    alias: list[Token] = [(SYNTAX, "AS"), (SELF, words[2])] if len(words) == 3 and words[1].upper() == "AS" else []
    return [*flags, *(image(words[0]) if words else ()), *alias]


def _pair(key: str, value: str) -> list[Token]:
    return [(NAME, key), (SYNTAX, "="), *_value(value)] if value else [(NAME, key)]


def _value(text: str) -> list[Token]:
    """A value without its quotes; expansions become `{}` and follow as names."""
    bare = text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
    names: list[Token] = [(NAME, found[1] or found[2]) for found in _VARIABLE.finditer(bare)]
    if not names:
        return [literal_token(bare)]
    template = _VARIABLE.sub("{}", bare)
    return names if template == "{}" else [(TEXT, template), *names]


def _documents(heredocs: Sequence[Heredoc]) -> list[Token]:
    """Lines of here-documents that are files, each with a digest that is kept in every form."""
    tokens: list[Token] = []
    for line in (line.strip() for document in heredocs for line in document.lines):
        if line:
            tokens.extend([(SYNTAX, "<<" + digest_bytes(line.encode("utf-8", "replace"))[:8]), (TEXT, line)])
    return tokens
