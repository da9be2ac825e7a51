"""What the stages of two Dockerfiles do alike: the commands that they run, for only these are worth a base image.

Names, arguments, ports and labels are a line each and take no time to build; what is copied in is each image's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ssot_check.languages.support.config.slight import Work, are_alike, entries, shared, too_little
from ssot_check.languages.support.dockerfile.lines import Instruction, instructions_of, said
from ssot_check.languages.support.dockerfile.origin import begin_alike, origin
from ssot_check.languages.support.dockerfile.tokens import split_flags
from ssot_check.model.plugins import Use

_LEAST_WORDS: Final = 8
"""Words of the commands that two stages share: fewer are a line of a package manager."""
_SETTINGS: Final = frozenset(("ARG", "ENV", "EXPOSE", "FROM", "LABEL", "MAINTAINER", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"))
"""Instructions that build nothing."""
_HALF: Final = 0.5
"""Stages share more than so much of what either runs."""
_MOST: Final = 0.8
"""Stages that begin FROM two images have no base in common: of their commands so much must be equal."""
_TIDIES: Final = re.compile(
    r"(?:sudo )?(?:apt(?:-get)?\b.* ?(?:update|clean|autoremove)\b|\S+ (?:cache )?clean\b|rm -r?f?r? /(?:var|tmp)/|set -)"
)
"""What each installation is surrounded by."""
_NEXT: Final = re.compile(r"&&|\|\||;|\n")


def is_slight(use: Use) -> bool:
    """True for a stage that runs too little of what the owner's runs."""
    if use.copy is None or not (use.text and use.owner_text):
        return False
    mine, theirs = instructions_of(use.owner_text, use.unit.location), instructions_of(use.text, use.copy.location)
    found = shared(_commands(mine), _commands(theirs))
    if not begin_alike(origin(use.owner_text, use.unit), origin(use.text, use.copy)):
        return min(found.of_owner, found.of_copy) < _MOST or found.words < _LEAST_WORDS
    few = too_little(found, _LEAST_WORDS) or min(found.of_owner, found.of_copy) <= _HALF
    return few and not _are_alike(mine, theirs)


def _are_alike(mine: list[Instruction], theirs: list[Instruction]) -> bool:
    """True for stages with most instructions in common, more than half of those that build something among them."""
    built = [
        Counter({entry: times for entry, times in stage.items() if not _SETTINGS.intersection(entry[0])})
        for stage in map(_spoken, (mine, theirs))
    ]
    both = (built[0] & built[1]).total()
    return are_alike(_spoken(mine), _spoken(theirs)) and 2 * both > max(stage.total() for stage in built)


def _spoken(stage: list[Instruction]) -> Work:
    return Counter(((item.word,), said(item)) for item in stage[1:])


def _commands(stage: list[Instruction]) -> Work:
    return Counter(one for item in stage for command in _run(item) for one in entries(("RUN",), command))


def _run(item: Instruction) -> Iterator[str]:
    if item.word != "RUN":
        return
    script = split_flags(item.text)[1].replace("\\\n", " ")
    for text in (script, *("\n".join(document.lines) for document in item.heredocs)):
        yield from (command for command in map(str.strip, _NEXT.split(text)) if command and not _TIDIES.match(command))
