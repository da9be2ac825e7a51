"""Deprecated files, and who still refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.touch import Form, Touch, TouchKind
from ssot_check.rules.support.claims import claims, is_below, is_whole, retired
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


def reached(project: Project, old: dict[str, Deprecated]) -> Iterator[tuple[str, Touch]]:
    """Deprecated files that a literal string in Python loads (`import_module("...")`), outside of tests."""
    uses = Uses(project, old)
    for path in sorted(project.files.keys() - old.keys()):
        file = project.files[path]
        for touch in file.touches if not file.test else ():
            if touch.form is Form.DYNAMIC and touch.kind is TouchKind.NAME:
                meant = uses.meant(touch.name, path)
                if len(meant) == 1 and meant[0][0] in old and not meant[0][1]:
                    yield meant[0][0], touch


def old_symbols(project: Project) -> Iterator[tuple[str, str, Deprecated]]:
    """(path, symbol, entry) of every deprecated name; the path is "" for a name of a library."""
    for entry in project.registry.all_deprecated:
        symbol = entry.symbol or (entry.path.symbol if entry.path else "")
        if symbol and entry.path is None:
            yield "", symbol, entry
        elif symbol and entry.path is not None:
            paths = project.select(entry.path)
            yield from ((path, symbol, entry) for path in paths or (entry.path.path,))


def _disputed(project: Project) -> frozenset[str]:
    """Files of owner paths that are deprecated themselves, or stand in a deprecated folder."""
    gone = retired(project)
    paths: set[str] = set()
    for claim in claims(project):
        if claim.path in gone or any(is_below(claim.path, folder) for folder in gone):
            paths.update(project.select(claim.entry))
    return frozenset(paths)
