"""What the owner's files offer in place of what is banned, and the function that has to be added where nothing of it fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ssot_check.model.listed import after, listed
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.replacement import Replacement, Taking
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import WHOLE, Touch, TouchKind
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.doing import related, words
from ssot_check.rules.support.fitting import comes_later, fits, unit_of
from ssot_check.rules.support.fitting_go import goes_on
from ssot_check.rules.support.tested import without_tests

_SHOWN: Final = 3
STAND: Final = "let this copy stand, with an allow that says why"
ALLOWED: Final = "put this file under `allow_in`"
TOLD_OF: Final = (TouchKind.NAME, TouchKind.ENVIRONMENT)
"""Of these the owner's own touches tell which of its functions do the same."""
_PLAIN: Final = regex(r"[\W_]+")
_FAULT: Final = regex(r"(?:Error|Exception|Warning|Err)$")


def offers_of(project: Project, domain: Domain, ban: Ban, touch: Touch) -> Mapping[str, str]:
    """The names that the owner's files which `use` says offer to a file of their language, with their files, where they can stand there.

    Those that the domain exports, else all; first those that say what is touched, of these those that do it. Of a library that is banned
    as a whole nobody can tell, so all of them.
    """
    into, said = touch.location.path, words(touch.name)
    family = FAMILIES.get(ending(into))
    below = without_tests(project, project.offering(domain, ban))
    found = [item for path in below if FAMILIES.get(ending(path)) == family for item in project.definitions(path) if not item.reexport]
    found = [item for item in found if not (item.name.startswith("test_") or item.location.path.rpartition("/")[2] == "conftest.py")]
    homes = {item.name: item.location.path for item in reversed(found) if not (item.name.startswith("_") or _FAULT.search(item.name))}
    every, exported = [*reversed(homes)], {export.name for export in domain.exports}
    names = related(project, ban, touch, {name: homes[name] for name in every}) if touch.kind in TOLD_OF else every
    if touch.kind is TouchKind.NAME and not names:  # it may do the same by other means
        names = [name for name in every if (unit := unit_of(project, homes[name], name)) is not None and unit.kind is UnitKind.FUNCTION]
        names = [name for name in names if not comes_later(project, touch, unit_of(project, homes[name], name))]
    order = sorted(names, key=lambda name: said.isdisjoint(words(name)))
    wanted = [name for name in order if name in exported] or order
    units = {name: unit_of(project, homes[name], name) for name in wanted}
    return {name: homes[name] for name, unit in units.items() if fits(project, touch, unit) and not goes_on(touch, unit)}


def with_head(project: Project, path: str, name: str) -> str:
    """A name with what it takes and gives, where that can be read."""
    unit = unit_of(project, path, name)
    return (project.head(unit).shown if unit is not None else "") or name


def named(project: Project, names: Mapping[str, str]) -> str:
    """The first of the names, with what they take and give."""
    first = [*names.items()][:_SHOWN]
    return listed([f"`{with_head(project, path, name)}`" for name, path in first], _SHOWN, len(names))


def field_for(project: Project, offers: Mapping[str, str], key: str) -> str:
    """What to add to the type that holds the settings, where that alone is offered and has no field for a variable; "" else."""
    units = [unit_of(project, path, name) for name, path in offers.items()]
    held = [unit for unit in units if unit is not None and unit.kind is UnitKind.CLASS and unit.fields]
    if key in ("", WHOLE) or not held or len(held) < len(units):
        return ""
    fields = {_PLAIN.sub("", field.partition(":")[0].partition(" ")[0]).lower() for unit in held for field in unit.fields}
    if any(field and _PLAIN.sub("", key).lower().endswith(field) for field in fields):
        return ""
    return f"give `{held[0].name}` of {held[0].location.path} a field for `{key}`, read it there, and take the value from that"


def opened(project: Project, offers: Mapping[str, str], path: str) -> str:
    """What has to be done before a file can take the first of the names: its package, its module or the name itself may keep it out."""
    for name, home in [*offers.items()][:1]:
        if before := project.first(Taking(home, path, name)):
            return f"; to take `{name}`, first {before.replace(STAND, ALLOWED)}"
    return ""


def second_way(project: Project, replacement: Replacement, touch: Touch) -> str:
    """What to do where what the registry names does not do what is needed at a place."""
    unit = unit_of(project, replacement.path, replacement.name)
    if goes_on(touch, unit):
        ends = f"`{replacement.name}` does not end the program, as `{touch.spelled or touch.name}` does"
        return f"; {ends}: answer the error where the caller can take one, or add a function to {replacement.path} that ends it"
    shown = "it" if replacement.line == replacement.name else f"`{with_head(project, replacement.path, replacement.name)}`"
    return f"; where {shown} does not fit, add a function to {replacement.path} that does"


def or_added(project: Project, offers: Mapping[str, str]) -> str:
    """The other way where functions are offered: they are all that the owner has, and may not be what is needed."""
    units = [unit_of(project, path, name) for name, path in offers.items()]
    if not any(unit is not None and unit.kind is UnitKind.FUNCTION for unit in units):
        return ""
    return f"; where {'none of them fits' if len(offers) > 1 else 'it does not fit'}, add a function there that does"


def has_code_for(project: Project, domain: Domain, ban: Ban, path: str) -> bool:
    """True where a file that `use` says is of the language of the file at `path`, which may take a function from there."""
    family = FAMILIES.get(ending(path))
    return any(FAMILIES.get(ending(owned)) == family for owned in project.offering(domain, ban)) if family else False


def added(project: Project, domain: Domain, ban: Ban, touch: Touch) -> str:
    """What to do where the owner offers nothing that fits."""
    path = touch.location.path
    homes = [owned for owned in project.offering(domain, ban) if FAMILIES.get(ending(owned)) == FAMILIES.get(ending(path))]
    apart = project.first(Taking(homes[0], path)) if homes else ""
    return after(_added(ban, touch), apart.replace(STAND, ALLOWED))


def _added(ban: Ban, touch: Touch) -> str:
    if touch.kind is TouchKind.ENVIRONMENT:
        what = f"`{touch.key}`" if touch.key not in ("", WHOLE) else "it"
        return f"read {what} in {ban.use}, and take the value from there"
    return f"add a function to {ban.use} that does what is needed here, and call it"
