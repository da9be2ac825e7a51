"""How the repository itself uses what an owner provides: one call for each name, from a file that takes the name from its owner."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from ssot_check.model.answer import Answer
from ssot_check.workspace.mentions import Mention, mentions

MOST: Final = 5
"""Examples of one domain."""

_LONGEST: Final = 120
_TAKES: Final = re.compile(r"\s*(from|import|use|pub use|export|source|\.|const|require)\b|.*\brequire\(")
_DEFINES: Final = re.compile(r"\s*(export\s+)?(async\s+)?(def|function|fn|pub fn|func|class)\s|\s*[\w-]+\s*\(\)\s*[{(]?\s*$")
_PACKAGE: Final = ("__init__", "index", "mod", "lib")
"""Files that are called by the folder they stand in."""

_COMMENT: Final = ("#", "//", "*", "/*", '"""', "'''")
_TESTS: Final = re.compile(r"(^|/)(tests?|spec|__tests__)/|(^|/)test_|_test\.|\.(test|spec)\.")


def examples(root: Path, provided: Mapping[str, Sequence[Answer]], owners: frozenset[str]) -> dict[str, tuple[Mention, ...]]:
    """Calls of exported names by domain, those outside tests first. `owners` are the files that no example is taken from."""
    wanted = {domain: [item for item in items if item.exported and item.use] for domain, items in provided.items()}
    asked = [item for items in wanted.values() for item in items]
    files: dict[str, list[str]] = {}
    for mention in mentions(root, (*map(_name, asked), *(_source(item) for item in asked if _is_shell(item)))):
        if mention.path not in owners:
            files.setdefault(mention.path, []).append(mention.text)
    ordered = sorted(files, key=lambda path: (bool(_TESTS.search(path)), path))
    return {domain: _first([(path, files[path]) for path in ordered], items) for domain, items in wanted.items()}


def _first(files: Sequence[tuple[str, list[str]]], items: Iterable[Answer]) -> tuple[Mention, ...]:
    """The first call of each name, none twice."""
    found = (next((Mention(path, call) for path, lines in files if (call := _call(lines, item))), None) for item in items)
    return tuple(dict.fromkeys(mention for mention in found if mention))[:MOST]


def _call(lines: Sequence[str], item: Answer) -> str:
    """The first line that calls the item in a file which takes it from its owner and defines no other of the name; "" without one."""
    name, is_shell = _name(item), _is_shell(item)
    word, source = _word(name), _word(_source(item))
    about = [line for line in lines if word.search(line)]
    taken = any(_TAKES.match(line) and source.search(line) for line in (lines if is_shell else about))
    if not taken or any(_DEFINES.match(line) for line in about):
        return ""
    called = re.compile(rf"^\s*{re.escape(name)}(\s|$)" if is_shell else rf"(?<![\w.-]){re.escape(name)}\s*\(")
    calls = (line.strip() for line in about if called.search(line) and not line.lstrip().startswith(_COMMENT))
    return next((call for call in calls if len(call) <= _LONGEST and not _TAKES.match(call)), "")


def _name(item: Answer) -> str:
    return item.name.partition(".")[0]


def _source(item: Answer) -> str:
    """What a line that takes the item says of its owner's file: a shell script its name, a program its module."""
    path = PurePosixPath(item.location.path)
    return path.name if _is_shell(item) else path.parent.name if path.stem in _PACKAGE else path.stem


def _word(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(text)}(?![\w-])")


def _is_shell(item: Answer) -> bool:
    return item.use.startswith(("source ", ". "))
