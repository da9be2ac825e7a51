"""The change that a run is about, for the rules that judge changes and not states."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ssot_check.model.changes import Change, ChangedSetting, Changes, Deed, Lines
from ssot_check.model.config import Config
from ssot_check.model.errors import UsageError
from ssot_check.model.project import Project
from ssot_check.model.registry import Registry
from ssot_check.pipeline.reading.watching import with_default_bans
from ssot_check.rules.support.changed import frozen
from ssot_check.rules.support.copies import is_doubtful
from ssot_check.rules.support.outdated import old_files
from ssot_check.workspace import lockfile, patches
from ssot_check.workspace.files import Text, path_entries, read
from ssot_check.workspace.git import GitUnavailableError
from ssot_check.workspace.objects import hook_index
from ssot_check.workspace.patterns import Listing
from ssot_check.workspace.revisions import head, merge_base, revision
from ssot_check.workspace.settings import settings_in

_SETTINGS: Final = "pyproject.toml"


def changes(config: Config, project: Project) -> Changes | None:
    """What `since`, `staged` or `baseline_ref` asks about; None when a state is checked. Raises UsageError when git cannot tell."""
    if not (config.since or config.staged or config.baseline_ref):
        return None
    try:
        if config.since:
            at = merge_base(config.root, config.since)
            return _against(config, project, at.commit)
        if config.baseline_ref and not config.staged:
            at = revision(config.root, config.baseline_ref, "--baseline-ref")
            return _against(config, project, at.commit)
        return _against(config, project, head(config.root) or patches.EMPTY_TREE)
    except GitUnavailableError as error:
        message = f"what changed cannot be told: {str(error).replace(str(config.root), '.')}"
        raise UsageError(message, "fetch the whole commit, as in `git fetch --refetch origin`") from error


def _against(config: Config, project: Project, commit: str) -> Changes:
    index = hook_index(config.root) if config.staged else ""
    files = dict(patches.deeds(config.root, commit, staged=config.staged, index=index))
    if not config.staged:  # what git does not track yet, a work tree has nevertheless
        fresh = project.diff.added if project.diff is not None else frozenset()
        files |= {path: Change(Deed.ADDED) for path in sorted(fresh - files.keys())}
    doubtful = {match.copy_path for match in project.matches if is_doubtful(match)}
    wanted = files.keys() & {project.registry.path, *old_files(project), *doubtful, *project.owners}
    wanted |= {files[path].origin for path in wanted if files[path].origin}
    return Changes(
        files=files,
        lines=patches.lines(config.root, commit, wanted, staged=config.staged, index=index),
        trailers=frozenset() if config.staged else patches.trailers(config.root, commit),
        pending=config.staged,
        gone=_gone(project.registry, files),
        relaid=frozenset(
            path
            for path in _frozen_python(project, files)
            if same_program(patches.text_at(config.root, commit, path), _now(config, path, index))
        ),
        former=_former(config, project.registry, files, commit),
        settings=_settings(patches.text_at(config.root, commit, _SETTINGS), _now(config, _SETTINGS, index)) if _SETTINGS in files else (),
    )


def _former(config: Config, registry: Registry, files: Mapping[str, Change], commit: str) -> Registry | None:
    """What the registry meant at the commit; None where the change leaves it alone, where it was not there or makes no sense."""
    change = files.get(registry.path)
    if change is None:
        return None
    return _understood(patches.text_at(config.root, commit, change.origin or registry.path), registry.path, config.root)


def _understood(text: str, path: str, root: Path) -> Registry | None:
    found = lockfile.understand(text.encode("utf-8", "surrogatepass"), path, root).registry if text else None
    return with_default_bans(found) if found is not None else None


def _settings(before: str, now: str) -> tuple[ChangedSetting, ...]:
    """The settings of a run that differ, by name. Those of a file that cannot be read are none: today's is an error of its own."""
    try:
        old, new = settings_in(before), settings_in(now)
    except UsageError:
        return ()
    texts = {name: (_texts(old, name), _texts(new, name)) for name in sorted(old.keys() | new.keys())}
    return tuple(ChangedSetting(name, one, two, new[name][1] if name in new else 0) for name, (one, two) in texts.items() if one != two)


def _texts(table: Mapping[str, tuple[object, int]], name: str) -> tuple[str, ...]:
    value = table[name][0] if name in table else []
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def _frozen_python(project: Project, files: Mapping[str, Change]) -> list[str]:
    """Changed Python files that may not be changed, sorted."""
    paths = {path for entry in frozen(project.registry) for path in project.select(entry) if path.endswith(".py")}
    return sorted(path for path in paths if path in files and files[path].deed is Deed.CHANGED)


def _now(config: Config, path: str, index: str) -> str:
    if config.staged:
        return patches.text_at(config.root, "", path, index=index)
    file = read(config.root, path, config.max_file_bytes)
    return file.text if isinstance(file, Text) else ""


def same_program(one: str, two: str) -> bool:
    """True when two texts are Python, and differ in layout and comments only; nothing is run."""
    import ast

    try:
        return ast.dump(ast.parse(one)) == ast.dump(ast.parse(two))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _gone(registry: Registry, files: Mapping[str, Change]) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """What the entries of the registry mean among the files that are not there any more."""
    away = frozenset(path for path, change in files.items() if change.deed in (Deed.REMOVED, Deed.MOVED))
    listing = Listing(away)
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for entry in path_entries(registry) if away else ():
        paths = listing.matching(entry.path) if entry.is_pattern else listing.named(entry.path)
        if paths:
            found[entry.path, entry.location.line] = tuple(sorted(paths))
    return found


def between(registry: Registry, before: Mapping[str, str], after: Mapping[str, str], root: Path) -> Changes:
    """The change from some texts below `root` to others, by path, as git would tell it; one that is empty before was not there."""
    files: dict[str, Change] = {}
    told: dict[str, Lines] = {}
    for path, old in sorted(before.items()):
        new = after.get(path)
        files[path] = Change(Deed.REMOVED if new is None else Deed.CHANGED if old else Deed.ADDED)
        told[path] = _lines(old, new or "")
    former = _understood(before.get(registry.path, ""), registry.path, root)
    settings = _settings(before.get(_SETTINGS, ""), after.get(_SETTINGS, ""))
    return Changes(files, told, gone=_gone(registry, files), former=former, settings=settings)


def _lines(old: str, new: str) -> Lines:
    from difflib import SequenceMatcher

    one, two = old.splitlines(), new.splitlines()
    added: list[tuple[int, str]] = []
    removed: list[str] = []
    for word, start, end, left, right in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if word != "equal":
            removed += one[start:end]
            added += [(number + 1, two[number]) for number in range(left, right)]
    return Lines(tuple(added), tuple(removed))
