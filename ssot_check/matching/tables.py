"""The tables that stand beside this room's code, in TOML.

They are many lists of texts in one plain form, which JSON's reader takes too: it is written in C, and reads in a millisecond what
`tomllib` takes thirty for. A hook would pay for that with every commit. Whatever is written in another form `tomllib` reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

_HERE: Final = Path(__file__).parent
Table: TypeAlias = dict[str, Any]
"""What `tomllib.loads` gives."""


def table(name: str) -> Table:
    """The table in the file of that name."""
    return understood((_HERE / name).read_text(encoding="utf-8"))


def tables(folder: str) -> Iterator[tuple[str, Table]]:
    """The tables of a folder by the names of their files, without the ending, in their order."""
    for file in sorted((_HERE / folder).glob("*.toml")):
        yield file.stem, understood(file.read_text(encoding="utf-8"))


def understood(text: str) -> Table:
    """What the TOML document says. Raises tomllib.TOMLDecodeError."""
    try:
        return _plain(text)
    except ValueError:
        import tomllib

        return tomllib.loads(text)


def _plain(text: str) -> Table:
    """The same for one whose keys are bare and whose values are JSON but for a comma at the end. Raises ValueError for any other."""
    top: Table = {}
    here = top
    lines = iter(text.split("\n"))
    for line in lines:
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            here = _entered(top, line)
            continue
        key, equals, value = line.partition(" = ")
        if not equals or not _is_bare(key) or key in here:
            raise ValueError(line)
        here[key] = json.loads(_list(lines) if value == "[" else value)
    return top


def _list(lines: Iterator[str]) -> str:
    """The list that goes on in these lines, up to one that closes it."""
    found: list[str] = []
    for line in lines:
        if line == "]":
            return f"[{''.join(found).removesuffix(',')}]"
        found.append(line)
    raise ValueError("a list has no end")


def _entered(top: Table, line: str) -> Table:
    """The new table that a line in brackets begins."""
    several = line.startswith("[[") and line.endswith("]]")
    written = line.removesuffix("]")[1:] if not several else line[2:-2]
    name = written if _is_bare(written) else str(json.loads(written))
    new: Table = {}
    if several and isinstance(top.setdefault(name, []), list):
        top[name].append(new)
    elif several or not line.endswith("]") or top.setdefault(name, new) is not new:
        raise ValueError(line)
    return new


def _is_bare(name: str) -> bool:
    return name.isascii() and name.isidentifier()
