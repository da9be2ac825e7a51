"""Imports of Python that only annotations need."""

from __future__ import annotations

from typing import Final

from ssot_check.model.parsed import ParsedFile, Reference
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain

_UNREAD: Final = "__future__.annotations"
"""With it no annotation is looked at while the file is loaded."""


def way_back(project: Project, domain: Domain, use: Reference, back: Reference | None) -> str:
    """What to do about an import of an owner's that leads in a circle, which `back` closes in the other file."""
    for reference in (use, back):
        file = project.files[reference.location.path] if reference is not None else None
        # Others may take it from the file of a package.
        if reference is not None and file is not None and reference.annotates and not file.path.endswith("__init__.py"):
            return _unloaded(file, reference, "" if reference is use else f" in line {reference.location.line}")
    return f"hand over what is needed as an argument, or move it into the owner of `{domain.name}`"


def _unloaded(file: ParsedFile, use: Reference, line: str) -> str:
    first = "" if any(item.name == _UNREAD for item in file.references) else " and begin the file with `from __future__ import annotations`"
    where = f"of {file.path} say `{use.alias}`" if line else f"say `{use.alias}` here"
    return f"only annotations {where}: import it{line} under `if TYPE_CHECKING:`{first}, unless something reads them at run time"
