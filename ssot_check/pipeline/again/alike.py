"""Whether files that changed say to every rule what they said before: then no rule need be asked about them again.

That is so for most commits: lines inside functions change, and functions come and go. Rules ask a file of code that the registry does not
name for what it refers to, what it passes on, the fields of its types, its telling texts and what of the banned it touches. The comparison
asks for everything else, and is not spared here. A rule that asks a file for something else must have its question here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.registry import Registry
from ssot_check.model.unit import Unit, UnitKind

CODE: Final = frozenset(("go", "javascript", "python", "rust", "typescript"))
"""Languages whose files the rules ask for no more than is compared here."""


def is_claimed(file: ParsedFile) -> bool:
    """True when the name of the file alone decides which language reads it."""
    return file.language in CODE and "." in file.path.rpartition("/")[2]


def are_alike(registry: Registry, before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> bool:
    """True when each file says what it said; never where rules look into the text itself, for facts and for what is deprecated."""
    if registry.facts or registry.all_deprecated or before.keys() != after.keys():
        return False
    return all(
        file.language in CODE and _said(file) == _said(before[path]) and _no_more(before[path], file) for path, file in after.items()
    )


def _said(file: ParsedFile) -> object:
    return (
        (file.language, file.kind, file.open_names, file.stars, file.generated, file.test, bool(file.units)),
        sorted(
            (item.kind, item.name, item.alias, item.typing, item.spelled, item.passing, item.late, item.annotates)
            for item in file.references
        ),
        sorted((item.name, item.reexport) for item in file.definitions if item.reexport),
        [(item.key, item.raw) for item in file.settings],
        [_declared(unit) for unit in file.units if unit.kind is UnitKind.CLASS],
        (file.problems, file.suppressions),
    )


def _declared(unit: Unit) -> object:
    """What a type is to others; what it calls and names decides only where it declares fields."""
    used = (sorted(set(unit.calls)), sorted(set(unit.fingerprint.words))) if unit.fields else ()
    return unit.qualified_name, unit.bases, unit.fields, sorted(unit.traits), used


def _no_more(before: ParsedFile, after: ParsedFile) -> bool:
    """True when nothing telling is written out that was not, and nothing that is banned or old is touched."""
    texts = {(item.form, item.text, item.name) for item in before.literals}
    return not after.touches and texts.issuperset((item.form, item.text, item.name) for item in after.literals)


def take_in_alike(before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> bool:
    """True when the files source what they sourced: what is sourced may be a program because of that alone."""
    return all(taken_in(file) == (taken_in(before[path]) if path in before else []) for path, file in after.items())


def taken_in(file: ParsedFile) -> list[str]:
    """What the file sources."""
    return [item.name for item in file.references if item.kind is ReferenceKind.SOURCE]
