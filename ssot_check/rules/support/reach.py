"""Whether the file of a copy can take the owner, and what has to come first."""

from __future__ import annotations

from ssot_check.model.dataclass import replace
from ssot_check.model.match import INTO_MODULE, NEW_FILE, CloneType, Match, Tier
from ssot_check.model.project import Project
from ssot_check.model.unit import FUNCTIONS, UnitKind
from ssot_check.rules.support.sourced_along import with_helpers


def in_reach(project: Project, match: Match) -> Match:
    """The match with what has to come first, and without the line that takes the owner where that would make a circle of imports."""
    from ssot_check.rules.support.fixtures import is_fixture, wall  # help for every copy asks it

    if is_fixture(match.owner, match.copy):
        return replace(match, apart=wall(project, match.owner_path, match.copy_path))
    from ssot_check.rules.support.class_tables import of_classes

    match = of_classes(project, match)
    if match.copy.kind in (UnitKind.CLASS, UnitKind.METHOD) and match.copy_path.endswith(".py"):
        from ssot_check.rules.support.classes import known_classes

        match = known_classes(project, match)
    if match.clone_type is not CloneType.SEMANTIC and match.tier is not Tier.HINT:
        from ssot_check.rules.support.interfaces import is_called_by_name

        match = replace(match, by_name=is_called_by_name(project, match.copy))
    if match.apart.startswith(INTO_MODULE):
        from ssot_check.rules.support.own_module import of_own_module

        return of_own_module(project, match)
    if not match.use or match.there:
        return match
    if NEW_FILE in match.use:
        from ssot_check.rules.support.variants import with_new_file

        return with_new_file(project, match)
    return _led(project, match)


def _led(project: Project, match: Match) -> Match:
    """The match of which the copy's file would write a line that takes the owner."""
    # A hook that comes to no copy resolves no references.
    from ssot_check.rules.support.distributions import MOVED, is_build_script, other_distribution
    from ssot_check.rules.support.entries import by_entry
    from ssot_check.rules.support.guests import is_alone, own_root
    from ssot_check.rules.support.loads import leads_back, moved_out, way_out

    if is_build_script(project, match.copy_path):
        return replace(match, alone=True)
    match = by_entry(project, match)
    siblings = match.owner.kind is match.copy.kind is UnitKind.METHOD  # they share without an import of each other
    if not (siblings and match.base) and (added := other_distribution(project, match.owner_path, match.copy_path)):
        # What was only written in other words nobody takes from a distribution that nothing here needs.
        moved = added.startswith(MOVED)  # then no line takes it from where it stands now
        tier = Tier.HINT if match.clone_type is CloneType.SEMANTIC else match.tier
        return replace(match, apart=added, use="" if moved else match.use, tier=tier)
    if root := own_root(project, match.owner_path, match.copy_path):
        return replace(match, root=root, use="", tier=Tier.HINT if match.clone_type is CloneType.SEMANTIC else match.tier)
    if is_alone(project, match.copy_path):
        match = replace(match, alone=True)
    late = match.clone_type is CloneType.SEMANTIC and match.copy.kind in FUNCTIONS and match.owner.kind is UnitKind.FUNCTION
    if late and (reason := leads_back(project, match.owner_path, match.copy_path)):
        return replace(match, use="", apart=moved_out(match.owner.name, match.owner_path, reason, match.use))
    return _moved(with_helpers(project, match), way_out(project, match.owner, match.copy_path), siblings=siblings)


def _moved(match: Match, first: str, *, siblings: bool) -> Match:
    """The match where `first` has to be done before the owner can be taken, "" for nothing: no line takes it from where it stands now."""
    if not first:
        return match
    # For the sake of what was only written in other words nobody moves anything across a border.
    anew = match.clone_type is CloneType.SEMANTIC and not match.owner_path.endswith(".py")
    return replace(match, use="", apart="" if siblings else first, tier=Tier.HINT if anew else match.tier)
