"""What a file writes that goes past an owner, and what has to be done before that line works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ssot_check.model.listed import after, listed
from ssot_check.model.match import TURNED
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.replacement import Replacement, Taking
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import WHOLE, Touch, TouchKind
from ssot_check.rules.support.library_names import OFFER, lacks, of_library
from ssot_check.rules.support.loads import leads_back, moved_out, takes_already
from ssot_check.rules.support.out_of_reach import out_of_reach
from ssot_check.rules.support.packages_apart import outside_packages, package_apart
from ssot_check.rules.support.tested import without_tests

_SHOWN: Final = 3
_LACKING: Final = f" ({OFFER})"
_STAND: Final = "let this copy stand, with an allow that says why"
_ALLOWED: Final = "put this file under `allow_in`"
_WORD: Final = regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_FAULT: Final = regex(r"(?:Error|Exception|Warning|Err)$")


def by(project: Project, domain: Domain, ban: Ban, replacement: Replacement, touch: Touch) -> str:
    """The line to write; what comes before it where it would make a circle of imports, and what else can be done where it may fail."""
    file, name, line = project.files[touch.location.path], replacement.name, replacement.line
    reason = leads_back(project, replacement.path, file.path)
    if reason and not takes_already(project, replacement.path, file.path):
        return f"use `{name}`, but {moved_out(name, replacement.path, reason, line if touch.scope else '')}"
    package = "" if ban.profile else out_of_reach(project, domain, file.path)
    wanted = f"use `{name}`{f': {line}' if line else ' from there'}"
    wanted += lacks(project, domain, touch, name)
    wanted += f" (where it runs without {package}/, add it to `allow_in`)" if package else _alone(project, domain, file.path)
    return after(wanted, _before(replacement))


def _alone(project: Project, domain: Domain, path: str) -> str:
    """What to do with a file that cannot import the owner, where a page or a template holds it as it is."""
    reason = outside_packages(project, domain, path)
    return f" ({reason}: where that is so, put it under `allow_in`)" if reason else ""


def otherwise(project: Project, domain: Domain, ban: Ban, touch: Touch) -> str:
    """What to do where no export of the owner is known to do what is banned."""
    path = touch.location.path
    some = of_library(project, domain, touch) if touch.kind is TouchKind.IMPORT else ""
    if ban.use:
        apart = package_apart(project, domain, path)
        offers = {} if some else _offers(project, domain, ban, touch)
        names = some or _named(offers)
        wall = f" ({apart}: move what is needed to a package that both can depend on, or put this file under `allow_in`)" if apart else ""
        offered = f": {names}" if names else _LACKING * (touch.kind is TouchKind.IMPORT)
        return f"use {ban.use} instead{offered}{wall or _alone(project, domain, path) or _opened(project, offers, path)}"
    kind = FAMILIES.get(ending(path))
    owners = domain.owner_paths
    near = next((entry for entry in owners if any(FAMILIES.get(ending(owned)) == kind for owned in project.select(entry))), None)
    owner = near or next(iter(owners), None)
    if owner and touch.kind is TouchKind.ENVIRONMENT:
        return of_variable(project, domain, owner.path, touch)
    if near and domain.exports:
        return some or f"use what `{near.path}` offers"
    return f"let {owner.path}, the owner of `{domain.name}`, do it" if owner else f"name an owner of `{domain.name}` that does it"


def of_variable(project: Project, domain: Domain, owner: str, touch: Touch) -> str:
    """Who reads a variable in place of the file, and how the value gets there where an import of the owner would make a circle."""
    what = f"`{touch.key}`" if touch.key not in ("", WHOLE) else "it"
    path = next((path for path in (owner, f"{owner.rstrip('/')}/__init__.py") if path in project.files), "")
    reason = (leads_back(project, path, touch.location.path) if path else "") or package_apart(project, domain, touch.location.path)
    taken = f"hand the value over as an argument, for {reason}" if reason else "take the value from there"
    added = project.first(Taking(path, touch.location.path)) if path and not reason else ""
    taken = f"hand the value over as an argument, or first {added} and {taken}" if added else taken
    return f"let {owner}, the owner of `{domain.name}`, read {what}, and {taken}{_alone(project, domain, touch.location.path)}"


def _opened(project: Project, offers: Mapping[str, str], path: str) -> str:
    """What has to be done before a file can take the first of the names: its package, its module or the name itself may keep it out."""
    for name, home in [*offers.items()][:1]:
        if before := project.first(Taking(home, path, name)):
            return f"; to take `{name}`, first {before.replace(_STAND, _ALLOWED)}"
    return ""


def _offers(project: Project, domain: Domain, ban: Ban, touch: Touch) -> Mapping[str, str]:
    """The names that the owner's files which `use` says offer to a file of their language, with their files.

    Those that the domain exports, else all; first those that say what is touched, of these those that do it.
    """
    into, said = touch.location.path, _words(touch.name)
    family = FAMILIES.get(ending(into))
    below = without_tests(project, project.offering(domain, ban))
    found = [item for path in below if FAMILIES.get(ending(path)) == family for item in project.definitions(path) if not item.reexport]
    homes = {item.name: item.location.path for item in reversed(found) if not (item.name.startswith("_") or _FAULT.search(item.name))}
    names, exported = [*reversed(homes)], {export.name for export in domain.exports}
    files = [project.files[path] for path in dict.fromkeys(homes.values()) if path in project.files]
    doing = {unit.name for file in files for unit in file.units if not unit.scope and any(_is_banned(ban, call) for call in unit.calls)}
    order = sorted(names, key=lambda name: (said.isdisjoint(_words(name)), name not in doing))
    wanted = [name for name in order if name in exported] or order
    return {name: homes[name] for name in wanted}


def _is_banned(ban: Ban, call: str) -> bool:
    """True for a call of what a ban names; Go calls a package by the end of its path."""
    return any(call in (symbol.replace("::", "."), symbol.rpartition("/")[2]) for symbol in ban.symbols)


def _words(name: str) -> frozenset[str]:
    return frozenset(found.group().lower() for found in _WORD.finditer(name))


def _named(names: Iterable[str]) -> str:
    return listed([f"`{name}`" for name in names], _SHOWN)


def _before(replacement: Replacement) -> str:
    """What has to be done first. The file that goes past an owner has no copy that could be owned in its place."""
    first = replacement.first
    if not first.startswith(TURNED):
        return first.replace(_STAND, _ALLOWED)
    return f"move `{replacement.name}` out of {replacement.path} to a package that both can depend on{first.removeprefix(TURNED)}"
