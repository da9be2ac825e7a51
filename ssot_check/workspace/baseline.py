"""Reads and writes the baseline file.

One JSON document of version 1: `{"version": 1, "entries": [...]}`, one entry a line, sorted by path. The last item of the list is
the text "end": so every entry's line ends in a comma, and adding or removing one touches no other line. There is no line number
and no time in it but the day an entry was first seen, so two branches that only moved code write the same bytes. With
`.ssot-baseline.json merge=union` in `.gitattributes` branches that add and drop entries merge without a conflict: what git keeps twice
is one entry, what it brings back is stale, and the next `baseline update` writes neither.
"""

from __future__ import annotations

import itertools
import json
import re
import stat
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from ssot_check.model.baseline import NEVER_KNOWN, Baseline, BaselineEntry, Opinion, in_order
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.errors import SsotError
from ssot_check.model.finding import Identity
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.regex import regex
from ssot_check.workspace.lockfile import relative_name

CODE: Final = "SSOT012"
DEFAULT_NAME: Final = ".ssot-baseline.json"
AUDIT_NAME: Final = ".ssot-audit.json"
"""The verdicts of an audit, in the root of the repository and of the same form."""
VERSION: Final = 1
END: Final = "end"
MAX_BYTES: Final = 64_000_000
_CONFLICT: Final = regex(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_CODE: Final = regex(r"SSOT\d{3}")
_REBUILD: Final = "restore it from git, or write it anew with `ssot-check baseline create --force`"
_MERGED: Final = "keep the entries of both sides and delete the marks; `ssot-check baseline prune` then drops what is gone"
_OTHER: Final = "name a file, or remove what stands in its place"
_IN_AN_AUDIT: Final = {
    _REBUILD: "restore it from git, or remove it and judge anew",
    _MERGED: "keep the entries of both sides and delete the marks",
    _OTHER: "remove what stands in its place",
}
"""Remedies that speak of a baseline, and what to do with the verdicts of an audit instead."""
_TEXTS: Final = ("code", "domain", "path", "scope", "digest", "first_seen", "reason")
_OPTIONAL: Final = ("until", "verdict", "owner")
_FIRST_LINE: Final = 4
"""Line of the first entry as `render` writes the file."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The baseline, or None and everything that is wrong with its file."""

    baseline: Baseline | None
    problems: tuple[Problem, ...] = ()


class _WrongError(Exception):
    """One fault: what is wrong, what to do, and the line (0 = the file)."""

    def __init__(self, message: str, remedy: str, line: int = 0) -> None:
        super().__init__(message)
        self.remedy = remedy
        self.line = line


def load(path: Path, root: Path) -> Loaded:
    """Read the baseline `path` of the repository `root`. Never raises for what the file holds, and never passes over it."""
    name = relative_name(path, root)
    try:
        raw = _bytes(path)
    except _WrongError as wrong:
        return Loaded(None, (_problem(name, wrong),))
    return understand(raw, name)


def understand(raw: bytes, name: str) -> Loaded:
    """The baseline that stands in these bytes; `name` is its path from the root."""
    try:
        document = _document(_decoded(raw))
    except _WrongError as wrong:
        return Loaded(None, (_problem(name, wrong),))
    places: dict[Identity, BaselineEntry] = {}
    problems: list[Problem] = []
    for line, item in enumerate(document, start=_FIRST_LINE):
        try:
            entry = _entry(item, line)
            places[entry.identity] = _heavier(places.get(entry.identity, entry), entry)
        except _WrongError as wrong:
            problems.append(_problem(name, wrong))
    return Loaded(None, tuple(problems)) if problems else Loaded(Baseline(name, in_order(places.values())))


def unreadable(name: str, reason: str) -> Loaded:
    """What is said of a baseline whose bytes nobody can get."""
    return Loaded(None, (_problem(name, _WrongError(f"it cannot be read from git ({reason})", "restore it, and commit it")),))


def save(path: Path, baseline: Baseline) -> None:
    """Write the file whole or not at all, and none that `load` would refuse for its size. Raises SsotError."""
    from ssot_check.workspace.write import write_atomically

    text = render(baseline)
    if len(text) > MAX_BYTES:
        message = f"{path.name} would have {len(text):,} bytes, and at most {MAX_BYTES:,} are read"
        raise SsotError(message, "exclude what nobody maintains (`scan.exclude`), or mend some of it first")
    try:
        write_atomically(path, text)
    except OSError as error:
        raise SsotError(f"{path} cannot be written: {error.strerror}", "name a file in a folder that can be written") from error


def may_be(file: Path, text: bytes) -> bool:
    """False for what is plainly something else. A broken or half merged baseline is one still."""
    if b'"entries"' in text or not text.strip():
        return True
    try:
        json.loads(text)
    except ValueError:
        return file.suffix == ".json"
    return False


def render(baseline: Baseline) -> str:
    """The text of the file: pure ASCII, so that no path can harm a terminal or an encoding."""
    lines = [json.dumps(_node(entry)) + "," for entry in in_order(baseline.entries)]
    return "\n".join(["{", f'"version": {VERSION},', '"entries": [', *lines, f'"{END}"', "]", "}", ""])


def _node(entry: BaselineEntry) -> dict[str, str | int]:
    known = entry.identity
    node: dict[str, str | int] = {
        "path": known.path, "scope": known.scope, "code": known.code, "domain": known.domain, "digest": known.digest,
        "count": entry.count, "first_seen": entry.first_seen, "reason": entry.reason,
    }  # fmt: skip
    return node | {name: getattr(entry, name) for name in _OPTIONAL if getattr(entry, name)}


def _problem(name: str, wrong: _WrongError) -> Problem:
    place = Location(name, wrong.line, 1, wrong.line, 1) if wrong.line else Location(name)
    if name == AUDIT_NAME:
        message, cause = f"the verdicts of the audit cannot be used: {wrong}", "without them judged findings cannot be told from others"
        return Problem(CODE, message, place, cause=cause, remedy=_IN_AN_AUDIT.get(wrong.remedy, wrong.remedy))
    cause = "without it known findings cannot be told from new ones"
    return Problem(CODE, f"the baseline cannot be used: {wrong}", place, cause=cause, remedy=wrong.remedy)


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise _WrongError("it is not a file", _OTHER)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise _WrongError("there is no such file", "write it with `ssot-check baseline create`, or correct the name") from error
    except (OSError, ValueError) as error:
        raise _WrongError(f"it cannot be read ({getattr(error, 'strerror', None) or error})", "check its permissions") from error


def _decoded(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise _WrongError(f"it is larger than {MAX_BYTES:,} bytes", "check that it is the right file")
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _WrongError(f"byte 0x{raw[error.start]:02x} is not UTF-8", _REBUILD, line) from error


def _document(text: str) -> list[object]:
    """The entries as JSON values, without the end mark."""
    if (conflict := _CONFLICT.search(text)) is not None:
        raise _WrongError("an unfinished git merge stands in it", _MERGED, text.count("\n", 0, conflict.start()) + 1)
    try:
        document = json.loads(text, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise _WrongError(f"it is not valid JSON ({error.msg})", _REBUILD, error.lineno) from error
    except (RecursionError, ValueError) as error:  # a number of more digits than Python takes
        raise _WrongError("it is not a baseline", _REBUILD) from error
    if not isinstance(document, dict) or type(document.get("version")) is not int:
        raise _WrongError('it is no document with a number "version"', _REBUILD)
    if document["version"] > VERSION:
        raise _WrongError(f"it has version {document['version']}; this program reads version {VERSION}", "update ssot-check")
    entries = document.get("entries")
    if document["version"] != VERSION or document.keys() != {"version", "entries"} or not isinstance(entries, list):
        raise _WrongError(f'it is not of the form {{"version": {VERSION}, "entries": [...]}}', _REBUILD)
    if entries[-1:] != [END] or END in entries[:-1]:
        raise _WrongError(f'the list does not end with "{END}" once: the file is cut off or joined', _REBUILD)
    return entries[:-1]


def _heavier(first: BaselineEntry, second: BaselineEntry) -> BaselineEntry:
    """A merge by lines leaves one identity twice when both branches changed it; the larger count covers what either of them knew.

    A term that only one of them has stays: a merge must not make an entry hold for longer.
    """
    if first is second:
        return first
    until = min(filter(None, (first.until, second.until)), default="")
    return replace(first if first.count >= second.count else second, until=until)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        double = next(name for number, (name, _) in enumerate(pairs) if name in [other for other, _ in pairs[:number]])
        raise _WrongError(f"the key {double!r} stands twice in one object", "keep one of the two")
    return found


def _entry(item: object, line: int) -> BaselineEntry:
    if not isinstance(item, dict):
        raise _WrongError("an item of the list is no entry", "remove it", line)
    for message, remedy in itertools.chain(_wrong_types(item), _wrong_values(item)):
        raise _WrongError(message, remedy, line)
    identity = Identity(item["code"], item["domain"], item["path"], item["scope"], item["digest"])
    optional = {name: item.get(name, "") for name in _OPTIONAL}
    return BaselineEntry(identity, item["count"], item["first_seen"], item["reason"], line=line, **optional)


def _wrong_types(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with the keys and the types of an entry, and the remedy."""
    known = (*_TEXTS, "count", *_OPTIONAL)
    for name in sorted(item.keys() - set(known)):
        yield f"an entry has no key {name!r}", f"the keys are {', '.join(known)}"
    for name in (*_TEXTS, *(name for name in _OPTIONAL if name in item)):
        if not isinstance(item.get(name), str):
            yield f"the entry's {name!r} is {'missing' if name not in item else 'no text'}", "write it as a text in quotes"
    if type(item.get("count")) is not int or item["count"] < 1:
        yield f"the entry's 'count' is {item.get('count')!r}", "write a whole number of at least 1"


def _wrong_values(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with an entry whose types are right."""
    if not _CODE.fullmatch(item["code"]) or item["code"].startswith(NEVER_KNOWN):
        yield f"{item['code']!r} is no code that a baseline may hold", "remove the entry"
    for name in ("path", "reason"):
        if not item[name].strip():
            yield f"the entry's {name!r} is empty", "say in 'reason' why the finding may stand, and in 'path' where it is"
    if "verdict" in item and not _is_opinion(item["verdict"]):
        yield f"the entry's 'verdict' is {item['verdict']!r}", f"write one of {', '.join(Opinion)}"
    for name, day in {"first_seen": item["first_seen"], "until": item.get("until", item["first_seen"])}.items():
        if not _is_day(day):
            yield f"the entry's {name!r} is {day!r}", "write a day as YYYY-MM-DD"


def _is_opinion(text: str) -> bool:
    return text in {opinion.value for opinion in Opinion}


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
