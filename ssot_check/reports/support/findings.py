"""A Finding as a block of text: the place, the places that explain it, score, notes, why, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ssot_check.model.finding import Finding, Safety
from ssot_check.reports.support.columns import text_width, wrap
from ssot_check.reports.support.hygiene import visible, visible_lines
from ssot_check.reports.support.oneline import place as one_place
from ssot_check.reports.support.paint import GUTTER, RELATED, SEVERITY_STYLE, SEVERITY_WORD, Paint
from ssot_check.reports.support.problems import headline, help_lines
from ssot_check.reports.support.snippet import Place, draw, gutter_width, notes, source_line


def finding_lines(finding: Finding, sources: Mapping[str, tuple[str, ...]], paint: Paint) -> list[str]:
    """The lines of one finding in full."""
    style = SEVERITY_STYLE[finding.severity]
    places = [Place(finding.location, source_line(sources.get(finding.location.path), finding.location), finding.label, style)]
    for related in finding.related:
        lines = source_line(sources.get(related.location.path), related.location)
        places.append(Place(related.location, lines, related.label, RELATED, ":::", "-"))
    gutter = gutter_width(places)
    bar = f"{' ' * gutter} {paint('|', GUTTER)}"
    out = headline(SEVERITY_WORD[finding.severity], finding.code, finding.message, style, paint)
    for index, place in enumerate(places):
        out += [bar] if index and places[index - 1].lines else []
        out += draw(place, gutter, paint)
    remarks = [line for kind, text in _remarks(finding) for line in notes(kind, [text], gutter, paint)]
    out += [bar, *remarks] if remarks and places[-1].lines else remarks
    return [*out, *help_lines(finding.help, paint)]


def compact_lines(finding: Finding, paint: Paint) -> list[str]:
    """An INFORMATION finding on one line, led by its code like the others; its text below its place where both do not fit."""
    name = f"{SEVERITY_WORD[finding.severity]}[{visible(finding.code)}]"
    head = f"{paint(name, SEVERITY_STYLE[finding.severity])} {one_place(finding.location, paint)}:"
    text = visible(finding.message)
    size = text_width(f"{name} {one_place(finding.location, Paint())}: {text}")
    return [f"{head} {text}"] if not paint.room or size <= paint.room else [head, *(f"  {line}" for line in wrap(text, paint.room - 2))]


def _remarks(finding: Finding) -> Iterator[tuple[str, str]]:
    """Confidence and extent, then the rule's own notes, then why it matters."""
    facts = []
    if finding.confidence != "high":
        facts.append(f"{visible(finding.confidence)} confidence")
    if finding.extent is not None and finding.extent.line_count > 1:
        facts.append(f"spans lines {finding.extent.line} to {finding.extent.end_line}")
    if facts:
        yield "", ", ".join(facts)
    if finding.excused:
        yield "", f"does not fail the run: {' '.join(visible_lines(finding.excused))}"
    for note in finding.notes:
        yield "", " ".join(visible_lines(note))
    if finding.fix is not None and finding.fix.edits:
        yield "fix", f"{visible(finding.fix.title)} ({'--fix' if finding.fix.safety is Safety.SAFE else '--unsafe-fixes'})"
    if finding.why:
        yield "why", " ".join(visible_lines(finding.why))
