"""Deprecated files, and who still refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.touch import Form, Touch, TouchKind
from ssot_check.rules.support.claims import claims, is_below, is_whole, retired
from ssot_check.rules.support.exports import is_provided, provided
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.uses import Target


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
    uses = uses_of(project, old)
    for path in sorted(project.files.keys() - old.keys()) if old else ():
        file = project.files[path]
        for _, group in groupby(uses.named(file), key=lambda target: target.reference):
            targets = [target for target in group if not _declares(file, target)]
            if targets and all(target.path in old for target in targets):
                yield OldUse(file, targets[0], old[targets[0].path])


def _declares(file: ParsedFile, target: Target) -> bool:
    """True for `mod old;` of Rust: the module is there as long as its file is, and that is no use of it."""
    if file.language != "rust" or target.name or target.reference.alias:
        return False
    folder, _, name = file.path.rpartition("/")
    inside = folder if name in ("lib.rs", "main.rs", "mod.rs") else file.path.removesuffix(".rs")
    return target.path.removesuffix("/mod.rs").removesuffix(".rs").rpartition("/")[0] == inside


def reached(project: Project, old: dict[str, Deprecated]) -> Iterator[tuple[str, Touch]]:
    """Deprecated files that a literal string in Python loads (`import_module("...")`), outside of tests."""
    uses = uses_of(project, old)
    for path in sorted(project.files.keys() - old.keys()):
        file = project.files[path]
        for touch in file.touches if not file.test else ():
            if touch.form is Form.DYNAMIC and touch.kind is TouchKind.NAME:
                meant = uses.meant(touch.name, path)
                if len(meant) == 1 and meant[0][0] in old and not meant[0][1]:
                    yield meant[0][0], touch


def named(entry: Deprecated) -> str:
    """The thing, as a person calls it."""
    path, symbol = entry.path.path if entry.path else "", entry.symbol or (entry.path.symbol if entry.path else "")
    return f"{path}::{symbol}" if path and symbol else path or symbol


def is_left(project: Project, entry: Deprecated) -> bool:
    """True when the file is there and, for a symbol, may still define it. A name of a library is never ours to remove."""
    paths = project.select(entry.path) if entry.path else ()
    symbol = entry.symbol or (entry.path.symbol if entry.path else "")
    names = provided(project, paths) if symbol and paths else None
    return bool(paths) and (names is None or is_provided(symbol, names, paths))


def _disputed(project: Project) -> frozenset[str]:
    """Files of owner paths that are deprecated themselves, or stand in a deprecated folder."""
    gone = retired(project)
    paths: set[str] = set()
    for claim in claims(project):
        if claim.path in gone or any(is_below(claim.path, folder) for folder in gone):
            paths.update(project.select(claim.entry))
    return frozenset(paths)
