"""What a registry file is made of before it means anything: texts, lists and mappings, each with its place.

Scalars stay text ("3.10", "22:22", "on"): what a value means is for the reader of its key to say, not for YAML.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""How YAML 1.2 core schema (§10.2.1.1) spells nothing."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text. `plain` is True when it stands without quotes."""

    text: str
    location: Location
    plain: bool = True

    @property
    def is_null(self) -> bool:
        """True for an empty value, `~` and `null`; quoted they are texts."""
        return self.plain and self.text in NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping and its value."""

    key: Scalar
    value: Node

    @property
    def name(self) -> str:
        """The key as text."""
        return self.key.text


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping in the order written; what came in through `<<` stands last. Keys are unique."""

    entries: tuple[Entry, ...]
    location: Location

    def get(self, name: str) -> Node | None:
        """Value of the key, or None."""
        return next((entry.value for entry in self.entries if entry.name == name), None)

    def text(self, name: str) -> str:
        """Text of a scalar value; "" when the key is absent, null, or holds a list or mapping."""
        value = self.get(name)
        return value.text if isinstance(value, Scalar) and not value.is_null else ""


Node: TypeAlias = Scalar | Sequence | Mapping


def kind_of(node: Node) -> str:
    """Name of a node's sort, for messages."""
    if isinstance(node, Scalar):
        return "nothing" if node.is_null else f"`{shown(node.text)}`"
    return "a list" if isinstance(node, Sequence) else "a mapping"


def shown(text: str, limit: int = 80) -> str:
    """`text` fit for a message: one line, nothing a terminal would act upon, at most `limit` characters."""
    clean = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text[: limit + 1])
    return clean if len(text) <= limit else clean[: limit - 1] + "…"
