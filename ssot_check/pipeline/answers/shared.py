"""Proposes owners beyond the known kinds: what a repository shares by its own account, be it in Go, in shell or in a pipeline.

A folder or file that is called a place for what many need (`util`, `helpers`, `common`) and that many files use, a library that several
scripts source, and workflows and actions that several workflows use: what they hold is there so that nobody writes it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from ssot_check.matching.words import split_identifier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.proposal import Proposal
from ssot_check.model.regex import regex
from ssot_check.pipeline.answers.candidates import SOURCES, exported, is_beside, may_own, overlap, top_units
from ssot_check.pipeline.answers.used import Users

LEAST_USERS: Final = 3
LEAST_SOURCED: Final = 2
"""A script that two others source was written for that."""
MOST: Final = 6
"""More proposals nobody weighs one by one."""
_WORD: Final = regex(r"[A-Z0-9]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z0-9]+")
_NAMES: Final = frozenset(("common", "helper", "shared", "util", "utility", "utilitie"))
"""What such a place is called, in the singular."""
_LIBRARIES: Final = _NAMES | {"lib", "library", "function"}
_PIPELINES: Final = (".github/workflows/", ".github/actions/")
_CI: Final = "ci"


def shared(project: Project, found: Collection[Proposal], uses: Users) -> list[Proposal]:
    """Proposals for what many use, the most used first, but for what is proposed already."""
    taken = {path for item in found for path in (item.owner, *item.files, *(side.path for side in item.sides))}
    names = {item.domain for item in found}
    users = _users(project, uses)
    proposals: list[Proposal] = []
    for place in sorted(users, key=lambda place: (-len(users[place]), place)):
        files = [file for path, file in project.files.items() if path == place or (place.endswith("/") and path.startswith(place))]
        name = _name(place)
        # What is owned below a folder already stays out of it.
        own = {path for path in taken if path != place and overlap(path, place)}
        within = all(path.startswith(place) for path in own)
        left = [file for file in files if not any(overlap(file.path, path) for path in taken)]
        if name in names or len(users[place]) < _least(files) or place in taken or not within:
            continue
        if place.startswith(_PIPELINES) or not top_units(left):
            continue
        names.add(name)
        out = tuple(f"!{path}" for path in sorted(own))
        proposals.append(Proposal(name, place, exported(place, files), len(users[place]), (), out))
    return [*proposals[:MOST], *(_pipelines(users) if _CI not in names else ())]


def _users(project: Project, uses: Users) -> Mapping[str, set[str]]:
    """By each place that others may share: the files outside of it, and outside the tests, that use something of it."""
    users: dict[str, set[str]] = defaultdict(set)
    for path, file in project.files.items():
        if file.test or is_beside(path):
            continue
        actions = {found for item in file.references if (found := _action(item.name, project))}
        for target in (uses.taken(path) | actions) - {path}:
            place = _place(target, project.files.get(target))
            if place and not (place.endswith("/") and path.startswith(place)):
                users[place].add(path)
    return users


def _action(name: str, project: Project) -> str:
    """The file of an action, which is called by its folder; "" for any other reference."""
    if not name.startswith(_PIPELINES):
        return ""
    return next((path for ending in ("yml", "yaml") if (path := f"{name}/action.{ending}") in project.files), "")


def _place(path: str, file: ParsedFile | None) -> str:
    """The outermost folder that is called a shared place, with a slash; a file that is; "" for any other."""
    if file is None or not may_own(file):
        return ""
    folders = PurePosixPath(path).parent.parts
    for number, folder in enumerate(folders):
        if _is_called(folder, _NAMES):
            return "/".join(folders[: number + 1]) + "/"
    if path.startswith(_PIPELINES) or file.language == "shell":
        return path
    # Who imports a package of Go uses all its files alike.
    return path if file.language != "go" and _is_called(PurePosixPath(path).stem, _NAMES) else ""


def _is_called(name: str, names: Collection[str]) -> bool:
    """True where the last word of a name, or all of it, is one of these."""
    return bool(parts := split_identifier(name)) and parts[-1].removesuffix("s") in names


def _least(files: Collection[ParsedFile]) -> int:
    return LEAST_SOURCED if all(file.language == "shell" for file in files) else LEAST_USERS


def _name(place: str) -> str:
    """What a domain for the place can be called: with the folder around, where the place is called nothing of its own."""
    path = PurePosixPath(place)
    words = _spelled(path.name.rstrip("/") if place.endswith("/") else path.stem)
    around = [folder for folder in path.parent.parts if folder not in SOURCES] if all(map(_is_library, words)) else []
    return "_".join((*_spelled(around[-1] if around else ""), *words))


def _spelled(name: str) -> list[str]:
    """`vueUtils` -> ["vue", "utils"]; a number belongs to its word: `c7n`, `vue3`."""
    return [word.lower() for word in _WORD.findall(name)]


def _is_library(word: str) -> bool:
    return word.removesuffix("s") in _LIBRARIES


def _pipelines(users: Mapping[str, set[str]]) -> Iterator[Proposal]:
    """What several workflows use, as one domain."""
    files = sorted(place for place in users if place.startswith(_PIPELINES) and len(users[place]) >= LEAST_SOURCED)
    if files:
        yield Proposal(_CI, files[0], (), len(set().union(*(users[path] for path in files))), (), tuple(files[1:]))
