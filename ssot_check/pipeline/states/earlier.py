"""The baseline as it was before the change: at the merge base of `--since`, else in the last commit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ssot_check.model.baseline import Baseline
from ssot_check.model.config import Config
from ssot_check.model.errors import UsageError
from ssot_check.pipeline.states.sides import registry_file
from ssot_check.workspace import baseline, lockfile
from ssot_check.workspace.git import GitUnavailableError, ask
from ssot_check.workspace.objects import named_inside
from ssot_check.workspace.revisions import merge_base, renamed_since


def earlier_baseline(config: Config, now: Baseline | None) -> Baseline | None:
    """The baseline before the change, renames followed; None where there was none, git has none, or `now` holds nothing that it did not."""
    if now is None or config.baseline_ref or now.path.startswith(".."):
        return None
    try:
        commit = merge_base(config.root, config.since).commit if config.since else "HEAD"
        before = _at(config, commit, now.path)
        if before is not None and set(now.entries) <= set(before.entries):
            return None
        renames = renamed_since(config.root, commit)
        for name in _former_names(config, commit, now.path, renames) if before is None else ():
            before = before or _at(config, commit, name)
    except (GitUnavailableError, UsageError):  # no git, no commit: nobody can tell
        return None
    return before.followed(renames) if before is not None else None


def _at(config: Config, commit: str, name: str) -> Baseline | None:
    """The baseline that a commit holds under that name; None where it holds none that can be read."""
    raw = _bytes(config, commit, name)
    return baseline.understand(raw, name).baseline if raw is not None else None


def _former_names(config: Config, commit: str, name: str, renames: Mapping[str, str]) -> Iterator[str]:
    """What the baseline may have been called: as git tells, and as the registry of that commit called it."""
    yield from sorted(old for old, new in renames.items() if new == name)
    place = named_inside(config.root, registry_file(config))
    for registry in dict.fromkeys((*sorted(old for old, new in renames.items() if new == place), place)):
        raw = _bytes(config, commit, registry) if registry else None
        found = lockfile.understand(raw, registry, config.root).registry if raw is not None else None
        if found is not None and found.enforcement.baseline is not None:
            yield found.enforcement.baseline.path


def _bytes(config: Config, commit: str, name: str) -> bytes | None:
    try:
        return ask(config.root, "cat-file", "blob", f"{commit}:./{name}").stdout
    except GitUnavailableError:  # no such file in it
        return None
