"""Two functions of an owner of which one undoes the other: a ban of both names one of them, and a place may need the other."""

from __future__ import annotations

from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.replacement import Replacement
from ssot_check.model.touch import Touch
from ssot_check.model.unit import Unit
from ssot_check.rules.support.doing import last

_WORD: Final = regex(r"[a-z]+")
_IN: Final = frozenset(("load", "loads", "decode", "parse", "deserialize", "unmarshal", "read", "reads"))
_OUT: Final = frozenset(("dump", "dumps", "encode", "serialize", "marshal", "write", "writes", "stringify"))
_WAYS: Final = (
    ("loads", "dumps"),
    ("load", "dump"),
    ("decode", "encode"),
    ("read", "write"),
    ("deserialize", "serialize"),
    ("unmarshal", "marshal"),
)


def other_direction(project: Project, replacement: Replacement, touch: Touch) -> str:
    """What the owner calls the way back, where what is named goes the other way than what is touched: `decode_json` for `json.loads`."""
    name = replacement.name
    wanted, told = _way(last(touch.name)), _way(name)
    if not wanted or not told or wanted == told:
        return ""
    found = (name.replace(one, other) for pair in _WAYS for one, other in (pair, pair[::-1]) if one in name)
    file = project.files.get(replacement.path)
    known = {unit.name for unit in file.units if not unit.scope and _goes(unit, wanted)} if file is not None else set()
    return next((other for other in found if other in known), "")


def _goes(unit: Unit, wanted: str) -> bool:
    """True for a function that calls what goes that way: by its name alone nobody knows what it does."""
    return any(_way(last(call)) == wanted for call in unit.calls)


def _way(name: str) -> str:
    """Whether a name makes a text ("out") of a value or a value of a text ("in"); "" for what says neither."""
    words = _WORD.findall(name.lower())
    ways = {way for word in words for way, known in (("in", _IN), ("out", _OUT)) if word in known}
    return ways.pop() if len(ways) == 1 else ""
