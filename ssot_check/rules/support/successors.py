"""What replaces something deprecated, and how that is written in a file."""

from __future__ import annotations

from ssot_check.model.finding import Fix, Safety
from ssot_check.model.location import Location
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.replacement import Redirect, Taking
from ssot_check.model.suggest import nearest
from ssot_check.rules.support.exports import FAMILIES, ending, is_provided, provided
from ssot_check.rules.support.places import INDEX_NAMES, resolve


def successor(project: Project, entry: Deprecated) -> tuple[str, str]:
    """(path, symbol) of what replaces it: what the entry names, else the one file (of its language) that its domain owns;
    ("", "") when neither is there.
    """
    for use in entry.use:
        path, _, symbol = use.path.partition("::")
        target = resolve(project.registry, project.tree, path)
        if target is not None:
            index = next((name for name in INDEX_NAMES if f"{target}/{name}" in project.tree.files), "")
            first = f"{target}/{index}" if index else next(iter(_package(project, target)), target)
            return first, use.symbol or symbol
    if entry.use or not entry.domain:
        return "", ""
    owned = project.owned_files(project.registry.domain(entry.domain))
    kind = _kind(entry.path.path) if entry.path else ""
    same = [path for path in owned if _kind(path) == kind] if kind else owned
    return (same[0], "") if len(same) == 1 else ("", "")


def shown_successor(project: Project, entry: Deprecated) -> str:
    """What replaces it as a text names it: the folder where the entry names a folder; "" when nothing is there."""
    path = successor(project, entry)[0]
    folder = path.rpartition("/")[0]
    return f"{folder}/" if any(item.path.rstrip("/") == folder for item in entry.use) else path


def twin(project: Project, entry: Deprecated, path: str) -> str:
    """The file of the replacing folder that stands where `path` stands in the deprecated one; else what `shown_successor` says."""
    shown = shown_successor(project, entry)
    inner = path.removeprefix(f"{entry.path.path.rstrip('/')}/") if entry.path else path
    beside = f"{shown.rstrip('/')}/{inner}"
    return beside if shown and beside in project.tree.files else shown


def advice(project: Project, entry: Deprecated, into: str, name: str, alias: str = "") -> str:
    """What the file `into`, which takes `name` ("" = all) and calls it `alias`, writes instead."""
    path, symbol = successor(project, entry)
    if not entry.use and entry.reason:
        return entry.reason
    if not path:
        said = " or ".join(item.path for item in entry.use)
        return f"use {said} instead" if said else entry.reason or f"say in the registry (line {entry.location.line}) what replaces it"
    names, wanted = _names(project, path), symbol or name
    if entry.path is not None and (path, wanted) == (entry.path.path, entry.symbol or entry.path.symbol):
        return entry.reason or f"use what replaces it in {path}; the registry does not name it"
    if names is not None and wanted and not is_provided(wanted, names, (path,)):
        if "default" in names and alias == name:
            return _written(project, Taking(path, into, "default", name))
        guess = nearest(wanted, names)
        line = project.spell(Taking(path, into, guess)) if guess else ""
        lacking = f"{path} replaces it and has no `{wanted}`"
        return f"{lacking}; it has `{line}`" if line else f"{lacking}: move it there, or use what that file offers"
    return _written(project, Taking(path, into, wanted, alias))


def moved(project: Project, entry: Deprecated, place: Location, old: tuple[str, str], alias: str = "") -> Fix | None:
    """The repair that takes at `place` what replaces the deprecated thing; `old` is the (path, name) that is taken there now.

    None unless the new file is known to provide the name, and the language is sure to lose none.
    """
    path, symbol = successor(project, entry)
    names = _names(project, path) if path else None
    wanted = symbol or old[1]
    if names is None or (path, wanted) == old or (wanted and not is_provided(wanted, names, (path,))):
        return None
    whole = not (entry.symbol or (entry.path.symbol if entry.path else ""))
    edits = project.redirect(Redirect(place, Taking(path, place.path, wanted, alias), *old, names, whole))
    return Fix(f"use {f'`{wanted}` of ' if wanted else ''}{path}", Safety.SUGGESTED, edits) if edits else None


def _package(project: Project, folder: str) -> tuple[str, ...]:
    """The files of a Go package, which other packages import as one; () for any other folder."""
    listed = project.tree.by_folder.get(folder, ())
    return tuple(path for path in listed if path.endswith(".go") and not path.endswith("_test.go"))


def _names(project: Project, path: str) -> frozenset[str] | None:
    """Every name that the file provides, or its package where a package is what one imports; None when it cannot be known."""
    return provided(project, _package(project, path.rpartition("/")[0]) if path.endswith(".go") else (path,))


def _kind(path: str) -> str:
    return FAMILIES.get(ending(path), ending(path))


def _written(project: Project, wish: Taking) -> str:
    line = project.spell(wish)
    return f"write `{line}`" if line else f"use {wish.path} instead"
