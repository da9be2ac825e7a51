"""How a Match becomes a Finding: the same three parts and the same identity in every duplicate rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import HINT, Finding, Related
from ssot_check.model.listed import listed
from ssot_check.model.location import Location
from ssot_check.model.match import FINDS, TURNED, CloneType, Match, Tier
from ssot_check.model.project import Project
from ssot_check.model.unit import UNNAMED, Trait, Unit, UnitKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.arguments import differs_in_extras, says_other_values
from ssot_check.rules.support.facades import facades
from ssot_check.rules.support.overrides import kept_or_taken, overrides
from ssot_check.rules.support.reach import in_reach
from ssot_check.rules.support.remedies import called, help_for
from ssot_check.rules.support.unlike import unless_meant

BLOCKS: Final = frozenset((UnitKind.SCRIPT, UnitKind.CONFIG))
_SHOWN_RENAMES: Final = 5
_PROVED: Final = {
    CloneType.EXACT: "exact copy: equal but for layout and comments",
    CloneType.RENAMED: "renamed copy: equal but for names of its own, literals and documentation",
}
_MEASURED: Final = {CloneType.NEAR: "edited copy", CloneType.SEMANTIC: "re-implementation"}
_WORTH_COUNTING: Final = 0.5
"""Of what was written anew fewer statements that align speak neither for nor against it."""
_BUT_FOR_EXTRAS: Final = "copy: equal but for documentation, annotations or decorators"
_OTHER_VALUES: Final = "copy with other values: equal but for literals, names of its own and documentation"
_CONFIDENCE: Final = {Tier.GATE: "high", Tier.ADVISORY: "low", Tier.HINT: HINT}


def matches(project: Project, wanted: Callable[[Match], bool]) -> Iterator[Match]:
    """The project's matches that a rule is about; those in wrappers are hollow-wrapper's."""
    aside = facades(project)
    found = (match for match in project.matches if wanted(match) and (match.domain, match.copy_path) not in aside)
    halves: set[tuple[str, str, str, str]] = set()
    for match in found:
        if Trait.PROPERTY in match.copy.traits:  # what a property is, its setter is too
            half = match.owner_path, match.owner.qualified_name, match.copy_path, match.copy.qualified_name
            if half in halves:
                continue
            halves.add(half)
        from ssot_check.rules.support.adapters import only_hands_on  # a hook that comes to no copy asks nothing of them

        if not only_hands_on(project, match):
            yield in_reach(project, _marked(project, match))


def is_doubtful(match: Match) -> bool:
    """True for a copy that is a hint, and worth a look while its author is still at it."""
    return match.tier is Tier.HINT and not match.twins and match.copy.kind is not UnitKind.SCRIPT


def _marked(project: Project, match: Match) -> Match:
    """The match, which is `fresh` when it is doubtful and the change at hand brings the copy, and no error where it overrides the owner.

    Of an override little is the owner's: one that is nearly the owner's text is a copy, wherever the owner is sourced.
    """
    little = match.clone_type is CloneType.NEAR and 2 * len(match.alignment.pairs) <= match.alignment.owner_statements
    if little and (line := overrides(project, match.owner, match.copy)):
        match = replace(match, overrides=line, tier=Tier.ADVISORY if match.tier is Tier.GATE else match.tier)
    if match.apart.startswith(FINDS) and match.tier is Tier.GATE:
        match = replace(match, tier=Tier.ADVISORY)
    if match.apart.startswith(TURNED):
        from ssot_check.rules.support.third_owner import by_another  # few packages depend on each other that way

        match = by_another(project, replace(match, housed=next(iter(project.owners.get(match.copy_path, ())), "")))
    is_fresh = project.changes is not None and is_doubtful(match) and project.changes.brings(match.copy.location)
    return replace(match, fresh=True) if is_fresh else match


def copy_finding(code: str, match: Match, severity: Severity, what: str) -> Finding:
    """The finding for one copy. `what` completes "`name` is ..."."""
    return Finding(
        code=code,
        message=f"{named(match.copy)} {'contains' if match.part else 'is'} {what} {named(match.owner)}, which `{match.domain}` owns",
        location=match.copy.signature,
        extent=_extent(match),
        why=_why(match),
        help=kept_or_taken(match.owner, match.overrides, code) if match.overrides else unless_meant(match, help_for(match, code)),
        domain=match.domain,
        severity=Severity.INFORMATION if match.tier is Tier.HINT else severity,
        confidence=_CONFIDENCE[Tier.ADVISORY if match.fresh else match.tier],
        label="copy" if match.owner.kind is UnitKind.SCRIPT else f"copy of `{match.owner.name}`",
        score=match.score,
        related=(Related(match.owner.signature, f"canonical: owned by `{match.domain}`", match.owner.qualified_name),),
        notes=tuple(_notes(match)),
        scope=match.copy.qualified_name,
        digest=match.copy.fingerprint.renamed,
    )


def named(unit: Unit) -> str:
    """A unit as a message names it: "function `setup_logging`"; a script block has no name but a first line."""
    if unit.kind is UnitKind.SCRIPT:
        return f"the script block at line {unit.signature.line} of {unit.location.path}"
    if unit.qualified_name == UNNAMED:
        return f"{called(unit)} of {unit.location.path}"
    return f"{unit.kind.value} `{unit.qualified_name}`"


def _extent(match: Match) -> Location:
    return replace(match.copy.location, line=match.part[0], column=1, end_line=match.part[1]) if match.part else match.copy.location


def _why(match: Match) -> str:
    if match.fallback:
        return "it is defined only where the owner cannot be loaded, and will drift away from it unseen"
    return f"a change to {match.owner_path} does not reach this copy"


def _likeness(match: Match) -> str:
    """What sort of copy it is, and what says so. The score is for machines: what it counts tells a reader more."""
    if match.clone_type in _PROVED:
        as_proved = _OTHER_VALUES if says_other_values(match) else _PROVED[match.clone_type]
        return _BUT_FOR_EXTRAS if differs_in_extras(match) else as_proved
    if match.job:
        return f"both do one well-known job: one that {match.job}"
    if match.across:
        return "the same job in another language"
    aligned, all_of_it = len(match.alignment.pairs), match.alignment.owner_statements
    if match.clone_type is CloneType.SEMANTIC and aligned < _WORTH_COUNTING * all_of_it:
        return "re-implementation: in statements of its own"
    count = f"all {all_of_it}" if aligned == all_of_it > 1 else f"{aligned} of {all_of_it}"
    return f"{_MEASURED.get(match.clone_type, 'copy')}: {count} statements of the owner align"


def _notes(match: Match) -> Iterable[str]:
    alignment = match.alignment
    words = alignment.shared[bool(match.job) :]
    shared = "; shares " + ", ".join(dict.fromkeys(word.lstrip('"') for word in words)) if words else ""
    yield f"{_likeness(match)}{shared}"
    confirmation = match.confirmation
    if confirmation is not None and confirmation.renames:
        yield f"renamed: {listed([f'{old} → {new}' for old, new in confirmation.renames], _SHOWN_RENAMES)}"
    if confirmation is not None and confirmation.shown:
        yield f"values: {listed([f'{yours} here, {mine} there' for mine, yours in confirmation.shown], _SHOWN_RENAMES)}"
    if confirmation is not None and confirmation.reason:
        yield confirmation.reason
    if match.typed:
        yield f"one function cannot be both as they are: {match.typed}"
    if match.fresh:
        yield "doubtful: told because this change brings the code; it fails no run"
