"""Which files the repository has, which of them are scanned, and what the registry's paths mean among them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from ssot_check.model.baseline import Baseline
from ssot_check.model.dataclass import dataclass, names_of, replace
from ssot_check.model.entry import PathEntry
from ssot_check.model.project import Tree
from ssot_check.model.registry import DEFAULT_TESTS, REGISTRY_NAMES, Registry, ScanSettings
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.workspace import git
from ssot_check.workspace.patterns import GENERATED, MIGRATIONS, VENDORED, Listing
from ssot_check.workspace.revisions import is_shallow
from ssot_check.workspace.text import Text, as_text, read

if TYPE_CHECKING:
    from ssot_check.workspace.walk import IgnoreRules

_NO_BASELINE: Final = Baseline()

__all__ = ["Listed", "Survey", "Text", "as_text", "has_folder", "list_files", "read", "survey"]


Selected: TypeAlias = Mapping[tuple[str, int], tuple[str, ...]]
"""The listed files that each path entry of a registry means, by its path and line."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What is there before anything is read.

    `scanned` are the files to read and parse, sorted: owners are among them whatever pattern they match. `skipped` are
    the others, with the reason; the registry is one of them, under whichever name. `selected` maps every path entry of the registry, by
    (path, line), to the listed files it means; `owners` maps a file to the domains that own it, sorted. `lister` says
    who listed the files: "git", or why it was a plain walk.
    """

    tree: Tree
    scanned: tuple[str, ...]
    skipped: tuple[SkippedFile, ...]
    tests: frozenset[str]
    selected: Selected
    owners: Mapping[str, tuple[str, ...]]
    lister: str = "git"


class Listed(NamedTuple):
    """The files below a folder; who listed them; and the rules of the walk that found them, None where git did."""

    found: git.GitListing
    lister: str = "git"
    rules: IgnoreRules | None = None


def survey(
    root: Path,
    registry: Registry,
    registry_path_in_repo: str,
    baseline: Baseline = _NO_BASELINE,
    listed: Listed | None = None,
    unsaved: Set[str] = frozenset(),
) -> Survey:
    """List the files below `root`, or take what is `listed`, and sort them by what the registry and the built-in patterns say.

    Renames are looked for where an owner or a file of the baseline is gone. `unsaved` are files that may be in an editor only: they are
    listed as well, unless they are ignored.
    """
    found, lister, rules = listed or list_files(root)
    fresh = unsaved - found.files
    if fresh:
        fresh -= frozenset(filter(rules.ignores, fresh)) if rules is not None else git.ignored(root, fresh)
        found = replace(found, files=found.files | fresh, untracked=found.untracked | fresh)
    files = Listing(found.files)
    selected = _select_entries(registry, files)
    owners = owners_of(registry, selected)
    reasons = _reasons(found, registry.scan, files, frozenset(owners), _named(registry, selected, files))
    for path in found.files.intersection((registry_path_in_repo, *REGISTRY_NAMES)):
        reasons[path] = Skip.REGISTRY
    if baseline.path in found.files:
        reasons[baseline.path] = Skip.BASELINE
    tests = _paths(registry.scan.tests) or DEFAULT_TESTS
    return Survey(
        tree=followed(root, registry, Tree(files=found.files, executable=found.executable), selected, paths_of(baseline), rules),
        scanned=tuple(sorted(found.files - reasons.keys())),
        skipped=tuple(SkippedFile(path, reasons[path]) for path in sorted(reasons)),
        tests=frozenset(files.select(tests)),
        selected=selected,
        owners=owners,
        lister=lister,
    )


def list_files(root: Path) -> Listed:
    """The files below `root`, from git; where it cannot tell, from a walk."""
    try:
        return Listed(_with_modes(root, git.list_files(root)))
    except git.GitUnavailableError as error:
        from ssot_check.workspace.walk import IgnoreRules, walk

        rules = IgnoreRules(root)
        return Listed(walk(root, rules), f"plain walk: {str(error).replace(str(root), '.')}", rules)


def _with_modes(root: Path, found: git.GitListing) -> git.GitListing:
    """Git knows no mode of an untracked file, and takes one that it was told to skip for absent: ask the disk."""
    executable, symlinks = set(found.executable), set(found.symlinks)
    for path in found.untracked:
        try:
            mode = os.lstat(os.path.join(os.fsencode(root), git.encode(path))).st_mode  # noqa: PTH118
        except OSError:
            continue
        if stat.S_ISLNK(mode):
            symlinks.add(path)
        elif stat.S_ISREG(mode) and mode & stat.S_IXUSR:
            executable.add(path)
    sparse = frozenset(path for path in found.sparse if not os.path.lexists(os.path.join(os.fsencode(root), git.encode(path))))  # noqa: PTH118
    return replace(found, executable=frozenset(executable), symlinks=frozenset(symlinks), sparse=sparse)


def paths_of(baseline: Baseline) -> frozenset[str]:
    """The files of which findings are known."""
    return frozenset(entry.identity.path for entry in baseline.entries)


def followed(
    root: Path, registry: Registry, tree: Tree, selected: Selected, known: Set[str] = frozenset(), rules: IgnoreRules | None = None
) -> Tree:
    """The tree with what became of paths that the registry names, or that are `known`, and that are not there.

    `selected` are the files that each entry means. Git is asked, unless a walk has found the files by its `rules`.
    """
    scan = set(path_entries(registry.scan))
    plain = [entry for entry in path_entries(registry) if not entry.is_pattern]
    unmet = {entry.path for entry in plain if entry in scan or not selected[entry.path, entry.location.line]}
    absent = {path for path in unmet if not tree.has(path)}
    if rules is not None:
        return replace(tree, ignored=frozenset(path for path in absent if rules.ignores(path)))
    gone = {entry.path for domain in registry.domains for entry in domain.owner_paths} & absent
    gone |= {path for path in known if not tree.has(path)}
    ignored = git.ignored(root, absent)
    renames = git.renames(root, gone - ignored, tree.files)
    lost = gone - ignored - renames.keys()
    return replace(tree, ignored=ignored, renames=renames, shallow=bool(lost) and _lacks_history(root))


def _lacks_history(root: Path) -> bool:
    try:
        return is_shallow(root)
    except git.GitUnavailableError:
        return False


def has_folder(files: Iterable[str], name: str) -> bool:
    """True when one of the files stands in the folder of that name at the top."""
    return any(path.startswith(name + "/") for path in files)


def path_entries(value: object) -> Iterator[PathEntry]:
    """Every path entry anywhere below `value`, a value of the registry model, in the order of its fields."""
    if isinstance(value, PathEntry):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from path_entries(item)
    else:
        for name in names_of(type(value)):
            yield from path_entries(getattr(value, name))


def _select_entries(registry: Registry, files: Listing) -> dict[tuple[str, int], tuple[str, ...]]:
    """Globs follow gitignore; a plain path means that file or folder, from the root. Scan patterns are gitignore throughout."""
    scan = set(path_entries(registry.scan))
    selected: dict[tuple[str, int], tuple[str, ...]] = {}
    known: dict[str, tuple[str, ...]] = {}
    for entry in path_entries(registry):
        key = (entry.path, entry.location.line)
        if entry in scan:
            selected[key] = tuple(files.matching(entry.path.removeprefix("!")))
        elif key not in selected:
            if entry.path not in known:
                known[entry.path] = tuple(files.matching(entry.path) if entry.is_pattern else files.named(entry.path))
            selected[key] = known[entry.path]
    for entries in _lists(registry):
        _take_out(entries, selected, files)
    return selected


def _lists(value: object) -> Iterator[tuple[PathEntry, ...]]:
    """Every list of path entries below `value` that takes some of them out again; those of `scan` are resolved as a whole."""
    if isinstance(value, tuple) and any(isinstance(item, PathEntry) and item.is_exclusion for item in value):
        yield tuple(item for item in value if isinstance(item, PathEntry))
    elif isinstance(value, tuple):
        for item in value:
            yield from _lists(item)
    elif not isinstance(value, ScanSettings):
        for name in names_of(type(value)):
            yield from _lists(getattr(value, name))


def _take_out(entries: Iterable[PathEntry], selected: dict[tuple[str, int], tuple[str, ...]], files: Listing) -> None:
    """Let each `!pattern` of a list take its files out of what stands before it; it names none itself."""
    before: list[tuple[str, int]] = []
    for entry in entries:
        key = (entry.path, entry.location.line)
        if entry.is_exclusion:
            gone = frozenset(files.matching(entry.path[1:]))
            selected[key] = ()
            for earlier in before:
                selected[earlier] = tuple(path for path in selected[earlier] if path not in gone)
        else:
            before.append(key)


def owners_of(registry: Registry, selected: Selected) -> dict[str, tuple[str, ...]]:
    """The domains that own a file, sorted, by its path; `selected` are the files that each entry means."""
    owners: dict[str, set[str]] = {}
    for domain in registry.domains:
        for entry in domain.owner_paths:
            for path in selected[entry.path, entry.location.line]:
                owners.setdefault(path, set()).add(domain.name)
    return {path: tuple(sorted(owners[path])) for path in sorted(owners)}


def _named(registry: Registry, selected: Selected, files: Listing) -> set[str]:
    """Owned files whose own name the registry says, and those of a domain that would be left with nothing."""
    written = files.select(_paths(registry.scan.generated))
    named: set[str] = set()
    for domain in registry.domains if written else ():
        owned = {(entry, path) for entry in domain.owner_paths for path in selected[entry.path, entry.location.line]}
        alone = all(path in written for _, path in owned)
        named.update(path for entry, path in owned if alone or entry.is_meant_for(path))
    return named


def _reasons(found: git.GitListing, scan: ScanSettings, files: Listing, owned: Set[str], named: Set[str]) -> dict[str, Skip]:
    """Why a file is not scanned; the first reason of this order stands. Owners are skipped only for what they are.

    What `scan.generated` says is written by a program is no owner in a folder that is one, unless it is `named`, or nothing else is.
    """
    reasons: dict[str, Skip] = {}

    def skip(paths: Iterable[str], reason: Skip) -> None:
        for path in paths:
            reasons.setdefault(path, reason)

    skip(found.closed, Skip.UNREADABLE)
    skip(found.submodules, Skip.SUBMODULE)
    skip(found.symlinks, Skip.SYMLINK)
    skip(found.sparse, Skip.NOT_CHECKED_OUT)
    if scan.include:
        skip(found.files - files.select(_paths(scan.include)) - owned, Skip.EXCLUDED)
    skip(files.select(_paths(scan.exclude)) - owned, Skip.EXCLUDED)
    skip(files.select(VENDORED) - owned, Skip.VENDORED)
    skip(files.select(GENERATED) - owned, Skip.GENERATED)
    skip(files.select(_paths(scan.generated)) - named, Skip.GENERATED)
    skip(files.select(MIGRATIONS) - owned, Skip.MIGRATION)
    return reasons


def _paths(entries: Iterable[PathEntry]) -> tuple[str, ...]:
    return tuple(entry.path for entry in entries)
