"""The compliance of a repository, concluded from a Report: a status and a score per domain, and the change since an earlier run.

The score. A domain starts with a debt of 0 points. A new finding adds 10 (error), 3 (warning) or 0 (information); a finding that the
baseline knows adds half of that; a finding that somebody allowed adds 1; a waiver past its term adds 5. Where something in scope was
not seen (a file that was not read, or in part, code in a language without an analyser, rules about the code that were left out), every
domain owes 1 point for it, because a copy could be there: no score is 100 then. The score is 100 * 100 / (100 + debt), rounded down:
100 only where nothing is owed, 50 at ten errors, and never so low that a repair would not show. The repository's score is the average
of the scores given, rounded down. A run that cannot be trusted gives none, nor does one that was narrowed to paths or domains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.finding import Finding
from ssot_check.model.phase import Phase
from ssot_check.model.report import DomainSummary, Report
from ssot_check.model.standing import History, Period, Standing, Waiver
from ssot_check.model.verdict import Severity, Verdict

NO_DOMAIN: Final = ""
"""Stands for the findings that belong to no domain, such as those about the registry itself."""

POINTS: Final = {Severity.ERROR: 10.0, Severity.WARNING: 3.0, Severity.INFORMATION: 0.0}
KNOWN_SHARE: Final = 0.5
SUPPRESSED_POINTS: Final = 1.0
EXPIRED_POINTS: Final = 5.0
UNSEEN_POINTS: Final = 1.0
_ABOUT_WIRING: Final = "SSOT9"
HALVING: Final = 100.0
"""The debt at which the score is 50."""

SCORE_RULE: Final = (
    "debt: 10 points for each new error, 3 for each warning, 0 for information; half of that for a finding that the baseline knows; "
    "1 for each finding that somebody allowed; 5 for each waiver past its term; 1 in every domain where something in scope was not seen. "
    "Score of a domain: 100 * 100 / (100 + debt), rounded down. Score of the repository: the average of the scores given, rounded down."
)
_WEEK: Final = 7


class Status(StrEnum):
    """What is said of one domain; the value is the word that is shown."""

    COMPLIANT = "compliant"  # nothing is owed
    DEBT = "debt"  # something is owed, and nothing of it fails the run
    VIOLATED = "violated"
    NOT_ASSESSED = "not assessed"  # nothing of the owner could be compared, so that nothing can be said
    UNTRUSTED = "untrusted"


@dataclass(frozen=True, slots=True)
class DomainStanding:
    """One domain. `new` and `known` count findings by severity value; `score` is None where none can be given.

    `previous` is the score of the run it is compared with, None where that gave none or knew no such domain.
    """

    summary: DomainSummary
    status: Status
    debt: float
    score: int | None
    new: Mapping[str, int] = field(default_factory=dict)
    known: Mapping[str, int] = field(default_factory=dict)
    suppressed: int = 0
    waivers: int = 0
    expired: int = 0
    previous: int | None = None

    @property
    def delta(self) -> int | None:
        """Change of the score; None where there is nothing to compare."""
        return None if self.score is None or self.previous is None else self.score - self.previous


@dataclass(frozen=True, slots=True)
class Compliance:
    """The audit. `now` is what the history gets; `before` is the run it is compared with, `trend` all that gave a score, this one last.

    `gone` are waivers past their term; `domains` stand in the order of the registry, findings of no domain behind them.
    """

    now: Standing
    before: Standing | None
    domains: tuple[DomainStanding, ...]
    waivers: tuple[Waiver, ...]
    trend: tuple[Standing, ...]

    @property
    def worst(self) -> tuple[DomainStanding, ...]:
        """Domains that owe something, most first, then by name."""
        owing = (item for item in self.domains if item.debt)
        return tuple(sorted(owing, key=lambda item: (-item.debt, item.summary.name)))

    def delta(self, name: str) -> int | None:
        """Change of a count or the score of `now` since `before`; None where there is nothing to compare."""
        old = getattr(self.before, name) if self.before else None
        new = getattr(self.now, name)
        return None if old is None or new is None else int(new) - int(old)


def assess(report: Report) -> Compliance:
    """Conclude. A domain of a run that cannot be trusted, or whose owner was not compared, gets no score."""
    before = compared_with(report.history, Period(report.period), report.day)
    tallies = _Tallies.of(report)
    loose = DomainSummary(NO_DOMAIN, "", "", 0, 0)
    rows = (*report.domains, loose) if tallies.concerns(NO_DOMAIN) else report.domains
    domains = tuple(_standing(row, tallies, report, before) for row in rows)
    given = [item.score for item in domains if item.score is not None]
    now = Standing(
        day=report.day,
        period=report.period,
        verdict=report.verdict.name.lower(),
        score=sum(given) // len(given) if given else None,
        new=len(report.findings),
        known=len(report.known),
        suppressed=len(report.suppressed),
        waivers=len(report.waivers),
        expired=sum(waiver.expired for waiver in report.waivers),
        domains={item.summary.name: item.score for item in domains},
    )
    trend = tuple(run for run in (*report.history.runs, now) if run.score is not None)
    return Compliance(now, before, domains, report.waivers, trend)


def has_gaps(report: Report) -> bool:
    """True when something in scope was not seen: files, parts of files, or what rules about the code would have told."""
    done = report.completeness
    rules_off = any(not code.startswith(_ABOUT_WIRING) for code in report.left_out)
    return bool(done.partly or rules_off) or any(item.is_gap for item in done.skipped)


def is_narrowed(report: Report) -> bool:
    """True when the report is not about the whole repository."""
    return bool(report.narrowed or report.only_domains or report.since or report.staged is not None)


def compared_with(history: History, period: Period, day: str) -> Standing | None:
    """The earlier run that an audit of `period` on `day` is held against; runs that gave no score do not count."""
    runs = [run for run in history.runs if run.score is not None]
    if not runs or period is Period.DAY:
        return runs[-1] if runs else None
    if period is Period.PHASE:
        older = [run for run in runs if run.period == Period.PHASE]
    else:
        older = [run for run in runs if _days(run.day, day) >= _WEEK]
    return older[-1] if older else runs[0]


def clock_went_back(runs: Iterable[Standing]) -> bool:
    """True when a later line of the history bears an earlier day."""
    return any(later.day < earlier.day for earlier, later in pairwise(runs))


@dataclass(frozen=True, slots=True)
class _Tallies:
    """Counts by (domain, severity), and by domain."""

    new: Counter[tuple[str, Severity]]
    failing: Counter[str]
    known: Counter[tuple[str, Severity]]
    suppressed: Counter[str]
    waivers: Counter[str]
    expired: Counter[str]

    @classmethod
    def of(cls, report: Report) -> _Tallies:
        names = {domain.name for domain in report.domains}

        def home(domain: str) -> str:
            """A finding of a domain that has no row counts among those of none: nothing is dropped."""
            return domain if domain in names else NO_DOMAIN

        def counted(findings: Iterable[Finding]) -> Counter[tuple[str, Severity]]:
            return Counter((home(finding.domain), finding.severity) for finding in findings)

        return cls(
            counted(report.findings),
            Counter(home(finding.domain) for finding in report.findings if report.fails(finding)),
            counted(report.known),
            Counter(home(item.finding.domain) for item in report.suppressed),
            Counter(home(waiver.domain) for waiver in report.waivers),
            Counter(home(waiver.domain) for waiver in report.waivers if waiver.expired),
        )

    def concerns(self, name: str) -> bool:
        """True when anything was counted under that name."""
        told = any(self.new[name, severity] or self.known[name, severity] for severity in Severity)
        return told or bool(self.suppressed[name] or self.expired[name])

    def debt(self, name: str) -> float:
        """Points, as the module's docstring has it."""
        found = sum(points * (self.new[name, severity] + KNOWN_SHARE * self.known[name, severity]) for severity, points in POINTS.items())
        return found + SUPPRESSED_POINTS * self.suppressed[name] + EXPIRED_POINTS * self.expired[name]


def _standing(row: DomainSummary, tallies: _Tallies, report: Report, before: Standing | None) -> DomainStanding:
    name = row.name
    debt = tallies.debt(name)
    status = _status(row, report, debt=debt, failing=bool(tallies.failing[name]))
    if has_gaps(report) and status not in {Status.UNTRUSTED, Status.NOT_ASSESSED}:
        debt += UNSEEN_POINTS
        status = Status.DEBT if status is Status.COMPLIANT else status
    unsaid = status in {Status.UNTRUSTED, Status.NOT_ASSESSED} or is_narrowed(report)
    score = None if unsaid else int(100 * HALVING / (HALVING + debt))
    return DomainStanding(
        summary=row,
        status=status,
        debt=debt,
        score=score,
        new={severity.value: tallies.new[name, severity] for severity in Severity},
        known={severity.value: tallies.known[name, severity] for severity in Severity},
        suppressed=tallies.suppressed[name],
        waivers=tallies.waivers[name],
        expired=tallies.expired[name],
        previous=before.domains.get(name) if before else None,
    )


def _status(row: DomainSummary, report: Report, *, debt: float, failing: bool) -> Status:
    if report.verdict is Verdict.UNTRUSTED:
        return Status.UNTRUSTED
    if failing:
        return Status.VIOLATED
    if debt:
        return Status.DEBT
    if any(effect.phase is Phase.OFF and effect.name in ("", row.name) for effect in report.phases):
        return Status.NOT_ASSESSED
    compared = row.owned_units if row.compared_units is None else row.compared_units
    return Status.COMPLIANT if compared and not is_narrowed(report) else Status.NOT_ASSESSED


def _days(earlier: str, later: str) -> int:
    """Days between two ISO dates; -1 when one of them is none."""
    try:
        return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    except ValueError:
        return -1
