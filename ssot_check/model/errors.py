"""The errors that end a run.

    SsotError                 exit 2, message and remedy, never a traceback
    ├── UsageError            the call itself: an unknown option value, a path that is not there
    └── RegistryError         no registry, or one that yields nothing at all (carries its Problems)

Trouble with one file is a Problem, not an exception. Errors are caught at the door only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ssot_check.model.problem import Problem


class SsotError(Exception):
    """Base of every expected error: what is wrong, and what to do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(SsotError):
    """The command line or the settings ask for something that cannot be done."""


class RegistryError(SsotError):
    """The registry yields no domain at all; `problems` says why, place by place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message if problems else "the registry could not be read")
        self.problems = tuple(problems)
