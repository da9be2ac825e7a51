"""What a change of the registry lets pass that did not pass before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.entry import PathEntry
from ssot_check.model.location import Location
from ssot_check.model.phase import Phase
from ssot_check.model.project import Project
from ssot_check.model.registry import Ban, Domain, Level, Registry

_STRICTNESS: Final = (Level.ADVISORY, Level.STANDARD, Level.STRICT)
_PHASES: Final = (Phase.OFF, Phase.REPORT, Phase.TOUCHED, Phase.NEW, Phase.RATCHET, Phase.FULL)


def of_registry(project: Project, before: Registry) -> Iterator[tuple[str, Location]]:
    """(What is weaker, its place in the registry now), domain by domain behind what holds for all."""
    now = project.registry
    top = Location(now.path, 1, 1, 1, 1)
    yield from _of_scan(project, before, now, top)
    yield from _of_enforcement(before, now, top)
    for what, old, new in (
        ("forbidden_paths", before.forbidden_paths, now.forbidden_paths),
        ("covered_paths", before.covered_paths, now.covered_paths),
        ("frozen_paths", before.frozen_paths, now.frozen_paths),
    ):
        yield from ((f"`{what}` loses `{entry.path}`", top) for entry in _missing(old, new))
    current = {domain.name: domain for domain in now.domains}
    kept = {entry.path for domain in now.domains for entry in domain.owner_paths}
    for domain in before.domains:
        if domain.name in current:
            yield from _of_domain(project, domain, current[domain.name], kept)
        elif any(_is_left(project, entry, kept) for entry in domain.owner_paths):  # else it has another name now, or its files went with it
            yield f"the domain `{domain.name}` is gone", top


def _of_scan(project: Project, before: Registry, now: Registry, top: Location) -> Iterator[tuple[str, Location]]:
    for name in ("exclude", "tests", "generated"):
        for entry in _gained(project, getattr(now.scan, name), getattr(before.scan, name)):
            files = len(project.select(entry))
            if files:
                yield f"`scan.{name}` gains `{entry.path}` ({files:,} file{'s' if files > 1 else ''})", entry.location
    if now.scan.include and not before.scan.include:
        yield f"`scan.include` leaves only `{now.scan.include[0].path}`", now.scan.include[0].location
    elif now.scan.include:
        yield from ((f"`scan.include` loses `{entry.path}`", top) for entry in _missing(before.scan.include, now.scan.include))


def _of_enforcement(before: Registry, now: Registry, top: Location) -> Iterator[tuple[str, Location]]:
    if _STRICTNESS.index(now.level) < _STRICTNESS.index(before.level):
        yield f"`enforcement.level` is {now.level.value} in place of {before.level.value}", top
    old, new = (registry.enforcement.phase or Phase.RATCHET for registry in (before, now))
    if _PHASES.index(new) < _PHASES.index(old):
        yield f"`enforcement.phase` is {new.value} in place of {old.value}", top
    phases = {entry.name: entry.phase for entry in before.enforcement.phases}
    for entry in now.enforcement.phases:
        was = phases.get(entry.name, old)
        if _PHASES.index(entry.phase) < _PHASES.index(was):
            yield f"the phase of `{entry.name}` is {entry.phase.value} in place of {was.value}", entry.location
    least, less = before.enforcement.min_score, now.enforcement.min_score
    if least is not None and (less is None or less < least):
        yield f"`enforcement.min_score` is {'gone' if less is None else f'{less:g}'} in place of {least:g}", top


def _of_domain(project: Project, before: Domain, now: Domain, kept: set[str]) -> Iterator[tuple[str, Location]]:
    name, place = before.name, now.location
    for entry in before.owner_paths:
        if _is_left(project, entry, kept):
            yield f"`{name}` does not own `{entry.path}` any more, and nobody else does", place
    yield from _of_copies(project, before, now)
    yield from _of_bans(project, before, now)
    required = {(rule.files.path, rule.source.path) for rule in now.must_use}
    lost = [rule.files.path for rule in before.must_use if (rule.files.path, rule.source.path) not in required]
    yield from ((f"`must_use` of `{name}` loses `{files}`", place) for files in lost)
    kinds = {variants.kind for variants in now.variants}
    yield from ((f"`variants` of `{name}` lose `{old.kind}`", place) for old in before.variants if old.kind not in kinds)
    if before.locked and not now.locked:
        yield f"`{name}` is not locked any more", place
    if before.consumers.protect and not now.consumers.protect:
        yield f"`consumers` of `{name}` are not protected any more", place


def _is_left(project: Project, entry: PathEntry, kept: set[str]) -> bool:
    """True for what an entry means that nobody owns any more, though it is there; a pattern is taken to mean some."""
    return entry.path not in kept and not project.owners.get(entry.path) and (entry.is_pattern or project.tree.has(entry.path))


def _of_copies(project: Project, before: Domain, now: Domain) -> Iterator[tuple[str, Location]]:
    name, old, new = before.name, before.duplicates, now.duplicates
    if new.threshold > old.threshold:
        yield f"`{name}` tells copies from {new.threshold:g} on in place of {old.threshold:g}", now.location
    if new.min_tokens > old.min_tokens:
        yield f"`{name}` leaves out copies below {new.min_tokens} tokens in place of {old.min_tokens}", now.location
    for entry in _gained(project, new.ignore, old.ignore):
        yield f"`duplicates.ignore` of `{name}` gains `{entry.path}`", entry.location


def _of_bans(project: Project, before: Domain, now: Domain) -> Iterator[tuple[str, Location]]:
    """Those of a profile are one switch."""
    if before.default_bans and not now.default_bans:
        yield f"`{before.name}` drops the bans of its kind", now.location
    written = {_banned(ban): ban for ban in now.bans if not ban.profile}
    for ban in (ban for ban in before.bans if not ban.profile):
        same = written.get(_banned(ban))
        if same is None:
            yield f"`{before.name}` drops the ban of `{(ban.symbols or (ban.command,))[0]}`", now.location
        else:
            for entry in _gained(project, same.allow_in, ban.allow_in):
                yield f"the ban of `{(ban.symbols or (ban.command,))[0]}` allows `{entry.path}`", entry.location


def _banned(ban: Ban) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    return ban.symbols, ban.command, ban.within


def _missing(some: Iterable[PathEntry], others: Iterable[PathEntry]) -> list[PathEntry]:
    """Entries of which the others have none of that path."""
    known = {entry.path for entry in others}
    return [entry for entry in some if entry.path not in known]


def _gained(project: Project, now: Iterable[PathEntry], before: Iterable[PathEntry]) -> list[PathEntry]:
    """Entries that were not there before, and do not follow files that the change moved."""
    before = tuple(before)
    return [entry for entry in _missing(now, before) if not _follows(project, entry, before)]


def _follows(project: Project, entry: PathEntry, before: Iterable[PathEntry]) -> bool:
    """True where each file that an entry means was moved from what an earlier one meant; of patterns only `folder/**` is understood."""
    changed = project.changes.files if project.changes else {}
    origins = [changed[path].origin if path in changed else "" for path in project.select(entry)]
    meant = [old.path.removesuffix("/**").rstrip("/") for old in before]
    return bool(origins) and all(any(origin == path or origin.startswith(f"{path}/") for path in meant) for origin in origins)
