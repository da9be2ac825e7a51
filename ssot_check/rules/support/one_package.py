"""What an owner and its importer share when both are of one package."""

from __future__ import annotations

from typing import Final

from ssot_check.model.project import Project
from ssot_check.rules.support.loads import packages_above
from ssot_check.rules.support.uses import Target

_PYTHON: Final = (".py", ".pyi")


def in_one_package(importer: str, target: Target) -> bool:
    """True for two files below the folder after which a Python import calls the owner: `shop` in `from shop.log import _x`.

    Elsewhere a path from the one to the other says so: in TypeScript what is imported at all was exported, and an underscore is a habit.
    """
    if not target.path.endswith(_PYTHON):
        return target.reference.spelled.startswith(".")
    parts, top = target.path.split("/"), target.reference.name.partition(".")[0]
    if top not in parts[:-1]:
        return False
    return importer.startswith("/".join([*parts[: parts.index(top) + 1], ""]))


def is_shared(project: Project, importer: str, target: Target, private: str) -> bool:
    """True for a name that a package of Python around the owner passes on to the rest of the same package; to itself nobody does."""
    above = packages_above(project, target.path) if target.path.endswith(_PYTHON) else ()
    packages = (package for package in above if package != importer)
    return any(item.name == private and item.reexport for package in packages for item in project.definitions(package))
