"""Phrases of messages: a few of many names, and what comes before something else."""

from __future__ import annotations

from collections.abc import Sequence


def listed(names: Sequence[str], most: int, total: int = 0) -> str:
    """`a, b and 3 more`: the first names, at most `most`, and how many there are beyond, of a `total` where not all are given."""
    beyond = (total or len(names)) - most
    return ", ".join(names[:most]) + (f" and {beyond:,} more" if beyond > 0 else "")


def after(wanted: str, apart: str) -> str:
    """What to do, behind what has to be done before ("" for nothing)."""
    return f"first {apart}; then {wanted}" if apart else wanted


def conjoined(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
