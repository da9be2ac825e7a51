"""Of which types the fields of two structs, interfaces or data classes are, as their files spell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.unit import Unit

# Each of these is anchored or cannot begin anew within what it passed over: a line of any length is read once.
_GO_ENDS: Final = regex(r"`|//|/\*")
_NAME: Final = regex(r"\w+")
_OTHERS: Final = regex(r"\s*(?:pub(?:\([^)]*\))?\s+|readonly\s+)?(\w+)\??\s*:")
_OTHERS_ENDS: Final = regex(r"=|//|/\*|#")
_MANY: Final = 0.34
_FEWEST: Final = 2
_LOOSE: Final = regex(r"\b\w+(?:\.|::)(?=\w)|'\w+\b(?!')")
"""What does not make another type of one: a package before it, and a lifetime."""
_WORDS: Final = regex(r"\[\]|\w+")
_UNSAID: Final = frozenset(
    (
        "Optional",
        "Option",
        "Union",
        "None",
        "null",
        "undefined",
        "readonly",
        "Readonly",
        "mut",
        "Required",
        "NotRequired",
        "Final",
        "ReadOnly",
    )
)
"""That it may be missing, or may not be changed."""
_SAME: Final = {name: name.lower() for name in ("List", "Dict", "Set", "FrozenSet", "Tuple", "Type")} | {
    "Text": "str",
    "Array": "[]",
    "ReadonlyArray": "[]",
    "byte": "uint8",
    "rune": "int32",
}
_OPEN: Final = ("{", "(", "Annotated")
"""What is read no further: a type that is written out, one of a function, one with more than a type."""


def are_of_other_types(project: Project, owner: Unit, copy: Unit, shared: Iterable[str]) -> bool:
    """True where many fields of one name are of another type: what is read is not what the owner holds."""
    mine, yours = _typed(project, owner), _typed(project, copy)
    known = [(mine[field], yours[field]) for field in shared if field in mine and field in yours]
    other = sum(are_other(one, two) for one, two in known)
    return other >= _FEWEST and other >= _MANY * len(known)


def are_other(one: str, two: str) -> bool:
    """True where two spellings surely say two types; where that cannot be told they are one."""
    mine, yours = _plain(one), _plain(two)
    return bool(mine and yours) and mine != yours


def _typed(project: Project, unit: Unit) -> Mapping[str, str]:
    read = _go if unit.location.path.endswith(".go") else _other
    lines = project.written(unit.location).splitlines()[: unit.location.line_count]
    return dict(found for line in lines if (found := read(line)))


def _go(line: str) -> tuple[str, str] | None:
    name, *written = _GO_ENDS.split(line, 1)[0].split(None, 1)[:2] or ("",)
    return (name, written[0].rstrip()) if written and _NAME.fullmatch(name) else None


def _other(line: str) -> tuple[str, str] | None:
    found = _OTHERS.match(line)
    written = _OTHERS_ENDS.split(line[found.end() :], 1)[0].strip() if found else ""
    return (found[1], written.rstrip(",; \t")) if found and written else None


def _plain(written: str) -> list[str]:
    """The names in a type, by the alphabet, for the order of a union says nothing; none where it cannot be told."""
    said = "".join(written.split()).replace("interface{}", "any")
    if any(sign in said for sign in _OPEN) or any(said.count(one) != said.count(other) for one, other in ("[]", "<>")):
        return []
    return sorted(_SAME.get(word, word) for word in _WORDS.findall(_LOOSE.sub("", said)) if word not in _UNSAID)
