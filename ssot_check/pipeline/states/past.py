"""What was found in an earlier commit, from git's objects alone: the other side of `--since` and `--baseline-ref`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing

from ssot_check import discovery
from ssot_check.model.baseline import NEVER_KNOWN, Baseline, BaselineEntry, in_order
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.errors import RegistryError, UsageError
from ssot_check.model.finding import Identity
from ssot_check.model.location import Location
from ssot_check.model.past import Past, renamed, seen
from ssot_check.model.phase import Diff
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.source import Skip
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.again.question import asked, chosen, question
from ssot_check.pipeline.judging.judge import judge
from ssot_check.pipeline.scan import scanned
from ssot_check.pipeline.start import started
from ssot_check.workspace.cache_codec import decode, encode
from ssot_check.workspace.git import GitUnavailableError
from ssot_check.workspace.objects import Side, commit_side
from ssot_check.workspace.revisions import Revision, changed_since, merge_base, renamed_since, revision


def look_back(config: Config, now: Project) -> Past | None:
    """What the state that `config.since` names held; None when nothing is compared. Raises UsageError when git has no such state."""
    if not config.since:
        return None
    return past(config, merge_base(config.root, config.since), now, "--since")


def known_at(config: Config, now: Project) -> Project:
    """The project with the findings of `config.baseline_ref` for its baseline; as it is, when none is named. Raises UsageError."""
    if not config.baseline_ref:
        return now
    option = "--baseline-ref"
    before = past(config, revision(config.root, config.baseline_ref, option), now, option)
    coverable = ((known, count) for known, count in before.seen.items() if not known.code.startswith(NEVER_KNOWN))
    entries = in_order(BaselineEntry(known, count, reason="found there already") for known, count in coverable)
    return replace(now, baseline=Baseline(f"git: {before.label}", entries), problems=(*now.problems, *before.problems), diff=before.diff)


@dataclass(frozen=True, slots=True)
class _Judged:
    """How often each identity was found in a commit, all fragments counted and only the first, and the files that git could not show."""

    seen: Mapping[Identity, int]
    heads: Mapping[Identity, int]
    unseen: tuple[str, ...]


def past(config: Config, at: Revision, now: Project, option: str) -> Past:
    """The findings of one commit. Files that are the same in `now` are not parsed again."""
    try:
        side = commit_side(config.root, at.commit)
        renames = renamed_since(config.root, at.commit)
        changed = changed_since(config.root, at.commit, staged=config.staged)
    except GitUnavailableError as error:
        message = f"{option}: {at.label} cannot be read from git: {str(error).replace(str(config.root), '.')}"
        raise UsageError(message, "fetch the whole commit, as in `git fetch --refetch origin`") from error
    # The day stays today's: what has run out since then is no change of the code.
    whole = replace(config, paths=(), domains=(), since="", staged=False, fail_on="", baseline_ref="", no_phases=True)
    with closing(side.objects):
        try:
            before = _judged(whole, side, now)
        except RegistryError as error:
            return Past(at.label, problems=(_no_registry(at, error, now),))
    fresh = now.tree.files - side.listing.files
    diff = Diff(changed | fresh, fresh.difference(renames.values()))
    problems: tuple[Problem, ...] = (_unread(at, before.unseen),) if before.unseen else ()
    if config.since and not diff.changed:
        problems += (_nothing_changed(at, now),)
    return Past(at.label, renamed(before.seen, renames), problems, diff, renamed(before.heads, renames))


def _judged(config: Config, side: Side, now: Project) -> _Judged:
    """The findings of a commit, from the cache where an earlier run asked the same of it: a commit does not change."""
    with started(config, None, side) as start:
        memory, key = start.memory, ""
        if memory is not None:
            key = digest_parts(
                (
                    "past and heads",
                    memory.context,
                    side.commit,
                    *question(config),
                    f"{config.today}",
                    "\0",
                    *asked(config, start, start.registry),
                    *chosen(start.survey),
                )
            )
            known = memory.cache.read(key, lambda data: decode(_Judged, data))
            if known is not None:
                return known
        before = scanned(config, start, now)
        report = judge(before, config, discovery.rules())
        unseen = tuple(item.path for item in before.skipped if item.reason is Skip.UNREADABLE)
        told = (*report.findings, *report.known)
        found = _Judged(seen(told), Counter(finding.identity for finding in told), unseen)
        if memory is not None and not unseen:
            memory.cache.put({key: encode(found)}, {})
        return found


def _no_registry(at: Revision, error: RegistryError, now: Project) -> Problem:
    """Nothing was checked there, so nothing was found: everything is new, which fails rather too often than too seldom."""
    return Problem(
        "SSOT001",
        f"nothing can be told of {at.label}: {error.problems[0].message if error.problems else error.message}",
        Location(now.registry.path),
        Severity.WARNING,
        cause="every finding counts as introduced",
        remedy="`ssot-check baseline create` lets it stand where the change brings the registry; else name a commit that has one",
    )


def _nothing_changed(at: Revision, now: Project) -> Problem:
    return Problem(
        "SSOT008",
        f"no file differs from {at.label}, so nothing can have been introduced",
        Location(now.registry.path),
        Severity.WARNING,
        cause="in CI mostly: the branch itself was named, or the checkout is that commit",
        remedy="name the branch that the change goes into",
    )


def _unread(at: Revision, paths: Sequence[str]) -> Problem:
    more = f" and {len(paths) - 1} others" if paths[1:] else ""
    return Problem(
        "SSOT007",
        f"git cannot show {paths[0]}{more} as of {at.label}",
        Location(paths[0]),
        Severity.WARNING,
        cause="the objects are not in this clone; findings in them count as introduced",
        remedy="fetch them, as in `git fetch --refetch --filter=blob:limit=10m origin`",
    )
