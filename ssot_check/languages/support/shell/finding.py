"""Statements that find the folder of a library, so that it can be sourced: they cannot come from that library themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ssot_check.model.plugins import Use
from ssot_check.model.regex import regex
from ssot_check.model.unit import Unit, UnitKind

BEFORE: Final = r"(?:^|[;&|({!]|\b(?:if|then|else|elif|do)\b)[ \t]*"
"""Where a command may begin."""
_SOURCED: Final = regex(BEFORE + r"(?:source|\.)[ \t]+[\"']?\$\{?(\w+)\}?[\"']?/([^\s\"';&|)]*)")
_SETS: Final = regex(r"(?:^|[;&|])[ \t]*(?:(?:export|readonly|declare)[ \t]+(?:-\w+[ \t]+)*)?(\w+)=(.*)")
_NAMED: Final = regex(r"\$\{?(\w+)")
_UPWARDS: Final = re.compile(r"\A(?:\.{0,2}/)+")
_OPENS: Final = re.compile(r"[ \t]*(?:if|elif|else|case)\b")


def found_by(use: Use) -> str:
    """What the copy's script sources from the folder that the copy finds, as it is spelled behind that; "" where it finds none.

    A function finds it that is called for the variable at the head of the `source` line; statements do that set it, and little else.
    That has to be the owner's file: another library stands in the way of nobody, nor does one that is sourced before already.
    """
    copy, owner = use.copy, use.unit.location.path
    if copy is None or copy.kind not in (UnitKind.FUNCTION, UnitKind.SCRIPT):
        return ""
    lines = use.text.split("\n")
    again = re.compile(BEFORE + r"(?:source|\.)[ \t][^\n#]*(?<![\w.-])" + re.escape(owner.rpartition("/")[2]) + r"(?![\w.-])")
    if any(map(again.search, lines[: copy.location.line - 1])):
        return ""
    for number in range(copy.location.line, len(lines) + 1):
        sourced = _SOURCED.search(lines[number - 1])
        if sourced and f"/{owner}".endswith(f"/{_UPWARDS.sub('', sourced[2])}"):
            return sourced[2] if _finds(lines, copy, number, sourced[1]) else ""
    return ""


def _finds(lines: Sequence[str], copy: Unit, sources: int, name: str) -> bool:
    wanted, others, called, sets = {name}, set(), False, False
    for number in range(sources - 1, copy.location.line - 1, -1):
        set_here = _SETS.search(lines[number - 1])
        if set_here is None:
            continue
        inside = number <= copy.location.end_line
        if set_here[1] not in wanted:
            others.add(set_here[1])
            continue
        wanted.update(_NAMED.findall(set_here[2]))
        called = called or (not inside and re.search(rf"(?<![\w.-]){re.escape(copy.name)}(?![\w.-])", set_here[2]) is not None)
        sets = sets or inside
    return called if copy.kind is UnitKind.FUNCTION else sets and len(others - wanted) <= len(wanted)


def only_where(unit: Unit, text: str) -> int:
    """The line of the choice within which a script defines a function; 0 where it always does."""
    lines = text.split("\n")[: unit.location.line]
    indent = _indent(lines[-1]) if lines else 0
    for number in range(len(lines) - 1, 0, -1):
        line = lines[number - 1]
        if line.strip() and _indent(line) < indent:
            return number if _OPENS.match(line) else 0
    return 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
