"""What a ban is about."""

from __future__ import annotations

from typing import Final

from ssot_check.model.registry import Ban
from ssot_check.model.touch import Form, Touch, TouchKind, readings

TESTS: Final = "tests"
"""The word under `in` that makes a ban hold in tests, too."""


def forbids(ban: Ban, touch: Touch) -> bool:
    """True when the ban is about this touch. What a ban of one way to read the environment is about, `readings` says."""
    if touch.kind is TouchKind.COMMAND:
        places = [place for place in ban.within if place != TESTS]
        return touch.name == " ".join(ban.command.split()) and (not places or touch.place in places)
    if any(touch.name == symbol or touch.name.startswith((f"{symbol}.", f"{symbol}::")) for symbol in ban.symbols):
        return True
    if touch.kind is not TouchKind.ENVIRONMENT and touch.form is Form.PLAIN:
        return False
    return touch.name in readings(ban.symbols)
