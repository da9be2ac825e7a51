"""How another Dockerfile takes a stage: no line of it names a stage of another file, and what nobody built is looked for elsewhere.

After Docker's documentation ("Multi-stage builds", "Using Bake with additional contexts", "Build variables"): stages of one file are built
with `--target`, and the last one without; where files cannot be one, Bake gives the result of one target to another as a context, whose
name `FROM` reads. A stage has the arguments of the stage of its file that it begins FROM, and none of another image. What stands below a
line that differs, or that copies files, runs upon them: only what is equal from FROM on can move.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from ssot_check.languages.support.config.differences import spelled_lines
from ssot_check.languages.support.config.place import Place, file_name, free
from ssot_check.languages.support.dockerfile.lines import Instruction, instructions_of, pairs, said
from ssot_check.languages.support.dockerfile.origin import Origin, alias, begin_alike, origin
from ssot_check.model.listed import listed
from ssot_check.model.match import WRITE_FOR

_SHOWN: Final = 3
_LEAST_WORDS: Final = 6
"""Words of the commands that move: for less nobody builds one more image."""
_COPIES: Final = ("COPY", "ADD")
_BOUND: Final = re.compile(r"--mount=\S*\btype=bind|--mount=(?!\S*\btype=)")
"""A command that reads files of the build context."""
_OF_STAGE: Final = re.compile(r"--(?:from=|mount=\S*\bfrom=)([\w.-]+)")
_VARIABLE: Final = re.compile(r"\$\{?(\w+)")
_GIVEN: Final = frozenset(f"{side}{what}" for side in ("BUILD", "TARGET") for what in ("PLATFORM", "OS", "ARCH", "VARIANT"))
"""Arguments that every FROM has."""


def stage(at: Place) -> str:
    """A stage with a name."""
    return _shared(at, file_name(f"{posixpath.basename(posixpath.dirname(at.owner))} {at.name}"))


def lone_stage(at: Place) -> str:
    """The last stage of a file, which is what the file is called for."""
    return _shared(at, file_name(" ".join(posixpath.dirname(at.owner).split("/")[-2:])))


def _shared(at: Place, name: str) -> str:
    copy = at.use.copy
    if copy is None or not (at.use.text and at.use.owner_text):
        return ""
    mine, theirs = instructions_of(at.use.owner_text, at.use.unit.location), instructions_of(at.use.text, copy.location)
    begins = origin(at.use.owner_text, at.use.unit), origin(at.use.text, copy)
    count = _movable(mine, theirs, together=posixpath.dirname(at.owner) == posixpath.dirname(at.into))
    base = f"{name.removesuffix('-base')}-base"
    if not count or not begin_alike(*begins):
        return _stays(at, mine, theirs, begins)
    moved, left = mine[:count], [*mine[count:], *theirs[count:]]
    here, there = (f"lines {part[0].line} to {part[count - 1].end_line}" for part in (theirs, mine))
    named = alias(theirs[0])
    line = f"{WRITE_FOR}{here}: FROM {base}{f' AS {named}' if named else ''}"
    return f"{line} ({_home(at, base, there, moved, left)}{_along(begins, moved)})"


def _movable(mine: Sequence[Instruction], theirs: Sequence[Instruction], *, together: bool) -> int:
    """How many instructions, FROM and what follows, are a beginning of both that builds something by itself; 0 for none.

    Files are copied alike by stages that are equal throughout, and by equal lines of Dockerfiles that stand `together` in a folder.
    """
    equal = 1 + sum(1 for _ in takewhile(lambda pair: said(pair[0]) == said(pair[1]), zip(mine[1:], theirs[1:], strict=False)))
    own = [*takewhile(lambda item: not _OF_STAGE.search(item.text), mine[:equal])]
    if len(own) == len(mine) == len(theirs):
        return equal
    front = [*takewhile(lambda item: not _takes_files(item), own)]
    return _commands(front) or (_commands(own, 1 if len(own) == len(mine) else _LEAST_WORDS) if together else 0)


def _commands(front: Sequence[Instruction], least: int = _LEAST_WORDS) -> int:
    """How many of the instructions come up to the last command, 0 where the commands have fewer than `least` words."""
    runs = [number for number, item in enumerate(front) if item.word == "RUN"]
    words = sum(len(front[number].text.split()) for number in runs)
    return runs[-1] + 1 if words >= least else 0


def _takes_files(item: Instruction) -> bool:
    return item.word in _COPIES or _BOUND.search(item.text) is not None


def _home(at: Place, base: str, there: str, moved: Sequence[Instruction], left: Sequence[Instruction]) -> str:
    """Where the base stands, and what builds both images then."""
    folder = posixpath.dirname(at.owner)
    if folder == posixpath.dirname(at.into):
        return (
            f"move {there} of {at.owner} to a stage `{base}` at its head, and let {_called(at)} begin FROM it; as no file takes a stage of "
            "another, this file's stages move there too, under names of their own and above the last one, and what builds "
            f"{at.into} builds {at.owner} with `--target`"
        )
    read = {name for item in left for name in _VARIABLE.findall(item.text)}
    named = [f"`ARG {key}`" for item in moved if item.word == "ARG" for key, _, _ in pairs(item.text) if key in read]
    again = f"; repeat {listed(named, _SHOWN)} below FROM, an image hands on none" if named else ""
    own = free(at, folder, base, ".Dockerfile")
    return (
        f"move {there} of {at.owner} to {own}, and let {_called(at)} begin FROM it too; build both with `docker buildx bake`, where "
        f'`contexts = {{{base} = "target:{base}"}}` of a target hands it over{again}'
    )


def _called(at: Place) -> str:
    """The owner's stage, by its line where it has no name of its own."""
    return f"line {at.use.unit.location.line} there" if at.name.startswith("$") else f"`{at.name}`"


def _along(begins: tuple[Origin, Origin], moved: Sequence[Instruction]) -> str:
    """What else has to be seen to."""
    (mine, theirs), found = begins, []
    if mine.stage:
        found.append(f"`{mine.written}` is a stage too, lines {mine.stage[0].line} to {mine.stage[-1].end_line} there: it moves along")
    elif mine.image != theirs.image:
        found.append(f"begin FROM one of `{mine.image}` there and `{theirs.image}` here")
    needed = [f"`ARG {name}`" for name in dict.fromkeys(_VARIABLE.findall(moved[0].text)) if name in mine.arguments - _GIVEN]
    if needed:
        found.append(f"{listed(needed, _SHOWN)} stands above FROM")
    if any(map(_takes_files, moved)):
        found.append("it copies files, so this holds where both images are built of one folder")
    return "".join(f"; {one}" for one in found)


def _stays(at: Place, mine: Sequence[Instruction], theirs: Sequence[Instruction], begins: tuple[Origin, Origin]) -> str:
    """What two stages can share of which no common beginning can be built."""
    known = set(map(said, mine))
    equal = (item for item in theirs if item.word == "RUN" and said(item) in known and not _BOUND.search(item.text))
    lines = [line for item in equal for line in range(item.line, item.end_line + 1)]
    stand = "or let the copy stand below the line # ssot: allow[SSOT210] -- REASON"
    if not lines:
        return f"{WRITE_FOR}both stages one, in a Dockerfile that builds either image, with what differs as `ARG`; {stand}"
    above, others = "above them stand lines that differ or copy files", f"`{begins[0].image}` there and `{begins[1].image}` here"
    why = above if begin_alike(*begins) else f"the stages begin FROM {others}"
    return (
        f"{WRITE_FOR}the commands that are equal (line{'s' * (len(lines) > 1)} {spelled_lines(lines)}): COPY and RUN one script, as "
        f"{at.owner} does then too (no stage that both begin FROM can hold them: {why}); {stand}"
    )
