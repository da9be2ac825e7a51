"""A JSON document as text, one entry of its long lists at a time.

`json.dumps` holds every piece of the whole text at once, some two kilobytes for each finding. A list that is an iterator is written
entry by entry instead; the bytes are those of `json.dumps(..., indent=2)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def indented(document: Mapping[str, Any]) -> str:
    """The document, indented by 2, with a line end: pure ASCII. Its values may be iterators of entries, which are used up."""
    pairs = (f'  "{name}": {_list(value) if isinstance(value, Iterator) else _value(value, 2)}' for name, value in document.items())
    return "{\n" + ",\n".join(pairs) + "\n}\n"


def _list(entries: Iterator[Any]) -> str:
    text = ",\n".join(f"    {_value(entry, 4)}" for entry in entries)
    return f"[\n{text}\n  ]" if text else "[]"


def _value(value: Any, depth: int) -> str:
    """One value as it stands `depth` blanks deep; text in JSON holds no line break of its own."""
    import json

    return json.dumps(value, indent=2, allow_nan=False).replace("\n", "\n" + " " * depth)
