"""The tables that stand beside this room's code.

They are JSON because a hook reads them: as TOML they took thirty milliseconds of each commit.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

_HERE: Final = Path(__file__).parent
Table: TypeAlias = dict[str, Any]


def table(name: str) -> Table:
    """The table in the file of that name."""
    found: Table = json.loads((_HERE / name).read_bytes())
    return found


def tables(folder: str, is_asked: Callable[[str], bool] = bool) -> Iterator[tuple[str, Table]]:
    """The tables of a folder by the names of their files, without the ending, in their order: those of which it `is_asked`."""
    names = sorted(name.removesuffix(".json") for name in os.listdir(_HERE / folder) if name.endswith(".json"))  # noqa: PTH208
    for name in filter(is_asked, names):
        yield name, table(f"{folder}/{name}.json")
