"""Another owner with the same text, where the one that a copy was matched to needs the copy's package itself: that one can be taken."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.dataclass import replace
from ssot_check.model.match import TURNED, CloneType, Match
from ssot_check.model.project import Project
from ssot_check.model.replacement import Taking
from ssot_check.model.unit import Unit, UnitKind
from ssot_check.rules.support.unlike import MOVED


def by_another(project: Project, match: Match) -> Match:
    """The match with the line that takes the equal one of another owner, first one that the copy's package depends on already."""
    if match.clone_type is not CloneType.EXACT or match.copy.kind is not UnitKind.FUNCTION or match.copy.scope:
        return match
    found = []
    for unit in _equal(project, match):
        path = unit.location.path
        wish = Taking(path, match.copy_path, unit.name)
        line, first = project.spell(wish), project.first(wish)
        if line and not first.startswith((*MOVED, TURNED)):
            found.append((bool(first), path, line, first))
    if not found:
        return match
    _, path, line, first = min(found)
    known = f"see that {path}, which `{project.owners[path][0]}` owns, has the same"
    return replace(match, use=line, apart=" and ".join(filter(None, (known, first))), back="")


def _equal(project: Project, match: Match) -> Iterator[Unit]:
    ending = match.owner_path.rpartition(".")[2]
    for path, owners in project.owners.items():
        if owners and path not in (match.owner_path, match.copy_path) and path.endswith(ending) and path in project.files:
            units = project.files[path].units
            yield from (unit for unit in units if not unit.scope and unit.fingerprint.exact == match.owner.fingerprint.exact)
