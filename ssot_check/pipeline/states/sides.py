"""The registry and the baseline of a run: from the disk, or as another state of the repository has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ssot_check.model.config import Config
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.registry import REGISTRY_NAMES, Registry
from ssot_check.model.source import Skip
from ssot_check.workspace import baseline, lockfile
from ssot_check.workspace.lockfile import Understand
from ssot_check.workspace.objects import Side, named_inside


def registry_of(
    config: Config,
    side: Side | None = None,
    overlay: Mapping[str, str] | None = None,
    understand: Understand = lockfile.understand,
) -> lockfile.Loaded:
    """The registry, or why there is none; `overlay` holds unsaved texts. One outside the repository is the same for every state of it."""
    file = registry_file(config)
    name = named_inside(config.root, file) if side or overlay else ""
    if overlay and name in overlay:
        return understand(overlay[name].encode("utf-8", "surrogatepass"), name, config.root)
    if side is None or not name:
        return lockfile.load(file, config.root, config.max_registry_bytes, understand)
    found = next((known for known in (name, *REGISTRY_NAMES) if side.has(known)), "")
    if found and found not in side.objects.ids:
        return lockfile.load(config.root / found, config.root, config.max_registry_bytes, understand)
    raw = side.objects.read(found, config.max_registry_bytes) if found else Skip.UNREADABLE
    return understand(raw, found, config.root) if isinstance(raw, bytes) else lockfile.Loaded(None, (_missing(name, found, raw),))


def audit_of(config: Config, side: Side | None) -> baseline.Loaded:
    """The verdicts of audits; none where there is no such file."""
    name = baseline.AUDIT_NAME
    if side is None or (side.has(name) and name not in side.objects.ids):
        file = config.root / name
        return baseline.load(file, config.root) if file.exists() else baseline.Loaded(None)
    raw = side.objects.read(name, baseline.MAX_BYTES) if side.has(name) else None
    if raw is None:
        return baseline.Loaded(None)
    return baseline.understand(raw, name) if isinstance(raw, bytes) else baseline.unreadable(name, raw.value)


def _missing(name: str, found: str, reason: Skip) -> Problem:
    if found:
        return Problem("SSOT002", f"the registry `{found}` cannot be read from git: {reason.value}", Location(found))
    return Problem(
        "SSOT001",
        f"git has no registry `{name}` in this state of the repository",
        Location(name),
        cause="it is not tracked",
        remedy=f"`git add {name}`",
    )


def registry_file(config: Config) -> Path:
    """The file that the configuration names, or the first of the known names that is there."""
    found = config.registry or lockfile.find(config.root)
    return found if found is not None else config.root / REGISTRY_NAMES[0]


def baseline_of(config: Config, registry: Registry, side: Side | None) -> tuple[baseline.Loaded, str]:
    """The known findings, and the file that the configuration or the registry names for them ("" when neither does)."""
    entry = registry.enforcement.baseline
    file = config.baseline or (config.root / entry.path if entry else None)
    place = lockfile.relative_name(file, config.root) if file else ""
    if file is None or config.no_baseline:
        return baseline.Loaded(None), place
    if side is not None and side.commit and config.baseline and not side.has(place):
        return baseline.Loaded(None), place  # what is known today was not known there: each entry would be stale, and "fixed" since then
    if side is not None and not config.baseline and not side.has(place):
        return baseline.unreadable(place, "it is not tracked there"), place
    if side is None or place not in side.objects.ids:
        return baseline.load(file, config.root), place
    raw = side.objects.read(place, baseline.MAX_BYTES)
    return baseline.understand(raw, place) if isinstance(raw, bytes) else baseline.unreadable(place, raw.value), place
