"""Why one function of Rust cannot be two that are equal to the reader: what they say is one, and the types that they say it of are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ssot_check.model.match import CloneType, Match, Tier
from ssot_check.model.unit import FUNCTIONS, Trait, Unit, UnitKind
from ssot_check.pipeline.idioms import is_idiom

_RUST: Final = ".rs"
_FIELD: Final = re.compile(r"\bself\s*\.\s*([a-z_]\w*)\b")
"""What a method reads of its object; one under the name of a field hands that out."""
_DECLARED: Final = re.compile(r"(?:pub(?:\([^)]*\))?\s+)?([a-z_]\w*)\s*:(?!:)\s*(.+)", re.DOTALL)
_ASIDE: Final = re.compile(r"//[^\n]*|/\*.*?\*/|#\[[^\]]*\]", re.DOTALL)
_PATH: Final = re.compile(r"(?:\b\w+)?::|'\w+\s*,?\s*|\s+(?!\w)|(?<!\w)\s+")
"""What the same type is written with or without, as a file takes it: modules and lifetimes."""
_HELD: Final = re.compile(r"(?:&mut\b\s*|&|(?:Arc|Rc|Box|Mutex|RwLock|RefCell|Option)<(?=.*>$))")
"""How a thing is held: a function takes a reference to what is in it."""
_HEAD: Final = re.compile(r"^[ \t]*(?:unsafe\s+)?impl\b\s*(?:<[^{;]*?>\s*)?((?:::)?[\w:]+)\s*<([^{;]*)>\s+for\s+(\w+)", re.MULTILINE)
_WIDEST: Final = 60


def typed_otherwise(match: Match, text: Callable[[str], str]) -> str:
    """In what types both differ, as a part of a sentence; "" where nothing is known of it. `text` gives the text of a file."""
    owner, copy = match.owner, match.copy
    asked = {owner.kind, copy.kind} <= FUNCTIONS and match.part is None and not match.across
    if not (asked and match.owner_path.endswith(_RUST) and match.copy_path.endswith(_RUST)):
        return ""
    if awaits_alone(match):
        return f"{'this one' if Trait.ASYNC in copy.traits else 'the owner'} is `async`, the other is not"
    if not owner.kind is copy.kind is UnitKind.METHOD or match.owner_path == match.copy_path:
        return ""
    mine, theirs = text(match.owner_path), text(match.copy_path)
    return _of_traits(owner, copy, mine, theirs) or _of_fields(owner, copy, mine, theirs)


def weaker(tier: Tier, match: Match, why: str) -> Tier:
    """What is left of a pair for which there is such a reason, and of an idiom.

    An asynchronous twin in words of its own is there because of it.
    """
    if tier is Tier.HINT or not (why or is_idiom(match)):
        return tier
    return Tier.HINT if match.clone_type is CloneType.SEMANTIC and awaits_alone(match) else Tier.ADVISORY


def awaits_alone(match: Match) -> bool:
    """True where one of both is asynchronous: it awaits what the other waits for, with other types."""
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
    return (head[1].rpartition("::")[2], _PATH.sub("", head[2]).strip(",")) if head is not None else ("", "")


def _of_fields(owner: Unit, copy: Unit, mine: str, theirs: str) -> str:
    """A field that both read, and that each type declares of another type."""
    first, second = _fields(owner, mine), _fields(copy, theirs)
    for name in sorted(first.keys() & second.keys()):
        if first[name] != second[name]:
            return _told(second[name], first[name], f"`self.{name}`")
    apart = bool(first and second) and first.keys().isdisjoint(second) and set(first.values()).isdisjoint(second.values())
    return _told(next(iter(second.values())), next(iter(first.values())), "what they hold") if apart else ""


def _fields(unit: Unit, text: str) -> dict[str, str]:
    """The types of the fields that a method reads, where its own file declares them."""
    head = re.search(rf"\bstruct\s+{re.escape(unit.scope.rpartition('.')[2])}\b[^{{;(]*{{", text)
    if head is None:
        return {}
    read = set(_FIELD.findall("\n".join(text.splitlines()[unit.location.line - 1 : unit.location.end_line])))
    return {name: _plainly(kind) for name, kind in _declared(text[head.end() :]) if name in read}


def _declared(text: str) -> Iterator[tuple[str, str]]:
    """The fields of a struct, of which `text` begins behind the bracket, with their types."""
    depth, begin, plain = 0, 0, _ASIDE.sub("", text)
    for at, mark in enumerate(plain):
        depth += (mark in "{([<") - (mark in "})]" or (mark == ">" and plain[at - 1] != "-"))
        if (mark == "," and not depth) or depth < 0:
            found = _DECLARED.fullmatch(plain[begin:at].strip())
            if found is not None:
                yield found[1], found[2]
            begin = at + 1
        if depth < 0:
            return


def _plainly(kind: str) -> str:
    """A type without modules, lifetimes, and what only holds it."""
    plain = _PATH.sub("", kind)
    while (held := _HELD.match(plain)) is not None:
        plain = plain[held.end() :].removesuffix(">" if held[0].endswith("<") else "")
    return plain


def _told(here: str, there: str, what: str) -> str:
    return f"{what} is `{here}` here and `{there}` there" if max(len(here), len(there)) <= _WIDEST else f"{what} is of another type"
