"""Deprecated files, who still refers to them, and what would be written instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.replacement import Taking
from ssot_check.model.suggest import nearest
from ssot_check.rules.support.claims import claims, is_below, is_whole, retired
from ssot_check.rules.support.exports import is_provided, provided
from ssot_check.rules.support.places import INDEX_NAMES, resolve
from ssot_check.rules.support.uses import Target, Uses


@dataclass(frozen=True, slots=True)
class OldUse:
    """A file that refers to a deprecated one; `target.path` is the deprecated file."""

    file: ParsedFile
    target: Target
    entry: Deprecated


def old_files(project: Project) -> dict[str, Deprecated]:
    """Every file that is deprecated as a whole, there or gone, with the first entry that says so.

    What is an owner all the same is left out: SSOT106 asks which of the two is meant.
    """
    disputed = _disputed(project)
    found: dict[str, Deprecated] = {}
    for entry in project.registry.all_deprecated:
        if entry.path is not None and is_whole(entry):
            listed = project.select(entry.path)
            gone = () if listed or entry.path.is_pattern else (entry.path.path,)
            for path in (*listed, *gone):
                if path not in disputed:
                    found.setdefault(path, entry)
    return found


def old_uses(project: Project, old: dict[str, Deprecated]) -> Iterator[OldUse]:
    """Every reference to a deprecated file from one that is not, by file, as far as it can mean nothing else."""
    uses = Uses(project, old)
    for path in sorted(project.files.keys() - old.keys()) if old else ():
        file = project.files[path]
        for _, group in groupby(uses.named(file), key=lambda target: target.reference):
            targets = list(group)
            if all(target.path in old for target in targets):
                yield OldUse(file, targets[0], old[targets[0].path])


def successor(project: Project, entry: Deprecated) -> tuple[str, str]:
    """(path, symbol) of what replaces it: what the entry names, else the one file that its domain owns; ("", "") when neither is there."""
    for use in entry.use:
        path, _, symbol = use.path.partition("::")
        target = resolve(project.registry, project.tree, path)
        if target is not None:
            index = next((name for name in INDEX_NAMES if f"{target}/{name}" in project.tree.files), "")
            return f"{target}/{index}" if index else target, use.symbol or symbol
    if entry.use or not entry.domain:
        return "", ""
    owned = project.owned_files(project.registry.domain(entry.domain))
    return (owned[0], "") if len(owned) == 1 else ("", "")


def advice(project: Project, use: OldUse) -> str:
    """What to write instead, as it would be written in that file."""
    path, symbol = successor(project, use.entry)
    reference, name = use.target.reference, use.target.name.partition(".")[0].removesuffix("*")
    if not path:
        return _elsewhere(use.entry)
    if reference.kind is ReferenceKind.FILE:
        return f"use {path} instead"
    names, wanted = provided(project, (path,)), symbol or name
    if names is not None and wanted and not is_provided(wanted, names, (path,)):
        if "default" in names and reference.alias == name:
            return _written(project, Taking(path, use.file.path, "default", name))
        guess = nearest(wanted, names)
        line = project.spell(Taking(path, use.file.path, guess)) if guess else ""
        return f"use {path}, which defines no `{wanted}`" + (f"; it has `{line}`" if line else "")
    alias = "" if not name and reference.alias == reference.name.partition(".")[0] else reference.alias
    return _written(project, Taking(path, use.file.path, wanted, alias or (name if symbol else "")))


def _written(project: Project, wish: Taking) -> str:
    line = project.spell(wish)
    return f"write `{line}`" if line else f"use {wish.path} instead"


def _elsewhere(entry: Deprecated) -> str:
    said = " or ".join(item.path for item in entry.use)
    return f"use {said} instead" if said else entry.reason or f"say in the registry (line {entry.location.line}) what replaces it"


def _disputed(project: Project) -> frozenset[str]:
    """Files of owner paths that are deprecated themselves, or stand in a deprecated folder."""
    gone = retired(project)
    paths: set[str] = set()
    for claim in claims(project):
        if claim.path in gone or any(is_below(claim.path, folder) for folder in gone):
            paths.update(project.select(claim.entry))
    return frozenset(paths)
