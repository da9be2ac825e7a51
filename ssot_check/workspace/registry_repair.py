"""Mends a registry that is not YAML where that is certain, and else saves the domains that can be read.

A repair is certain when exactly one of the alternatives lets the whole document load and nothing but the named line
changes. Several independent mistakes are mended one after the other; their patches are certain together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.workspace.registry_diagnosis import Broken, Diagnosis, diagnose
from ssot_check.workspace.registry_nodes import Mapping, Node, shown
from ssot_check.workspace.registry_reader import excerpt

MAX_REPAIRS: Final = 10
MAX_LINES: Final = 20_000
"""Above this a repair is not searched for: each try reads the whole document."""
CONTEXT_LINES: Final = 3
ROOTS: Final = ("sources_of_truth", "domains")

_BLOCK = re.compile(r"""^(?P<indent> *)(?P<key>[^\s#:'"-][^:#]*|"[^"]*"|'[^']*')\s*:(?=\s|$)""")


@dataclass(frozen=True, slots=True)
class Composed:
    """What became of a text: nodes, problems found on the way, and where it broke."""

    root: Node | None
    problems: tuple[Problem, ...] = ()
    broken: Broken | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """Nodes that could be saved, None when none could, and the problems that say what was wrong."""

    root: Node | None
    problems: tuple[Problem, ...]


Compose = Callable[[str], Composed]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines `first` to `last`, from 1, that belong to the key `name`; `domain` is True below one of the roots."""

    name: str
    first: int
    last: int
    domain: bool


def mend(path: str, lines: Sequence[str], broken: Broken, compose: Compose) -> Mended:
    """Repair `lines` when that is certain, else leave out the blocks that cannot be read."""
    mended = _repair(path, lines, broken, compose)
    return mended if mended is not None else _salvage(path, lines, broken, compose)


def _repair(path: str, lines: Sequence[str], broken: Broken, compose: Compose) -> Mended | None:
    """The whole document with every mistake mended; None when one of them has no certain repair."""
    if len(lines) > MAX_LINES:
        return None
    current = list(lines)
    found_problems: list[tuple[Problem, int]] = []
    stops: Broken | None = broken
    composed = Composed(None)
    for _ in range(MAX_REPAIRS):
        if stops is None:
            break
        found = diagnose(current, stops)
        chosen = _only(current, stops, found, compose)
        if chosen is None:
            return None
        (number, text), composed = chosen
        found_problems.append((_problem(path, lines, stops, found), number))
        current[number - 1] = text
        stops = composed.broken
    if stops is not None or composed.root is None:
        return None
    problems = (replace(problem, patch=_patch(path, lines, number, current[number - 1])) for problem, number in found_problems)
    return Mended(composed.root, (*problems, *composed.problems))


def _only(lines: list[str], broken: Broken, found: Diagnosis, compose: Compose) -> tuple[tuple[int, str], Composed] | None:
    """The one repair that loads the document, or else gets further into it; None when there are none or several."""
    tried = [(repair, compose(_joined(lines, repair))) for repair in found.repairs if lines[repair[0] - 1] != repair[1]]
    whole = [item for item in tried if item[1].broken is None and item[1].root is not None]
    further = [item for item in tried if item[1].broken is not None and item[1].broken.line > max(broken.line, item[0][0])]
    if len(whole) == 1:
        return whole[0]
    return further[0] if not whole and len(further) == 1 else None


def _joined(lines: list[str], repair: tuple[int, str]) -> str:
    number, text = repair
    return "\n".join([*lines[: number - 1], text, *lines[number:]])


def _problem(path: str, lines: Sequence[str], broken: Broken, found: Diagnosis) -> Problem:
    line = found.place or min(broken.line, len(lines))
    text = lines[line - 1] if line else ""
    if found.place:
        column, end = len(text) - len(text.lstrip()) + 1, len(text.rstrip()) + 1
    else:
        column, end = broken.column, max(len(text.rstrip()) + 1, broken.column + 1)
        column = min(column, len(text) - len(text.lstrip()) + 1)
    place = Location(path, line, column, line, end)
    message = f"line {line} is not valid YAML: `{shown(text.strip())}`"
    return Problem("SSOT002", message, place, cause=found.cause, remedy=found.remedy, excerpt=excerpt(lines, line))


def _patch(path: str, lines: Sequence[str], number: int, text: str) -> str:
    """Unified diff that changes one line (format: GNU diffutils manual, "Detailed Description of Unified Format")."""
    whole = list(lines[:-1]) if lines and lines[-1] == "" else list(lines)
    closed = len(whole) < len(lines)
    first, last = max(1, number - CONTEXT_LINES), min(len(whole), number + CONTEXT_LINES)
    name = path.lstrip("/")
    out = [f"--- a/{name}", f"+++ b/{name}", f"@@ -{first},{last - first + 1} +{first},{last - first + 1} @@"]
    for current in range(first, last + 1):
        tail = [] if closed or current < len(whole) else ["\\ No newline at end of file"]
        if current == number:
            out += [f"-{whole[current - 1]}", *tail, f"+{text}", *tail]
        else:
            out += [f" {whole[current - 1]}", *tail]
    return "\n".join(out) + "\n"


def _salvage(path: str, lines: Sequence[str], broken: Broken, compose: Compose) -> Mended:
    """Leave out every block that cannot be read by itself; the lines of the others keep their numbers."""
    kept = list(lines)
    problems: list[Problem] = []
    for block in _blocks(lines):
        part = lines[block.first - 1 : block.last]
        stops = compose("\n".join(part)).broken
        if stops is None:
            continue
        shifted = Broken(stops.line + block.first - 1, stops.column, stops.context_line and stops.context_line + block.first - 1)
        shifted = replace(shifted, line=min(shifted.line, block.last))
        problems.append(_left_out(_problem(path, lines, shifted, diagnose(lines, shifted)), block))
        kept[block.first - 1 : block.last] = [""] * len(part)
    composed = compose("\n".join(kept)) if problems else Composed(None)
    if composed.broken is not None or not isinstance(composed.root, Mapping):
        whole = _problem(path, lines, broken, diagnose(lines, broken))
        return Mended(None, (replace(whole, remedy=whole.remedy + "; nothing of the registry could be read"), *composed.problems))
    return Mended(composed.root, (*problems, *composed.problems))


def _left_out(problem: Problem, block: _Block) -> Problem:
    what = f"the domain `{shown(block.name)}`" if block.domain else f"everything below `{shown(block.name)}`"
    cause = f"{problem.cause}; {what} was left out, the rest was read"
    return replace(problem, cause=cause, domain=block.name if block.domain else "")


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """Domains, and every other top-level key, by indentation."""
    found: list[_Block] = []
    starts = _starts(lines, 1, len(lines), 0)
    for number, (first, name) in enumerate(starts):
        last = starts[number + 1][0] - 1 if number + 1 < len(starts) else len(lines)
        inner = _starts(lines, first + 1, last, None) if name in ROOTS else []
        if not inner:
            found.append(_Block(name, first, last, domain=False))
        for place, (start, domain) in enumerate(inner):
            end = inner[place + 1][0] - 1 if place + 1 < len(inner) else last
            found.append(_Block(domain, start, end, domain=True))
    return found


def _starts(lines: Sequence[str], first: int, last: int, indent: int | None) -> list[tuple[int, str]]:
    """Keys that stand at `indent` between two lines; None stands for the indent of the first key."""
    found: list[tuple[int, str]] = []
    for number in range(first, last + 1):
        match = _BLOCK.match(lines[number - 1])
        if match is None:
            continue
        if indent is None and match["indent"]:
            indent = len(match["indent"])
        if len(match["indent"]) == indent:
            found.append((number, match["key"].strip().strip("\"'")))
    return found
