"""Reads one file of the repository as text, or says why it is not read."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_bytes
from ssot_check.model.regex import regex
from ssot_check.model.source import Skip
from ssot_check.workspace.bounded import read_bounded
from ssot_check.workspace.git import encode

_LFS_HEADER: Final = b"version https://git-lfs.github.com/spec/"  # git-lfs, docs/spec.md: first line of a pointer
_LFS_LIMIT: Final = 1024
_HEADER_LIMIT: Final = 2048

_REPORT: Final = regex(
    rb'"(?:tool|driver|source)": ?\{\s*"name": ?"ssot-check"|"check_name": ?"SSOT\d{3}"|\A\{\s*"version": 1,\s*"entries": \['
)
"""What stands at the beginning of the JSON formats (json, jsonl, sarif, rdjson, gitlab, the audit) and of a baseline."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# PEP 263: the expression of the language reference, on the first two lines.
_COOKIE: Final = regex(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_COMMENT: Final = regex(r"^\s*(#|//|/\*|\*|--|;|<!--|%|\"\"\"|'''|rem\b)", re.IGNORECASE)
_GENERATED: Final = regex(r"(?<!\w)@generated\b|\b(auto-?\s?generated|automatically generated|machine[- ]generated)\b", re.IGNORECASE)
_NOT_GENERATED: Final = regex(r"\b(not|never|non|n't|from|the|of|for|if|skip|ignore)[- ]+(been |be )?(@|auto|machine)", re.IGNORECASE)
_OF_OTHERS: Final = regex(
    r"^(?!.*\b(?:this|these|file|contents?|code|below|following)\b).*\bare (?:all |also )?(?:auto|machine)", re.IGNORECASE
)
"""A remark about other things: more commands are automatically generated from the methods."""
_DO_NOT_EDIT: Final = regex(
    r"\b(DO NOT|DON'T) (EDIT|MODIFY|edit|modify)\b(?! *(below|above|after|before|beyond|the|this (line|section|block|part)))"
)
_MADE_AGAIN: Final = regex(
    r"^\W*(?:in order )?to re-?generate (?:this (?:file|code|module|client)|the (?:file|code)|it)\b.{0,40}\b(?:run|use)\b(?! this\b)",
    re.IGNORECASE,
)
"""How to make the file anew. A script that makes others is run itself: `To regenerate the code, run this script`."""
_VENDORED: Final = regex(
    r"^\W*(?:this (?:file|module|code) (?:is|was|has been) )?vendored (?:(?:file|copy|code|module)\s*:|(?:verbatim )?from\b|copy of\b)",
    re.IGNORECASE,
)
_ADAPTED: Final = regex(r"\b(?:adapted|derived|produced|translated|built|compiled) from\b", re.IGNORECASE)
_PLACE: Final = regex(r"https?://\w")
_QUOTES: Final = regex(r"^[rR]?(\"\"\"|''')")
_WRITTEN: Final = regex(
    r"generat|\brun\b|\b(produced|created|compiled|built|managed|maintained|written|updated) (\w+ )?(by|from|with)\b", re.IGNORECASE
)
_BUNDLED: Final = regex(
    r"(?:\s*(?:/\*(?!\*{4})(?:[^*]|\*(?!/))*\*/|//[^\n]*|#![^\n]*|[\"']use strict[\"'];?))*\s*"
    r"(?:(?:var __create = Object\.create;\n)?var __defProp = Object\.defineProperty;\nvar __\w+ = "
    r"|var (__\w+) = \(this && this\.\1\) \|\| "
    r"|(?:require\('\./sourcemap-register\.js'\);)?/\*{6}/ \("
    r"|(?:var _a\w*(?:, _\w+)*;\n)?\(function polyfill\(\) \{\n\s*const relList = document\."
    r"|\(function\(\)\{(?:const|var|let) \w+=document\.createElement\(\"link\"\)\.relList;)"
)
"""How what esbuild, tsc, webpack and Vite make begins, below remarks."""
_MARK_LINES: Final = 30
_BY_HAND_NOT: Final = ("do not edit", "do not directly edit", "do not modify", "don't edit", "don't modify", "do not change this")
_BEGINS: Final = regex(r"\b(?:BEGIN|START|begin|start)\b|>>>")
_ENDS: Final = regex(r"\b(?:END|STOP|end|stop)\b|<<<")
_NEAR: Final = 3
"""A word to those who would edit a stretch stands within so many lines of where it begins."""
_COLOUR: Final = regex(r"\x1b\[[\d;]*m")
"""How a terminal is told the colour of what follows (ECMA-48, 8.3.117)."""


@dataclass(frozen=True, slots=True)
class Text:
    r"""A file as text with `\n` line ends.

    `digest` is that of the bytes; `encoding` the codec that decoded them; `generated` is True when the head of the file
    shows that a program wrote it; `note` says what was odd about the encoding, or is "".
    """

    text: str
    digest: str
    encoding: str
    generated: bool
    note: str


def read(root: Path, path: str, max_bytes: int) -> Text | Skip:
    """Read `path` below `root`. Never follows a link and never waits for a pipe or device."""
    data = read_bytes(root, path, max_bytes)
    return data if isinstance(data, Skip) else as_text(data)


def as_text(data: bytes) -> Text | Skip:
    """The bytes of a file as text, or why they are none."""
    if len(data) < _LFS_LIMIT and data.startswith(_LFS_HEADER):
        return Skip.LFS_POINTER
    if data[:1] in (b"{", b"[") and _REPORT.search(data[:_HEADER_LIMIT]):
        return Skip.REPORT
    decoded = decode(data)
    if decoded is None:
        return Skip.BINARY
    text, encoding, note = decoded
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = text[:_HEADER_LIMIT]
    return Text(text, digest_bytes(data), encoding, says_generated(head) or is_bundled(head) or is_coloured(head), note)


def read_bytes(root: Path, path: str, max_bytes: int) -> bytes | Skip:
    """The bytes of a regular file of at most `max_bytes`, or why there are none."""
    name = os.path.join(os.fsencode(root), encode(path))  # noqa: PTH118 -- Path takes no bytes
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(name, flags)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.EMLINK}:
            return Skip.SYMLINK
        return Skip.SPECIAL if error.errno in {errno.ENXIO, errno.EISDIR} else Skip.UNREADABLE
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Skip.SPECIAL
        if status.st_size > max_bytes:
            return too_large(os.read(handle, _HEADER_LIMIT))
        with open(handle, "rb", closefd=False) as file:
            data = read_bounded(file, status.st_size, max_bytes)
    except OSError:
        return Skip.UNREADABLE
    finally:
        os.close(handle)
    return Skip.HUGE if len(data) > max_bytes else data


def too_large(head: bytes) -> Skip:
    """Why a file beyond the limit that begins so is not read: what a program wrote is missed by nobody."""
    text = head[:_HEADER_LIMIT].decode("utf-8", "replace")
    return Skip.GENERATED if says_generated(text) or is_bundled(text) else Skip.HUGE


def mark_of(data: bytes) -> bytes:
    """The byte order mark at the beginning, b"" without one."""
    return next((mark for mark, _ in _BYTE_ORDER_MARKS if data.startswith(mark)), b"")


def decode(data: bytes) -> tuple[str, str, str] | None:
    """(text with its own line ends, codec, note); None for binary data."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _try(data[len(mark) :], codec)
            return None if text is None or "\0" in text else (text, codec, "")
    if b"\0" in data:
        return None
    cookie = _cookie(data)
    note = ""
    if cookie:
        text = _try(data, cookie)
        if text is not None:
            return text, cookie, ""
        note = f"declares the encoding {cookie}, which cannot decode it; read as "
    text = _try(data, "utf-8")
    if text is not None:
        return text, "utf-8", note and note + "UTF-8"
    return data.decode("latin-1"), "latin-1", note + "Latin-1" if note else "is not UTF-8; read as Latin-1"


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _cookie(data: bytes) -> str:
    for line in data[:_HEADER_LIMIT].splitlines()[:2]:
        found = _COOKIE.match(line)
        if found:
            return found.group(1).decode("ascii", "replace").lower()
        if line.strip() and not line.lstrip().startswith(b"#"):
            break
    return ""


def says_generated(head: str) -> bool:
    """True when a comment in the head of a file says that a program wrote it.

    Known marks: `@generated`, "auto-generated" and its spellings, "Code generated ... DO NOT EDIT." (the form of the
    Go command), and "DO NOT EDIT" that is not about a part of the file, beside a word for how it came to be: people write it
    to other people too. A mark stands among the first lines; further down a comment speaks of something else.
    """
    comments = [line for line in head.split("\n")[:_MARK_LINES] if _COMMENT.match(line)]
    if any(_GENERATED.search(line) and not (_NOT_GENERATED.search(line) or _OF_OTHERS.search(line)) for line in comments):
        return True
    if any(map(_DO_NOT_EDIT.search, comments)) and any(map(_WRITTEN.search, comments)):
        return True
    first = list(_first_words(head))  # who only says how files are made anew may be the one that makes them
    return any(map(_MADE_AGAIN.search, first)) and any(map(_ADAPTED.search, first))


def says_vendored(head: str) -> bool:
    """True when what a file begins with, before any code, says that it is a copy of another project's file, and where that is."""
    first = list(_first_words(head))
    return any(map(_VENDORED.search, first)) and any(map(_PLACE.search, first))


def _first_words(head: str) -> Iterator[str]:
    """The comments and the documentation string with which a file begins."""
    closes = ""
    for number, line in enumerate(head.split("\n", _MARK_LINES)[:_MARK_LINES]):
        text = line.strip()
        opened = _QUOTES.match(text)
        if closes:
            yield text
            closes = "" if closes in text else closes
        elif opened is not None or text.startswith("/*"):
            closes = opened[1] if opened is not None else "*/"
            yield text[2:]
            closes = "" if closes in text[opened.end() if opened is not None else 2 :] else closes
        elif text.startswith(("#", "//", "--", ";")) or (not number and text.startswith("<?")):
            yield text
        elif text:
            return


def written_lines(text: str) -> list[range]:
    """Lines, from 1 on, that a program keeps within a file that people write.

    They stand between two comments, `BEGIN` and `END`, and one at their head says that nobody is to edit them.
    """
    lowered = text.lower()
    if not any(said in lowered for said in _BY_HAND_NOT):
        return []
    lines, found = text.split("\n"), list[range]()
    for number, line in enumerate(lines):
        if not (_COMMENT.match(line) and any(said in line.lower() for said in _BY_HAND_NOT)):
            continue
        begin = next((at for at in range(number, max(-1, number - _NEAR - 1), -1) if _is_mark(_BEGINS, lines[at])), None)
        end = next((at for at in range(number + 1, len(lines)) if _is_mark(_ENDS, lines[at])), None)
        if begin is not None and end is not None:
            found.append(range(begin + 1, end + 2))
    return found


def _is_mark(mark: re.Pattern[str], line: str) -> bool:
    return _COMMENT.match(line) is not None and mark.search(line) is not None


def is_bundled(head: str) -> bool:
    """True for the beginning of what a bundler made of the sources of a program for the web; such files say so by no comment."""
    return _BUNDLED.match(head) is not None


def is_coloured(head: str) -> bool:
    """True for what a program showed on a terminal, kept for a test: most lines are coloured. A script says a colour here and there."""
    lines = [line for line in head.split("\n") if line.strip()] if "\x1b[" in head else []
    return bool(lines) and 2 * sum(_COLOUR.search(line) is not None for line in lines) > len(lines)
