"""Many problems of one kind as one block: a hundred templates that cannot be read are one fact, not a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.columns import GLUE, wrap
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.paint import SEVERITY_STYLE, SEVERITY_WORD, Paint
from ssot_check.reports.support.problems import headline, help_lines
from ssot_check.reports.support.words import plural

FOLD_FROM: Final = 4
_SHOWN: Final = 3
_ARROW: Final = "  --> "
_NUMBER: Final = re.compile(r"\d+(-\d+)?")
_LINES: Final = re.compile(r"^(?:parts of )?lines? \d[\d, -]*(?: and \d+ more places?)? (?:was|were) ")
"""How a message begins that tells lines of its file."""
_UNTOLD: Final = "…"
"""In the place of a number that is another one in each file."""


def fold(problems: Iterable[Problem]) -> list[list[Problem]]:
    """Groups in the order given: warnings that say the same but for line numbers, and ask for the same, together, everything else alone.

    What is asked tells languages apart: `bash -n` judges no Rust.
    """
    groups: dict[tuple[str, str, str, str], list[Problem]] = {}
    for number, problem in enumerate(problems):
        alone = str(number) if problem.severity is Severity.ERROR else ""
        groups.setdefault((problem.code, _bare(problem.message), _bare(problem.remedy), alone), []).append(problem)
    out: list[list[Problem]] = []
    for group in groups.values():
        out.extend([group] if len(group) >= FOLD_FROM else [[problem] for problem in group])
    return out


def folded_lines(group: list[Problem], paint: Paint) -> list[str]:
    """One block for a folded group: what is said of all of them, how many they are, the first places, and what to do."""
    first = group[0]
    style = SEVERITY_STYLE[first.severity]
    files = list(dict.fromkeys(problem.location.path for problem in group))
    said = first.message if all(problem.message == first.message for problem in group) else _bare(first.message)
    counted = f"{said} ({plural(len(group), 'time')} in {plural(len(files), 'file')})"
    places = ", ".join(visible(str(problem.location)).replace(" ", GLUE) for problem in group[:_SHOWN])
    arrow, *more = wrap(f"{places} and {len(group) - _SHOWN} more", paint.room - len(_ARROW) if paint.room else 0)
    head = headline(SEVERITY_WORD[first.severity], first.code, counted, style, paint)
    remedies = {problem.remedy for problem in group}
    wanted = help_lines(first.remedy, paint) if len(remedies) == 1 else []
    return [*head, f"{_ARROW}{arrow}", *(" " * len(_ARROW) + line for line in more), *wanted]


def _bare(text: str) -> str:
    """The text without what is true of one file only: the lines, and every other number."""
    return _NUMBER.sub(_UNTOLD, _LINES.sub("some lines were ", text))
