"""What a function says of itself before its body, as its file writes it."""

from __future__ import annotations

from ssot_check.model.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """`shown` is it all on one line, shortened: `digest(value: string): string`; `parameters` and `results` are what it takes and gives.

    "" is what nobody could read. `awaited` is True where the answer comes later.
    """

    shown: str = ""
    parameters: str = ""
    results: str = ""
    awaited: bool = False
