"""What a stage begins FROM: an image, with the arguments that stand above the first stage put in, or an earlier stage of its file."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ssot_check.languages.support.dockerfile.images import expand, split_image
from ssot_check.languages.support.dockerfile.lines import Instruction, pairs, read_instructions, said
from ssot_check.languages.support.dockerfile.tokens import operands, split_flags
from ssot_check.model.unit import Unit


class Origin(NamedTuple):
    """The image as written and with its arguments, the earlier stage that it names (empty for none), and the arguments of the file."""

    written: str
    image: str
    stage: Sequence[Instruction]
    arguments: frozenset[str]


def origin(text: str, unit: Unit) -> Origin:
    """Where a stage of the file begins."""
    items = read_instructions(text).instructions
    own = next((item for item in items if item.word == "FROM" and item.line >= unit.location.line), None)
    written = next(iter(_words(own)), "") if own is not None else ""
    above = [item for item in items if item.line < unit.location.line]
    first = next((number for number, item in enumerate(above) if item.word == "FROM"), len(above))
    defaults: dict[str, str] = {}
    for item in above[:first]:
        defaults.update({key: expand(value.strip("\"'"), defaults) for key, value, _ in pairs(item.text) if item.word == "ARG"})
    return Origin(written, expand(written, defaults), _stage(above[first:], written), frozenset(defaults))


def begin_alike(mine: Origin, theirs: Origin) -> bool:
    """True for stages that begin FROM one image, but for its tag, or from stages of their files that are equal."""
    if mine.stage or theirs.stage:
        return list(map(said, mine.stage[1:])) == list(map(said, theirs.stage[1:])) and bool(mine.stage and theirs.stage)
    return split_image(mine.image).name == split_image(theirs.image).name


def alias(item: Instruction) -> str:
    """The name that FROM gives its stage, "" for none."""
    words = _words(item)
    return words[2] if len(words) == 3 and words[1].upper() == "AS" else ""


def _stage(above: Sequence[Instruction], name: str) -> Sequence[Instruction]:
    heads = [number for number, item in enumerate(above) if item.word == "FROM"]
    for start, end in pairwise([*heads, len(above)]):
        if alias(above[start]).lower() == name.lower():
            return above[start:end]
    return ()


def _words(item: Instruction) -> list[str]:
    return operands(split_flags(item.text)[1])
