"""A Python file that the grammar does not fit: is it wrong, and what is it most likely?

A second opinion decides: the running interpreter's own parser, then libcst's. Only when neither reads the file is it a problem.
The words do not depend on the interpreter's version.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.templates import CODE, is_code_template, template_problem
from ssot_check.languages.support.treesitter import Text, deeper_than, errors
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.regex import regex
from ssot_check.model.verdict import Severity

if TYPE_CHECKING:
    from tree_sitter import Node

REMEDY: Final = "mend it, or name the file under scan.exclude"
_DEEPEST: Final = 250
_CONFLICT: Final = regex(r"^(?:<{7}|>{7}) |^={7}$", re.MULTILINE)
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_OLD: Final = regex(
    rb"\n[^\S\n]*(?:print[^\S\n]*>>|(?:print|exec)[^\S\n]+[\"'`\w]|raise[^\S\n]+[\w.]+[^\S\n]*,"
    rb"|except\b[^:(\n]*\w[^\S\n]*,[^\S\n]*\w+[^\S\n]*:)",
)
"""What may be a statement of Python 2; in a file of Python 3 it stands in a text. The line end makes it quick to look for."""
_LINE_CAUSES: Final = (
    (regex(r"<%|\$\{"), "looks like a template that becomes Python only when it is filled in"),
    (regex(r"^\s*except\b[^:(]*\w\s*,\s*\w+\s*:"), "Python 2 except clause (`except Error, name:`)"),
    (regex(r"(?:^|[:;]\s*|\s)print\s+[^\s=(.,)]|^\s*print\s*>>"), "Python 2 print statement"),
    (regex(r"^\s*raise\b[^(]*,"), "Python 2 raise statement (`raise Error, message`)"),
    (regex(r"^\s*exec\s+[^\s=(.]"), "Python 2 exec statement"),
)


def problems(path: str, text: Text, root: Node, too_deep: Sequence[int]) -> tuple[Problem, ...]:
    """The one problem of a file that cannot be read, or of one that is nested too deeply to be read well; or nothing."""
    source = text.data.decode("utf-8", "surrogatepass") if root.has_error else ""
    broken = _broken_line(source) if root.has_error else None
    if broken is not None and is_code_template(path, source, text.line_text(broken) if broken else "", _is_valid):
        line = broken or 1
        return (template_problem(Location(path, line, 1, line, len(text.line_text(line)) + 1), "Python", "template, not Python yet"),)
    if broken is not None:
        line, cause = _place(text, root, broken)
        return (_problem(path, text, line, Severity.ERROR, f"not valid Python from line {line} on", cause),)
    if too_deep:
        return (
            _problem(path, text, too_deep[0], Severity.WARNING, "the inner part was compared as one statement", "blocks nested too deeply"),
        )
    return ()


def is_python_2(text: Text, root: Node) -> bool:
    """True for a file that only Python 2 reads: the grammar knows its statements, and no reader of Python 3 does."""
    return not root.has_error and bool(_OLD.search(b"\n" + text.data)) and not _is_valid(text.data.decode("utf-8", "surrogatepass"))


def _problem(path: str, text: Text, line: int, severity: Severity, message: str, cause: str) -> Problem:
    location = Location(path, line, 1, line, len(text.line_text(line)) + 1)
    return Problem(CODE, message, location, severity, cause, REMEDY, excerpt=text.excerpt(line))


def _is_valid(source: str) -> bool:
    return _broken_line(source) is None


def _broken_line(source: str) -> int | None:
    """None when some version of Python reads the text; else the line where the last reader stopped, 0 when it did not say."""
    import ast

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            pass
        else:
            return None
    from ssot_check.languages.support.python.cst import CannotReadError, parse

    try:
        parse(source)
    except CannotReadError as error:
        return error.line
    return None


def _place(text: Text, root: Node, stopped: int) -> tuple[int, str]:
    """Line and likely cause of the first trouble."""
    if b"\0" in text.data:
        return text.line(text.data.index(b"\0")), "the file holds a NUL byte: is it binary, or UTF-16?"
    whole = text.data.decode("utf-8", "replace")
    if conflict := _CONFLICT.search(whole):
        return whole.count("\n", 0, conflict.start()) + 1, "a merge conflict was left in the file"
    broken = [node for node in errors(root) if node.is_error or node.is_missing]
    if found := _known_line(text, broken):
        return found
    if bracket := _bracket(root):
        offset, cause = bracket
        return text.line(offset), cause
    line = text.line(broken[0].start_byte) if broken else max(1, stopped)
    return line, "brackets or operators nested deeper than Python itself reads" if deeper_than(root, _DEEPEST) else ""


def _known_line(text: Text, broken: Sequence[Node]) -> tuple[int, str] | None:
    for node in broken:
        for line in range(text.line(node.start_byte), text.line(node.end_byte) + 1):
            written = text.line_text(line)
            for pattern, cause in _LINE_CAUSES:
                if pattern.search(written):
                    return line, cause
    return None


def _bracket(root: Node) -> tuple[int, str] | None:
    """The first bracket that closes nothing, else the last one that is never closed."""
    opened: list[tuple[str, int]] = []
    for kind, offset in _brackets(root):
        if kind not in _PAIRS:
            opened.append((kind, offset))
        elif opened and opened[-1][0] == _PAIRS[kind]:
            opened.pop()
        else:
            return offset, f"`{kind}` closes nothing that is open"
    return (opened[-1][1], f"`{opened[-1][0]}` is never closed") if opened else None


def _brackets(root: Node) -> Iterator[tuple[str, int]]:
    stack = [root]
    while stack:
        node = stack.pop()
        children = node.children
        if children:
            stack.extend(children[::-1])
        elif node.type in "()[]{}" and len(node.type) == 1 and not node.is_missing:
            yield node.type, node.start_byte
