"""Units that repeat each other belong to a domain's kind, and nobody owns any of them.

What it does
------------
Finds functions, methods and classes outside every owner that plainly belong to the kind of a registered domain (by its
profile: name, calls, words) and that are copies of each other in two or more files. Classes of one base are none, nor those that derive
from one of them, nor small functions of one name in one folder, each with texts of its own, as plug-ins have them. Where all owners of
the domain are of another programming language, one of its calls has to be there: words alone are shared by many kinds.

Why it matters
--------------
The domain has an owner, but this piece of it lives in several places and in none of them officially.

How to fix
----------
Move one of them into the domain's owner, export it, and replace the others by it. The help names an owner in the language of the copies;
where the domain has none, it asks for a new file.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Identity, Related
from ssot_check.model.match import TURNED, CloneClass, CloneType
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.replacement import Taking
from ssot_check.model.unit import FUNCTIONS
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.copies import named
from ssot_check.rules.support.guests import own_root
from ssot_check.rules.support.homes import home_of, new_home
from ssot_check.rules.support.unlike import MOVED

_SHOWN = 5
_PAIR = 2
_TO = "move it to "


def check(project: Project) -> Iterator[Finding]:
    """One warning for each clone class, at its first member."""
    for group in project.clone_classes:
        yield _finding(group, project)


def _finding(group: CloneClass, project: Project) -> Finding:
    first, *rest = group.units
    owner = home_of(project, group.domain, first.location.path) or new_home(group.domain)
    more = len(rest) - _SHOWN
    return Finding(
        code="SSOT205",
        message=f"{named(first)} has {len(rest)} {group.clone_type.value} "
        f"{'copy' if len(rest) == 1 else 'copies'} and no owner, although it belongs to `{group.domain}`",
        location=first.signature,
        extent=first.location,
        why=f"`{group.domain}` has an owner, but this utility of its kind lives in {len(group.units)} places",
        help=_help(group, owner, own_root(project, owner, first.location.path), _wall(group, owner, project)),
        domain=group.domain,
        severity=Severity.WARNING,
        label="first of the copies",
        score=group.score,
        related=tuple(Related(unit.signature, f"{group.clone_type.value} copy", unit.qualified_name) for unit in rest[:_SHOWN]),
        notes=(
            *((f"belongs to `{group.domain}` by: {', '.join(group.evidence)}",) if group.evidence else ()),
            *((f"and {more} more",) if more > 0 else ()),
        ),
        scope=first.qualified_name,
        digest=first.fingerprint.renamed,
        further=tuple(
            Identity(RULE.code, group.domain, unit.location.path, unit.qualified_name, unit.fingerprint.renamed) for unit in rest
        ),
    )


def _wall(group: CloneClass, owner: str, project: Project) -> str:
    """Why one of the copies could not take what the owner's file offered; "" where all can."""
    wishes = [Taking(owner, unit.location.path, unit.scope.partition(".")[0] or unit.name) for unit in group.units]
    return next((said for wish in wishes if (said := project.first(wish)).startswith((*MOVED, TURNED)) and not project.spell(wish)), "")


def _help(group: CloneClass, owner: str, root: str, wall: str) -> str:
    """What to do: functions that differ in something are not replaced by one of them.

    `root` is a folder that no import leaves, `wall` why the owner's file is out of reach.
    """
    if root:
        what = "one of them" if group.clone_type is CloneType.EXACT else "what is equal in them, with what differs as arguments,"
        return f"keep {what} in one file that all are given when they are built or shipped, and own it: {root}/ takes nothing from outside"
    if wall:
        place, _, why = wall.partition(" (")
        place = f"a file of {place.removeprefix(_TO)}" if place.startswith(_TO) else "a file that all can import"
        owner = f"{place} (not to {owner}: {why.partition(';')[0].rstrip(')') or wall}), list that file under `paths` of `{group.domain}`"
    if group.clone_type is CloneType.EXACT or not {unit.kind for unit in group.units} <= FUNCTIONS:
        return f"move one of them to {owner}, export it there, and replace the others by it"
    everywhere = "all" if len(group.units) > _PAIR else "both"
    one = f"move what is equal in them{', with what differs as arguments,' if wall else ''} to {owner}"
    made = "" if wall else " as one function, with what differs as arguments"
    return f"{one}{made}, export it there, and call it in {everywhere}"


RULE = Rule(code="SSOT205", name="unowned-duplicate", severity=Severity.WARNING, explanation=__doc__, check=check)
