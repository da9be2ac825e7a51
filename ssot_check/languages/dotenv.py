"""Dotenv files: variables and their values, by python-dotenv's own parser; nothing is ever put into an environment."""

from __future__ import annotations

import io
import re
from typing import Final

from ssot_check.languages.support.comments import dotenv_comments
from ssot_check.languages.support.config.file import parsed_file
from ssot_check.languages.support.config.problems import broken, template
from ssot_check.languages.support.config.tree import Node, Shape, cover
from ssot_check.languages.support.config.use import spell_use
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprinter
from ssot_check.model.verdict import Severity

_SHOWN: Final = 5
_KEY: Final = re.compile(r"\s*(?:export[^\S\r\n]+)?(?P<key>'[^']*'|[^=\#\s]+)(?:[^\S\r\n]*=[^\S\r\n]*)?")


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Read one dotenv file. A line that is no assignment is a warning and does not stop the rest."""
    from dotenv.parser import parse_stream

    root = Node(Shape.MAP, (1, 1, 1, 1))
    problems: list[Problem] = []
    line = 1  # counted here: the parser takes a lone carriage return for a line end, editors and git do not
    for binding in parse_stream(io.StringIO(source.text, newline="")):
        written = binding.original.string
        if binding.error:
            problems.append(
                broken(source, line + _blank_lines(written), "this line is no assignment", "expected NAME=value", Severity.WARNING)
            )
        elif binding.key is not None:
            entry = _entry(binding.key, binding.value, written, line)
            root.span = cover(root.span, entry[1].span)
            root.entries.append(entry)
        line += written.count("\n")
    return parsed_file(source, [root], fingerprint, _summed_up(source, problems), kind="dotenv")


def _summed_up(source: SourceFile, problems: list[Problem]) -> list[Problem]:
    """One problem for a template, and one for a file that is hardly a dotenv file at all (a patch, prose)."""
    if not problems:
        return []
    line = problems[0].location.line
    found = template(source, line)
    if found is None and len(problems) > _SHOWN:
        found = broken(source, line, f"{len(problems)} lines are no assignments", "expected NAME=value", Severity.WARNING)
    return [found] if found is not None else problems


def _blank_lines(written: str) -> int:
    return written[: len(written) - len(written.lstrip())].count("\n")


def _entry(key: str, value: str | None, written: str, line: int) -> tuple[Node, Node]:
    """Nodes of one assignment; `written` is everything from the end of the one before, starting on `line`."""
    found = _KEY.match(written)
    start, end, after = (found.start("key"), found.end("key"), found.end()) if found else (0, len(key), len(written))
    stop = max(len(written.rstrip()), after)
    name = Node(Shape.SCALAR, (*_spot(written, start, line), *_spot(written, end, line)), key)
    style = written[after : after + 1] if written[after : after + 1] in ("'", '"') else ""
    return name, Node(Shape.SCALAR, (*_spot(written, after, line), *_spot(written, stop, line)), value or "", style)


def _spot(written: str, offset: int, line: int) -> tuple[int, int]:
    last = written.rfind("\n", 0, offset)
    return line + written.count("\n", 0, offset), offset - last


LANGUAGE = Language(
    name="dotenv",
    parse=parse,
    suffixes=(".env", ".env.example", ".env.sample", ".env.template", ".env.dist"),
    names=(".env", ".env.*", ".flaskenv", "env.example"),
    family="dotenv",
    comments=dotenv_comments,
    spell_use=spell_use,
)
