"""Folders of Python files that import from there and take nothing from outside, as what is sent to another machine: no import leads out."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ssot_check.model.match import Match, Shadow
from ssot_check.model.project import Project
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.differences import where
from ssot_check.rules.support.footing import Footing, uses_of

_PYTHON: Final = (".py", ".pyi")


def own_root(project: Project, owner: str, into: str) -> str:
    """The folder from which the files around `into` import, where the file `owner` lies outside and none of them takes anything from there.

    "" where there is none.
    """
    if not (owner.endswith(_PYTHON) and into.endswith(_PYTHON)):
        return ""
    roots = {begin.rpartition("/")[0] for begin in project.roots("python").inside}
    folder = into.rpartition("/")[0]
    while folder and folder not in roots:
        folder = folder.rpartition("/")[0]
    if not folder or owner.startswith(f"{folder}/"):
        return ""
    known = _known(Footing(project))
    if folder not in known:
        known[folder] = _leads_out(project, folder)
    return "" if known[folder] else folder


@lru_cache(maxsize=4)
def _known(footing: Footing) -> dict[str, bool]:
    """By folder, whether a file of it leads out, as far as it was asked."""
    return {}


def _leads_out(project: Project, folder: str) -> bool:
    """True when a file of the folder imports one of the repository that lies outside."""
    inside = f"{folder}/"
    below = (project.files[path] for path in project.files if path.startswith(inside) and path.endswith(_PYTHON))
    return any(not target.path.startswith(inside) for file in below for target in uses_of(project).named(file))


def is_alone(project: Project, path: str) -> bool:
    """True for a program outside of all packages that takes nothing of the repository, and that nobody can import under its name."""
    file, (folder, _, name) = project.files.get(path), path.rpartition("/")
    if file is None or file.test or not path.endswith(_PYTHON) or f"{folder}/__init__.py".lstrip("/") in project.tree.files:
        return False
    named = [*filter(None, folder.split("/")), name.rpartition(".")[0]]
    return not all(part.isidentifier() for part in named) and not uses_of(project).named(file)


def of_both(found: Match | Shadow, root: str) -> str:
    """What to do about a copy in such a folder: which of the choices holds nobody can tell from the texts."""
    owner, differs = found.owner, where(found) if isinstance(found, Match) else ""
    if found.copy.kind is UnitKind.METHOD:
        else_so = "let both classes take it from one place"
    else:
        else_so = f"{'take' if owner.kind is UnitKind.CLASS else 'call'} `{owner.qualified_name}` from there"
    return (
        f"{root}/ takes nothing from outside: where it runs without the rest, give it and {owner.location.path} one file"
        f"{f', with what differs{differs} as arguments,' if differs else ''} when they are built or shipped, or let this one stand with an "
        f"allow that says why; where it does not, {else_so}"
    )
