"""A Finding: one thing that is wrong, why it matters and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.location import Location
from ssot_check.model.verdict import Severity


class Safety(StrEnum):
    """SAFE keeps behaviour and may be applied unseen; SUGGESTED wants a look."""

    SAFE = "safe"
    SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text of `location` (end exclusive) by `text`; an empty span is an insertion.

    `digest` is that of the bytes for which the edit was made, as in `ParsedFile` ("" until the findings are gathered).
    """

    location: Location
    text: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding; `title` is an imperative phrase."""

    title: str
    safety: Safety
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that explains the finding; `label` is what stands under its carets.

    `symbol` is the qualified name of what stands there, or "".
    """

    location: Location
    label: str
    symbol: str = ""


class Identity(NamedTuple):
    """What stays the same of a finding when lines move. `scope` is a qualified name, `digest` that of the normalised unit."""

    code: str
    domain: str
    path: str
    scope: str
    digest: str


HINT: Final = "hint"
"""The confidence of a finding that is counted and held back unless somebody asks for it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one rule.

    `message` says what is wrong with the value seen, `why` why it matters, `help` what to do, spelled as it would
    be written in that file. `location` is the line to look at, `extent` everything it is about. `scope` and `digest`
    make the identity together with code, domain and path: no line number is part of it. `notes` are further lines
    of explanation. `further` are the identities of the other fragments that one finding stands for, such as the
    members of a clone class behind the first. `excused` says why it fails no run whatever its severity, "" when nothing does.
    `confidence` is "high", "low" or HINT.
    """

    code: str
    message: str
    location: Location
    why: str = ""
    help: str = ""
    domain: str = ""
    severity: Severity = Severity.ERROR
    confidence: str = "high"
    label: str = ""
    extent: Location | None = None
    score: float | None = None
    related: tuple[Related, ...] = ()
    notes: tuple[str, ...] = ()
    scope: str = ""
    digest: str = ""
    fix: Fix | None = None
    further: tuple[Identity, ...] = ()
    excused: str = ""

    @property
    def identity(self) -> Identity:
        """What stays the same when lines move."""
        return Identity(self.code, self.domain, self.location.path, self.scope, self.digest)

    @property
    def key(self) -> str:
        """Identity that survives moved lines: 16 hexadecimal digits."""
        return digest_parts(self.identity)

    @property
    def sort_key(self) -> tuple[Location, str, str, str]:
        """By place, then code, then text: a total order over the findings of a run."""
        return (self.location, self.code, self.domain, self.message)
