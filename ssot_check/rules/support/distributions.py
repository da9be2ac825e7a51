"""Which files of a Python repository are installed together: a distribution imports of another one only what it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ssot_check.model.location import shared_parts
from ssot_check.model.manifests import MANIFEST, NAMES
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.rules.support.footing import Footing, uses_of

MOVED: Final = "move it to "
"""How it begins where the owner cannot stay where it is."""
_PYTHON: Final = (".py", ".pyi")
_SETUP: Final = "setup.py"
_NEEDS: Final = "requirements.txt"


def is_build_script(project: Project, path: str) -> bool:
    """True for a `setup.py` that builds what lies beside it: it runs before that can be imported. A module of a package is none."""
    folder, _, name = path.rpartition("/")
    return name == _SETUP and f"{folder}/__init__.py".lstrip("/") not in project.tree.files


def is_installed(project: Project, path: str) -> bool:
    """True for a file below what builds a distribution."""
    return _home(_homes(Footing(project)), path) is not None


def other_distribution(project: Project, owner: str, into: str) -> str:
    """What comes first where the file `owner` is installed by another distribution, of which nothing beside `into` imports a file.

    "" where they belong together, where the one uses the other already, and where no manifest says anything.
    """
    if not (owner.endswith(_PYTHON) and into.endswith(_PYTHON)):
        return ""
    homes = _homes(Footing(project))
    there, here = _home(homes, owner), _home(homes, into)
    if there is None or there == here:
        return ""
    folder = here if here is not None else _beside(project, owner, into)
    # What a distribution at the root installs lies among the others, and so does what is run in the repository only.
    if not there or not folder or _uses(project, homes, folder, there):
        return ""
    if here is not None and (shared := _third(project, homes, there, folder)) is not None:
        return f"{MOVED}{f'the distribution in {shared}' if shared else 'the distribution at the root'}, which both use"
    if here is not None and _uses(project, homes, there, folder):
        return f"{MOVED}a distribution that both can depend on, for {there} imports from {folder}"
    return f"add the distribution in {there} to what {folder} depends on (or let this copy stand, with an allow that says why)"


@lru_cache(maxsize=4)
def _homes(footing: Footing) -> frozenset[str]:
    """The folders that hold what builds a distribution."""
    project = footing.project
    built = (path for path in project.tree.files if is_build_script(project, path))
    named = (path for path in project.tree.files if path.rpartition("/")[2] == MANIFEST and _is_named(project.files.get(path)))
    return frozenset(path.rpartition("/")[0] for path in (*built, *named))


def _is_named(file: ParsedFile | None) -> bool:
    return file is not None and any(setting.key in NAMES for setting in file.settings)


def _home(homes: frozenset[str], path: str) -> str | None:
    """The nearest of the folders above a file; None where there is none."""
    folder = path.rpartition("/")[0]
    while folder and folder not in homes:
        folder = folder.rpartition("/")[0]
    return folder if folder in homes else None


def _beside(project: Project, owner: str, into: str) -> str:
    """The folder of a file of no distribution that says what it needs, else the one that parts it from the owner; "" where it is above."""
    mine, theirs = owner.split("/")[:-1], into.split("/")[:-1]
    shared = shared_parts("/".join(mine), "/".join(theirs)) if mine and theirs else 0
    folders = ["/".join(theirs[:depth]) for depth in range(len(theirs), shared, -1)]
    return next((folder for folder in folders if f"{folder}/{_NEEDS}" in project.tree.files), folders[-1] if folders else "")


def _uses(project: Project, homes: frozenset[str], folder: str, there: str) -> bool:
    """True when a file of the one folder imports one of the distribution of the other."""
    uses = uses_of(project)
    return any(_home(homes, target.path) == there for file in _below(project, folder) for target in uses.named(file))


def _third(project: Project, homes: frozenset[str], there: str, folder: str) -> str | None:
    """The folder of another distribution of which both import files, and that imports none of theirs; None where there is none."""
    others = (home for home in sorted(homes) if home not in (there, folder))
    both = (home for home in others if _uses(project, homes, there, home) and _uses(project, homes, folder, home))
    return next(both, None)


def _below(project: Project, folder: str) -> Iterator[ParsedFile]:
    return (project.files[path] for path in project.files if path.startswith(f"{folder}/") and path.endswith(_PYTHON))
