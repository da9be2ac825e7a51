"""What a registry says to people only: a report on the same repository stays what it was, whatever stands there.

Descriptions, notes and remarks are read by no rule, the names of people by three of them. What rules show or rewrite of the registry's own
text stands in the lines of its entries, which must be the same; with an exception among them, in the lines around it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final, TypeVar

from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.finding import Finding
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Registry
from ssot_check.model.report import Report
from ssot_check.pipeline.reading.texts import reader
from ssot_check.pipeline.start import Start

ABOUT_PEOPLE: Final = ("SSOT701", "SSOT702", "SSOT703")
"""The rules that look at who answers for a domain."""
_PLACE: Final = regex(r"\bline=(\d+)")
_LAST: Final = regex(r"\bend_line=(\d+)")
Told = TypeVar("Told", Finding, Problem)


@dataclass(frozen=True, slots=True)
class Prose:
    """The registry's text, line by line, and the people of each of its domains, in order."""

    lines: tuple[str, ...]
    people: tuple[tuple[str, ...], ...]


def prose(registry: Registry) -> Prose:
    """What is kept of a registry beside a report."""
    return Prose(registry.lines, tuple(domain.people for domain in registry.domains))


def without_prose(registry: Registry) -> Registry:
    """The registry as rules read it: of two that agree so far, only the prose is to be compared."""
    domains = tuple(replace(domain, description="", notes=(), people=()) for domain in registry.domains)
    return replace(registry, digest="", lines=(), domains=domains)


def again(report: Report, before: Prose, start: Start) -> Report | None:
    """The report made under a registry of other prose, as it is under this one; None when the difference may be told."""
    registry = start.registry
    now = prose(registry)
    if before == now:
        return report
    if _changed(before.lines, now.lines) & _shown(registry) or (before.people != now.people and not _say_the_same(before, start)):
        return None
    return replace(
        report,
        findings=tuple(_stamped(item, registry) for item in report.findings),
        known=tuple(_stamped(item, registry) for item in report.known),
        suppressed=tuple(replace(item, finding=_stamped(item.finding, registry)) for item in report.suppressed),
        problems=tuple(_stamped(item, registry) for item in report.problems),
        domains=tuple(replace(row, people=people) for row, people in zip(report.domains, now.people, strict=True)),
    )


def _changed(before: Sequence[str], after: Sequence[str]) -> set[int]:
    return {number for number, (one, two) in enumerate(zip_longest(before, after), start=1) if one != two}


def _shown(registry: Registry) -> set[int]:
    """The lines in which an entry stands, and all of the block that holds exceptions: what one of those is told by, others may follow."""
    places = repr(without_prose(registry))
    lines = {*map(int, _PLACE.findall(places)), *map(int, _LAST.findall(places))}
    told = [entry.location for entry in registry.exceptions]
    if told:
        first, last = min(place.line for place in told), max(place.end_line for place in told)
        tops = [number for number, line in enumerate(registry.lines, start=1) if line.strip() and not line.startswith((" ", "-", "#"))]
        begin = max((number for number in tops if number <= first), default=1)
        end = min((number for number in tops if number > last), default=len(registry.lines) + 1)
        lines.update(range(begin, end + 1))
    return lines


def _say_the_same(before: Prose, start: Start) -> bool:
    """True when the rules about people say of those of before what they say of those of now."""
    from ssot_check import discovery
    from ssot_check.pipeline.scan import reviewers

    registry, survey = start.registry, start.survey
    if len(before.people) != len(registry.domains):
        return False
    was = replace(registry, domains=tuple(replace(one, people=people) for one, people in zip(registry.domains, before.people, strict=True)))
    rules = [rule for rule in discovery.rules() if rule.code in ABOUT_PEOPLE]
    found = reviewers(survey, reader(start.request))

    def said(one: Registry) -> list[object]:
        project = Project(one, survey.tree, selected=survey.selected, owners=survey.owners, lister=survey.lister, codeowners=found)
        return [item for rule in rules if rule.check is not None for item in rule.check(project)]

    return any(domain.people for domain in was.domains) == any(domain.people for domain in registry.domains) and said(was) == said(registry)


def _stamped(item: Told, registry: Registry) -> Told:
    """With the digest of the registry's text as it is now in the edits of it."""
    if item.fix is None:
        return item
    edits = tuple(replace(edit, digest=registry.digest) if edit.location.path == registry.path else edit for edit in item.fix.edits)
    return replace(item, fix=replace(item.fix, edits=edits))
