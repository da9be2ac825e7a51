"""How a member of an enumeration stands among the fields of a type: with its value, for that is what two of them have to agree on.

`RED = 1` where a value is written, `RED =` where the place of the member is its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_SIGN: Final = " ="


def member(name: str, value: str = "") -> str:
    """The field that says a member and, on one line and with one kind of quotes, its value."""
    return " ".join((name + _SIGN, *value.replace("'", '"').split()))


def are_members(fields: Sequence[str]) -> bool:
    """True for the fields of an enumeration."""
    return bool(fields) and all(_SIGN in field for field in fields)


def shown(field: str) -> str:
    """A field or member as a reader writes it."""
    return field.removesuffix(_SIGN)
