"""What help has to know of two classes of Python: which one asks the other, in which methods they differ, and whether each has a table."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.parsed import ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.unit import Unit, UnitKind

_DJANGO: Final = "django.db.models."
_SQLALCHEMY: Final = ("sqlalchemy.", "flask_sqlalchemy.", "sqlmodel.")
_COLUMNS: Final = ("Column", "mapped_column", "relationship", "Relationship", "ForeignKey")
_RELATIONS: Final = ("ForeignKey", "OneToOneField", "ManyToManyField", "relationship", "Relationship")
_SAME: Final = 0.9
"""Where more of the owner's statements stand again, they refer to the same."""
_ABSTRACT: Final = "abstract"
_DJANGO_BASE: Final = "an abstract base (`class Meta: abstract = True`)"
_SQLALCHEMY_BASE: Final = "a mixin without a table of its own"


def known_classes(project: Project, match: Match) -> Match:
    """The match with what is known of the two classes; models that are told apart by what they refer to are no error."""
    if match.owner.kind is match.copy.kind is UnitKind.METHOD:
        return replace(match, held=_held(project, match))
    if not match.owner.kind is match.copy.kind is UnitKind.CLASS or match.clone_type is not CloneType.NEAR:
        return match
    match = replace(match, inside=_inside(project, match), stored=_stored(match.owner, match.copy))
    relates = (
        match.stored
        and len(match.alignment.pairs) < _SAME * match.alignment.owner_statements
        and any(_last(call) in _RELATIONS for unit in (match.owner, match.copy) for call in unit.calls)
    )
    return replace(match, tier=Tier.ADVISORY) if relates and match.tier is Tier.GATE else match


def _held(project: Project, match: Match) -> str:
    """The owner's class, where the copy is a method of its name in a class of no kin, and its file takes the owner's class."""
    above, scope = match.owner.scope, match.copy.scope
    if match.base or match.part or match.owner.name != match.copy.name or above == scope or match.owner.name.startswith("__"):
        return ""
    file = project.files.get(match.copy_path)
    references = file.references if file is not None else ()
    taken = any(above in (item.alias, _last(item.name)) for item in references if item.kind is ReferenceKind.IMPORT)
    return above if taken else ""


def _inside(project: Project, match: Match) -> tuple[str, ...]:
    """Names of methods of both in which some statements are the owner's and others are not."""
    mine, theirs = _methods(project, match.owner), _methods(project, match.copy)
    aligned = [{pair[side] for pair in match.alignment.pairs} for side in (0, 1)]
    return tuple(
        name
        for name in mine
        if name in theirs and any(_is_mixed(unit, lines) for unit, lines in zip((mine[name], theirs[name]), aligned, strict=True))
    )


def _methods(project: Project, above: Unit) -> dict[str, Unit]:
    file = project.files.get(above.location.path)
    units = file.units if file is not None else ()
    inside = (unit for unit in units if unit.kind is UnitKind.METHOD and unit.scope == above.qualified_name)
    return {unit.name: unit for unit in inside if above.location.contains(unit.location)}


def _is_mixed(unit: Unit, aligned: Collection[int]) -> bool:
    body = {line for line in unit.fingerprint.lines if line > unit.signature.line}
    return bool(body & set(aligned)) and not body <= set(aligned)


def _stored(owner: Unit, copy: Unit) -> str:
    """What both can derive from where each is a model with a table; "" for other classes, and where the owner is such a base."""
    if _ABSTRACT in owner.fingerprint.words:
        return ""
    if all(any(_is_of_django(name) for name in (*unit.calls, *unit.bases)) for unit in (owner, copy)):
        return _DJANGO_BASE
    columns = all(any(_last(call) in _COLUMNS and call.startswith(_SQLALCHEMY) for call in unit.calls) for unit in (owner, copy))
    return _SQLALCHEMY_BASE if columns else ""


def _is_of_django(name: str) -> bool:
    last = _last(name)
    return name.startswith(_DJANGO) and (last == "Model" or last.endswith("Field") or last in _RELATIONS)


def _last(name: str) -> str:
    return name.rpartition(".")[2]
