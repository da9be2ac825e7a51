"""Anchors of YAML that a block names and that stand outside of it.

After YAML 1.2.2 ("Alias Nodes"): an anchor holds within its document. Two files can hold other values under one name, and a third file
knows none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ssot_check.languages.support.config.differences import ALIAS, key_of, lines_of, plain
from ssot_check.model.listed import listed
from ssot_check.model.plugins import Use
from ssot_check.model.unit import Unit

_SHOWN: Final = 3


def outside(use: Use) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """The names, and what they hold in the owner's file and in the copy's: lines without their places."""
    if use.copy is None or not (use.text and use.owner_text):
        return {}
    mine, theirs = use.owner_text.split("\n"), use.text.split("\n")
    own, copied = lines_of(use.owner_text, use.unit), lines_of(use.text, use.copy)
    names = dict.fromkeys(name for lines in (own, copied) for name in _names(lines) if not any(map(_anchor(name).search, lines)))
    return {name: held for name in names if any(held := (_held(mine, name), _held(theirs, name)))}


def lent(text: str, unit: Unit) -> tuple[str, ...]:
    """The names that stand in a block and that other lines of its file use."""
    lines, own = text.split("\n"), lines_of(text, unit)
    around = [*lines[: unit.location.line - 1], *lines[unit.location.end_line :]]
    return tuple(name for name in _names(around) if any(map(_anchor(name).search, own)))


def others(use: Use) -> tuple[str, ...]:
    """Those that hold other values in each file."""
    return tuple(name for name, (mine, theirs) in outside(use).items() if mine != theirs)


def brought(use: Use) -> tuple[str, ...]:
    """Those that hold settings in the owner's file which the copy gives no value of its own: laid over the owner it would get them."""
    if use.copy is None:
        return ()
    held = outside(use)
    copied, mine = lines_of(use.text, use.copy), set(_names(lines_of(use.owner_text, use.unit)))
    own = {key_of(line) for line in (*copied, *(line for name in _names(copied) if name in held for line in held[name][1]))}
    return tuple(name for name, (ours, _) in held.items() if name in mine and any(key_of(line) not in own for line in ours))


def spelled(names: Iterable[str], mark: str = "*") -> str:
    """The names as a help text gives them."""
    return listed([f"`{mark}{name}`" for name in names], _SHOWN)


def _names(lines: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(name for line in lines if not line.lstrip().startswith("#") for name in ALIAS.findall(line)))


def _anchor(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s\[,])&{re.escape(name)}(?![\w.-])")


def _held(lines: Sequence[str], name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """What stands behind an anchor and below it, with what that names in turn."""
    start = next((number for number, line in enumerate(lines) if _anchor(name).search(line)), None)
    if start is None or name in seen:
        return frozenset()
    deep = len(lines[start]) - len(lines[start].lstrip())
    found = {plain(_anchor(name).split(lines[start], maxsplit=1)[1])}
    for line in lines[start + 1 :]:
        if plain(line) and len(line) - len(line.lstrip()) <= deep:
            break
        inner = ALIAS.findall(line)
        found |= {plain(line)} if not inner else frozenset().union(*(_held(lines, other, seen | {name}) for other in inner))
    return frozenset(found - {""})
