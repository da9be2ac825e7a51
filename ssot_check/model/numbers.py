"""Arrays of numbers, as hints: what is kept of them must be an array when it is read again."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

__all__ = ["Numbers", "Shares"]

if TYPE_CHECKING:
    Numbers = array[int]
    Shares = array[float]
else:
    Numbers = Shares = array
