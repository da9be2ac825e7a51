"""Instructions of a Dockerfile, with their places.

Written for this project instead of using a library: dockerfile-parse 2.0 takes the lines of here-documents
(`RUN <<EOF`) for instructions, so that a script with a word `from` at the start of a line becomes a build stage, and
it gives no columns. Format: https://docs.docker.com/reference/dockerfile/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.location import Location

INSTRUCTIONS: Final = frozenset(
    {
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER",
        "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    }
)  # fmt: skip
_HEREDOC_HOLDERS = frozenset({"ADD", "COPY", "RUN"})
_DIRECTIVE = re.compile(r"^#\s*(\w+)\s*=\s*(\S+)\s*$")
_START = re.compile(r"^\s*([A-Za-z]+)(?=\s|[\\`]?[ \t]*$)")
_HEREDOC = re.compile(r"(?<!<)<<(-?)(['\"]?)([A-Za-z_][\w.]*)\2")


@dataclass(frozen=True, slots=True)
class Heredoc:
    """A here-document: the line its body begins on, its lines, and whether it is fed to a command."""

    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction. `word` is in capitals; `text` is the argument as written, from `text_line`, `text_column` on.

    `text` keeps its line breaks; comment lines and empty lines inside are reduced to the continuation mark, which is
    always a backslash here, so that the text reads as a shell command.
    """

    word: str
    line: int
    end_line: int
    end_column: int
    text: str
    text_column: int
    heredocs: tuple[Heredoc, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Dockerfile:
    """Instructions in order; `unknown` are the lines that begin with no instruction."""

    instructions: tuple[Instruction, ...]
    unknown: tuple[int, ...]


def read_instructions(text: str) -> Dockerfile:
    """Split a Dockerfile. Never fails."""
    lines = text.split("\n")
    escape = _escape(lines)
    instructions: list[Instruction] = []
    unknown: list[int] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip() or line.lstrip().startswith("#"):
            at += 1
            continue
        found = _START.match(line)
        if found is None or found[1].upper() not in INSTRUCTIONS:
            unknown.append(at + 1)
            at += 1
            continue
        instruction, at = _instruction(lines, at, found, escape)
        instructions.append(instruction)
    return Dockerfile(tuple(instructions), tuple(unknown))


def instructions_of(text: str, place: Location) -> list[Instruction]:
    """Those that begin on the lines of `place`, a stage of the file."""
    lines = range(place.line, place.end_line + 1)
    return [item for item in read_instructions(text).instructions if item.line in lines]


def said(item: Instruction) -> str:
    """An instruction without its layout."""
    documents = [line for document in item.heredocs for line in document.lines]
    return " ".join([item.word, *item.text.replace("\\\n", " ").split(), *documents])


def _escape(lines: list[str]) -> str:
    for line in lines:
        found = _DIRECTIVE.match(line)
        if found is None:
            break
        if found[1].lower() == "escape" and found[2] in ("`", "\\"):
            return found[2]
    return "\\"


def _instruction(lines: list[str], at: int, found: re.Match[str], escape: str) -> tuple[Instruction, int]:
    """The instruction that begins on line index `at`, and the index of the line after it."""
    word = found[1].upper()
    column = found.end() + len(lines[at][found.end() :]) - len(lines[at][found.end() :].lstrip())
    parts = [lines[at][column:]]
    last = at
    while _continues(parts[-1], escape) and last + 1 < len(lines):
        last += 1
        quiet = not lines[last].strip() or lines[last].lstrip().startswith("#")
        parts.append(escape if quiet else lines[last])
    text = "\n".join(_with_backslash(part, escape) for part in parts)
    heredocs, after = _heredocs(lines, last + 1, text) if word in _HEREDOC_HOLDERS else ((), last + 1)
    end = min(after, len(lines))
    return Instruction(word, at + 1, end, len(lines[end - 1]) + 1, text, column + 1, heredocs), after


def _continues(part: str, escape: str) -> bool:
    return part.rstrip(" \t").endswith(escape)


def _with_backslash(part: str, escape: str) -> str:
    return part.rstrip(" \t")[:-1] + "\\" if _continues(part, escape) else part


def _heredocs(lines: list[str], at: int, text: str) -> tuple[tuple[Heredoc, ...], int]:
    """Here-documents stand one after the other behind the instruction; one without end takes nothing."""
    documents = []
    for dash, _, delimiter in _HEREDOC.findall(text):
        end = next((row for row in range(at, len(lines)) if _ends(lines[row], delimiter, dash)), None)
        if end is None:
            break
        documents.append(Heredoc(at + 1, tuple(lines[at:end])))
        at = end + 1
    return tuple(documents), at


def _ends(line: str, delimiter: str, dash: str) -> bool:
    return (line.lstrip("\t") if dash else line) == delimiter


def pairs(text: str) -> Iterator[tuple[str, str, int]]:
    """Key, value and offset of the value of `ENV`, `ARG` and `LABEL`; the old form `ENV key value` included.

    A key without value (`ARG VERSION`) has the value "" and the offset -1.
    """
    plain = text.replace("\\\n", "  ")
    if not re.match(r"\s*[\"']?[^\s=\"']+[\"']?\s*=", plain):
        key, blank, value = plain.strip().partition(" ")
        if blank:
            yield key, value.strip(), plain.index(value.strip(), plain.index(key) + len(key)) if value.strip() else -1
        elif key:
            yield key, "", -1
        return
    for found in _PAIR.finditer(plain):
        yield found[1].strip("\"'"), found[2] or "", found.start(2)


_PAIR = re.compile(r"((?:\"[^\"\n]*\"|[^\s=\"]+))(?:=((?:\"(?:\\.|[^\"\\])*\"|'[^']*'|\\.|[^\s\"'\\])*))?")
