"""What a file writes that goes past an owner, and what has to be done before that line works."""

from __future__ import annotations

from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.listed import after
from ssot_check.model.match import TURNED
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.replacement import Replacement, Taking
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import WHOLE, Touch, TouchKind
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.actions import inputs_of
from ssot_check.rules.support.at_hand import at_hand
from ssot_check.rules.support.fitting import fits, is_another, is_given_less, is_made_first, unit_of
from ssot_check.rules.support.fitting_go import goes_on
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.library_names import OFFER, lacks, of_library
from ssot_check.rules.support.loads import leads_back, moved_out, takes_already
from ssot_check.rules.support.offers import (
    ALLOWED,
    STAND,
    TOLD_OF,
    added,
    field_for,
    has_code_for,
    named,
    offers_of,
    opened,
    or_added,
    second_way,
    with_head,
)
from ssot_check.rules.support.out_of_reach import beside_package, out_of_reach
from ssot_check.rules.support.packages_apart import is_of_others, outside_packages, package_apart
from ssot_check.rules.support.stand_ins import instead_of, lacking
from ssot_check.rules.support.twins import of_this_crate
from ssot_check.rules.support.ways_back import other_direction

_PYTHON: Final = ".py"
_LACKING: Final = f" ({OFFER})"


def by(project: Project, domain: Domain, ban: Ban, replacement: Replacement, touch: Touch) -> str:
    """The line to write; what comes before it where it would make a circle of imports, and what else can be done where it may fail."""
    file, name, line = project.files[touch.location.path], replacement.name, replacement.line
    if counterpart := other_direction(project, replacement, touch):
        name, line = counterpart, project.spell(Taking(replacement.path, file.path, counterpart)) if line else line
    unit = unit_of(project, replacement.path, name)
    fitting = fits(project, touch, unit)
    if not (ban.use or fitting) or of_this_crate(project, domain, ban, touch):
        return otherwise(project, domain, ban, touch)
    reason = leads_back(project, replacement.path, file.path)
    if reason and not takes_already(project, replacement.path, file.path):
        return f"use `{name}`, but {moved_out(name, replacement.path, reason, line if touch.scope else '')}"
    package = "" if ban.profile else out_of_reach(project, domain, file.path) or beside_package(project, domain, file.path)
    wanted = f"use `{name}`{_taken(project, file, replacement.path, name, line) if line else ' from there'}"
    if line == name:  # the file needs no import of its own package
        wanted = f"use `{with_head(project, replacement.path, name)}` of {replacement.path}"
    wanted += lacks(project, domain, touch, name)
    wanted += f" (where it runs without {package}/, add it to `allow_in`)" if package else _alone(project, domain, file.path)
    made = is_made_first(project, touch, unit, surely=not ban.use)
    chosen = (ban.use and is_another(project, touch, unit, name)) or made or is_given_less(project, touch, unit)
    wanted_more = chosen or not fitting or goes_on(touch, unit)
    more = second_way(project, replace(replacement, name=name, line=line), touch) if wanted_more else ""
    if touch.kind is TouchKind.ENVIRONMENT and unit is not None and unit.kind is UnitKind.CLASS:
        more = lacking(name, replacement.path, touch)
    return after(f"{wanted.rstrip(';')}{more}" if more else wanted, _before(replacement))


def _taken(project: Project, file: ParsedFile, path: str, name: str, line: str) -> str:
    """How a name of the owner's file at `path` gets into a file, which may have it already."""
    has = (
        target.path == path and target.reference.name.endswith(f".{name}") and target.reference.alias == name
        for target in uses_of(project).named(file)
        if not (target.reference.late or target.reference.typing)
    )
    return ", which this file imports" if file.path.endswith(_PYTHON) and any(has) else f": {line}"


def _alone(project: Project, domain: Domain, path: str) -> str:
    """What to do with a file that cannot import the owner, where a page or a template holds it as it is."""
    reason = outside_packages(project, domain, path)
    return f" ({reason}: where that is so, put it under `allow_in`)" if reason else ""


def otherwise(project: Project, domain: Domain, ban: Ban, touch: Touch) -> str:
    """What to do where no export of the owner is known to do what is banned."""
    path = touch.location.path
    some = of_library(project, domain, touch) if touch.kind is TouchKind.IMPORT else ""
    if own := of_this_crate(project, domain, ban, touch):
        return own
    if ban.use:
        return _of_use(project, domain, ban, touch, some)
    kind = FAMILIES.get(ending(path))
    owners = domain.owner_paths
    near = next((entry for entry in owners if any(FAMILIES.get(ending(owned)) == kind for owned in project.select(entry))), None)
    owner = near or next(iter(owners), None)
    if owner and touch.kind is TouchKind.ENVIRONMENT:
        return of_variable(project, domain, owner.path, touch)
    more = "; where it has nothing that fits, add a function there and call it" if near and touch.kind is TouchKind.NAME else ""
    if near and domain.exports:
        return some or f"use what `{near.path}` offers{more}"
    return f"let {owner.path}, the owner of `{domain.name}`, do it{more}" if owner else f"name an owner of `{domain.name}` that does it"


def _of_use(project: Project, domain: Domain, ban: Ban, touch: Touch, some: str) -> str:
    """What to do where `use` says a place, or what has no line of its own; `some` is what the owner offers of a library."""
    path = touch.location.path
    if touch.kind is TouchKind.COMMAND and (taken := inputs_of(project, domain, ban)) is not None:
        return f"use {ban.use} instead{taken}"
    apart = "" if is_of_others(project, ban.use, path) else package_apart(project, domain, path)
    offers = {} if some else offers_of(project, domain, ban, touch)
    if not (some or offers) and (value := at_hand(project, domain, ban, touch)):
        return value
    if not offers and touch.kind in TOLD_OF and has_code_for(project, domain, ban, path):
        return f"{added(project, domain, ban, touch)}{f' ({apart}: or put this file under `allow_in`)' if apart else ''}"
    if touch.kind is TouchKind.ENVIRONMENT and not apart and (field := field_for(project, offers, touch.key)):
        return f"{field}{opened(project, offers, path)}"
    if not (some or offers or apart) and touch.kind in TOLD_OF and (instead := instead_of(project, domain, ban, touch)):
        return instead
    names = some or named(project, offers)
    wall = f" ({apart}: move what is needed to a package that both can depend on, or put this file under `allow_in`)" if apart else ""
    offered = f": {names}" if names else _LACKING * (touch.kind is TouchKind.IMPORT)
    more = or_added(project, offers) if touch.kind in TOLD_OF else ""
    return f"use {ban.use} instead{offered}{more}{wall or _alone(project, domain, path) or opened(project, offers, path)}"


def of_variable(project: Project, domain: Domain, owner: str, touch: Touch) -> str:
    """Who reads a variable in place of the file, and how the value gets there where an import of the owner would make a circle."""
    what = f"`{touch.key}`" if touch.key not in ("", WHOLE) else "it"
    path = next((path for path in (owner, f"{owner.rstrip('/')}/__init__.py") if path in project.files), "")
    reason = (leads_back(project, path, touch.location.path) if path else "") or package_apart(project, domain, touch.location.path)
    taken = f"hand the value over as an argument, for {reason}" if reason else "take the value from there"
    added = project.first(Taking(path, touch.location.path)) if path and not reason else ""
    taken = f"hand the value over as an argument, or first {added} and {taken}" if added else taken
    return f"let {owner}, the owner of `{domain.name}`, read {what}, and {taken}{_alone(project, domain, touch.location.path)}"


def _before(replacement: Replacement) -> str:
    """What has to be done first. The file that goes past an owner has no copy that could be owned in its place."""
    first = replacement.first
    if not first.startswith(TURNED):
        return first.replace(STAND, ALLOWED)
    return f"move `{replacement.name}` out of {replacement.path} to a package that both can depend on{first.removeprefix(TURNED)}"
