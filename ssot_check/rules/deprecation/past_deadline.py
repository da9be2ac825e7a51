"""Something deprecated has outlived its term.

What it does
------------
Looks at deprecated entries whose file is still there, or whose symbol is still defined. Reported are those whose
`remove_in` is the project's version or an older one, and those whose `remove_by` is today or past:

    deprecated: [{path: app/old_log.py, use: app/log.py, remove_in: 3.0.0, remove_by: 2027-03-01}]

The version is read where `project.version_from` says (`file#key`), else in `pyproject.toml`, `package.json`,
`Cargo.toml` or `VERSION`; `3.0.0rc1` is not yet `3.0.0`. Today is the day in UTC, or that of `SOURCE_DATE_EPOCH` where
it is set. Entries called removed or archived have no term. A version that cannot be found is reported as SSOT010.

Why it matters
--------------
A date that passes without a word teaches everybody that no date counts.

How to fix
----------
Remove the file and its last uses, or agree on a later term and say why.
"""

from collections.abc import Iterator
from datetime import date

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated, State
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.old_symbols import symbol_uses
from ssot_check.rules.support.outdated import is_left, named, old_files, old_uses, reached
from ssot_check.rules.support.versions import is_reached

_SHOWN = 3


def check(project: Project) -> Iterator[Finding | Problem]:
    """One finding for each entry."""
    late = [(entry, term) for entry in _open(project) if (term := _term(project, entry))]
    uses = _uses(project) if late else {}
    for entry, term in late:
        yield _finding(entry, term, uses.get(named(entry), []))
    unknown = [entry for entry in _open(project) if entry.remove_in and is_reached(entry.remove_in, project.evidence.version) is None]
    if unknown:
        yield _unknown(project, unknown)


def _uses(project: Project) -> dict[str, list[Location]]:
    """Where what is deprecated is still used, by its name."""
    found: dict[str, list[Location]] = {}
    old = old_files(project)
    for use in old_uses(project, old):
        found.setdefault(named(use.entry), []).append(use.target.reference.location)
    for path, touch in reached(project, old):
        found.setdefault(named(old[path]), []).append(touch.location)
    for symbol_use in symbol_uses(project):
        found.setdefault(named(symbol_use.entry), []).append(symbol_use.location)
    return found


def _open(project: Project) -> list[Deprecated]:
    """Entries with a term, whose file or symbol is still there; one for each thing."""
    found: dict[str, Deprecated] = {}
    for entry in project.registry.all_deprecated:
        if (entry.remove_in or entry.remove_by) and entry.state not in (State.REMOVED, State.ARCHIVED) and is_left(project, entry):
            found.setdefault(named(entry), entry)
    return list(found.values())


def _term(project: Project, entry: Deprecated) -> str:
    """What has come to pass, in words; "" when nothing has."""
    known = project.evidence
    if entry.remove_in and is_reached(entry.remove_in, known.version):
        return f"was to be gone in {entry.remove_in}, and {known.version_file} says {known.version}"
    try:
        ended = known.today is not None and bool(entry.remove_by) and date.fromisoformat(entry.remove_by) <= known.today
    except ValueError:
        return ""  # the registry's reader complains about a date that is none
    return f"was to be gone by {entry.remove_by}" if ended else ""


def _finding(entry: Deprecated, term: str, places: list[Location]) -> Finding:
    count = f"; {len(places)} {'place uses' if len(places) == 1 else 'places use'} it" if places else ""
    return Finding(
        code=RULE.code,
        message=f"`{named(entry)}` {term}{count}",
        location=entry.location,
        why="a term that passes without a word teaches everybody that no term counts",
        help="mend the uses and delete it, or agree on a later term" if places else "delete it, or agree on a later term",
        domain=entry.domain,
        severity=RULE.severity,
        label="its term is over",
        related=tuple(Related(place, "used here") for place in places[:_SHOWN]),
        digest=named(entry),
    )


def _unknown(project: Project, entries: list[Deprecated]) -> Problem:
    known = project.evidence.version
    return Problem(
        "SSOT010",
        f"whether `{entries[0].remove_in}` is reached was not checked for {len(entries)} deprecated "
        f"{'entry' if len(entries) == 1 else 'entries'}",
        entries[0].location,
        Severity.WARNING,
        cause=f"`{known}` and `{entries[0].remove_in}` cannot be compared" if known else "the version of the project is not known",
        remedy="name it in `project.version_from`, for example `pyproject.toml#project.version`",
    )


RULE = Rule(code="SSOT404", name="past-deadline", severity=Severity.ERROR, explanation=__doc__, check=check)
