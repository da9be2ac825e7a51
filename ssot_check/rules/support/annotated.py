"""Imports of Python that only annotations need."""

from __future__ import annotations

from typing import Final

from ssot_check.model.parsed import ParsedFile, Reference
from ssot_check.model.registry import Domain

_UNREAD: Final = "__future__.annotations"
"""With it no annotation is looked at while the file is loaded."""


def way_back(use: Reference, file: ParsedFile, domain: Domain) -> str:
    """What to do about an import of this file of an owner that leads in a circle."""
    if not use.annotates or file.path.endswith("__init__.py"):  # others may take it from there
        return f"hand over what is needed as an argument, or move it into the owner of `{domain.name}`"
    first = "" if any(item.name == _UNREAD for item in file.references) else " and begin the file with `from __future__ import annotations`"
    return f"only annotations say `{use.alias}` here: import it under `if TYPE_CHECKING:`{first}, unless something reads them at run time"
