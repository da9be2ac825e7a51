"""What a tree-sitter grammar did not understand of a file, as problems with their lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ssot_check.languages.support.templates import CODE, CONTROL, FRONT_MATTER, STEERING, template_problem, unquoted
from ssot_check.languages.support.treesitter import Text, errors
from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity

if TYPE_CHECKING:
    from tree_sitter import Node

UNKNOWN_FORM: Final = "what it accepts, the grammar here does not know, and the lines stay unread; mend what it rejects"
"""The end of a remedy: a language may have grown a form that its grammar has not."""
_REST: Final = "not understood; the rest was analysed"
_SHOWN: Final = 8
_PACKED: Final = 500
"""Bytes a line on average above which a file was packed by a build: its lines say nothing of how much of it was lost."""
_AROUND: Final = 80
MERGE: Final = (re.compile(r"^(?:<{7}|>{7}) |^={7}$", re.MULTILINE), "a merge conflict was left in the file")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about one language: causes by what is seen in the text, the cause of last resort, the remedy.

    `near` are causes that are seen on the lines that were not understood. `whole` are endings of the kinds of nodes that were understood
    even inside an ERROR node; `fits` tells that a node where the grammar did not fit was read rightly all the same. `limits` are right
    forms that the grammar lacks, seen as `near` is: where each damaged place shows one, it is a warning however short the file is.
    `filled` tells marks of a template engine by the same rule, and what the file `becomes`.
    """

    causes: tuple[tuple[re.Pattern[str], str], ...]
    near: tuple[tuple[re.Pattern[str], str], ...]
    otherwise: str
    remedy: str
    whole: tuple[str, ...]
    fits: Callable[[Node], bool] = lambda _node: False
    limits: tuple[tuple[re.Pattern[str], str], ...] = ()
    filled: re.Pattern[str] = CONTROL
    becomes: str = ""


def problems(path: str, text: Text, root: Node, words: Words, too_deep: Sequence[int]) -> tuple[Problem, ...]:
    """At most one problem per file: a warning that lists the lines, an error when they are more than half of the file."""
    parts = _damaged_parts(root, words)
    if parts:
        damage = joined((text.line(start), text.line(max(end - 1, start))) for start, end in parts)
        packed = len(text.data) > _PACKED * text.line_count
        seen = [text.slice(max(0, start - _AROUND), end + _AROUND) for start, end in parts] if packed else _lines(text, damage)
        lost = sum(end - start for start, end in parts) if packed else sum(end - start + 1 for start, end in damage)
        if _is_filled_in(text, words, seen):
            message = f"template: {_listed(damage, packed=packed)} {_REST}"
            return (template_problem(_place(path, text, damage[0]), words.becomes, message),)
        limits = [form for form, _ in words.limits] + [words.filled] * bool(words.becomes)
        limited = all(any(form.search(lines) for form in limits) for lines in seen)
        whole = len(text.data) if packed else text.line_count
        severity = Severity.ERROR if lost * 2 > whole and not limited else Severity.WARNING
        return (not_understood(path, text, damage, severity, (_cause(text, words, seen), words.remedy), packed=packed),)
    if too_deep:
        place = (too_deep[0], too_deep[0])
        said = ("the inner part was compared as one statement", "blocks or elements nested too deeply", words.remedy)
        return (_problem(path, text, place, Severity.WARNING, said),)
    return ()


def not_understood(
    path: str, text: Text, damage: Sequence[tuple[int, int]], severity: Severity, said: tuple[str, str], *, packed: bool = False
) -> Problem:
    """The one problem of a file with damaged ranges of lines, at the first of them; `said` are its cause and its remedy."""
    return _problem(path, text, damage[0], severity, (f"{_listed(damage, packed=packed)} {_REST}", *said))


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges of lines, in order; those that touch are one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _problem(path: str, text: Text, lines: tuple[int, int], severity: Severity, said: tuple[str, str, str]) -> Problem:
    message, cause, remedy = said
    first = lines[0]
    return Problem(CODE, message, _place(path, text, lines), severity, cause, remedy, excerpt=text.excerpt(first))


def _place(path: str, text: Text, lines: tuple[int, int]) -> Location:
    return Location(path, lines[0], 1, lines[1], len(text.line_text(lines[1])) + 1)


def _is_filled_in(text: Text, words: Words, seen: Sequence[str]) -> bool:
    """True where a page generator fills the file in, or the grammar gave up at the marks of an engine.

    They stand outside of quotes: on the line where it gave up first it is told what to do, or each place has a mark on its first line.
    """
    whole = text.data.decode("utf-8", "replace")
    if not words.becomes or any(pattern.search(whole) for pattern, _ in words.causes):
        return False
    lines = [unquoted(place.partition("\n")[0]) for place in seen]
    return FRONT_MATTER.match(whole) is not None or STEERING.search(lines[0]) is not None or all(map(words.filled.search, lines))


def _cause(text: Text, words: Words, seen: Sequence[str]) -> str:
    whole = text.data.decode("utf-8", "replace")
    found = [cause for pattern, cause in words.causes if pattern.search(whole)]
    lines = "\n".join(seen)
    found += [cause for pattern, cause in (*words.near, *words.limits) if pattern.search(lines)]
    if words.becomes and words.filled.search(lines):
        found.append(f"looks like a template that becomes {words.becomes} only when it is filled in")
    return found[0] if found else words.otherwise


def _lines(text: Text, damage: Sequence[tuple[int, int]]) -> list[str]:
    """The lines of each damaged place."""
    return ["\n".join(text.line_text(line) for line in range(start, end + 1)) for start, end in damage]


def _listed(damage: Sequence[tuple[int, int]], *, packed: bool) -> str:
    shown = [f"{start}" if start == end else f"{start}-{end}" for start, end in damage[:_SHOWN]]
    rest = len(damage) - _SHOWN
    more = f" and {rest} more {'place' if rest == 1 else 'places'}" if rest > 0 else ""
    single = len(damage) == 1 and damage[0][0] == damage[0][1]
    noun = "line" if single else "lines"
    return f"parts of {noun} {', '.join(shown)}{more} were" if packed else f"{noun} {', '.join(shown)}{more} {'was' if single else 'were'}"


def _damaged_parts(root: Node, words: Words) -> list[tuple[int, int]]:
    """Byte offsets of what was not understood. Whole statements inside an ERROR node were understood."""
    found: list[tuple[int, int]] = []
    for node in errors(root):
        if words.fits(node):
            continue
        bare = [child for child in node.children if not child.type.endswith(words.whole) and child.type != "comment"]
        found += [(part.start_byte, part.end_byte) for part in bare or [node]]
    return found
