"""What differs between an owned block and its copy, as their lines say it: whoever puts one in the place of the other must keep that."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from ssot_check.languages.support.config.scalars import meant
from ssot_check.model.plugins import Use
from ssot_check.model.unit import Unit

_MOST: Final = 4
"""Stretches of lines that are named one by one."""
_NAME: Final = re.compile(r"[A-Za-z_]\w*(?:\.\w+)*")
_KEPT: Final = re.compile(r"\bregister:\s*(\w+)")
_EXPRESSION: Final = re.compile(r"\{\{(.*?)\}\}")
_ASKED: Final = re.compile(r"^\s*(?:-\s+)?(?:when|until|changed_when|failed_when|that|loop|with_\w+):([^{\n]*)$", re.MULTILINE)
_CONDITION: Final = re.compile(r"^(\s*)(?:-\s+)?(?:when|until|changed_when|failed_when|that):\s*$\n((?:\1\s*- .*\n?)*)", re.MULTILINE)
_LOOPED: Final = re.compile(r"^\s*(?:-\s+)?(?:loop|with_\w+):", re.MULTILINE)
_TURN: Final = re.compile(r"\b(?:loop_var|index_var):\s*(\w+)")
_BARE: Final = re.compile(r"when|until|changed_when|failed_when|that|loop|with_\w+|register")
"""Keys of a task whose value is an expression without braces, or the name of a result."""
ALIAS: Final = re.compile(r"(?:(?<=[:,-] )|(?<=\[))\*([\w.-]+)")
"""What stands in YAML for the value of an anchor."""
_OPENS: Final = "[{"
_FLOW: Final = re.compile(r"^[\w.\"'-]+: *[\[{]")
"""A key whose value stands in brackets."""
_LAYOUT: Final = re.compile(r"\s*(?:,\s*(?=[\]}]))?([\[\]{},])\s*")
_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")


class Given(NamedTuple):
    """Variables of an owned task and what stands in their place in the copy, and under which names both keep their results."""

    variables: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]


def lines_of(text: str, unit: Unit) -> list[str]:
    """The lines of a unit, "" for the rest of the file."""
    return text.split("\n")[unit.location.line - 1 : unit.location.end_line]


def differing(
    use: Use,
    called: Iterable[tuple[str, str]] = (),
    anchors: Iterable[str] = (),
    around: Container[str] = (),
    said: Callable[[Sequence[str]], list[str]] = list,
) -> tuple[str, str]:
    """Lines that stand in the copy alone and in the owner alone, but for the keys that name them: `12 and 14 to 16`, "" where none.

    `called` are names of the owner and of the copy that do not count, `anchors` those that mean something else in each file, `around` the
    keys right below the block's own that are not asked about. `said` gives lines of the owner that mean something else another word.
    """
    if use.copy is None or not (use.text and use.owner_text):
        return "", ""
    names = dict(called)
    own, theirs = (_without(lines_of(text, unit), around) for text, unit in ((use.owner_text, use.unit), (use.text, use.copy)))
    mine = marked([_NAME.sub(lambda found: names.get(found[0], found[0]), line) for line in said(own)], anchors)
    return _others(theirs, mine, use.copy), _others(mine, theirs, use.unit)


def _without(lines: list[str], keys: Container[str]) -> list[str]:
    """The lines of a block, "" for those of these keys."""
    of = keys_of(lines)
    return ["" if key in keys else line for line, key in zip(lines, of, strict=True)]


def keys_of(lines: Sequence[str]) -> list[str]:
    """For each line of a block the key right below the block's own that it belongs to, "" for others."""
    deep = min((len(line) - len(line.lstrip()) for line in lines[1:] if plain(line)), default=0)
    found, key = [], ""
    for line in lines:
        if plain(line) and len(line) - len(line.lstrip()) <= deep and not line.lstrip().startswith("- "):
            key = key_of(line) if line is not lines[0] else ""
        found.append(key)
    return found


def _others(lines: Sequence[str], others: Sequence[str], unit: Unit) -> str:
    return apart(lines, others, unit.location.line, unit.signature.line)


def apart(lines: Sequence[str], others: Sequence[str], first: int, head: int = 0) -> str:
    """Which lines say what none of the others says; `first` is the number of the first of them, that of `head` does not count."""
    known = {meant(text) for _, text in _entries(others, 0)}
    told = [number for numbers, text in _entries(lines, first) if meant(text) not in known for number in numbers]
    return spelled_lines([number for number in told if number != head])


def _entries(lines: Sequence[str], first: int) -> Iterator[tuple[list[int], str]]:
    """What the lines say, a list or a table in brackets as one however it is laid out, each with the numbers of its lines."""
    numbers, said, depth = list[int](), "", 0
    for number, line in enumerate(lines, first):
        text = plain(line)
        if not text:
            continue
        if not (depth > 0 or (said.endswith(":") and line.lstrip()[0] in _OPENS)):
            if numbers:
                yield numbers, _unlaid(said)
            numbers, said, depth = [], "", 0
        numbers.append(number)
        said = f"{said} {text}".lstrip()
        if depth > 0 or _FLOW.search(said):
            bare = _QUOTED.sub("", text)
            depth += sum(bare.count(mark) for mark in _OPENS) - sum(bare.count(mark) for mark in "]}")
    if numbers:
        yield numbers, _unlaid(said)


def _unlaid(said: str) -> str:
    """A list or table in brackets without blanks and a last comma that say nothing; what is quoted stays."""
    if not _FLOW.search(said):
        return said
    quoted = [*_QUOTED.findall(said), ""]
    plain = [_LAYOUT.sub(r"\1", part) for part in _QUOTED.split(said)]
    return "".join(part + text for part, text in zip(plain, quoted, strict=True))


def marked(lines: Iterable[str], anchors: Iterable[str]) -> list[str]:
    """The lines with another word for what stands behind each of these anchors, so that none is equal to a line of another file."""
    names = frozenset(anchors)
    return [ALIAS.sub(lambda found: f"{found[0]} (owner)" if found[1] in names else found[0], line) for line in lines]


def inherited(use: Use, anchors: Iterable[str] = ()) -> str:
    """Lines of the owner that a copy which is laid over it gets and has not now: those under a key that it gives no value of its own.

    So do those that name one of `anchors`.
    """
    if use.copy is None or not (use.text and use.owner_text):
        return ""
    own = {key_of(line) for line in lines_of(use.text, use.copy)}
    mine = lines_of(use.owner_text, use.unit)
    lines = [other if other != line or key_of(line) not in own else "" for line, other in zip(mine, marked(mine, anchors), strict=True)]
    return _others(lines, lines_of(use.text, use.copy), use.unit)


def key_of(line: str) -> str:
    """What a line sets, as far as it is one of a table."""
    return plain(line).partition(":")[0]


def plain(line: str) -> str:
    """What a line says, without its place in a list and without remarks."""
    return " ".join(line.partition(" #")[0].strip().removeprefix("- ").split()) if not line.lstrip().startswith("#") else ""


def spelled_lines(numbers: Sequence[int]) -> str:
    """`12, 14 to 16 and 20`."""
    rows = [[number for _, number in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    spelled = [str(row[0]) if len(row) == 1 else f"{row[0]} to {row[-1]}" for row in rows]
    if len(spelled) > _MOST:
        return f"{', '.join(spelled[:_MOST])} and {len(spelled) - _MOST} more places"
    return " and ".join(filter(None, (", ".join(spelled[:-1]), *spelled[-1:])))


def given(use: Use) -> Given:
    """What a task of Ansible has to be given before it can stand in for the copy."""
    if use.copy is None or not (use.text and use.owner_text):
        return Given((), ())
    mine, theirs = ("\n".join(lines_of(text, unit)) for text, unit in ((use.owner_text, use.unit), (use.text, use.copy)))
    kept = set(_KEPT.findall(mine))
    pairs = [pair for pair in dict.fromkeys(map(_heads, _replaced(mine, theirs))) if pair[0] not in theirs]
    asked = _variables(mine), _variables(theirs)
    turns = {"item", *_TURN.findall(theirs)}  # one value of each turn of a loop: outside of it nobody has it
    known = asked[1] - turns if _LOOPED.search(theirs) else asked[1]
    variables = tuple(pair for pair in pairs if pair[0] not in kept and pair[0] in asked[0] and pair[1] in known)
    return Given(variables, tuple(pair for pair in pairs if pair[0] in kept))


def _heads(pair: tuple[str, str]) -> tuple[str, str]:
    """Two variables, for `one.changed` and `other.changed`."""
    (mine, _, field), (theirs, _, other) = pair[0].partition("."), pair[1].partition(".")
    return (mine, theirs) if field == other else pair


def _replaced(mine: str, theirs: str) -> Iterator[tuple[str, str]]:
    """Names of one text and the names that stand in their place in the other: in lines that are equal but for their variables.

    What stands at the same place of other lines may play another part: a password where a handler was named.
    """
    from difflib import SequenceMatcher  # asked about copies only

    ours, others = mine.split("\n"), theirs.split("\n")
    form = SequenceMatcher(None, [_masked(line) for line in ours], [_masked(line) for line in others], autojunk=False)
    for start, first, length in form.get_matching_blocks():
        for line, other in zip(ours[start : start + length], others[first : first + length], strict=True):
            yield from (pair for pair in zip(_NAME.findall(line), _NAME.findall(other), strict=True) if pair[0] != pair[1])


def _masked(line: str) -> str:
    """A line without the names of variables and results."""
    said = _EXPRESSION.sub(lambda found: _NAME.sub("_", found[0]), line.strip())
    key, asked, value = said.partition(":")
    if asked and _BARE.fullmatch(key.removeprefix("- ")):
        return f"{key}:{_NAME.sub('_', value)}"
    return _NAME.sub("_", said) if said.startswith("- ") and not asked else said


def _variables(text: str) -> frozenset[str]:
    """Names in the expressions of a task."""
    parts = [*_EXPRESSION.findall(text), *_ASKED.findall(text), *(found[1] for found in _CONDITION.findall(text))]
    names = {name for part in parts for name in _NAME.findall(_QUOTED.sub("", part))}
    return frozenset(names | {name.partition(".")[0] for name in names})
