"""Whether a few files that differ may hold copies, and which: mostly there are none, and little is loaded."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ssot_check.matching.across import is_asked_across, might_cross
from ssot_check.matching.clone_classes import strays
from ssot_check.matching.haystack import Haystack
from ssot_check.model.dataclass import replace
from ssot_check.model.match import Match, Stray, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.pipeline.again.kinds import Standing
from ssot_check.pipeline.again.owners import Change, may_match, owners_of, suspects
from ssot_check.pipeline.again.sparse import Sparse

if TYPE_CHECKING:
    from ssot_check.pipeline.again.look import Look


class Compared(NamedTuple):
    """What a comparison says of the files."""

    matches: tuple[Match, ...]
    strays: tuple[Stray, ...]


def compared(
    look: Look, project: Project, hay: Haystack, before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile], kinds: Standing
) -> Compared | None:
    """What a comparison finds in the files `after`; None where it may find something of others, or what is not known from here.

    What stands elsewhere and hangs together with them is looked at, too (`kinds`). Raises UnsureError.
    """
    kept, whole = owners_of(look.memory, look.calm.sums), look.whole is not None
    now = {**after, **kinds.rivals}
    plain = [file for path, file in now.items() if path not in look.edited]
    if any(kept.declare_like(unit) for file in plain for unit in file.units) or might_cross(hay, kept.crossings, now):
        return None
    names = _exported(hay)
    named = any(unit.name in names and not unit.scope for file in plain for unit in file.units)
    named = named or _are_copies(look, after.values())
    change = Change({**before, **kinds.rivals}, now, whole, look.calm.listed, bool(look.edited))
    asked = replace(hay, files=Sparse(now, hay.files.get)) if kinds.rivals else hay
    if whole:
        kin = any(strays(replace(hay, files=dict(files))) for files in (before, after)) or is_asked_across(hay, kept.crossings, after)
        no = named or kin or any(may_match(look.memory, look.calm.sums, asked, family, change) for family in kept.families)
        return None if no else Compared((), ())
    found = {family: one for family in kept.families if (one := suspects(look.memory, look.calm.sums, asked, family, change)) is not None}
    if not found:
        return None if named else Compared((), kinds.strays(hay))
    from ssot_check.pipeline.again.copied import copies  # loads the languages' exact readers

    matches = copies(look, project, hay, found, change)
    if not named and not matches:
        return Compared((), kinds.strays(hay))
    return Compared(matches, kinds.strays(hay, [match.copy for match in matches])) if _is_all(look, names, matches, now, kinds) else None


def _is_all(look: Look, names: Container[str], matches: Iterable[Match], files: Mapping[str, ParsedFile], kinds: Standing) -> bool:
    """True when nothing but these matches is told of the files: what is called like an export and is no copy may shadow it.

    What is a copy elsewhere is told no more as something that nobody owns, and other things are.
    """
    taken = {match.copy.signature for match in matches if match.tier is not Tier.HINT}
    paths = {match.copy_path for match in matches}
    called = (unit for file in files.values() for unit in file.units if unit.name in names and not unit.scope)
    strange = (file for path, file in files.items() if path not in paths)
    return paths.isdisjoint(kinds.rivals) and not _are_copies(look, strange) and all(unit.signature in taken for unit in called)


def _exported(hay: Haystack) -> frozenset[str]:
    """All that owners export: whoever defines something under such a name may shadow it."""
    return frozenset(export.name for domain in hay.registry.domains for export in domain.exports)


def _are_copies(look: Look, files: Iterable[ParsedFile]) -> bool:
    """True when one of the files holds what a file of an owner holds."""
    owned = {look.then[path] for path in look.start.survey.owners if path in look.then}
    return any(file.digest in owned for file in files)
