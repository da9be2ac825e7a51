"""Two types with the same fields that have to be two: the same data before and after it was read, and frames of two things."""

from __future__ import annotations

from typing import Final

from ssot_check.model.members import are_members
from ssot_check.model.regex import regex
from ssot_check.model.unit import Unit

_API: Final = regex(r"(?:^|/)apis?/(?:[\w.-]+/)*v\d+(?:(?:alpha|beta)\d+)?(?=/[^/]+$)")
_GO: Final = ".go"
_WORD_BEGINS: Final = regex(r"(?<=[a-z0-9])[A-Z]|(?<=_)[A-Za-z]")


def is_other_form(owner: Unit, copy: Unit, *, known: bool, equal: bool) -> bool:
    """True for types under other names, where no field is of a type of the other or one is turned into the other beside it.

    `known`: the file of the copy takes the owner in by name; `equal`: both have the same fields.

    That is the same data before and after it was read, as are a struct of Go with tags and one without under any names. So are
    two of one family (`ReadHandles`, `WriteHandles`), unless nothing differs: each is the frame of its own thing. A version of an
    API (`apis/config/v1beta1`) declares what others rely on, and must not change with what is inside. States and kinds of two
    things may be counted alike: an enumeration is known by its name.
    """
    if are_members(owner.fields) and owner.name != copy.name:
        return True
    if _api(copy) and _api(owner) != _api(copy):
        return True
    if _is_tagged(owner) is not _is_tagged(copy):
        return True
    mine, theirs = _types(owner), _types(copy)
    turned = known or (bool(mine) and bool(theirs) and mine.isdisjoint(theirs))
    differ = not equal or mine != theirs
    return owner.name != copy.name and (turned or (differ and _kind(owner) == _kind(copy)))


def _api(unit: Unit) -> str:
    """The folder of a version of an API that declares the type; "" for a type inside."""
    path = unit.location.path
    found = _API.search(path)
    return path[: found.end()] if found else ""


def _is_tagged(unit: Unit) -> bool:
    """True for a struct of Go that says how its fields are read or written: nothing else in it is a text. A tag of one field is no form."""
    said = sum(word.startswith('"') for word in unit.fingerprint.words)
    return unit.location.path.endswith(_GO) and said >= len(unit.fields)


def _types(unit: Unit) -> frozenset[str]:
    """Names of a declaration that are neither its own, nor fields, nor words of texts."""
    return frozenset(word for word in unit.fingerprint.words if not word.startswith('"')) - {unit.name, *unit.fields}


def _kind(unit: Unit) -> str:
    """What a type is by its name: the last word of it, of several (`MergeHandles`: `Handles`), else all of it."""
    return unit.name[max((found.start() for found in _WORD_BEGINS.finditer(unit.name)), default=0) :].lower()
