"""Whether a few files that differ may be looked at by themselves: what the registry, hooks and pipelines and all other files make of them.

A workflow or a manifest is mostly edited for other reasons than to run this tool, or to name packages. Where hooks and pipelines run it as
they did, which is found out anew, such a file is one like any other. So is a manifest: what it declares is compared when it has been read.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import count
from typing import TYPE_CHECKING

from ssot_check.model.digest import digest_parts
from ssot_check.model.registry import REGISTRY_NAMES
from ssot_check.model.wiring import Wiring
from ssot_check.pipeline.again.contents import are_listed
from ssot_check.pipeline.reading.roles import Role, rest_of, roles_by_path
from ssot_check.pipeline.reading.roots import is_manifest, is_resolving
from ssot_check.pipeline.reading.texts import reader

if TYPE_CHECKING:
    from ssot_check.pipeline.again.look import Look


def is_plain(look: Look) -> bool:
    """True when the registry says nothing of the files, they start nothing else than before, and every other file is what it was."""
    start, paths = look.start, look.paths | look.gone
    wired = look.wired or look.gone & frozenset(look.calm.wired)
    if look.whole is not None and (look.added or look.gone or wired or not look.paths.isdisjoint(look.whole.spoken)):
        return False
    known = [item.path for item in (start.baseline, start.audit) if item is not None]
    asked = (start.baseline if look.whole is not None else None, start.audit)
    accused = {entry.identity.path for item in asked if item is not None for entry in item.entries}
    excused = {entry.identity.path for entry in start.baseline.entries} if start.baseline is not None and look.away else set[str]()
    return (
        not (look.gone and look.config.paths)  # of a path that is asked about nothing may be left
        and not any(map(is_resolving, look.added | look.gone))
        and all(is_manifest(path) and look.whole is None for path in filter(is_resolving, paths))
        and paths.isdisjoint((start.registry.path, *REGISTRY_NAMES, *known))
        and (paths | look.away).isdisjoint(accused)
        and look.away.isdisjoint(excused)
        and look.gone.isdisjoint((*look.calm.wired, *(problem.location.path for problem in look.calm.report.problems)))
        and _keep_their_roles(look)
        and not ((look.added or look.wired) and wiring_digest(look.wiring) != look.calm.wiring)
    )


def wiring_of(look: Look) -> Wiring:
    """How hooks and pipelines run the tool now."""
    from ssot_check.pipeline.wiring.follow import wired

    return wired(look.start.survey, look.start.registry, reader(look.start.request))


def wiring_digest(found: Wiring) -> str:
    """Digest of all that is known of it."""
    return digest_parts(
        (repr((found.starters, found.routes, found.pins)), "\0", *sorted(found.reached), "\0", *sorted(found.read)),
    )


def _keep_their_roles(look: Look) -> bool:
    """True when every file is to the run what it was, and no line of the registry means one that comes, changes or goes."""
    was, survey = look.calm.roles, look.start.survey
    if rest_of(survey) != was.rest:
        return False
    if are_listed(look.start, look.calm):
        return not any(_is_meant(was.role_of(bisect_left(look.calm.listed, path)), look) for path in look.paths - look.edited)
    then = dict(zip(look.calm.listed, map(was.role_of, count()), strict=False))
    now = roles_by_path(survey, look.start.registry)
    meant = any(_is_meant((now if path in now else then)[path], look) for path in (look.paths | look.gone) - look.edited)
    return not meant and all(then.get(path, role) == role for path, role in now.items())


def _is_meant(role: Role, look: Look) -> bool:
    """True where the registry lets something hang on a file; a whole report also tells of entries that say nothing any more."""
    return role.is_bound if look.whole is None else role.is_named
