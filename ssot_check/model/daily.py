"""What a daily run keeps for the next one, and what changed between two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.problem import Problem
from ssot_check.model.report import Report
from ssot_check.model.standing import Standing
from ssot_check.model.verdict import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Sighting:
    """A finding as a daily run saw it. `nth` counts from 1 among the findings with the same key."""

    key: str
    nth: int
    code: str
    domain: str
    severity: str
    path: str
    line: int
    message: str

    @property
    def identity(self) -> tuple[str, int]:
        """What makes it the same one in two runs: line and message may change."""
        return (self.key, self.nth)


@dataclass(frozen=True, slots=True)
class DailyRun:
    """One run. `number` counts from 1 and gives the order: the clock may go back. `started` is an ISO time in UTC.

    `trouble` says why a run could not be trusted, "" for one that could; only runs without are compared finding by finding.
    `told` means that nobody waits for news of it any more.
    """

    number: int
    started: str
    version: str
    standing: Standing
    trouble: str = ""
    told: bool = True


@dataclass(frozen=True, slots=True)
class Movement:
    """What changed since the run `before`, the last that could be trusted (None = there is none).

    In an untrusted run nobody can tell `new` from `gone`: both are empty.

    `same` is how many findings were there already. `turned` means that the verdict or the trouble is another one than in the
    very last run, or that there was none; `remarks` are sentences about what makes the comparison uneven.
    """

    before: DailyRun | None
    new: tuple[Sighting, ...] = ()
    gone: tuple[Sighting, ...] = ()
    same: int = 0
    turned: bool = True
    remarks: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        """True when there is news."""
        return bool(self.turned or self.new or self.gone)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a run is held against: the `last` run, and the last one that could be `trusted` with its `findings`."""

    last: DailyRun | None = None
    trusted: DailyRun | None = None
    findings: tuple[Sighting, ...] = ()


def sightings(report: Report) -> tuple[Sighting, ...]:
    """The errors and warnings of a report, its gaps first; news of mere information would be noise.

    A gap is the same one as long as code, domain and file are the same: its message may name lines.
    """
    counts: Counter[str] = Counter()
    found: list[Sighting] = []
    items: tuple[Problem | Finding, ...] = (*report.problems, *report.findings)
    for item in items:
        if item.severity is Severity.INFORMATION:
            continue
        place = item.location
        key = item.key if isinstance(item, Finding) else digest_parts(("gap", item.code, item.domain, place.path))
        counts[key] += 1
        found.append(Sighting(key, counts[key], item.code, item.domain, item.severity.value, place.path, place.line, item.message))
    return tuple(found)


def trouble(report: Report) -> str:
    """Why the run cannot be trusted: the first error among its problems; "" when it can."""
    if report.verdict is not Verdict.UNTRUSTED:
        return ""
    first = next((problem for problem in report.problems if problem.severity is Severity.ERROR), None)
    return f"{first.location}: {first.code} {first.message}" if first else "the verdict cannot be trusted"


def movement(now: DailyRun, present: Iterable[Sighting], before: Earlier) -> Movement:
    """Compare this run and its findings with earlier ones."""
    seen, known = {item.identity: item for item in present}, {item.identity: item for item in before.findings}
    last = before.last
    turned = last is None or (now.standing.verdict, now.trouble) != (last.standing.verdict, last.trouble)
    remarks = tuple(_remarks(now, last)) if last else ()
    if now.trouble:
        return Movement(before.trusted, turned=turned, remarks=remarks)
    new = tuple(item for identity, item in seen.items() if identity not in known)
    gone = tuple(item for identity, item in known.items() if identity not in seen)
    ordered = tuple(sorted(gone, key=lambda item: (item.path, item.line, item.code, item.nth)))
    return Movement(before.trusted, new, ordered, len(seen) - len(new), turned, remarks)


def _remarks(now: DailyRun, before: DailyRun) -> Iterable[str]:
    if now.version != before.version:
        yield f"ssot-check itself changed from {before.version} to {now.version} in between"
    if now.started < before.started:
        yield f"the clock went back: the run before is dated {before.started}"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told of a run. `word` is that of the verdict, `sentence` the conclusion in one line; `change` is what changed since the last
    run that somebody was told of, `report` the name of the text report.
    """

    repository: str
    word: str
    sentence: str
    code: int
    run: DailyRun
    change: Movement
    report: str = ""
