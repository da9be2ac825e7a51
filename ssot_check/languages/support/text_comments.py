"""Comments of texts that no language follows: Markdown and HTML, reStructuredText, AsciiDoc, recipes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.suppression import Comment

_MARKUP: Final = (".md", ".mdx", ".html", ".htm")
_FENCE: Final = re.compile(r"[ ]{0,3}(```+|~~~+)")
_CODE: Final = re.compile(r"(`+)[^`](?:.*?[^`])?\1(?!`)")
_OPENED: Final = re.compile(r"<!--.*?-->")
_PREFIXES: Final = {".rst": re.compile(r"[ \t]*(?=\.\.[ \t]+\S)"), ".adoc": re.compile(r"[ \t]*(?=//)")}
_HASH: Final = re.compile(r"(?:^|(?<=[ \t]))#.*$")


def text_comments(path: str, text: str) -> tuple[Comment, ...]:
    """Comments of one line each; what stands in a fenced block or between backquotes is an example and none."""
    name = path.rpartition("/")[2]
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending in _MARKUP or (name.upper().startswith("README") and not ending):
        return tuple(_markup(path, text))
    prefix = _PREFIXES.get(ending)
    return tuple(_prefixed(path, text, prefix) if prefix else _behind_hash(path, text))


def _markup(path: str, text: str) -> Iterator[Comment]:
    """Format: CommonMark 0.31.2, sections 4.5 (fenced code), 6.1 (code spans) and 6.6 (comments)."""
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        found = _FENCE.match(line)
        if found and (not fence or (found[1][0] == fence[0] and len(found[1]) >= len(fence) and not line[found.end() :].strip())):
            fence = "" if fence else found[1]
        elif not fence:
            shown = _CODE.sub(lambda code: " " * len(code[0]), line)
            yield from (on_one_line(path, number, match.start(), match[0]) for match in _OPENED.finditer(shown))


def _prefixed(path: str, text: str, prefix: re.Pattern[str]) -> Iterator[Comment]:
    """A blank line belongs to the comment above it: reStructuredText wants one there."""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if found := prefix.match(line):
            comment = on_one_line(path, number, found.end(), line[found.end() :].rstrip())
            ends = number < len(lines) and not lines[number].strip()
            yield comment._replace(location=replace(comment.location, end_line=number + 1, end_column=1)) if ends else comment


def _behind_hash(path: str, text: str) -> Iterator[Comment]:
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _HASH.search(line.rstrip()):
            yield on_one_line(path, number, found.start(), found[0])


def on_one_line(path: str, line: int, column: int, text: str) -> Comment:
    """A comment on a line from 1, at a column from 0."""
    return Comment(text, Location(path, line, column + 1, line, column + 1 + len(text)))
