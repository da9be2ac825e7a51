"""Files that a template engine fills in before they are what their name says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.regex import regex
from ssot_check.model.verdict import Severity

CODE: Final = "SSOT007"

_BLOCK: Final = regex(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE: Final = regex(r"\{\{[^{}\n]*\}\}")
_MARK: Final = regex(r"\{\{|\}\}|\{%|%\}")
_LINE: Final = regex(r"\s*(?:\{%.*%\}|\{#.*#\}|\{\{.*\}\}|<%.*%>)\s*")
_CONTROL: Final = regex(r"^[ \t]*(?:\{\{|\{%)[-+]?\s", re.MULTILINE)
_TOLD: Final = r"\{%[-+~]?\s*\w|\{\{[-~]?\s*(?:[#/^>]\s*\w|(?:if|range|with|template|define|block)\s+[\w.$\"(]|(?:end|else)\s*-?\}\})"
STEERING: Final = regex(_TOLD)
"""What tells an engine what to do."""
CONTROL: Final = regex(_TOLD + r"|\{\{[-~]?\s*[\w.-]+\s*\|\s*[A-Za-z_][^{}\n]*\}\}")
"""What tells an engine what to do, or a value with a filter: right code of no language where its grammar gave up."""
FRONT_MATTER: Final = regex(r"---[ \t]*\r?\n(?:[\w-]+:.*\n|[ \t#].*\n|\r?\n)*?---[ \t]*(?:\r?\n|\Z)")
"""The head of a file that Jekyll fills in, whatever it becomes."""
_FOLDER: Final = "templates/"
_QUOTED: Final = regex(r""""[^"\n]*"|'[^'\n]*'""")


def is_code_template(path: str, text: str, stopped: str, reads: Callable[[str], bool]) -> bool:
    """True when `text`, which is no valid code, holds marks of Jinja and its kin, and nothing else is wrong with it.

    Either it is valid with every `{{ value }}` filled in and every `{% block %}` taken out (`reads` tells), or its path is itself
    a template, or a mark stands outside quotes on `stopped`, the line where the reader gave up. Braces alone prove nothing: `{{` is
    an escape in format strings.
    """
    if _MARK.search(text) is None:
        return False
    if _MARK.search(path) or _MARK.search(_QUOTED.sub("", stopped)):
        return True
    return reads(_VALUE.sub("_", _BLOCK.sub("", text)))


def unquoted(line: str) -> str:
    """The line without its texts."""
    return _QUOTED.sub("", line)


def is_template_line(line: str) -> bool:
    """True for a line that holds a mark of Jinja or its kin and nothing else."""
    return _LINE.fullmatch(line) is not None


def is_chart_template(path: str, text: str) -> bool:
    """True for a file below a folder `templates` with a line that tells an engine what to do, as charts and roles keep them.

    Who keeps such files there means nothing else: what they become is read where it was rendered, if at all.
    """
    return (path.startswith(_FOLDER) or f"/{_FOLDER}" in path) and _CONTROL.search(text) is not None


def template_problem(location: Location, language: str, message: str = "template, not analysed") -> Problem:
    """What is said of a template; `language` is what it becomes."""
    return Problem(
        code=CODE,
        message=message,
        location=location,
        severity=Severity.WARNING,
        cause=f"it becomes {language} only when it is rendered",
        remedy=f"nothing to repair; {location.path} under scan.exclude in the registry silences this",
    )
