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
from ssot_check.languages.support.config.place import Place, file_name
from ssot_check.languages.support.dockerfile.images import split_image
from ssot_check.languages.support.dockerfile.lines import Instruction, instructions_of, pairs, read_instructions, said
from ssot_check.languages.support.dockerfile.tokens import operands, split_flags
from ssot_check.model.listed import listed
from ssot_check.model.match import WRITE_FOR
from ssot_check.model.unit import Unit

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
    count = _movable(mine, theirs)
    base = f"{name.removesuffix('-base')}-base"
    if not count or not _begin_alike(at, mine[0], theirs[0]):
        return _stays(at, mine, theirs)
    moved, left = mine[:count], [*mine[count:], *theirs[count:]]
    here, there = (f"lines {part[0].line} to {part[count - 1].end_line}" for part in (theirs, mine))
    alias = _alias(theirs[0])
    line = f"{WRITE_FOR}{here}: FROM {base}{f' AS {alias}' if alias else ''}"
    return f"{line} ({_home(at, base, there, moved, left)}{_along(at, mine[0], theirs[0], moved)})"


def _movable(mine: Sequence[Instruction], theirs: Sequence[Instruction]) -> int:
    """How many instructions, FROM and what follows, are a beginning of both that builds something by itself; 0 for none."""
    equal = 1 + sum(1 for _ in takewhile(lambda pair: said(pair[0]) == said(pair[1]), zip(mine[1:], theirs[1:], strict=False)))
    whole = equal == len(mine) == len(theirs)
    if whole and not any(_OF_STAGE.search(item.text) for item in mine):
        return equal
    front = [*takewhile(lambda item: item.word not in _COPIES and not _BOUND.search(item.text), mine[:equal])]
    runs = [number for number, item in enumerate(front) if item.word == "RUN" and not _OF_STAGE.search(item.text)]
    words = sum(len(front[number].text.split()) for number in runs)
    return runs[-1] + 1 if words >= _LEAST_WORDS else 0


def _begin_alike(at: Place, mine: Instruction, theirs: Instruction) -> bool:
    """True for stages that begin FROM one image, but for its tag, or from stages of their files that are equal."""
    images = _image(mine), _image(theirs)
    above = [_stage_above(text, unit, image) for (text, unit), image in zip(_sides(at), images, strict=True)]
    if any(above):
        return all(above) and [list(map(said, stage[1:])) for stage in above[:1]] == [list(map(said, stage[1:])) for stage in above[1:]]
    return split_image(images[0]).name == split_image(images[1]).name


def _stage_above(text: str, unit: Unit, image: str) -> list[Instruction]:
    """The stage of the same file that is meant by the name of an image; empty where it is an image."""
    found: list[Instruction] = []
    for item in read_instructions(text).instructions:
        if item.line >= unit.location.line:
            break
        if item.word == "FROM" and _alias(item).lower() == image.lower():
            found = [item]
        elif item.word == "FROM" and found:
            break
        elif found:
            found.append(item)
    return found


def _home(at: Place, base: str, there: str, moved: Sequence[Instruction], left: Sequence[Instruction]) -> str:
    """Where the base stands, and what builds both images then."""
    folder = posixpath.dirname(at.owner)
    if folder == posixpath.dirname(at.into):
        return (
            f"move {there} of {at.owner} to a stage `{base}` at its head, and let `{at.name}` begin FROM it; as no file takes a stage of "
            "another, this file's stages move there too, under names of their own and above the last one, and what builds "
            f"{at.into} builds {at.owner} with `--target`"
        )
    read = {name for item in left for name in _VARIABLE.findall(item.text)}
    named = [f"`ARG {key}`" for item in moved if item.word == "ARG" for key, _, _ in pairs(item.text) if key in read]
    again = f"; repeat {listed(named, _SHOWN)} below FROM, an image hands on none" if named else ""
    own = posixpath.join(folder, f"{base}.Dockerfile")
    return (
        f"move {there} of {at.owner} to {own}, and let `{at.name}` begin FROM it too; build both with `docker buildx bake`, where "
        f'`contexts = {{{base} = "target:{base}"}}` of a target hands it over{again}'
    )


def _along(at: Place, mine: Instruction, theirs: Instruction, moved: Sequence[Instruction]) -> str:
    """What else has to be seen to."""
    images, found = (_image(mine), _image(theirs)), []
    if above := _stage_above(*_sides(at)[0], images[0]):
        found.append(f"`{images[0]}` is a stage too, lines {above[0].line} to {above[-1].end_line} there: it moves along")
    elif images[0] != images[1]:
        found.append(f"begin FROM one of `{images[0]}` there and `{images[1]}` here")
    known = {
        key
        for item in read_instructions(at.use.owner_text).instructions
        if item.line < at.use.unit.location.line and item.word == "ARG"
        for key, _, _ in pairs(item.text)
    }
    if needed := [f"`ARG {name}`" for name in dict.fromkeys(_VARIABLE.findall(mine.text)) if name in known - _GIVEN]:
        found.append(f"{listed(needed, _SHOWN)} stands above FROM")
    if any(item.word in _COPIES or _BOUND.search(item.text) for item in moved):
        found.append("it copies files, so this holds where both images are built of one folder")
    return "".join(f"; {one}" for one in found)


def _stays(at: Place, mine: Sequence[Instruction], theirs: Sequence[Instruction]) -> str:
    """What two stages can share of which no common beginning can be built."""
    known = set(map(said, mine))
    equal = (item for item in theirs if item.word == "RUN" and said(item) in known and not _BOUND.search(item.text))
    lines = [line for item in equal for line in range(item.line, item.end_line + 1)]
    stand = "or let the copy stand below the line # ssot: allow[SSOT210] -- REASON"
    if not lines:
        return f"{WRITE_FOR}both stages one, in a Dockerfile that builds either image, with what differs as `ARG`; {stand}"
    images = _image(mine[0]), _image(theirs[0])
    above = "above them stand lines that differ or copy files"
    why = above if _begin_alike(at, mine[0], theirs[0]) else f"the stages begin FROM `{images[0]}` there and `{images[1]}` here"
    return (
        f"{WRITE_FOR}the commands that are equal (line{'s' * (len(lines) > 1)} {spelled_lines(lines)}): COPY and RUN one script, as "
        f"{at.owner} does then too (no stage that both begin FROM can hold them: {why}); {stand}"
    )


def _sides(at: Place) -> tuple[tuple[str, Unit], tuple[str, Unit]]:
    return (at.use.owner_text, at.use.unit), (at.use.text, at.use.copy or at.use.unit)


def _image(item: Instruction) -> str:
    return next(iter(_words(item)), "")


def _alias(item: Instruction) -> str:
    words = _words(item)
    return words[2] if len(words) == 3 and words[1].upper() == "AS" else ""


def _words(item: Instruction) -> list[str]:
    return operands(split_flags(item.text)[1])
