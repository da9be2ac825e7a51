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
from ssot_check.languages.support.dockerfile.tokens import split_flags
from ssot_check.model.plugins import Use

_LEAST_WORDS: Final = 12
"""Words of the commands that two stages share: fewer are a line of a package manager."""
_SETTINGS: Final = frozenset(("ARG", "ENV", "EXPOSE", "FROM", "LABEL", "MAINTAINER", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"))
"""Instructions that build nothing."""
_NEXT: Final = re.compile(r"&&|\|\||;|\n")


def is_slight(use: Use) -> bool:
    """True for a stage that runs too little of what the owner's runs."""
    if use.copy is None or not (use.text and use.owner_text):
        return False
    mine, theirs = instructions_of(use.owner_text, use.unit.location), instructions_of(use.text, use.copy.location)
    own, others = _commands(mine), _commands(theirs)
    return too_little(shared(own, others), _LEAST_WORDS) and not _are_alike(mine, theirs)


def _are_alike(mine: list[Instruction], theirs: list[Instruction]) -> bool:
    own, others = map(_spoken, (mine, theirs))
    return are_alike(own, others) and not all(_SETTINGS.intersection(words) for words, _ in own & others)


def _spoken(stage: list[Instruction]) -> Work:
    return Counter(((item.word,), said(item)) for item in stage[1:])


def _commands(stage: list[Instruction]) -> Work:
    return Counter(one for item in stage for command in _run(item) for one in entries(("RUN",), command))


def _run(item: Instruction) -> Iterator[str]:
    if item.word != "RUN":
        return
    script = split_flags(item.text)[1].replace("\\\n", " ")
    for text in (script, *("\n".join(document.lines) for document in item.heredocs)):
        yield from (command for command in _NEXT.split(text) if command.strip())
