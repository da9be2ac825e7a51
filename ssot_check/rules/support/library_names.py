"""What a file takes of a library that is banned as a whole, and what the owner has to offer before the import can go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.model.listed import listed
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Domain
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import Touch, TouchKind
from ssot_check.rules.support.entries import entry_of

_MANY: Final = 8
OFFER: Final = "let it offer what it lacks; a file that needs the library itself goes under `allow_in`"
_PARTS: Final = regex(r"\.|::")


def lacks(project: Project, domain: Domain, touch: Touch, name: str) -> str:
    """What else than `name` a file takes of a library that is banned as a whole: one function hardly stands for all of it."""
    if touch.kind is not TouchKind.IMPORT:
        return ""
    taken = [item for item in _taken(project.files[touch.location.path], touch) if item != name]
    return f" (this file takes {_every(taken)} of `{touch.name}`; {OFFER})" if taken else ""


def of_library(project: Project, domain: Domain, touch: Touch) -> str:
    """Which names of a banned library the owner has too, and which have to be added to it first; "" where nothing is known of them."""
    used, family = _taken(project.files[touch.location.path], touch), FAMILIES.get(ending(touch.location.path))
    owned = [path for path in project.owned_files(domain) if path in project.files and FAMILIES.get(ending(path)) == family]
    homes = {item.name: path for path in reversed(owned) for item in project.definitions(path) if not item.reexport}
    if not used or not owned:
        return ""
    places = dict.fromkeys(homes[name] for name in used if name in homes)
    taken = [f"take {_every(name for name in used if homes.get(name) == path)} from {path}" for path in places]
    lacking = [name for name in used if name not in homes]
    return "; ".join([*taken, *([_added(lacking, entry_of(project, owned, touch.name), touch.name)] if lacking else [])])


def _added(lacking: list[str], owner: str, library: str) -> str:
    """What the owner has to be given first. Who calls it there still catches what the library raises, by the library's own name."""
    calls = [name for name in lacking if not name[:1].isupper()]
    types = [name for name in lacking if name[:1].isupper()] if calls else []
    besides = f" together with {_every(types)}, without which the import of `{library}` stays" if types else ""
    return f"add {_every(calls or lacking)} to {owner} first{besides}, or put this file under `allow_in` where it needs the library itself"


def _every(names: Iterable[str]) -> str:
    return listed([f"`{name}`" for name in names], _MANY)


def _taken(file: ParsedFile, touch: Touch) -> tuple[str, ...]:
    """What the file imports, calls or reads of a library, sorted; Go calls a package by the end of its path."""
    library = touch.name
    heads = tuple(f"{head}{mark}" for head in {library, library.rpartition("/")[2]} for mark in (".", "::"))
    said = [item.name for item in file.references if item.kind is ReferenceKind.IMPORT]
    said += [call for unit in file.units for call in unit.calls]
    parts = [_PARTS.split(name.removeprefix(head)) for name in said for head in heads if name.startswith(head)]
    parts += [_PARTS.split(name) for name in touch.beside]
    # Of `sessions.Session.get` it is the class that is taken.
    names = {next((part for part in some if part[:1].isupper()), some[-1]) for some in parts}
    return tuple(sorted(filter(str.isidentifier, names)))
