"""What to say of a config file that cannot be read."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.languages.support.templates import CODE, template_problem
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.verdict import Severity

# Quoted `{{ x }}` and the `${{ x }}` of workflows are valid YAML: only marks that stand where a value or a line begins count.
_TEMPLATE: Final = re.compile(
    r"^\s*\{\{|[:=-]\s+\{\{|\{%|\$\[\[|<%|^\s*\{#|@@\w+@@|(?:[:\[,]|^)\s*@[A-Z][A-Z0-9_]*@|^\s*%\w+%|<<\w+>>", re.MULTILINE
)
# `%(name)s`, as Python's `%` fills it in, may stand in a value of an ini file: it tells a template only where the reader stopped at it.
_QUOTED: Final = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_BETWEEN: Final = re.compile(r"\{\{[-~]?\s*[#/^]\s*\w")
"""What tells Handlebars what to do, outside of quotes: right in no format of data."""
_FILLED: Final = re.compile(r"[\s-]*(?:[\w-]+:\s+)?%\(\w+\)[srd]")
_LONGEST: Final = 200


def is_template(text: str) -> bool:
    """True when the text holds marks of a template engine (Jinja, Helm, ERB, GitLab `$[[ ]]`, configure)."""
    return _TEMPLATE.search(text) is not None


def template(source: SourceFile, line: int) -> Problem | None:
    """The problem of a template that is not valid before it is rendered; None where the reader stopped at something else."""
    place = _line(source, line)
    stopped = source.text.split("\n")[place.line - 1]
    filled = source.language != "ini" and _FILLED.match(stopped) is not None
    if not is_template(source.text) and not filled and _BETWEEN.search(_QUOTED.sub("", stopped)) is None:
        return None
    return template_problem(place, source.language)


def broken(source: SourceFile, line: int, message: str, cause: str = "", severity: Severity = Severity.ERROR) -> Problem:
    """The problem of a file (or, as a warning, of one line) that cannot be parsed."""
    line = min(max(line, 1), source.text.count("\n") + 1)
    return Problem(
        code=CODE,
        message=message,
        location=_line(source, line),
        severity=severity,
        cause=cause,
        remedy=f"repair the file; if it is broken on purpose (a fixture), add {source.path} to scan.exclude in the registry",
        excerpt=tuple((number, text) for number, text in _lines(source, line) if text.strip()),
    )


def _lines(source: SourceFile, line: int) -> list[tuple[int, str]]:
    lines = source.text.split("\n")
    return [(number, lines[number - 1].rstrip()[:_LONGEST]) for number in (line - 1, line) if 1 <= number <= len(lines)]


def _line(source: SourceFile, line: int) -> Location:
    lines = source.text.split("\n")
    line = min(max(line, 1), len(lines))
    return Location(source.path, line, 1, line, len(lines[line - 1]) + 1)
