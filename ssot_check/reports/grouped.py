"""For people who go file by file: the path once, its findings below it, the heaviest files first, the verdict last."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, column, line, message, path, remedy, told
from ssot_check.reports.support.oneline import is_silent, painted_verdict
from ssot_check.reports.support.paint import BOLD, DIM, SEVERITY_STYLE, SEVERITY_WORD, Paint
from ssot_check.reports.support.summary import statistics
from ssot_check.reports.support.uris import link_target
from ssot_check.reports.support.words import plural


def render(report: Report) -> str:
    """Blocks with a blank line between them; with `quiet` nothing when the verdict is CLEAN."""
    if is_silent(report):
        return ""
    paint = Paint.of(report.presentation, report.rules)
    blocks = [list(_block(group, paint)) for group in _groups(report)]
    blocks.append(statistics(report, paint) if report.presentation.statistics else [])
    blocks.append([*([] if report.presentation.quiet else unseen_lines(report)), painted_verdict(report, paint)])
    return "\n".join("".join(f"{text}\n" for text in block) for block in blocks if block)


def _groups(report: Report) -> list[list[Item]]:
    """The entries of each file by place; files with most errors first, then most entries, then by path."""
    ordered = sorted(told(report), key=lambda item: (item.location, item.severity.rank, item.code, item.message))
    groups = [list(group) for _, group in groupby(ordered, key=lambda item: item.location.path)]
    return sorted(groups, key=lambda group: (-sum(item.severity is Severity.ERROR for item in group), -len(group), path(group[0])))


def _block(group: list[Item], paint: Paint) -> Iterator[str]:
    first = group[0]
    name = paint.link(paint(path(first), BOLD), link_target(paint.root_uri, first.location))
    yield f"{name} ({plural(len(group), 'entry') if len(group) == 1 else f'{len(group):,} entries'})"
    places = [f"{line(item)}:{column(item)}" for item in group]
    size = max(len(text) for text in places)
    for place, item in zip(places, group, strict=True):
        word = paint(f"{visible(item.code)} {SEVERITY_WORD[item.severity]}", SEVERITY_STYLE[item.severity])
        yield f"  {place:>{size}}  {word} {message(item)}"
        if text := remedy(item):
            yield f"  {'':>{size}}  {paint('-> ' + text, DIM)}"


FORMAT = ReportFormat("grouped", "for people: by file, the heaviest first", render)
