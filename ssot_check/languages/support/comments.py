"""Where the real comments of a file are: never text in strings, here-documents or documentation strings."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.dockerfile.lines import read_instructions
from ssot_check.languages.support.shell.tree import parse_tree
from ssot_check.languages.support.text_comments import on_one_line
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment

if TYPE_CHECKING:
    from tree_sitter import Node

_COMMENT_KINDS: Final = frozenset(("comment", "html_comment", "line_comment", "block_comment"))
_HASH: Final = re.compile(r"(?:^|(?<=[ \t\n]))#[^\n]*", re.MULTILINE)
_QUOTED: Final = re.compile(r"""[^\n=]*=[ \t]*(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""", re.DOTALL)
_BLOCK_STYLES: Final = ("|", ">")


def grammar_comments(source: SourceFile, grammar: str) -> tuple[Comment, ...]:
    """Comments that the tree-sitter grammar of that name sees, in order of place."""
    text = Text(source.text)
    spans = ((node.start_byte, node.end_byte) for node in _comment_nodes(text.tree(grammar)))
    return tuple(_from_bytes(source.path, text, start, end) for start, end in spans)


def shell_comments(source: SourceFile) -> tuple[Comment, ...]:
    """Comments of a script; those of a here-document or of code nested beyond what is read are none."""
    tree = parse_tree(source.path, source.text)
    found = (node for node in tree.root.walk() if node.type == "comment")
    return tuple(_from_bytes(source.path, tree.text, node.start, tree.end(node)) for node in found)


def yaml_comments(source: SourceFile) -> tuple[Comment, ...]:
    """Comments of a YAML file: every `#` behind a blank that is in no scalar. None of a file that is no YAML."""
    import yaml

    loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    text = source.text.encode("utf-8", "replace").decode("utf-8")
    inside: list[tuple[int, int]] = []
    try:
        for token in yaml.scan(text, Loader=loader):
            if isinstance(token, yaml.ScalarToken):
                start, end = token.start_mark.index, token.end_mark.index
                # A comment may stand behind the mark of a block scalar; its text begins on the next line.
                start = text.find("\n", start, end) if token.style in _BLOCK_STYLES else start
                inside.append((start if start >= 0 else end, end))
    except yaml.YAMLError:
        return ()
    return tuple(_outside(source.path, text, inside))


def dockerfile_comments(source: SourceFile) -> tuple[Comment, ...]:
    """Lines that begin with `#`, also within a continued instruction; not those of here-documents.

    A `#` behind an instruction is no comment: https://docs.docker.com/reference/dockerfile/#format.
    """
    documents = [item for instruction in read_instructions(source.text).instructions for item in instruction.heredocs]
    inside = {item.line + row for item in documents for row in range(len(item.lines))}
    return tuple(
        on_one_line(source.path, number, len(line) - len(line.lstrip()), line.lstrip())
        for number, line in enumerate(source.text.split("\n"), start=1)
        if line.lstrip().startswith("#") and number not in inside
    )


def hash_lines(source: SourceFile) -> tuple[Comment, ...]:
    """Lines that begin with `#`: a `#` behind something else is no comment."""
    return marked_lines(source, ("#",))


def marked_lines(source: SourceFile, marks: tuple[str, ...]) -> tuple[Comment, ...]:
    """Lines that begin with one of the marks: behind something else it makes no comment."""
    return tuple(
        on_one_line(source.path, number, len(line) - len(line.lstrip()), line.lstrip())
        for number, line in enumerate(source.text.split("\n"), start=1)
        if line.lstrip().startswith(marks)
    )


def makefile_comments(source: SourceFile) -> tuple[Comment, ...]:
    """What stands behind a `#` at the start of a line or behind a blank, in recipes, too: the shell takes it for one as well."""
    found = ((number, _HASH.search(line)) for number, line in enumerate(source.text.split("\n"), start=1))
    return tuple(on_one_line(source.path, number, match.start(), match[0]) for number, match in found if match)


def dotenv_comments(source: SourceFile) -> tuple[Comment, ...]:
    """Lines that begin with `#`, and what stands behind a blank and `#` after a value; never what is in quotes."""
    from dotenv.parser import parse_stream

    found: list[Comment] = []
    line = 1
    for binding in parse_stream(io.StringIO(source.text, newline="")):
        written = binding.original.string
        quoted = _QUOTED.match(written.lstrip()) if binding.key is not None else None
        start = len(written) - len(written.lstrip()) + quoted.end() if quoted else 0
        for match in _HASH.finditer(written, start):
            row, column = _row_and_column(written, match.start())
            found.append(on_one_line(source.path, line + row, column, match[0]))
        line += written.count("\n")
    return tuple(found)


def _comment_nodes(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in _COMMENT_KINDS:
            yield node
        else:
            stack.extend(reversed(node.children))


def _from_bytes(path: str, text: Text, start: int, end: int) -> Comment:
    written = text.slice(start, end)
    kept = written.rstrip("\n")
    return Comment(kept, text.location(path, start, end - (len(written) - len(kept))))


def _outside(path: str, text: str, inside: list[tuple[int, int]]) -> Iterator[Comment]:
    spans = iter(sorted(inside))
    span = next(spans, None)
    for match in _HASH.finditer(text):
        while span is not None and span[1] <= match.start():
            span = next(spans, None)
        if span is None or not span[0] <= match.start() < span[1]:
            row, column = _row_and_column(text, match.start())
            yield on_one_line(path, row + 1, column, match[0])


def _row_and_column(text: str, offset: int) -> tuple[int, int]:
    """Both from 0."""
    return text.count("\n", 0, offset), offset - (text.rfind("\n", 0, offset) + 1)
