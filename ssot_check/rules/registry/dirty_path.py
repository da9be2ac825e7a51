"""A path of the registry has a remark written into it, or is two paths in one text.

What it does
------------
Reports paths with a remark in the same text, such as `"scripts/deploy.sh (main script)"`, and texts that hold two paths
joined by "or".

Why it matters
--------------
This program takes such a text apart. A script, an editor or another tool looks for a file of that whole name and finds
none.

How to fix
----------
Leave the path alone in its text. Write the remark as the entry's `note` or `status`, or as a YAML comment; write two
paths as a list.
"""

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Edit, Finding, Fix, Safety
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated, State
from ssot_check.model.verdict import Severity

_OR: Final = re.compile(r"\s+or\s+")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each text."""
    seen: set[tuple[int, int]] = set()
    for domain, entry, old in _entries(project):
        place = (entry.location.line, entry.location.column)
        if entry.note and place not in seen:
            seen.add(place)
            yield _with_note(project, domain, entry, old)
    for old in project.registry.all_deprecated:
        if len(old.use) > 1 and _joined(project, old.use[0], old.use[1]):
            yield _two_paths(old)


def _entries(project: Project) -> Iterator[tuple[str, PathEntry, Deprecated | None]]:
    """Domain, entry, and the deprecated thing whose path it is."""
    for old in project.registry.all_deprecated:
        if old.path is not None:
            yield old.domain, old.path, old
        yield from ((old.domain, use, None) for use in old.use)
    for domain in project.registry.domains:
        others = (*domain.owner_paths, *(item.path for item in domain.wrappers), *(item.path for item in domain.named))
        yield from ((domain.name, entry, None) for entry in others)
    yield from (("", entry, None) for entry in project.registry.required_files)


def _with_note(project: Project, domain: str, entry: PathEntry, old: Deprecated | None) -> Finding:
    path = _path(entry)
    remark = " ".join(entry.note.split())
    text = _mapping(entry, old) if old is not None and _is_list_item(project, entry) else f"{_quoted(path)}  # {remark}"
    fix = Fix("split the path from its remark", Safety.SAFE, (Edit(entry.location, text),)) if _ends_its_line(project, entry) else None
    return _finding(domain, entry, f"`{entry.written}` is a path with a remark in one text", f"write {text}", fix)


def _two_paths(old: Deprecated) -> Finding:
    first, last = old.use[0], old.use[-1]
    whole = " or ".join(use.path for use in old.use)
    listed = ", ".join(f'"{_path(use)}"' for use in old.use)
    entry = PathEntry(whole, whole, first.location if first.location.line != last.location.line else _span(first, last))
    return _finding(old.domain, entry, f"`{whole}` is {len(old.use)} paths in one text", f"write a list: [{listed}]", None)


def _finding(domain: str, entry: PathEntry, message: str, remedy: str, fix: Fix | None) -> Finding:
    return Finding(
        code=RULE.code,
        message=message,
        location=entry.location,
        why="other tools look for a file of that whole name and silently find none",
        help=remedy,
        domain=domain,
        severity=RULE.severity,
        label="not a path as it stands",
        scope=domain,
        digest=digest_parts((entry.written,)),
        fix=fix,
    )


def _mapping(entry: PathEntry, old: Deprecated) -> str:
    """The entry as a mapping; the state that the remark gave it is kept as its status."""
    fields = [f"path: {_quoted(_path(entry))}"]
    if old.state is not State.UNSAID and entry.note.lower().startswith(old.state.value):
        fields.append(f"status: {old.state.value}")
    if entry.note.lower() != old.state.value:
        fields.append(f"note: {_quoted(entry.note)}")
    return "{" + ", ".join(fields) + "}"


def _path(entry: PathEntry) -> str:
    return f"{entry.path}::{entry.symbol}" if entry.symbol else entry.path


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _span(first: PathEntry, last: PathEntry) -> Location:
    return replace(first.location, end_line=last.location.end_line, end_column=last.location.end_column)


def _line(project: Project, entry: PathEntry) -> tuple[str, str]:
    """What stands before and behind the entry on its line."""
    place, lines = entry.location, project.registry.lines
    if place.line != place.end_line or not 0 < place.line <= len(lines):
        return "?", "?"
    return lines[place.line - 1][: place.column - 1], lines[place.line - 1][place.end_column - 1 :]


def _is_list_item(project: Project, entry: PathEntry) -> bool:
    return _line(project, entry)[0].strip() == "-"


def _ends_its_line(project: Project, entry: PathEntry) -> bool:
    before, behind = _line(project, entry)
    return not behind.strip() and bool(re.fullmatch(r"\s*(-\s+)*([\w-]+:\s+)?", before))


def _joined(project: Project, one: PathEntry, two: PathEntry) -> bool:
    """True when only the word "or" stands between the two, in one line."""
    if one.location.line != two.location.line:
        return False
    between = _line(project, one)[1][: two.location.column - one.location.end_column]
    return bool(_OR.fullmatch(between))


RULE = Rule(code="SSOT110", name="dirty-path", severity=Severity.WARNING, explanation=__doc__, check=check, fix=Safety.SAFE)
