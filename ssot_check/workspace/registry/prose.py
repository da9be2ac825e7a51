"""Takes apart what people write into a path of the compat dialect: prose in parentheses, `::symbol`, "X or Y"."""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.registry import State

LONGEST: Final = 1_000
"""Longer texts are no paths and are not searched: some of the patterns below take time that grows with the square."""

_NOTE = re.compile(r"^(?P<path>[^\s()]+)\s+\((?P<note>.*)\)\s*$", re.DOTALL)
_DASH = re.compile(r"^(?P<path>[^\s()]+)\s+[-–—]+\s+(?P<note>\S.*)$", re.DOTALL)  # noqa: RUF001
_PATH = re.compile(r"^[\w.@+~*-]+(?:/[\w.@+~*\[\]-]+)*/?$")
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_OR = re.compile(r"\s+or\s+|\s*,\s+")
_MUST_SOURCE = re.compile(r"\bAll\s+(?P<who>.{1,60}?)\s+MUST\s+source\s+(?P<file>[\w.@+-]+(?:/[\w.@+-]+)*\.\w+)")
_ARCHIVE = re.compile(r"^Archive\b.*?\s(?P<path>[\w.@+-]+(?:/[\w.@+-]+)*/)", re.IGNORECASE)


def split_path(written: str) -> tuple[str, str, str]:
    """Path, symbol and note of one scalar: `a.rs::f (gone)` gives ("a.rs", "f", "gone")."""
    text = written.strip()
    note = ""
    if len(text) > LONGEST:
        return text, "", ""
    found = _NOTE.match(text) or _DASH.match(text)
    if found and looks_like_path(found["path"].partition("::")[0]):
        text, note = found["path"], found["note"].strip()
    path, _, symbol = text.partition("::")
    return path, symbol.strip(), note


def looks_like_path(text: str) -> bool:
    """True for a file name with a suffix, a dotfile, or several parts; not for `and/or` or `environment`."""
    if len(text) > LONGEST or not _PATH.match(text):
        return False
    last = text.rstrip("/").rpartition("/")[2]
    return text.endswith("/") or text.count("/") > 1 or bool(re.search(r"^\.\w|[^.]\.\w", last)) or "*" in text


def paths_in_parentheses(text: str) -> tuple[str, ...]:
    """Every path that stands in parentheses, alone or in a list."""
    if len(text) > LONGEST:
        return ()
    inside = (part.strip() for group in _PARENTHESES.findall(text) for part in _OR.split(group))
    return tuple(part for part in inside if looks_like_path(part))


def alternatives(text: str) -> tuple[tuple[int, str], ...]:
    """`X or Y` as offset and text of each; one pair when the parts are not all paths."""
    parts = [part.strip() for part in _OR.split(text)] if len(text) <= LONGEST else []
    if len(parts) < 2 or not all(_PATH.match(part) for part in parts):
        return ((0, text),)
    found, start = [], 0
    for part in parts:
        start = text.index(part, start)
        found.append((start, part))
        start += len(part)
    return tuple(found)


def must_source(text: str) -> tuple[str, str] | None:
    """Who and which file of "All ... MUST source FILE", or None."""
    found = _MUST_SOURCE.search(text) if len(text) <= LONGEST else None
    return (found["who"], found["file"]) if found else None


def sourcing_files(who: str, source: str) -> str:
    """Pattern of the files meant by "All `who`" beside `source`: "deployment scripts" gives `scripts/**/*deploy*.sh`."""
    folder, _, name = source.rpartition("/")
    top = folder.partition("/")[0]
    suffix = "." + name.rpartition(".")[2]
    words = [word for word in who.lower().split() if word not in ("scripts", "script", "shell", "files", "the", "our")]
    stem = "".join(f"*{_stem(word)}" for word in words) + "*" if words else "*"
    return f"{top}/**/{stem}{suffix}" if top else f"**/{stem}{suffix}"


def _stem(word: str) -> str:
    for ending in ("ment", "ing", "ation", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def state_of(text: str) -> State:
    """State named by a status or by the beginning of a note; UNSAID for every other word."""
    word = re.match(r"\s*(\w+)", text[:LONGEST].lower())
    return {state.value: state for state in State if state.value}.get(word[1], State.UNSAID) if word else State.UNSAID


def archive_folder(text: str) -> str:
    """Folder of "Archive outdated docs to docs/archive/", or ""."""
    found = _ARCHIVE.search(text) if len(text) <= LONGEST else None
    return found["path"].rstrip("/") if found else ""


def folder_of_archive(path: str) -> str:
    """The part of `path` that ends with a folder called archive, or ""."""
    parts = path.split("/")
    place = next((place for place, part in enumerate(parts[:-1]) if part in ("archive", "archives", "archived")), -1)
    return "/".join(parts[: place + 1])
