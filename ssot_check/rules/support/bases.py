"""Names by which two classes mean two things: those of their bases, and the others, which the one can set for the other."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import UnitKind


def set_by_class(match: Match) -> Iterator[str]:
    """Names that mean two things in two classes; of an edited one, but for those of its bases."""
    if match.owner.kind is match.copy.kind is UnitKind.CLASS:
        above = own_bases(match) if match.clone_type is CloneType.NEAR else ()
        yield from (name for name in match.own if name not in above)


def own_bases(match: Match) -> tuple[str, ...]:
    """Names of bases by which two classes mean two."""
    both = {base.rpartition(".")[2] for base in match.owner.bases} & {base.rpartition(".")[2] for base in match.copy.bases}
    return tuple(name for name in match.own if name in both)
