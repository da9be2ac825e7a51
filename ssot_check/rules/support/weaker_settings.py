"""What a change of the settings of a run lets pass that did not pass before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.changes import ChangedSetting

_FAILS: Final = ("never", "error", "", "warning")
"""Values of `fail-on`, the more lets pass the earlier; "" leaves it to the registry."""
_NARROWING: Final = ("select", "domain")
_LIMITS: Final = ("max-file-bytes",)


def of_settings(changed: Iterable[ChangedSetting]) -> Iterator[tuple[str, int]]:
    """(What is weaker, its line of the `pyproject.toml` or 0)."""
    for item in changed:
        before, now = set(item.before), set(item.now)
        if item.name == "ignore" and now - before:
            yield f"`ignore` gains {_listed(now - before)}", item.line
        elif item.name in _NARROWING and now and (not before or before - now):
            yield f"`{item.name}` leaves only {_listed(now)}", item.line
        elif item.name == "fail-on" and _rank(item.now) < _rank(item.before):
            yield f"`fail-on` is {_or_none(item.now)} in place of {_or_none(item.before)}", item.line
        elif item.name in _LIMITS and item.now and _number(item.now) < _number(item.before):
            yield f"`{item.name}` is lower", item.line


def _rank(values: tuple[str, ...]) -> int:
    value = values[0] if values else ""
    return _FAILS.index(value) if value in _FAILS else len(_FAILS)


def _number(values: tuple[str, ...]) -> float:
    return float(values[0]) if values and values[0].isdigit() else float("inf")


def _or_none(values: tuple[str, ...]) -> str:
    return f"`{values[0]}`" if values and values[0] else "what the registry says"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
