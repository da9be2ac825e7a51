"""Reads CODEOWNERS: the syntax of GitHub ("About code owners") and that of GitLab with its sections ("Code Owners syntax")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from ssot_check.model.codeowners import CodeOwners, Reviewers
from ssot_check.model.location import Location
from ssot_check.workspace.patterns import Listing

PLACES: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where the file may stand, in the order in which the services look."""

_SECTION: Final = re.compile(r"^\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)$")
_WORDS: Final = re.compile(r"(?:\\.|[^\s\\])+")
_NOT: Final = "!"
_GLOB: Final = re.compile(r"\*\*/|\*+|\?|\[[^\]/]+\]|\\.|.", re.DOTALL)
_REFUSED: Final = re.compile(r"^[!\\]|\[")
"""What GitHub's page says does not work there: a line with it counts as none."""


class _Line(NamedTuple):
    """One line: the section it stands in, the pattern, and who reviews what matches."""

    section: str
    pattern: str
    reviewers: Reviewers


def find(paths: Iterable[str]) -> str:
    """The CODEOWNERS file that counts, "" when there is none."""
    known = frozenset(paths)
    return next((path for path in PLACES if path in known), "")


def read(path: str, text: str, owned: Iterable[str]) -> CodeOwners:
    """Who reviews each of the owned files. In each section the last line that matches counts; what a `!` takes out of one stays out."""
    lines = list(_lines(path, text))
    gitlab = _is_gitlab(path, lines)
    files = sorted(owned)
    listing = Listing(files)
    sections: dict[str, dict[str, Reviewers]] = {}
    out: set[tuple[str, str]] = set()
    for line in lines if gitlab else [line for line in lines if not _REFUSED.search(line.pattern)]:
        known = sections.setdefault(line.section, {})
        for file in _matching_gitlab(files, line.pattern) if gitlab else _matching_github(listing, line.pattern):
            if line.pattern.startswith(_NOT):
                known.pop(file, None)
                out.add((line.section, file))
            elif (line.section, file) not in out:
                known[file] = line.reviewers
    merged: dict[str, list[Reviewers]] = {}
    for known in sections.values():
        for file, found in known.items():
            merged.setdefault(file, []).append(found)
    return CodeOwners(path, {file: tuple(merged[file]) for file in sorted(merged)})


def _is_gitlab(path: str, lines: Iterable[_Line]) -> bool:
    """By the folder, else by what only GitLab knows: sections and exclusions."""
    if path.startswith((".github/", ".gitlab/")):
        return path.startswith(".gitlab/")
    return any(line.section or line.pattern.startswith(_NOT) for line in lines)


def _lines(path: str, text: str) -> Iterator[_Line]:
    """Each line with a pattern; one without names takes those of its section."""
    section, default = "", tuple[str, ...]()
    for number, line in enumerate(text.split("\n"), start=1):
        bare = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].strip()
        head = _SECTION.match(bare)
        if head and not path.startswith(".github/"):
            section, default = head[1].strip().lower(), tuple(head[2].split())
        elif bare:
            pattern, *names = _WORDS.findall(bare) or [bare]
            reviewers = Reviewers(tuple(names) or default, Location(path, number, 1, number, len(line) + 1))
            yield _Line(section, pattern.replace("\\ ", " "), reviewers)


def _matching_github(files: Listing, pattern: str) -> list[str]:
    """As in an ignore file, but `docs/*` does not reach into the folders below."""
    found = files.matching(pattern)
    if not pattern.endswith("/*"):
        return found
    depth = pattern.strip("/").count("/")
    return [file for file in found if file.count("/") == depth]


def _matching_gitlab(files: Sequence[str], pattern: str) -> list[str]:
    """The whole path counts, and only a pattern that ends in a slash means a folder: "Code Owners", "Path matching"."""
    pattern = pattern.removeprefix(_NOT)
    rooted = pattern if pattern.startswith("/") else f"/**/{pattern}"
    whole = f"{rooted}**/*" if rooted.endswith("/") else rooted
    try:
        wanted = re.compile("".join(map(_translated, _GLOB.findall(whole))), re.DOTALL)
    except re.error:  # `[z-a]`
        return []
    return [file for file in files if wanted.fullmatch("/" + file)]


def _translated(part: str) -> str:
    """One piece of a pattern as `File.fnmatch` of Ruby reads it, wildcards not across a slash."""
    if part == "**/":
        return "(?:.*/)?"
    if part[0] == "*":
        return "[^/]*"
    if part == "?":
        return "[^/]"
    if len(part) > 2 and part[0] == "[":
        negated = part[1] in "!^"
        inner = part[2 if negated else 1 : -1].replace("\\", "").replace("[", "\\[")
        return f"[{'^/' if negated else ''}{inner}]" if inner else re.escape(part)
    return re.escape(part[1:] or part if part[0] == "\\" else part)
