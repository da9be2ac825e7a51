"""The tables that stand beside this room's code.

They are JSON because a hook reads them: as TOML they took thirty milliseconds of each commit.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

_HERE: Final = Path(__file__).parent
Table: TypeAlias = dict[str, Any]


def table(name: str) -> Table:
    """The table in the file of that name."""
    found: Table = json.loads((_HERE / name).read_bytes())
    return found


def tables(folder: str) -> Iterator[tuple[str, Table]]:
    """The tables of a folder by the names of their files, without the ending, in their order."""
    for file in sorted((_HERE / folder).glob("*.json")):
        yield file.stem, table(f"{folder}/{file.name}")
