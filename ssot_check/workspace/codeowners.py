"""Reads CODEOWNERS: the syntax of GitHub ("About code owners") and that of GitLab with its sections ("Code Owners syntax")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.model.codeowners import CodeOwners, Reviewers
from ssot_check.model.location import Location
from ssot_check.workspace.patterns import Listing

PLACES: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where the file may stand, in the order in which the services look."""

_SECTION: Final = re.compile(r"^\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)$")
_WORDS: Final = re.compile(r"(?:\\.|[^\s\\])+")


def find(paths: Iterable[str]) -> str:
    """The CODEOWNERS file that counts, "" when there is none."""
    known = frozenset(paths)
    return next((path for path in PLACES if path in known), "")


def read(path: str, text: str, owned: Iterable[str]) -> CodeOwners:
    """Who reviews each of the owned files. In each section the last line that matches counts."""
    files = Listing(owned)
    sections: dict[str, dict[str, Reviewers]] = {}
    for section, pattern, found in _lines(path, text):
        for file in _matching(files, pattern):
            sections.setdefault(section, {})[file] = found
    merged: dict[str, list[Reviewers]] = {}
    for known in sections.values():
        for file, found in known.items():
            merged.setdefault(file, []).append(found)
    return CodeOwners(path, {file: tuple(merged[file]) for file in sorted(merged)})


def _lines(path: str, text: str) -> Iterator[tuple[str, str, Reviewers]]:
    """(section, pattern, reviewers) of each line; a line without names takes those of its section."""
    section, default = "", tuple[str, ...]()
    for number, line in enumerate(text.split("\n"), start=1):
        bare = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        head = _SECTION.match(bare)
        if head:
            section, default = head[1].lower(), tuple(head[2].split())
        elif bare:
            pattern, *names = _WORDS.findall(bare)
            yield section, pattern.replace("\\ ", " "), Reviewers(tuple(names) or default, Location(path, number, 1, number, len(line) + 1))


def _matching(files: Listing, pattern: str) -> list[str]:
    found = files.matching(pattern)
    if not pattern.endswith("/*"):
        return found
    # Unlike in an ignore file, `docs/*` does not reach into the folders below.
    depth = pattern.strip("/").count("/")
    return [file for file in found if file.count("/") == depth]
