"""Packages of Rust, TypeScript and JavaScript of which the owner's depends on another: that one cannot take what the owner does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ssot_check.model.manifests import package_of, reached
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.replacement import Package
from ssot_check.model.source import FAMILIES, PACKAGED, ending
from ssot_check.rules.support.footing import Footing, uses_of

_AS_IT_STANDS: Final = (".js", ".mjs")
_MANIFEST: Final = "package.json"
_WORKSPACE: Final = "pnpm-workspace.yaml"
_NODE: Final = frozenset(("child_process", "fs", "fs/promises", "http", "https", "os", "path", "process", "url", "util"))
_PROCESS: Final = ("process.", "Deno.", "Bun.")


def package_apart(project: Project, domain: Domain, path: str) -> str:
    """Why the package of a file cannot take what the owner of a domain does, as it is; "" where it can, or no manifest tells.

    What it does not depend on yet, it may: that is for whoever mends it to add.
    """
    family, footing = FAMILIES.get(ending(path), ""), Footing(project)
    packages = _packages(footing, PACKAGED.get(family, ""))
    here = package_of(path, packages)
    return _depends_back(footing, domain.name, family, here) if here is not None else ""


def is_of_others(project: Project, use: str, path: str) -> bool:
    """True where a ban names what a crate of others offers (`log::info!`): nothing of the owner is needed for that."""
    head = use.partition("::")[0].replace("-", "_")
    if not path.endswith(".rs") or "::" not in use or head in ("crate", "self", "super"):
        return False
    packages = project.roots("rust").packages.values()
    return head not in {name.replace("-", "_") for package in packages for name in (package.name, dict(package.exports).get("name", ""))}


def outside_packages(project: Project, domain: Domain, path: str) -> str:
    """Why a file of JavaScript that is of no package may be out of reach of the owner's, from which it takes nothing; else "".

    A page that loads it as it stands, or a template that holds it, resolves no import of what a package builds.
    """
    file, family, footing = project.files.get(path), FAMILIES.get(ending(path), ""), Footing(project)
    if file is None or PACKAGED.get(family) != "typescript" or not path.endswith(_AS_IT_STANDS) or _is_of_node(file):
        return ""
    packages = _packages(footing, PACKAGED[family])
    there = _owning(footing, domain.name, family) if package_of(path, packages) is None else ()
    if not there or any(package_of(target.path, packages) in there for target in uses_of(project).named(file)):
        return ""
    return f"{path} is of no package, and may be loaded as it stands, without what {there[0] or 'the root'}/ builds"


def _is_of_node(file: ParsedFile) -> bool:
    """True for what no page loads: it takes modules of Node, or asks its process."""
    taken = any(item.name in _NODE or item.name.startswith("node:") for item in file.references)
    return taken or any(touch.name.startswith(_PROCESS) for touch in file.touches)


@lru_cache(maxsize=1024)
def _depends_back(footing: Footing, name: str, family: str, here: str) -> str:
    packages, there = _packages(footing, PACKAGED[family]), _owning(footing, name, family)
    user = packages[here].name
    apart = (folder != here and user in reached(packages[folder], packages) and not _gathers(footing, folder) for folder in there)
    if not there or not user or not all(apart):
        return ""
    return f"`{packages[there[0]].name}` depends on `{user}`"


def _gathers(footing: Footing, folder: str) -> bool:
    """True for the root of a workspace, which nobody imports: what it needs, its tools and tests need."""
    project, inside = footing.project, f"{folder}/" if folder else ""
    file = project.files.get(f"{inside}{_MANIFEST}")
    listed = file is not None and any(setting.key[:1] == ("workspaces",) for setting in file.settings)
    return (listed or f"{inside}{_WORKSPACE}" in project.tree.files) and not project.roots("typescript").packages[folder].exports


@lru_cache(maxsize=64)
def _owning(footing: Footing, name: str, family: str) -> tuple[str, ...]:
    """The folders of the packages with the owner's files of a language; () where one of these is of none."""
    project, packages = footing.project, _packages(footing, PACKAGED[family])
    owned = project.owned_files(project.registry.domain(name))
    found = [package_of(path, packages) for path in owned if path in project.files and FAMILIES.get(ending(path)) == family]
    folders = tuple(dict.fromkeys(folder for folder in found if folder is not None))
    return folders if None not in found and all(packages[folder].name for folder in folders) else ()


@lru_cache(maxsize=8)
def _packages(footing: Footing, language: str) -> Mapping[str, Package]:
    return footing.project.roots(language).packages if language else {}
