"""The order of what is to be done."""

from __future__ import annotations


def after(wanted: str, apart: str) -> str:
    """What to do, behind what has to be done before."""
    return f"first {apart}; then {wanted}" if apart else wanted
