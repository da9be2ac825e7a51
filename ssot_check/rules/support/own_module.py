"""Where a module of Go has what it was told to take from another one: nothing of that has to be moved."""

from __future__ import annotations

from ssot_check.model.dataclass import replace
from ssot_check.model.manifests import package_of
from ssot_check.model.match import INTO_MODULE, CloneType, Match
from ssot_check.model.project import Project
from ssot_check.model.unit import Trait, Unit


def of_own_module(project: Project, match: Match) -> Match:
    """The match, which names the function of the copy's own module that is the same to the letter, where there is one."""
    if not match.apart.startswith(INTO_MODULE) or match.clone_type is not CloneType.EXACT:
        return match
    path = _same(project, match)
    if not path:
        return match
    return replace(match, apart=f"see that {path} of this module has the same, or {match.apart}")


def _same(project: Project, match: Match) -> str:
    modules, copy = project.roots("go").packages, match.copy
    home = package_of(match.copy_path, modules)
    # Of two copies in one module one stays: the first.
    files = (file for path, file in sorted(project.files.items()) if path.endswith(".go") and not file.test and path < match.copy_path)
    found = (file.path for file in files if package_of(file.path, modules) == home and any(_is_same(unit, copy) for unit in file.units))
    return next(found, "")


def _is_same(unit: Unit, copy: Unit) -> bool:
    alike = unit.kind is copy.kind and unit.name == copy.name and unit.fingerprint.exact == copy.fingerprint.exact
    return alike and Trait.NESTED not in unit.traits
