"""Packages of Rust, TypeScript and JavaScript that their manifests keep apart: what one does not depend on it cannot take."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ssot_check.model.manifests import package_of, reached
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.replacement import Package
from ssot_check.model.source import FAMILIES, ending
from ssot_check.rules.support.footing import Footing

_LANGUAGES: Final = {"Rust": "rust", "JavaScript": "typescript"}


def package_apart(project: Project, domain: Domain, path: str) -> str:
    """Why the package of a file cannot take what the owner of a domain does, as it is; "" where it can, or no manifest tells."""
    family = FAMILIES.get(ending(path), "")
    packages = _packages(Footing(project), _LANGUAGES.get(family, ""))
    here = package_of(path, packages)
    owned = [owner for owner in project.owned_files(domain) if owner in project.files and FAMILIES.get(ending(owner)) == family]
    there = [folder for owner in owned if (folder := package_of(owner, packages)) is not None]
    if here is None or not there or len(there) < len(owned):
        return ""
    user, owner = packages[here], packages[there[0]]
    if here in there or any(packages[folder].name in user.needs for folder in there):
        return ""
    back = user.name in reached(owner, packages)
    return f"`{owner.name}` depends on `{user.name}`" if back else f"`{user.name}` does not depend on `{owner.name}`"


@lru_cache(maxsize=8)
def _packages(footing: Footing, language: str) -> Mapping[str, Package]:
    found = footing.project.roots(language).packages if language else {}
    return {folder: package for folder, package in found.items() if package.name}
