"""What a copy names, calls or says in the place of something of the owner's: one function can be both only when it is handed that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.listed import listed
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.unit import FUNCTIONS, UnitKind
from ssot_check.rules.support.scripts import own_below
from ssot_check.rules.support.siblings import is_placed

_SHOWN: Final = 2
_NEARLY: Final = 0.95


def arguments(match: Match, lines: str = "") -> str:
    """What the owner has to take as arguments before it can stand in for the copy; "" when it can as it is, and for methods of two classes.

    Without that a caller would get what the owner names, calls or says. Texts are counted and not shown, for one may be a secret.
    """
    names, values = list(_names(match)), _values(match)
    if not names and not values:
        return lines or (f"let `{match.owner.name}` take what makes the two differ as an argument" if _is_nearly_one(match) else "")
    given = [*names, *([f"the {values} values that differ" if values > 1 else "the value that differs"] if values else [])]
    listed = " and ".join((", ".join(given[:-1]), given[-1])) if len(given) > 1 else given[0]
    many = "arguments" if len(given) > 1 or values > 1 else "an argument"
    return f"let `{match.owner.name}` take {listed} as {many}" + (
        "" if names else ", where it matters" if values == 1 else ", where they matter"
    )


def before(match: Match, lines: str = "") -> str:
    """What comes before the copy goes: what lies between the files, and what it means by names of its own; "" for nothing.

    `lines` says what its lines do that the owner does not.
    """
    if match.apart and is_placed(match):
        return ""
    if match.apart and not match.use:
        return match.apart
    from ssot_check.rules.support.fixtures import is_fixture  # a hook that comes to no copy needs no help

    below = own_below(match)
    own = [below] if below else [] if is_fixture(match.owner, match.copy) else [_taken_along(match), arguments(match, lines=lines)]
    return ", and ".join(filter(None, (match.apart, *own)))


def _taken_along(match: Match) -> str:
    """Which classes the copy's file has to take besides, for what its callers catch has to be what the owner raises; "" for none."""
    if not match.along or match.owner.kind is match.copy.kind is UnitKind.METHOD:
        return ""
    return f"take {listed([f'`{name}`' for name in match.along], _SHOWN)} of {match.owner_path} in place of this file's own"


def means_another(match: Match) -> bool:
    """True when the owner names or calls something else than the copy, or a class of its file that the copy's file has too."""
    return bool(match.along) or any(True for _ in _names(match))


def _is_nearly_one(match: Match) -> bool:
    """True where all but what each is about is one, which is why it is told for a look only."""
    doubtful = match.clone_type is CloneType.NEAR and match.tier is Tier.ADVISORY and not match.fallback
    return doubtful and _is_asked(match) and match.score >= _NEARLY


def _is_asked(match: Match) -> bool:
    return match.part is None and match.owner.kind in FUNCTIONS and not match.owner.kind is match.copy.kind is UnitKind.METHOD


def _names(match: Match) -> Iterator[str]:
    asked = _is_asked(match)
    pairs = match.confirmation.instead if asked and match.confirmation is not None else ()
    yield from (f"`{mine}` (here `{yours}`)" for mine, yours in pairs[:_SHOWN])
    if len(pairs) > _SHOWN:
        yield f"{len(pairs) - _SHOWN} more that have other names here"
    own = match.own if asked or match.owner.kind is match.copy.kind is UnitKind.CLASS else ()
    yield from (f"`{name}` (this file has its own)" for name in own[:_SHOWN])
    if len(own) > _SHOWN:
        yield f"{len(own) - _SHOWN} more of which this file has its own"


def _values(match: Match) -> int:
    if not _is_asked(match):
        return 0
    return match.confirmation.values if match.confirmation is not None else int(_says_another(match))


def _says_another(match: Match) -> bool:
    """True for a renamed copy with one word in its texts in the place of one of the owner's: another program, key or variable."""
    mine, theirs = ({word for word in unit.fingerprint.words if word.startswith('"')} for unit in (match.owner, match.copy))
    return match.clone_type is CloneType.RENAMED and len(mine - theirs) == len(theirs - mine) == 1
