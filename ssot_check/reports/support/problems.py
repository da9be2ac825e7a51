"""A Problem as text: with the lines it speaks of, its cause, what to do, and the patch where the repair is certain."""

from __future__ import annotations

from collections.abc import Sequence

from ssot_check.model.problem import Problem
from ssot_check.model.report import Presentation
from ssot_check.reports.support.hygiene import visible, visible_lines
from ssot_check.reports.support.paint import ADDED, BOLD, HELP, REMOVED, SEVERITY_STYLE, SEVERITY_WORD, Paint
from ssot_check.reports.support.snippet import Place, draw, gutter_width, notes, source_line


def render_problem(problem: Problem, presentation: Presentation) -> str:
    """One problem as a block of text that ends with a line end; for when there is no Report at all."""
    return "\n".join(problem_lines(problem, Paint.of(presentation))) + "\n"


def problem_lines(problem: Problem, paint: Paint, sources: Sequence[str] | None = None) -> list[str]:
    """The lines of one problem; `sources` are the lines of its file, used when it brings no excerpt."""
    style = SEVERITY_STYLE[problem.severity]
    excerpt = problem.excerpt or source_line(sources, problem.location)
    place = Place(problem.location, excerpt, "", style)
    gutter = gutter_width([place])
    out = [headline(SEVERITY_WORD[problem.severity], problem.code, problem.message, style, paint), *draw(place, gutter, paint)]
    causes = [" ".join(visible_lines(problem.cause))] if problem.cause else []
    if excerpt and causes:
        out.append(f"{' ' * gutter} {paint('|', '1;34')}")
    out += notes("cause", causes, gutter, paint)
    out += help_lines(problem.remedy, paint)
    if problem.patch:
        out += [paint("patch:", HELP), *(f"  {_patch_line(line, paint)}" for line in problem.patch.rstrip("\n").split("\n"))]
    return out


def headline(word: str, code: str, message: str, style: str, paint: Paint) -> str:
    """`error[CODE]: message`, always one line, so that it can be searched for."""
    head = paint.link(paint(f"{word}[{visible(code)}]", style), paint.pages.get(code, ""))
    return head + paint(f": {visible(message)}", BOLD)


def help_lines(text: str, paint: Paint) -> list[str]:
    """`help: text`; further lines are set below the first. Never wrapped: it is there to be copied."""
    lines = visible_lines(text)
    if not lines:
        return []
    return [f"{paint('help:', HELP)} {lines[0]}", *(f"      {line}" for line in lines[1:])]


def _patch_line(line: str, paint: Paint) -> str:
    clean = visible(line)
    if line.startswith("+"):
        return paint(clean, ADDED)
    return paint(clean, REMOVED) if line.startswith("-") else clean
