"""What to do about an edited Python function: whoever puts the owner in its place loses what the owner has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.listed import after, conjoined
from ssot_check.model.match import CloneType, Match
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind
from ssot_check.rules.support.arguments import names, taken_along
from ssot_check.rules.support.calls import called_here
from ssot_check.rules.support.differences import differ, in_its_file, lines, only_logged, where

_PYTHON: Final = (".py", ".pyi")
_BLOCKS: Final = (UnitKind.SCRIPT, UnitKind.CONFIG)
_MANY: Final = 20
"""So many lines that differ are no arguments: what is equal between them may be worth a function of its own."""
_MOST: Final = 0.75
"""With less of the statements of either in the other one, neither can stand in for the other."""


def edited(match: Match, hidden: str) -> str:
    """What to do about an edited function; "" for all others, and where the owner stands whole in it and can be called there.

    `hidden` is the name that would be taken although its file keeps it to itself, "" for none.
    """
    if not _is_asked(match):
        return ""
    whole = _stands_whole(match)
    if (whole and does_more(match)) or Trait.NESTED in match.owner.traits:
        return "" if whole else _third(match)
    if (_is_small(match) and not whole) or _is_bound(match) or _has_grown_apart(match):
        return _third(match)
    own, called = list(names(match)), _called_otherwise(match)
    given = [*own, *([f"what differs{_shown(match)}"] if differ(match) or _left(match) else [])]
    many = "an argument" if len(own) == len(given) == 1 else "arguments"
    taken = f"let `{match.owner.name}` take {conjoined(given)} as {many}" if given else ""
    public = f"make `{hidden}` public in {match.owner_path} or move it" if hidden else ""
    first = ", and ".join(filter(None, (match.apart, public, taken_along(match), taken)))
    match = replace(match, use="") if hidden else match  # it will have another name
    if not given and not called and match.copy.kind is match.owner.kind:
        return _gone(match, first)
    return after(called_here(match, given=bool(given)), first)


def does_more(match: Match) -> bool:
    """True for an edited copy with much that the owner has not: it cannot be deleted for the owner."""
    aligned, own = match.alignment, match.alignment.copy_statements
    edited = match.clone_type is CloneType.NEAR and match.copy.kind not in _BLOCKS
    return edited and bool(aligned.pairs) and len(aligned.pairs) < _MOST * own


def _gone(match: Match, first: str) -> str:
    """What to do about a function that says the same, but for messages, and is called alike."""
    rest, use = only_logged(match), match.use
    this = f"this `{match.copy.name}`" if match.copy.name == match.owner.name else f"`{match.copy.name}`"
    if not use:
        return after(f"delete this copy{rest} and use `{match.owner.name}` of {match.owner_path}", first)
    there = f", which line {match.there} brings already" if match.there else ""
    if match.copy.name != match.owner.name:
        return after(f"replace {this}{rest} by `{match.owner.name}`{there}: {use}", first)
    written = f"{there}: " if match.there else " and write instead: "
    return after(f"delete {this}{rest}{written}{use}", first)


def _third(match: Match) -> str:
    """What to do where neither can stand in for the other."""
    own = f"this `{match.copy.name}`" if match.owner.name == match.copy.name else f"`{match.copy.qualified_name}`"
    where_to = ", in a module that both can import" if match.apart else in_its_file(match)
    equal = _equal(match)
    differs = "" if equal else where(match)
    both = f"{own} and `{match.owner.qualified_name}` of {match.owner_path}"
    if _has_grown_apart(match):
        return (
            f"make functions of the stretches that are equal in {both}{where_to}, and call them in both; "
            f"the rest{where(match)} has grown apart, and stays where it is"
        )
    return f"make one function of what is equal in {both}{equal}{where_to}, with what differs{differs} as arguments, and call it in both"


def _has_grown_apart(match: Match) -> bool:
    said = match.confirmation
    return said is not None and len(said.here) + len(said.there) >= _MANY


def _equal(match: Match) -> str:
    """The stretches that are equal, where both are in one row."""
    pairs = [pair for pair in match.alignment.pairs if pair[1] > match.copy.signature.line]
    if len(pairs) < 2 or not all(_in_a_row([pair[side] for pair in pairs], unit.fingerprint.lines) for side, unit in _sides(match)):
        return ""
    (first, *_, last) = pairs
    (owner, owner_last), (copy, copy_last) = match.rows or zip(first, last, strict=True)
    return f" (lines {copy} to {copy_last} here, lines {owner} to {owner_last} there)" if owner and copy else ""


def _sides(match: Match) -> Iterator[tuple[int, Unit]]:
    yield 0, match.owner
    yield 1, match.copy


def _in_a_row(some: Sequence[int], known: Sequence[int]) -> bool:
    return [line for line in known if some[0] <= line <= some[-1]] == list(some)


def _is_asked(match: Match) -> bool:
    owner, copy = match.owner, match.copy
    functions = {owner.kind, copy.kind} <= FUNCTIONS and not owner.kind is copy.kind is UnitKind.METHOD
    known = match.clone_type is CloneType.NEAR and match.part is None and bool(match.alignment.pairs) and not match.twins
    return functions and known and owner.location.path.endswith(_PYTHON) and copy.location.path.endswith(_PYTHON)


def _is_small(match: Match) -> bool:
    """True where one of both does much that the other does not."""
    return len(match.alignment.pairs) < _MOST * max(match.alignment.owner_statements, match.alignment.copy_statements)


def _is_bound(match: Match) -> bool:
    """True for a method, which may ask for its object, and a function, which has none."""
    return match.owner.kind is UnitKind.METHOD


def _stands_whole(match: Match) -> bool:
    """True where all that the owner says stands in the copy, which only does more, so that a call of it does that part."""
    said = match.confirmation
    if _is_bound(match) or any(True for _ in names(match)):
        return False
    whole = len(match.alignment.pairs) >= match.alignment.owner_statements - 1  # the two heads need not be alike
    return whole and not (said is not None and said.there)


def _called_otherwise(match: Match) -> bool:
    """True where the two heads are no match: a method asks for its object besides."""
    first, aligned = match.copy.signature.line, {line for _, line in match.alignment.pairs}
    heads = {line for line in match.copy.fingerprint.lines if line <= first}
    return match.owner.kind is match.copy.kind and not heads <= aligned


def _left(match: Match) -> list[int]:
    """The lines of the copy's statements that are none of the owner's, where nobody has opened both."""
    said = match.confirmation
    if said is not None and (differ(match) or said.logged or said.instead):
        return []
    aligned = {line for _, line in match.alignment.pairs}
    return sorted({line for line in match.copy.fingerprint.lines if line not in aligned and line > match.copy.signature.line})


def _shown(match: Match) -> str:
    return where(match) or f" ({lines(_left(match))} here)"
