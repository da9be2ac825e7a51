"""Commands in the script lines of config files: program and subcommand, by a plain split into words.

The shell language reads scripts exactly; a `run:` line of a workflow needs no more than this to know which tools it calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.languages.support.config.tree import Node, Shape

_SPLIT: Final = re.compile(r"&&|\|\||;;?|\||\$\(|`|(?<![>&])&(?![>&])")
_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*\+?=")
_WORD: Final = re.compile(r"(?:\"[^\"]*\"|'[^']*'|\$\{\{.*?\}\}|[^\s\"'])+")
_SUBCOMMAND: Final = re.compile(r"[a-z][\w:-]*")
_PROGRAM: Final = re.compile(r"[\w.+~$/{}@-]+")
_PREFIXES: Final = frozenset(
    ("sudo", "exec", "time", "nohup", "command", "env", "then", "do", "else", "if", "while", "until", "!", "{", "(")
)
_SILENT: Final = frozenset(
    (
        "fi", "done", "esac", "for", "case", "function", "return", "exit", "true", "false", "cd", "echo", "set", "export", "}", ")", "[",
        "[[", "test", ":", "in",
    )
)  # fmt: skip
_PYTHON: Final = re.compile(r"(py|python)[\d.]*")
_SWITCHES: Final = frozenset(("-y", "-q", "-v", "-s", "-x", "-n", "-f", "-E", "-H", "-u"))
_SELF_CONTAINED: Final = frozenset(("bash", "sh", "source", ".", "cat", "cp", "mv", "rm", "mkdir", "grep", "sed", "awk", "chmod", "sleep"))


def commands(script: str) -> Iterator[tuple[int, str]]:
    """(line offset from 0, "program subcommand") of each command; here-documents are skipped.

    The subcommand is the first word after the program that is neither a flag nor a path; programs that have none stand alone.
    """
    until = ""
    for offset, line in _logical_lines(script):
        if until:
            until = "" if line.strip() == until else until
            continue
        heredoc = re.search(r"<<-?\s*[\"']?(\w+)", line)
        if heredoc:
            until = heredoc[1]
        # Quoted text is emptied, or its separators would start commands; a substitution in double quotes is kept.
        plain = re.sub(r"(^|\s)#.*", "", re.sub(r"'[^']*'|\"[^\"$`]*\"", "''", line))
        for part in _SPLIT.split(plain):
            name = _command(part)
            if name:
                yield offset, name


def _logical_lines(script: str) -> Iterator[tuple[int, str]]:
    """Lines with their continuations joined."""
    start, held = 0, ""
    for offset, line in enumerate(script.split("\n")):
        if not held:
            start = offset
        if line.endswith("\\"):
            held += line[:-1] + " "
            continue
        yield start, held + line
        held = ""
    if held:
        yield start, held


def _command(part: str) -> str:
    words: list[str] = _WORD.findall(part)
    while words and (words[0] in _PREFIXES or _ASSIGNMENT.match(words[0])):
        words = words[1:]
    if not words or words[0] in _SILENT or not _PROGRAM.fullmatch(words[0]):
        return ""
    if _PYTHON.fullmatch(words[0]) and words[1:2] == ["-m"] and len(words) > 2:
        words = words[2:]
    program = words[0]
    if program in _SELF_CONTAINED or "/" in program:
        return program
    after = _first_operand(words[1:])
    return f"{program} {after}" if _SUBCOMMAND.fullmatch(after) else program


def _first_operand(words: list[str]) -> str:
    """The first word that is no flag; a short flag other than the usual switches takes the word after it (`git -C dir commit`)."""
    skip = False
    for word in words:
        if not word.startswith("-"):
            if not skip:
                return word
            skip = False
        else:
            skip = len(word) == 2 and word not in _SWITCHES
    return ""


def script_commands(node: Node) -> Iterator[tuple[int, str]]:
    """(line in the file, command) of a script: one scalar, or a list of them."""
    for item in node.texts if node.tag != "!reference" else []:
        first = item.span[0] + (1 if item.style in ("|", ">") else 0)
        for offset, name in commands(item.text):
            yield (item.span[0] if item.borrowed else min(first + offset, item.span[2])), name
    for item in node.items:
        if item.shape is Shape.LIST:
            yield from script_commands(item)


def first_command(node: Node | None) -> str:
    """The first command of a script, or ""."""
    return next((name for _line, name in script_commands(node)), "") if node is not None else ""
