"""Rules, recipes, variables and included files of a Makefile, read by line: GNU make manual, chapters 3 to 6.

Nothing is expanded but variables that the file itself sets; what a function of make returns is known only when it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ssot_check.model.dataclass import dataclass, field

NAMES: Final = ("GNUmakefile", "Makefile", "makefile")
_TARGET: Final = re.compile(r"^([^\s:=#][^:=#]*?)\s*::?(?!=)\s*([^=#;]*)(?:[#;].*)?$", re.DOTALL)
_ASSIGNED: Final = re.compile(r"^\s*(?:export\s+|override\s+)*([A-Za-z_]\w*)\s*[:?+]{0,3}=[ \t]*(.*?)\s*$", re.DOTALL)
_INCLUDE: Final = re.compile(r"^-?s?include\s+(\S.*?)\s*(?:#.*)?$")
_USED: Final = re.compile(r"\$[({](\w+)[)}]")
_FUNCTION: Final = re.compile(r"\$[({](?!\w+[)}])[a-z][a-z-]*[ \t]")
_SHELL: Final = re.compile(r"\$[({]shell[ \t]+")
_SEPARATOR: Final = re.compile(r";[ \t]*")
_CONTINUED: Final = re.compile(r"\\\n[ \t]*")
_DEPTH: Final = 5
_DOLLAR: Final = "\0"
"""Stands for `$$`, which is the shell's `$` and none of make's."""
_CLOSING: Final = {"(": ")", "{": "}"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Shell text of the targets `names` (none: a `$(shell ...)`), from `line` (from 1) on. `marks` are the characters before it (`@-+`).

    Variables of the file are put in, `$$` is one `$`, and what a function of make gives is one unknown word.
    """

    names: tuple[str, ...]
    line: int
    script: str
    marks: str = ""


@dataclass(slots=True)
class Makefile:
    """What stands in one file. `targets` maps a name to its line and what it depends on; `variables` to the first value and its line."""

    targets: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    variables: dict[str, tuple[str, int]] = field(default_factory=dict)
    recipes: list[Recipe] = field(default_factory=list)
    includes: list[tuple[int, str]] = field(default_factory=list)
    ignoring: int = 0
    """Line of an `.IGNORE` without targets, 0 when there is none."""


def read_makefile(text: str) -> Makefile:
    """Read the whole file. Never fails: a line that is none of these is passed over."""
    made = Makefile()
    names: tuple[str, ...] = ()
    written: list[tuple[tuple[str, ...], int, str]] = []
    for number, line in _lines(text):
        if line.startswith("\t"):
            written.append((names, number, line[1:]))
        elif found := _ASSIGNED.match(line):
            made.variables.setdefault(found[1], (_CONTINUED.sub(" ", found[2]), number))
        elif found := _INCLUDE.match(line):
            made.includes += [(number, name) for name in found[1].split()]
        elif target := _TARGET.match(line):
            names = tuple(target[1].split())
            _target(made, names, number, target[2])
            if len(parts := _SEPARATOR.split(line.partition("#")[0], maxsplit=1)) > 1:
                written.append((names, number, parts[1]))
        if not line.startswith("\t"):
            written += [((), number, script) for script in _asked(line)]
    variables = {name: value for name, (value, _) in made.variables.items()}
    made.recipes = [_recipe(*item, variables) for item in written]
    return made


def _target(made: Makefile, names: tuple[str, ...], number: int, after: str) -> None:
    needs = tuple(after.replace("|", " ").replace("\\\n", " ").split())
    for name in names:
        line, known = made.targets.get(name, (number, ()))
        made.targets[name] = (line, (*known, *needs))
    if names == (".IGNORE",) and not needs:
        made.ignoring = number


def _recipe(names: tuple[str, ...], number: int, line: str, variables: Mapping[str, str]) -> Recipe:
    script = line.lstrip("@+- \t")
    return Recipe(names, number, expanded(script, variables), line[: len(line) - len(script)])


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """The text with the variables put in; `$(shell x)` becomes `$(x)`, another function of make an unknown word, `$$` one `$`."""
    text = text.replace("$$", _DOLLAR)
    for _ in range(_DEPTH):
        text = _USED.sub(lambda found: variables.get(found[1], f"${{{found[1]}}}"), text)
    text = _SHELL.sub(_DOLLAR + "(", text)
    while (found := _FUNCTION.search(text)) is not None and (end := _end(text, found.start() + 1)) > 0:
        text = f"{text[: found.start()]}${{_}}{text[end:]}"
    return text.replace(_DOLLAR, "$")


def _asked(line: str) -> Iterator[str]:
    """Shell texts of `$(shell ...)` outside of recipes."""
    for found in _SHELL.finditer(line):
        end = _end(line, found.start() + 1)
        if end > 0:
            yield line[found.end() : end - 1]


def _end(text: str, opening: int) -> int:
    """Offset behind the bracket that closes the one at `opening`; 0 when none does."""
    depth, closing = 0, _CLOSING[text[opening]]
    for at in range(opening, len(text)):
        depth += (text[at] == text[opening]) - (text[at] == closing)
        if depth == 0:
            return at + 1
    return 0


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines from 1; continued ones are one, with their line breaks."""
    start, held = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        start = start or number
        if line.endswith("\\"):
            held += line + "\n"
            continue
        yield start, held + line
        start, held = 0, ""
    if held:
        yield start, held
