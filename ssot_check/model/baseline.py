"""The baseline: findings that are known and do not fail a run, each by its identity, with a count and a reason.

An identity has no line number, so moved lines change nothing. A count belongs to its identity: what is mended in one
file never pays for a new copy in another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from ssot_check.model.dataclass import dataclass, field, replace
from ssot_check.model.finding import Finding, Identity

AT_CREATION: Final = "found when the baseline was created"
"""The reason of every entry of a new baseline. For what comes later it is none."""

ABOUT_FINDINGS: Final = ("SSOT8", "SSOT410")
"""Rules that judge what the others found, and so run after them."""

NEVER_KNOWN: Final = ("SSOT0", *ABOUT_FINDINGS)
"""What no baseline covers: what stops us from seeing, and what is wrong with suppressions, the baseline, or a count in it."""


class Opinion(StrEnum):
    """What somebody who looked at a finding says of it."""

    TRUE = "true"  # to be mended
    FALSE_POSITIVE = "false-positive"
    ACCEPTED = "accepted"  # true, and allowed to stand until a day


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """One known identity. `count` is how many findings bear it, at least 1.

    `first_seen` and `until` are ISO dates; after `until` the entry no longer covers ("" = it always does). `line` is the
    entry's line in its file (0 = unknown) and no part of its value. `verdict` is what an audit said of it, a value of Opinion ("" = it was
    not audited), and `owner` who answers for it, "" when nobody is named.
    """

    identity: Identity
    count: int = 1
    first_seen: str = ""
    reason: str = ""
    until: str = ""
    line: int = field(default=0, compare=False)
    verdict: str = ""
    owner: str = ""

    @property
    def sort_key(self) -> tuple[str, str, str, str, str]:
        """By path, scope, code, domain, digest: what stands together in the repository stands together in the file."""
        known = self.identity
        return (known.path, known.scope, known.code, known.domain, known.digest)

    def has_run_out(self, today: date | None) -> bool:
        """True after the last day of the term."""
        return bool(self.until) and today is not None and today.isoformat() > self.until


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of one file, sorted, each identity once. `path` is the file, from the root of the repository."""

    path: str = ""
    entries: tuple[BaselineEntry, ...] = ()

    def followed(self, renames: Mapping[str, str]) -> Baseline:
        """The same knowledge after files were renamed (old path -> new path). Entries that meet become one."""
        merged: dict[Identity, BaselineEntry] = {}
        for entry in self.entries:
            known = entry.identity
            moved = replace(entry, identity=known._replace(path=renames.get(known.path, known.path)))
            other = merged.get(moved.identity)
            merged[moved.identity] = replace(other, count=other.count + moved.count) if other else moved
        return Baseline(self.path, in_order(merged.values()))


class Split(NamedTuple):
    """Findings against a baseline, each in the order given.

    `stale` are entries with the number of findings that are gone; `expired` are entries whose term is over while their
    findings are still there, so that those are new again.
    """

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    stale: tuple[BaselineEntry, ...]
    expired: tuple[BaselineEntry, ...]


def split(findings: Iterable[Finding], baseline: Baseline, today: date | None = None) -> Split:
    """Tell new findings from known ones, and entries from what is no longer found.

    A finding that stands for several fragments is known only when all of them are: a further copy makes it new.
    """
    seen: Counter[Identity] = Counter()
    covering = {entry.identity: entry.count for entry in baseline.entries if not entry.has_run_out(today)}
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in findings:
        parts = identities(finding)
        seen.update(parts)
        covered = bool(parts) and all(seen[part] <= covering.get(part, 0) for part in parts)
        (known if covered else new).append(finding)
    return Split(
        tuple(new),
        tuple(known),
        tuple(replace(entry, count=gone) for entry in baseline.entries if (gone := entry.count - seen[entry.identity]) > 0),
        tuple(entry for entry in baseline.entries if entry.has_run_out(today) and seen[entry.identity]),
    )


def identities(finding: Finding) -> tuple[Identity, ...]:
    """What a baseline must hold for the finding to be known; empty when none may hold it."""
    return () if finding.code.startswith(NEVER_KNOWN) else (finding.identity, *finding.further)


def in_order(entries: Iterable[BaselineEntry]) -> tuple[BaselineEntry, ...]:
    """Entries as they stand in the file."""
    return tuple(sorted(entries, key=lambda entry: entry.sort_key))


def grown(baseline: Baseline, findings: Iterable[Finding], reason: str, today: date) -> Baseline:
    """The baseline with all `findings`, the known ones among them, covered.

    What an entry covers already stays as it is. Where a count grows, or a term was over, the first day stays, the
    reason is the one given now, and the term is taken away.
    """
    entries = {entry.identity: entry for entry in baseline.entries}
    seen = Counter(part for finding in findings for part in identities(finding))
    for identity, count in seen.items():
        old = entries.get(identity)
        if old is None or old.count < count or old.has_run_out(today):
            first = old.first_seen if old else today.isoformat()
            entries[identity] = BaselineEntry(identity, count, first, reason)
    return Baseline(baseline.path, in_order(entries.values()))


def shrunk(baseline: Baseline, stale: Iterable[BaselineEntry]) -> Baseline:
    """The baseline without what is no longer found."""
    gone = {entry.identity: entry.count for entry in stale}
    left = (replace(entry, count=entry.count - gone.get(entry.identity, 0)) for entry in baseline.entries)
    return Baseline(baseline.path, tuple(entry for entry in left if entry.count > 0))


def judged(audit: Baseline, finding: Finding, everything: Iterable[Finding], said: BaselineEntry) -> Baseline:
    """The audit with the verdict of `said` on a finding: one entry for each fragment it stands for, counted among `everything` there is."""
    counts = Counter(part for other in everything for part in identities(other))
    entries = {entry.identity: entry for entry in audit.entries}
    for part in identities(finding):
        entries[part] = replace(said, identity=part, count=counts[part])
    return Baseline(audit.path, in_order(entries.values()))
