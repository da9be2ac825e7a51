"""Which days change what a report says, so that the report of an earlier day can be taken over on any other."""

from __future__ import annotations

from datetime import date

from ssot_check.model.dataclass import replace
from ssot_check.model.project import Project
from ssot_check.model.report import Report


def turns(project: Project) -> tuple[str, ...]:
    """The days, in ISO's form and in order, on which something runs out that lets a finding stand, or on which something must be gone."""
    files = [item.until for file in project.files.values() for item in file.suppressions]
    kept = [entry.until for known in (project.baseline, project.audit) if known for entry in known.entries]
    allowed = [entry.until for entry in project.registry.exceptions]
    ends = [_in_full(entry.remove_by) for entry in project.registry.all_deprecated]
    return tuple(sorted({*files, *kept, *allowed, *ends} - {""}))


def as_of(report: Report, today: date | None) -> Report | None:
    """The same report on another day, earlier or later; None where a day that lies between, or one of the two, changes what it says."""
    day = today.isoformat() if today else ""
    if day == report.day:
        return report
    first, last = sorted((day, report.day))
    return replace(report, day=day) if first and not any(first <= turn <= last for turn in report.turns) else None


def _in_full(day: str) -> str:
    """`20270301` as 2027-03-01: what is compared must be written alike."""
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return day
