"""The registry's changelog or plan contradicts itself.

What it does
------------
Reads `changelog` and `migration_status.phases` of a compat registry and reports

* versions out of order: they have to go one way, up or down
* dates that do not go along with the versions
* a newest version that is not the registry's own `version`
* two phases with the same number

Why it matters
--------------
Nobody can tell which entry is the latest, or whether an entry was copied and not finished.

How to fix
----------
Write the right date or version. Give the second phase a number of its own.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from ssot_check.model.dataclass import dataclass
from ssot_check.model.entry import Stated
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.versions import is_reached


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the changelog, as far as it is there and reads as what it should be."""

    version: Stated | None
    day: Stated | None


def check(project: Project) -> Iterator[Finding]:
    """One finding for each entry out of order, and for each number that stands twice."""
    stated = {item.key: item for item in project.registry.stated}
    entries = [entry for entry in _entries(stated) if entry.version and entry.day]
    rising = _rises([entry.version for entry in entries if entry.version])
    if rising is not None:
        yield from _days(entries, rising=rising)
        yield from _latest(project, entries[-1 if rising else 0])
    else:
        yield from _versions(entries)
    yield from _phases(stated)


def _entries(stated: dict[str, Stated]) -> Iterator[_Entry]:
    number = 0
    while any(f"changelog.{number}.{key}" in stated for key in ("version", "date", "changes.0", "changes")):
        version, day = stated.get(f"changelog.{number}.version"), stated.get(f"changelog.{number}.date")
        known = version is not None and is_reached(version.text, version.text) is not None
        yield _Entry(version if known else None, day if day is not None and _day(day.text) is not None else None)
        number += 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _rises(versions: Sequence[Stated]) -> bool | None:
    """True when they rise throughout, False when they fall throughout, None when they turn or are too few."""
    steps = [_later(two, one) for one, two in pairwise(versions)]
    return None if not steps or len(set(steps)) > 1 or _same(versions) else steps[0]


def _same(versions: Sequence[Stated]) -> bool:
    return any(_later(one, two) and _later(two, one) for one, two in pairwise(versions))


def _later(one: Stated, two: Stated) -> bool:
    return bool(is_reached(two.text, one.text))


def _days(entries: Sequence[_Entry], *, rising: bool) -> Iterator[Finding]:
    latest: Stated | None = None
    for entry in entries if rising else entries[::-1]:
        day, version = entry.day, entry.version
        if day is None or version is None:
            continue
        if latest is not None and (_day(day.text) or date.max) < (_day(latest.text) or date.min):
            message = f"version {version.text} of the changelog is dated {day.text}, before an earlier version of {latest.text}"
            yield _finding(day, message, "write the day on which it was written", latest, "the earlier version is of this day")
        else:
            latest = day


def _versions(entries: Sequence[_Entry]) -> Iterator[Finding]:
    """Entries whose version does not continue the way from the first to the last."""
    versions = [entry.version for entry in entries if entry.version]
    if versions and not _later(versions[-1], versions[0]):
        versions.reverse()
    latest: Stated | None = None
    for version in versions:
        if latest is not None and _later(latest, version):
            yield _finding(version, f"version {version.text} of the changelog is out of order", "put the entries in order", latest, "later")
        else:
            latest = version


def _latest(project: Project, entry: _Entry) -> Iterator[Finding]:
    version, said = entry.version, project.registry.version
    if (
        version is not None
        and said
        and is_reached(said, version.text) is not None
        and not (is_reached(said, version.text) and is_reached(version.text, said))
    ):
        message = f"the registry calls itself {said}, and its changelog ends with {version.text}"
        yield _finding(version, message, "add the entry that is missing, or write the version that is true", None, "")


def _phases(stated: dict[str, Stated]) -> Iterator[Finding]:
    seen: dict[str, Stated] = {}
    number = 0
    while f"migration_status.phases.{number}.phase" in stated:
        item = stated[f"migration_status.phases.{number}.phase"]
        first = seen.setdefault(item.text.strip(), item)
        if first is not item:
            yield _finding(
                item, f"phase {item.text.strip()} stands twice in the plan", "give it a number of its own", first, "the first one"
            )
        number += 1


def _finding(item: Stated, message: str, remedy: str, other: Stated | None, label: str) -> Finding:
    return Finding(
        code=RULE.code,
        message=message,
        location=item.location,
        why="nobody can tell which entry is the latest, or whether one was copied and not finished",
        help=remedy,
        severity=RULE.severity,
        label="does not fit",
        related=(Related(other.location, label),) if other else (),
        digest=item.key,
    )


RULE = Rule(code="SSOT118", name="inconsistent-history", severity=Severity.WARNING, explanation=__doc__, check=check)
