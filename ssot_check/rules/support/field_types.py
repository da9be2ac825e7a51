"""Of which types the fields of two structs, interfaces or data classes are, as their files spell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.unit import Unit

_GO: Final = regex(r"^\s*(\w+)\s+([^`/\n]+?)\s*(?:`[^`\n]*`)?\s*(?://.*)?$")
_OTHERS: Final = regex(r"^\s*(?:pub(?:\([^)]*\))?\s+|readonly\s+)?(\w+)\??\s*:\s*([^=\n]+?)\s*[,;]?\s*(?:=.*)?(?://.*|#.*)?$")
_MANY: Final = 0.34
_FEWEST: Final = 2
_LOOSE: Final = regex(r"\b\w+(?:\.|::)(?=\w)|^[*&]+|^Option(?:al)?[<\[]|\s*\|\s*(?:null|undefined|None)\b|[\s?>\]]+$|\s+")
"""What does not make another type of one: a package before it, a pointer, and that it may be missing."""


def are_of_other_types(project: Project, owner: Unit, copy: Unit, shared: Iterable[str]) -> bool:
    """True where many fields of one name are of another type: what is read is not what the owner holds."""
    mine, yours = _typed(project, owner), _typed(project, copy)
    known = [(mine[field], yours[field]) for field in shared if field in mine and field in yours]
    other = sum(_plain(one) != _plain(two) for one, two in known)
    return other >= _FEWEST and other >= _MANY * len(known)


def _typed(project: Project, unit: Unit) -> Mapping[str, str]:
    form = _GO if unit.location.path.endswith(".go") else _OTHERS
    lines = project.written(unit.location).splitlines()[: unit.location.line_count]
    return {found[1]: found[2] for line in lines if (found := form.match(line))}


def _plain(written: str) -> str:
    return _LOOSE.sub("", written.strip())
