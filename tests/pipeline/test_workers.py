"""A process that dies costs one item, in order, and nothing hangs."""

from __future__ import annotations

import os
import signal

import pytest

from ssot_check.pipeline.workers import map_in_processes

ITEMS = [f"item-{number}" for number in range(60)]


def upper(item: str) -> str:
    return item.upper()


def die_at_seven(item: str) -> str:
    if item == "item-7":
        os.kill(os.getpid(), signal.SIGKILL)
    return item.upper()


def fail_at_seven(item: str) -> str:
    if item == "item-7":
        raise ValueError(item)
    return item


def lost(item: str) -> str:
    return f"lost {item}"


def test_results_come_in_order() -> None:
    assert list(map_in_processes(upper, ITEMS, 2, lost)) == [item.upper() for item in ITEMS]


def test_a_killed_process_costs_its_item_only() -> None:
    expected = [item.upper() if item != "item-7" else "lost item-7" for item in ITEMS]
    assert list(map_in_processes(die_at_seven, ITEMS, 2, lost)) == expected


def test_an_exception_is_raised_here() -> None:
    with pytest.raises(ValueError, match="item-7"):
        list(map_in_processes(fail_at_seven, ITEMS, 2, lost))
