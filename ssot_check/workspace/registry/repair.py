"""Mends a registry that is not YAML where that is certain, and else saves the domains that can be read.

A repair is certain when exactly one of the alternatives lets the whole document load and nothing but the named line
changes. Several independent mistakes are mended one after the other, in one patch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from typing import Final

from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.finding import Edit, Fix, Safety
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.workspace.registry.diagnosis import Broken, Diagnosis, diagnose
from ssot_check.workspace.registry.nodes import Mapping, Node, shown
from ssot_check.workspace.registry.nodes import Sequence as ListNode
from ssot_check.workspace.registry.reader import excerpt

MAX_REPAIRS: Final = 10
MAX_DIAGNOSES: Final = 100
MAX_LINES: Final = 20_000
"""Above this a repair is not searched for: each try reads the whole document."""
MAX_LEFT_OUT: Final = 1_000
"""After so many broken blocks the rest of the document is left out untried."""
NOT_ASKED: Final = Diagnosis(
    f"the cause was not looked for beyond the first {MAX_DIAGNOSES} mistakes", "mend the mistakes above first, and run again"
)
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
    if len(lines) > MAX_LINES:
        saved = _salvage(path, lines, broken, compose)
        first, *others = saved.problems
        return replace(
            saved, problems=(replace(first, cause=f"{first.cause}; no repair was tried: more than {MAX_LINES:,} lines"), *others)
        )
    mended = _repair(path, lines, broken, compose)
    return mended if mended is not None else _salvage(path, lines, broken, compose)


def _repair(path: str, lines: Sequence[str], broken: Broken, compose: Compose) -> Mended | None:
    """The whole document with every mistake mended; None when one of them has no certain repair."""
    current = list(lines)
    changes: dict[int, str] = {}
    problems: list[Problem] = []
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
        problems.append(_problem(path, lines, stops, found))
        current[number - 1] = changes[number] = text
        stops = composed.broken
    if stops is not None or composed.root is None:
        return None
    first, *others = problems
    edits = tuple(Edit(Location(path, number, 1, number, len(lines[number - 1]) + 1), changes[number]) for number in sorted(changes))
    fix = Fix("write what the patch says", Safety.SUGGESTED, edits)
    patched = [replace(first, patch=_patch(path, lines, changes), fix=fix)]
    patched += [replace(other, remedy=f"{other.remedy}; the patch above does it") for other in others]
    return Mended(composed.root, (*patched, *composed.problems))


def _only(lines: list[str], broken: Broken, found: Diagnosis, compose: Compose) -> tuple[tuple[int, str], Composed] | None:
    """The one repair that loads the document, or else gets further into it; None when there are none or several."""
    tried = [(repair, compose(_joined(lines, repair))) for repair in found.repairs if lines[repair[0] - 1] != repair[1]]
    whole = [item for item in tried if item[1].broken is None and _is_registry(item[1].root)]
    further = [item for item in tried if item[1].broken is not None and item[1].broken.line > max(broken.line, item[0][0])]
    if whole:
        return whole[0] if len({_content(item[1].root) for item in whole}) == 1 else None
    return further[0] if len(further) == 1 else None


def _content(node: Node | None) -> Hashable:
    """What a node says, wherever it stands: two repairs that say the same are one."""
    if isinstance(node, Mapping):
        return ("mapping", *((entry.name, _content(entry.value)) for entry in node.entries))
    if isinstance(node, ListNode):
        return ("list", *(_content(item) for item in node.items))
    return node and (node.text, node.plain)


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


def _patch(path: str, lines: Sequence[str], changes: dict[int, str]) -> str:
    """Unified diff that changes single lines (format: GNU diffutils manual, "Detailed Description of Unified Format")."""
    whole = list(lines[:-1]) if lines and lines[-1] == "" else list(lines)
    open_end = len(whole) if len(whole) == len(lines) else 0
    name = path.lstrip("/")
    out = [f"--- a/{name}", f"+++ b/{name}"]
    for first, last in _hunks(sorted(changes), len(whole)):
        size = last - first + 1
        out.append(f"@@ -{first},{size} +{first},{size} @@")
        for number in range(first, last + 1):
            tail = ["\\ No newline at end of file"] if number == open_end else []
            if number in changes:
                out += [f"-{whole[number - 1]}", *tail, f"+{changes[number]}", *tail]
            else:
                out += [f" {whole[number - 1]}", *tail]
    return "\n".join(out) + "\n"


def _hunks(numbers: Sequence[int], count: int) -> list[tuple[int, int]]:
    """First and last line of each hunk; hunks that touch become one."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        first, last = max(1, number - CONTEXT_LINES), min(count, number + CONTEXT_LINES)
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _salvage(path: str, lines: Sequence[str], broken: Broken, compose: Compose) -> Mended:
    """Leave out every block that cannot be read by itself; the lines of the others keep their numbers."""
    kept = list(lines)
    problems: list[Problem] = []

    def leave_out(block: _Block, stops: Broken) -> None:
        stops = replace(stops, line=min(stops.line, block.last))
        found = diagnose(lines, stops) if len(problems) < MAX_DIAGNOSES else NOT_ASKED
        problems.append(_left_out(_problem(path, lines, stops, found), block))
        kept[block.first - 1 : block.last] = [""] * (block.last - block.first + 1)

    blocks = _blocks(lines)
    for block in blocks:
        if len(problems) == MAX_LEFT_OUT:
            problems.append(_untried(path, lines, block))
            kept[block.first - 1 :] = [""] * (len(kept) - block.first + 1)
            break
        stops = compose("\n".join(lines[block.first - 1 : block.last])).broken
        if stops is not None and not stops.alias:  # an anchor may stand in another block
            below = block.first - 1
            leave_out(block, replace(stops, line=stops.line + below, context_line=stops.context_line and stops.context_line + below))
    composed = compose("\n".join(kept))
    for _ in range(MAX_REPAIRS):
        if composed.broken is None:
            break
        place = composed.broken.line
        guilty = next((block for block in blocks if block.first <= place <= block.last and any(kept[block.first - 1 : block.last])), None)
        if guilty is None:
            break
        leave_out(guilty, composed.broken)
        composed = compose("\n".join(kept))
    return _saved(composed, problems) or _lost(composed, problems or [_problem(path, lines, broken, diagnose(lines, broken))])


def _saved(composed: Composed, problems: list[Problem]) -> Mended | None:
    """What is left, when there is a domain in it."""
    if composed.broken is None and _is_registry(composed.root):
        return Mended(composed.root, (*problems, *composed.problems))
    return None


def _is_registry(root: Node | None) -> bool:
    """True when there are domains: a document that merely loads is no repaired registry."""
    return isinstance(root, Mapping) and any(isinstance(root.get(name), Mapping) for name in ROOTS)


def _lost(composed: Composed, problems: list[Problem]) -> Mended:
    last = problems[-1]
    problems[-1] = replace(last, cause=f"{last.cause}; nothing of the registry could be read")
    return Mended(None, (*problems, *composed.problems))


def _untried(path: str, lines: Sequence[str], block: _Block) -> Problem:
    place = Location(path, block.first, 1, block.first, len(lines[block.first - 1]) + 1)
    return Problem(
        "SSOT002",
        f"nothing from line {block.first} on was read",
        place,
        cause=f"{MAX_LEFT_OUT:,} places above cannot be read, and no further one was tried",
        remedy="mend the mistakes above first, and run again",
        excerpt=excerpt(lines, block.first),
    )


def _left_out(problem: Problem, block: _Block) -> Problem:
    what = f"the domain `{shown(block.name)}`" if block.domain else f"everything below `{shown(block.name)}`"
    cause = f"{problem.cause}; {what} is left out"
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
