"""Files of Python that cannot count on the owner: scripts of no package, and what is installed or sent somewhere without it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from ssot_check.model.manifests import MANIFEST
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Domain
from ssot_check.rules.support.distributions import is_installed, other_distribution
from ssot_check.rules.support.footing import Footing, uses_of
from ssot_check.rules.support.guests import own_root

_PYTHON: Final = "python"
_PY: Final = ".py"
_PACKAGE: Final = "__init__.py"
_LISTED: Final = (("tool", "hatch", "build", "targets", "wheel", "packages"), ("tool", "setuptools", "packages"))
"""Where a manifest lists the packages of a distribution."""
_TOOLS: Final = regex(r"^(?:docs?|examples?|tools?|scripts?|tasks?|ci|dev|hack|\.github)/")


def out_of_reach(project: Project, domain: Domain, path: str) -> str:
    """The package of the owner where a file of Python that is of none cannot count on it: it takes nothing from there. "" where it can."""
    file = project.files.get(path)
    own = outermost_package(project, path)
    if file is None or file.language != _PYTHON or (own and own not in _left_out(Footing(project), own)):
        return ""
    packages = _packages(Footing(project), domain.name)
    if not packages or any(path.startswith(_beside(package)) for package in packages):
        return ""
    return "" if _takes(project, path, packages) else packages[0]


def beside_package(project: Project, domain: Domain, path: str) -> str:
    """The package of the owner where a file of Python stands beside what is shipped, though it may take something from there; else ""."""
    if not _TOOLS.search(path) or not path.endswith(_PY):
        return ""
    packages = _packages(Footing(project), domain.name)
    return packages[0] if packages and not any(path.startswith(f"{package}/") for package in packages) else ""


def installed_apart(project: Project, domain: Domain, path: str) -> str:
    """What the file is installed with, or sent somewhere with, where nothing of that takes anything from the owner; "" where it does."""
    file = project.files.get(path)
    if file is None or file.language != _PYTHON:
        return ""
    owned = [owner for owner in project.owned_files(domain) if owner.endswith(_PY) and owner in project.files]
    if not owned or not all(own_root(project, owner, path) or other_distribution(project, owner, path) for owner in owned):
        return ""
    root = own_root(project, owned[0], path)
    return f"{root}/" if root else f"the distribution of {path}"


@lru_cache(maxsize=64)
def _packages(footing: Footing, name: str) -> tuple[str, ...]:
    """The outermost packages in which the owner lies; none where a part of it can be taken otherwise or nothing installs it."""
    project = footing.project
    domain = project.registry.domain(name)
    owned = [path for path in project.owned_files(domain) if path.endswith(_PY) and path in project.files]
    packages = {path: outermost_package(project, path) for path in owned}
    if not all(package and is_installed(project, path) for path, package in packages.items()):
        return ()
    return tuple(sorted(set(packages.values())))


@lru_cache(maxsize=64)
def _left_out(footing: Footing, package: str) -> tuple[str, ...]:
    """The package, where the manifest at the root lists those that are installed and this is none of them; else nothing."""
    manifest = footing.project.files.get(MANIFEST)
    settings = manifest.settings if manifest is not None else ()
    listed = [item.raw for item in settings if item.key[:-1] in _LISTED and item.key[-1].isdigit()]
    plain = [value.strip("'\"").replace(".", "/").strip("/*") for value in listed]
    inside = any(value in (package, package.rpartition("/")[2]) or package.startswith(f"{value}/") for value in plain)
    return (package,) if plain and not inside else ()


def outermost_package(project: Project, path: str) -> str:
    """The outermost folder of the packages around a file, "" for a file of none."""
    found, folder = "", path.rpartition("/")[0]
    while folder and f"{folder}/{_PACKAGE}" in project.tree.files:
        found, folder = folder, folder.rpartition("/")[0]
    return found


def _beside(package: str) -> str:
    """Below what a file is found by the same folder on the path as the package: `src/`; of a package at the root, itself."""
    return f"{package.rpartition('/')[0] or package}/"


def _takes(project: Project, path: str, packages: tuple[str, ...]) -> bool:
    """True when the file imports something of the packages, itself or through others that are of no package."""
    inside, seen, waiting = tuple(f"{package}/" for package in packages), {path}, [path]
    while waiting:
        file = project.files.get(waiting.pop())
        for target in uses_of(project).named(file) if file is not None else ():
            if target.path.startswith(inside):
                return True
            if target.path not in seen and not outermost_package(project, target.path):
                seen.add(target.path)
                waiting.append(target.path)
    return False
