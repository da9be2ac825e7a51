"""The quality gate: what the registry asks of a whole run beside its findings, condition by condition."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location

EVERY_DOMAIN: Final = "*"
"""The key of `debt` that speaks of each domain without one of its own."""


@dataclass(frozen=True, slots=True)
class DebtLimit:
    """The most points of debt that a domain may have; `domain` is EVERY_DOMAIN or its name."""

    domain: str
    most: float
    location: Location


@dataclass(frozen=True, slots=True)
class Gate:
    """`enforcement.gate`: the most of each that there may be (None = not asked)."""

    new_findings: int | None = None
    expired_waivers: int | None = None
    unread_files: int | None = None
    debt: tuple[DebtLimit, ...] = ()


class Outcome(StrEnum):
    """What became of a condition; the value is the word that is shown."""

    PASS = "pass"  # noqa: S105 -- no password
    FAIL = "fail"
    OPEN = "not decided"


@dataclass(frozen=True, slots=True)
class Condition:
    """One row. `limit` is the most allowed, or with `at_least` the least; `value` is what there is, None where nobody can tell.

    `domain` is "" for a condition on the whole repository; `why` says why it is not decided, or fails without a value.
    """

    name: str
    limit: float
    value: float | None
    outcome: Outcome
    domain: str = ""
    at_least: bool = False
    why: str = ""
