"""What was found in an earlier state of the repository, and what is new against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from ssot_check.model.baseline import BaselineEntry, in_order
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.finding import Finding, Identity
from ssot_check.model.phase import Diff
from ssot_check.model.problem import Problem

_INTEGRITY: Final = "SSOT0"


@dataclass(frozen=True, slots=True)
class Past:
    """The findings of an earlier state, by identity with their exact number, renamed files under the name of today.

    `label` says which state it is; `problems` say what could not be told of it.
    `diff` is all that changed since. `heads` counts each finding once, by its first fragment.
    """

    label: str
    seen: Mapping[Identity, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    diff: Diff | None = None
    heads: Mapping[Identity, int] = field(default_factory=dict)


def introduced(findings: Iterable[Finding], known: Iterable[Finding], past: Past | None) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that came after the `past`, and those that were there already, each by place; without a past all are told.

    `known` are those that a baseline covers: they count, but are in neither list. Of a finding with several fragments, all must have
    been there. An identity that is found more often than it was is new each time: which of the copies came last, nobody can tell.
    """
    told = sorted(findings, key=lambda item: item.sort_key)
    if past is None:
        return tuple(told), ()
    now = Counter(part for finding in (*told, *known) for part in _parts(finding))

    def was_there(finding: Finding) -> bool:
        return not finding.code.startswith(_INTEGRITY) and all(now[part] <= past.seen.get(part, 0) for part in _parts(finding))

    return tuple(item for item in told if not was_there(item)), tuple(item for item in told if was_there(item))


def gone(past: Past | None, now: Iterable[Finding]) -> tuple[BaselineEntry, ...]:
    """What the `past` told first and is not among the findings of `now`, by place; a count is how many of one identity are gone."""
    if past is None:
        return ()
    left = Counter(part for finding in now for part in _parts(finding))
    missing = {known: count - left[known] for known, count in past.heads.items() if not known.code.startswith(_INTEGRITY)}
    return in_order(BaselineEntry(known, count) for known, count in missing.items() if count > 0)


def seen(findings: Iterable[Finding]) -> Mapping[Identity, int]:
    """How often each identity was found."""
    return Counter(part for finding in findings for part in _parts(finding))


def renamed(found: Mapping[Identity, int], renames: Mapping[str, str]) -> Mapping[Identity, int]:
    """The same by the paths that the files have now."""
    counts: Counter[Identity] = Counter()
    for part, count in found.items():
        counts[part._replace(path=renames.get(part.path, part.path))] += count
    return counts


def _parts(finding: Finding) -> tuple[Identity, ...]:
    return (finding.identity, *finding.further)
