"""Watched commands in the instructions of a Dockerfile that run something, now or in the container."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.languages.support.command_touch import Host, snippet_touches
from ssot_check.languages.support.dockerfile.lines import Instruction, read_instructions
from ssot_check.languages.support.dockerfile.tokens import split_flags
from ssot_check.languages.support.shell.inner import Constants
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch

_SET: Final = re.compile(r"""(\w+)=("[^"]*"|'[^']*'|\S+)""")
_RUNNING: Final = frozenset(("RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD"))
_BEFORE: Final = re.compile(r"(?:CMD|RUN|ENTRYPOINT)\s+(?=\S)", re.IGNORECASE)
"""What stands before the command of `HEALTHCHECK` and `ONBUILD`."""


def dockerfile_touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Every watched command, by place."""
    instructions = read_instructions(source.text).instructions if watch.commands else ()
    host = Host(source.path, source.text.split("\n"), "dockerfile", _variables(instructions))
    found = {
        touch
        for item in instructions
        if item.word in _RUNNING
        for line, script in _scripts(item)
        for touch in snippet_touches(host, script, line, watch)
    }
    return tuple(sorted(found, key=lambda item: (item.location, item.name)))


def _variables(instructions: Sequence[Instruction]) -> Constants:
    """What `ARG` and `ENV` set to a text that can be seen."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for item in instructions:
        for name, value in _SET.findall(item.text) if item.word in ("ARG", "ENV") else ():
            if "$" not in value:
                found.setdefault(name, []).append(tuple(value.strip("\"'").split()))
    return found


def _scripts(item: Instruction) -> Iterator[tuple[int, str]]:
    """The shell texts of an instruction and the lines they begin on: its argument, in JSON or shell form, and its here-documents."""
    rest = split_flags(item.text)[1]
    if item.word in ("HEALTHCHECK", "ONBUILD"):
        rest = _BEFORE.sub("", rest, count=1) if _BEFORE.match(rest) else ""
    line = item.line + item.text[: len(item.text) - len(rest)].count("\n")
    yield line, _plain(rest)
    for heredoc in item.heredocs:
        yield heredoc.line, "\n".join(heredoc.lines)


def _plain(argument: str) -> str:
    """`["docker", "build"]` as the command line it stands for; any other argument as it is."""
    if not argument.lstrip().startswith("["):
        return argument
    try:
        words = json.loads(argument.replace("\\\n", " "))
    except ValueError:
        return argument
    return shlex.join(words) if isinstance(words, list) and all(isinstance(word, str) for word in words) else argument
