"""What a copy names, calls or says in the place of something of the owner's: one function can be both only when it is handed that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.listed import conjoined, listed
from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.unit import FUNCTIONS, UnitKind
from ssot_check.rules.support.bases import set_by_class
from ssot_check.rules.support.differences import differ, only_logged, where
from ssot_check.rules.support.scripts import own_below
from ssot_check.rules.support.siblings import is_placed

_SHOWN: Final = 2
_AGREED: Final = "agree which of the values that differ is meant"
_NEARLY: Final = 0.95


def arguments(match: Match) -> str:
    """What the owner has to take as arguments before it can stand in for the copy; "" when it can as it is, and for methods of two classes.

    Without that a caller would get what the owner names, calls or says. Texts are counted and not shown, for one may be a secret.
    """
    own, values = list(names(match)), _values(match)
    if not own and not values:
        return f"let `{match.owner.name}` take what makes the two differ as an argument" if _is_nearly_one(match) else ""
    if match.owner.kind is UnitKind.CLASS and match.clone_type is CloneType.NEAR:
        return f"let `{match.owner.name}` read {conjoined(own)} from attributes of the class, which this one sets"
    given = [*own, *([_told(match, values)] if values else [])]
    many = "arguments" if len(given) > 1 or values > 1 else "an argument"
    return f"let `{match.owner.name}` take {conjoined(given)} as {many}" + (
        "" if own else ", where it matters" if values == 1 else ", where they matter"
    )


def before(match: Match) -> str:
    """What comes before the copy goes: what lies between the files, and what it means by names of its own; "" for nothing."""
    if match.apart and is_placed(match):
        return ""
    from ssot_check.rules.support.fixtures import is_fixture  # a hook that comes to no copy needs no help

    fixture = is_fixture(match.owner, match.copy)
    if match.apart and not match.use:  # where it moves to it can be given what differs as well
        return ", and ".join(filter(None, (match.apart, "" if fixture else arguments(match))))
    below = own_below(match)
    given = [] if fixture else [taken_along(match), arguments(match)]
    own = [below] if below else [_agreed(match)] if hands_over(match) and not is_asked(match) and not differ(match) else given
    return ", and ".join(filter(None, (match.apart, *own)))


def _agreed(match: Match) -> str:
    """What is decided of the values that differ; "" of a class whose help says so itself."""
    from ssot_check.rules.support.derived import named_otherwise  # a hook that comes to no copy needs no help
    from ssot_check.rules.support.things import things

    if not (named := things(match)):
        return _AGREED
    return "" if named_otherwise(match) else f"let `{match.owner.name}` be handed the name of what it is for ({named}), as both are meant"


def taken_along(match: Match) -> str:
    """Which classes the copy's file has to take besides, for what its callers catch has to be what the owner raises; "" for none."""
    if not match.along or match.owner.kind is match.copy.kind is UnitKind.METHOD:
        return ""
    return f"take {listed([f'`{name}`' for name in match.along], _SHOWN)} of {match.owner_path} in place of this file's own"


def means_another(match: Match) -> bool:
    """True when the owner names or calls something else than the copy, or a class of its file that the copy's file has too."""
    return bool(match.along) or any(True for _ in names(match))


def _is_nearly_one(match: Match) -> bool:
    """True where all but what each is about is one, which is why it is told for a look only."""
    doubtful = match.clone_type is CloneType.NEAR and match.tier is Tier.ADVISORY and not match.fallback
    return doubtful and is_asked(match) and match.score >= _NEARLY


def is_asked(match: Match) -> bool:
    """True for functions that could be one, given arguments: not for methods of two classes."""
    return match.part is None and match.owner.kind in FUNCTIONS and not match.owner.kind is match.copy.kind is UnitKind.METHOD


def names(match: Match) -> Iterator[str]:
    """What the owner names or calls, where the copy has something of its own."""
    asked = is_asked(match)
    pairs = match.confirmation.instead if asked and match.confirmation is not None else ()
    yield from (f"`{mine}` (here `{yours}`)" for mine, yours in pairs[:_SHOWN])
    if len(pairs) > _SHOWN:
        yield f"{len(pairs) - _SHOWN} more that have other names here"
    own = match.own if asked else tuple(set_by_class(match))
    yield from (f"`{name}` (this file has its own)" for name in own[:_SHOWN])
    if len(own) > _SHOWN:
        yield f"{len(own) - _SHOWN} more of which this file has its own"


def _values(match: Match) -> int:
    if not is_asked(match):
        return 0
    if only_logged(match):
        return 0
    return match.confirmation.values if match.confirmation is not None else int(_says_another(match))


def _told(match: Match, values: int) -> str:
    """The values by what they are, where all may be shown, else by their number."""
    shown = match.confirmation.shown if match.confirmation is not None else ()
    if len(shown) == values <= _SHOWN:
        return " and ".join(f"{mine} ({yours} here)" for mine, yours in shown)
    return (f"the {values} values that differ" if values > 1 else "the value that differs") + where(match)


def hands_over(match: Match) -> bool:
    """True for a copy that says other values than the owner, and not to people alone: which are meant nobody can tell from the two."""
    return says_other_values(match) and not only_logged(match)


def says_other_values(match: Match) -> bool:
    """True for a renamed copy with texts or numbers that are not the owner's."""
    return match.clone_type is CloneType.RENAMED and match.confirmation is not None and match.confirmation.values > 0


def differs_in_extras(match: Match) -> bool:
    """True for what is called a renamed copy although nothing has another name or value: documentation and the like differ."""
    said = match.confirmation
    same = match.clone_type is CloneType.RENAMED and match.owner.name == match.copy.name
    return same and said is not None and said.clone_type is CloneType.RENAMED and not said.renames and not said.values


def _says_another(match: Match) -> bool:
    """True for a renamed copy with one word in its texts in the place of one of the owner's: another program, key or variable."""
    mine, theirs = ({word for word in unit.fingerprint.words if word.startswith('"')} for unit in (match.owner, match.copy))
    return match.clone_type is CloneType.RENAMED and len(mine - theirs) == len(theirs - mine) == 1
