"""XML 1.0 text. Characters that no XML document can hold (control characters, lone surrogates, U+FFFE, U+FFFF) are spelled out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ssot_check.reports.support.hygiene import visible

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_NO_CHARACTER: Final = re.compile(r"[\ufdd0-\ufdef\ufffe\uffff]")
_MARKUP: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escaped(text: str) -> str:
    """`text` on one line, for an attribute between double quotes or for content; `]]>` ends nothing, because `>` is escaped."""
    return _NO_CHARACTER.sub(lambda found: f"\\u{ord(found.group()):04x}", visible(text)).translate(_MARKUP)


def attributes(values: Mapping[str, str | int]) -> str:
    """` name="value"` for each, in the order given."""
    return "".join(f' {name}="{escaped(str(value))}"' for name, value in values.items())


def empty(name: str, values: Mapping[str, str | int]) -> str:
    """An element without content."""
    return f"<{name}{attributes(values)}/>"


def element(name: str, values: Mapping[str, str | int], text: str) -> str:
    """An element with text of several lines."""
    content = "\n".join(escaped(line) for line in text.split("\n"))
    return f"<{name}{attributes(values)}>{content}</{name}>"
