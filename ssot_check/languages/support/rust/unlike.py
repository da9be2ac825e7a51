"""Why one function of Rust cannot be two that are equal to the reader: what they say is one, and its types are not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ssot_check.languages.support.rust.types import fields, inner, resolved, spoken, without_path
from ssot_check.model.match import AWAITS, Match
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind

_HEAD: Final = re.compile(r"^[ \t]*(?:unsafe\s+)?impl\b\s*(?:<[^{;]*?>\s*)?((?:::)?[\w:]+)\s*<([^{;]*)>\s+for\s+(\w+)", re.MULTILINE)
_AWAIT: Final = re.compile(r"\.\s*await\b|\b(?:select|join|try_join)\w*!")
"""Where something is awaited, also by a macro that does so."""
_PRIMITIVE: Final = re.compile(r"\b(?:bool|char|[iu](?:8|16|32|64|128|size)|f(?:32|64)|String|str)\b")
"""What one function can be told with one type: none of them is there because of another."""
_WIDEST: Final = 60


def unlike(match: Match, text: Callable[[str], str]) -> str:
    """In what types both differ, as a part of a sentence; "" where nothing is known of it. `text` gives the text of a file."""
    owner, copy = match.owner, match.copy
    if not {owner.kind, copy.kind} <= FUNCTIONS:
        return ""
    methods = owner.kind is copy.kind is UnitKind.METHOD and match.owner_path != match.copy_path
    if not methods and not _is_async_alone(match):
        return ""
    mine, theirs = spoken(text(match.owner_path)), spoken(text(match.copy_path))
    if _is_async_alone(match) and _AWAIT.search(inner(copy, theirs) if Trait.ASYNC in copy.traits else inner(owner, mine)):
        return f"{'this one' if Trait.ASYNC in copy.traits else 'the owner'} {AWAITS}"
    if not methods:
        return ""
    return _of_traits(owner, copy, mine, theirs) or _of_fields(owner, copy, mine, theirs)


def _is_async_alone(match: Match) -> bool:
    """True where one of both is asynchronous. Only where it awaits what the other waits for it has other types."""
    return (Trait.ASYNC in match.owner.traits) is not (Trait.ASYNC in match.copy.traits)


def _of_traits(owner: Unit, copy: Unit, mine: str, theirs: str) -> str:
    """A trait that each implements for another type: none of the two has the other's."""
    (first, ours), (second, yours) = _trait(owner, mine), _trait(copy, theirs)
    if first != second or not ours or not yours or ours == yours:
        return ""
    return _told(f"{first}<{yours}>", f"{first}<{ours}>", "the trait")


def _trait(unit: Unit, text: str) -> tuple[str, str]:
    """The trait that asks for a method and the types that it is asked with, without lifetimes."""
    above = "\n".join(text.splitlines()[: unit.signature.line])
    head = next((item for item in reversed(list(_HEAD.finditer(above))) if item[3] == unit.scope.rpartition(".")[2]), None)
    return (head[1].rpartition("::")[2], without_path(resolved(head[2], text)).strip(",")) if head is not None else ("", "")


def _of_fields(owner: Unit, copy: Unit, mine: str, theirs: str) -> str:
    """A field that both read, and that each type declares of another type."""
    first, second = fields(owner, mine), fields(copy, theirs)
    for name in sorted(first.keys() & second.keys()):
        if first[name] and second[name] and _PRIMITIVE.sub("#", first[name]) != _PRIMITIVE.sub("#", second[name]):
            return _told(second[name], first[name], f"`self.{name}`")
    ours, yours = ({_PRIMITIVE.sub("#", kind) for kind in kinds.values()} for kinds in (first, second))
    known = bool(ours and yours) and "" not in ours | yours
    apart = known and first.keys().isdisjoint(second) and ours.isdisjoint(yours)
    return _told(next(iter(second.values())), next(iter(first.values())), "what they hold") if apart else ""


def _told(here: str, there: str, what: str) -> str:
    return f"{what} is `{here}` here and `{there}` there" if max(len(here), len(there)) <= _WIDEST else f"{what} is of another type"
