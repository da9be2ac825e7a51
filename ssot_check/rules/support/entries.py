"""The file by which others import a part of a repository, under a name that no manifest declares (`paths` of a tsconfig)."""

from __future__ import annotations

from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.match import Match
from ssot_check.model.project import Project
from ssot_check.model.source import FAMILIES, ending
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.places import INDEX_NAMES

_JAVASCRIPT: Final = "JavaScript"
_OUT: Final = 'from "../'
_TOOLS: Final = (".config.", ".conf.", ".setup.", ".stories.")


def by_entry(project: Project, match: Match) -> Match:
    """The match by the entry of the owner's part, where the line leads to it across folders and the copy's file takes from that entry."""
    head, found, module = match.use.partition(_OUT)
    file = project.files.get(match.copy_path)
    if not found or file is None or FAMILIES.get(ending(match.copy_path)) != _JAVASCRIPT or "\n" in match.use:
        return match
    for target in uses_of(project).named(file):
        spelled, (folder, _, name) = target.reference.spelled, target.path.rpartition("/")
        inside = f"{folder}/"
        if spelled.startswith((".", "@/", "~")) or name not in INDEX_NAMES or not match.owner_path.startswith(inside):
            continue
        if spelled and not match.copy_path.startswith(inside):
            rest = module.partition('"')[2]
            return replace(match, use=f'{head}from "{spelled}"{rest}', apart=_exported(project, match, target.path))
    return match


def _exported(project: Project, match: Match, entry: str) -> str:
    """What has to be done first; "" where the entry passes the owner on by now."""
    name = match.owner.scope.partition(".")[0] or match.owner.name
    file = project.files.get(entry)
    stars = [path for star in (file.stars if file else ()) for path, rest in uses_of(project).meant(star, entry) if not rest]
    if any(item.name == name for item in project.definitions(entry)) or match.owner_path in stars:
        return match.apart
    return f"export `{name}` from {entry}"


def entry_of(project: Project, owned: list[str], library: str) -> str:
    """The owner's file to which something is added: what takes the library itself, then what others import, and no tool's configuration."""

    def rank(path: str) -> tuple[bool, bool, bool, int, str]:
        file, name = project.files[path], path.rpartition("/")[2]
        aside = file.test or any(mark in name for mark in _TOOLS) or not project.definitions(path)
        takes = any(item.name == library or item.name.startswith((f"{library}.", f"{library}::")) for item in file.references)
        return aside, not takes, name not in (*INDEX_NAMES, "lib.rs"), path.count("/"), path

    return min(owned, key=rank)
