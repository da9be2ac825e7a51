"""Who reviews what, as the repository's CODEOWNERS file says it."""

from __future__ import annotations

from collections.abc import Mapping

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location


@dataclass(frozen=True, slots=True)
class Reviewers:
    """The names of one line (`@team`, `@org/team`, `someone@example.org`), maybe none, and the line."""

    names: tuple[str, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """`path` is the file, "" when there is none. `reviewers` holds for each owned file the last line that matches, of each section."""

    path: str = ""
    reviewers: Mapping[str, tuple[Reviewers, ...]] = field(default_factory=dict)
