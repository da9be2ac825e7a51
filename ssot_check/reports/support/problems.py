"""A Problem as text: with the lines it speaks of, its cause, what to do, and the patch where the repair is certain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ssot_check.model.problem import Problem
from ssot_check.model.report import Presentation
from ssot_check.reports.support.columns import GLUE, text_width, wrap
from ssot_check.reports.support.hygiene import visible, visible_lines
from ssot_check.reports.support.paint import ADDED, BOLD, HELP, REMOVED, SEVERITY_STYLE, SEVERITY_WORD, Paint
from ssot_check.reports.support.snippet import Place, draw, gutter_width, notes, source_line

_HELP: Final = "help: "
_STATEMENT: Final = re.compile(r"^(from \S+ import|import|source|\.) |;$")
"""A line of code: it is copied whole."""


def render_problem(problem: Problem, presentation: Presentation) -> str:
    """One problem as a block of text that ends with a line end; for when there is no Report at all."""
    return "\n".join(problem_lines(problem, Paint.of(presentation))) + "\n"


def problem_lines(problem: Problem, paint: Paint, sources: Sequence[str] | None = None) -> list[str]:
    """The lines of one problem; `sources` are the lines of its file, used when it brings no excerpt."""
    style = SEVERITY_STYLE[problem.severity]
    excerpt = problem.excerpt or source_line(sources, problem.location)
    place = Place(problem.location, excerpt, "", style)
    gutter = gutter_width([place])
    out = [*headline(SEVERITY_WORD[problem.severity], problem.code, problem.message, style, paint), *draw(place, gutter, paint)]
    causes = [" ".join(visible_lines(problem.cause))] if problem.cause else []
    if excerpt and causes:
        out.append(f"{' ' * gutter} {paint('|', '1;34')}")
    out += notes("cause", causes, gutter, paint)
    out += help_lines(problem.remedy, paint)
    if problem.patch:
        out += [paint("patch:", HELP), *(f"  {_patch_line(line, paint)}" for line in problem.patch.rstrip("\n").split("\n"))]
    return out


def headline(word: str, code: str, message: str, style: str, paint: Paint) -> list[str]:
    """`error[CODE]: message`, one line wherever it may be searched for."""
    name = f"{word}[{visible(code)}]"
    first, *rest = wrap(f"{name}: {visible(message)}", paint.room, 2)
    head = paint.link(paint(name, style), paint.pages.get(code, ""))
    return [head + paint(first.removeprefix(name), BOLD), *(f"  {paint(line, BOLD)}" for line in rest)]


def help_lines(text: str, paint: Paint) -> list[str]:
    """`help: text`; further lines are set below the first. What is there to be copied stands on a line of its own, unbroken."""
    lines = [line for text in visible_lines(text) for line in _steps(text, paint.room - len(_HELP))]
    if not lines:
        return []
    return [f"{paint('help:', HELP)} {lines[0]}", *(f"{' ' * len(_HELP)}{line}" for line in lines[1:])]


def _steps(text: str, room: int) -> list[str]:
    """The text as it is where it fits, or nothing may be broken; else what stands behind its last colon goes whole on the next line."""
    if room <= 0 or text_width(text) <= room or _STATEMENT.search(text):
        return [text]
    said, colon, code = text.rpartition(": ")
    ticks = code.count("`") % 2  # a colon inside a span of code is none of the sentence
    if not colon or ticks:
        return wrap(_unbroken(text), room)
    return [*wrap(_unbroken(said) + ":", room), code]


def _unbroken(text: str) -> str:
    """With the blanks between pairs of back-ticks glued: a command is copied whole."""
    parts = text.split("`")
    return "`".join(part.replace(" ", GLUE) if index % 2 else part for index, part in enumerate(parts))


def _patch_line(line: str, paint: Paint) -> str:
    clean = visible(line)
    if line.startswith("+"):
        return paint(clean, ADDED)
    return paint(clean, REMOVED) if line.startswith("-") else clean
