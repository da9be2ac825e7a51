"""Opens both sides of a Python match with the exact reader and says what they really are to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.python.imports import module_of, package_of
from ssot_check.model.codings import codec
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.location import Location
from ssot_check.model.match import CloneType, Confirmation, Match
from ssot_check.model.unit import Trait, Unit, UnitKind

if TYPE_CHECKING:
    from ssot_check.languages.support.python.cst import Fragment
    from ssot_check.languages.support.python.shape import Item

_CLAIMS: Final = frozenset((CloneType.EXACT, CloneType.RENAMED))
_FACADE_STATEMENTS: Final = 4  # the call to the owner, and at most three others
_SAME_ENTRIES: Final = 0.5
_REFUSED: Final = ((Trait.OVERLOAD, "an overload"), (Trait.ABSTRACT, "an abstract method"), (Trait.PROTOCOL, "part of a protocol"))
_CODING: Final = re.compile(r"#!|#.*coding[:=]")


@dataclass(frozen=True)
class Comparison:
    """What the comparison of two trees proves; `why` names the first difference when it proves nothing, "" for another length."""

    clone_type: CloneType | None
    renames: tuple[tuple[str, str], ...] = ()
    why: str = ""
    values: int = 0


def confirm(match: Match, owner_text: str, copy_text: str) -> Confirmation:
    """Prove or downgrade the match, place the copy, and refuse what is no second implementation.

    The texts are the whole files. A fragment that libcst cannot read leaves the match as it is, with the reason.
    """
    from ssot_check.languages.support.python.cst import CannotReadError

    placed = Confirmation(match.clone_type, _with_comments(match.copy, copy_text), match.copy.signature)
    for trait, what in _REFUSED:
        if trait in match.copy.traits:
            return replace(placed, clone_type=None, reason=f"the copy is {what}")
    try:
        owner, copy = _open(match.owner, owner_text), _open(match.copy, copy_text)
        if reason := _refusal(match, copy, copy_text):
            return replace(placed, clone_type=None, reason=reason)
        comparison = compare(owner, copy)
        if comparison.clone_type is None and comparison.renames:
            comparison = _through_imports(match, (owner, copy), (owner_text, copy_text), comparison)
    except CannotReadError as error:
        return replace(placed, reason=f"not confirmed: {error}")
    if match.copy.kind is UnitKind.TABLE and comparison.clone_type is CloneType.RENAMED and not _same_entries(owner, copy):
        return replace(placed, clone_type=None, reason="another table of the same shape")
    kept = CloneType.NEAR if match.clone_type in _CLAIMS else match.clone_type
    renames = comparison.renames if comparison.clone_type else ()
    reason = f"more than renamed: {comparison.why}" if comparison.why else ""
    instead = () if comparison.clone_type else comparison.renames
    found = replace(placed, clone_type=comparison.clone_type or kept, renames=renames, reason=reason)
    return replace(found, instead=instead, values=comparison.values)


def compare(owner: Fragment, copy: Fragment, aliases: frozenset[tuple[str, str]] = frozenset()) -> Comparison:
    """EXACT when all is equal; RENAMED under a one-to-one renaming of own names and changed literals, without the extras.

    `aliases` are pairs of names that mean the same import. When only names from outside stand against it, `clone_type` is None and
    `renames` holds those pairs.
    """
    if owner.items == copy.items:
        return Comparison(CloneType.EXACT)
    ours, theirs = _essence(owner.items), _essence(copy.items)
    if len(ours) != len(theirs):
        return Comparison(None)
    forward: dict[str, str] = {}
    backward: dict[str, str] = {}
    foreign: dict[str, str] = {}
    for mine, yours in zip(ours, theirs, strict=True):
        if mine.role != yours.role or (mine.role == "syntax" and mine.text != yours.text):
            return Comparison(None, why=f"`{mine.text}` against `{yours.text}`")
        if mine.role != "name" or (mine.text, yours.text) in aliases:
            continue
        if forward.setdefault(mine.text, yours.text) != yours.text or backward.setdefault(yours.text, mine.text) != mine.text:
            return Comparison(None, why=_mixed(mine.text, yours.text, forward, backward))
        if mine.text != yours.text and not (mine.text in owner.own and yours.text in copy.own):
            foreign.setdefault(mine.text, yours.text)
    values = _values(ours, theirs)
    if foreign:
        first = next(iter(foreign.items()))
        return Comparison(None, tuple(foreign.items()), f"uses `{first[1]}` where the owner uses `{first[0]}`", values)
    changed = [pair for pair in forward.items() if pair[0] != pair[1]]
    return Comparison(CloneType.RENAMED, (*changed, *sorted(aliases)), values=values)


def _mixed(mine: str, yours: str, forward: dict[str, str], backward: dict[str, str]) -> str:
    """Which name stands for two: the owner's in the copy, or the copy's in the owner."""
    if forward[mine] != yours:
        return f"`{mine}` of the owner is `{forward[mine]}` in one place and `{yours}` in another"
    return f"`{yours}` stands for `{backward[yours]}` of the owner in one place and for `{mine}` in another"


def _values(ours: Sequence[Item], theirs: Sequence[Item]) -> int:
    """How many texts and numbers of the owner are others in the copy."""
    return len({(mine.text, yours.text) for mine, yours in zip(ours, theirs, strict=True) if mine.role == "literal" and mine != yours})


def _open(unit: Unit, text: str) -> Fragment:
    from ssot_check.languages.support.python.cst import open_fragment

    place = unit.location
    lines = text.split("\n")[place.line - 1 : place.end_line]
    before = lines[0][: place.column - 1] if lines else ""
    lines[-1:] = [line[: place.end_column - 1] for line in lines[-1:]]
    if before.strip():
        # Not the first statement of its line: only a fragment of one line can be cut out.
        lines[0] = lines[0][len(before) :]
        before = ""
    fragment = open_fragment("\n".join(lines) + "\n", indented=bool(before), script=unit.kind is UnitKind.SCRIPT)
    # Inside a class its name stands for the class, as `self` does for the object.
    return replace(fragment, items=tuple(_one_codec(fragment.items)), own=fragment.own | frozenset(unit.scope.split(".")))


def _one_codec(items: Sequence[Item]) -> Iterator[Item]:
    """The items, each name of a text encoding that is asked for spelled in one way."""
    for at, item in enumerate(items):
        before = [one.text for one in items[max(0, at - 2) : at]]
        asked = before[-1:] == ["encoding="] or before in ([".encode", "Arg"], [".decode", "Arg"])
        yield item._replace(text=codec(item.text)) if item.role == "literal" and asked else item


def _with_comments(unit: Unit, text: str) -> Location:
    """The unit with the comments directly above it, decorators being part of it anyway."""
    lines = text.split("\n")
    first = unit.location.line
    margin = " " * (unit.location.column - 1)
    while first > 1 and lines[first - 2].startswith(f"{margin}#") and not _CODING.match(lines[first - 2]):
        first -= 1
    return replace(unit.location, line=first)


def _refusal(match: Match, copy: Fragment, copy_text: str) -> str:
    """Why the copy is no copy; "" when nothing speaks against it."""
    if copy.decorators & {"overload", "abstractmethod"}:
        return "the copy is a declaration only"
    name = match.owner.name
    if copy.statements > _FACADE_STATEMENTS or not any(call.rpartition(".")[2] == name for call in match.copy.calls):
        return ""
    from ssot_check.languages.support.python.cst import names_of

    place = match.copy.location
    for called in sorted(names_of(copy_text).calls(place.line, place.end_line)):
        absolute = _absolute(called, match.copy_path)
        if absolute.rpartition(".")[2] == name and _leads_to(absolute.split(".")[:-1], match.owner_path):
            return f"the copy passes its work on to {absolute}"
    return ""


def _absolute(dotted: str, path: str) -> str:
    """`..a.b` of a file as a path from the repository root."""
    rest = dotted.lstrip(".")
    climbs = len(dotted) - len(rest)
    if not climbs:
        return dotted
    package = package_of(path).split(".") if "/" in path else []
    return ".".join([*package[: max(0, len(package) - climbs + 1)], rest])


def _leads_to(module: Sequence[str], path: str) -> bool:
    """True when the module is the file, or a package above it that passes its names on."""
    parts = module_of(path).split(".")
    ends = range(len(module), len(parts) + 1)
    return bool(module) and any(parts[end - len(module) : end] == list(module) for end in ends)


def _through_imports(match: Match, fragments: tuple[Fragment, Fragment], texts: tuple[str, str], comparison: Comparison) -> Comparison:
    """Compare again, with names that are one import under two aliases as equal."""
    from ssot_check.languages.support.python.cst import names_of

    sides = []
    for unit, text in zip((match.owner, match.copy), texts, strict=True):
        found = names_of(text).imported(unit.location.line, unit.location.end_line)
        sides.append({name: _absolute(origin, unit.location.path) for name, origin in found.items()})
    same = frozenset(pair for pair in comparison.renames if sides[0].get(pair[0]) and sides[0].get(pair[0]) == sides[1].get(pair[1]))
    return compare(*fragments, aliases=same) if same else comparison


def _essence(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if item.role != "extra"]


def _same_entries(owner: Fragment, copy: Fragment) -> bool:
    """At least half of the literals of two tables agree."""
    pairs = [
        (mine.text, yours.text) for mine, yours in zip(_essence(owner.items), _essence(copy.items), strict=True) if mine.role == "literal"
    ]
    return not pairs or sum(mine == yours for mine, yours in pairs) >= _SAME_ENTRIES * len(pairs)
