"""What a bundler or minifier wrote: scripts that hold nearly everything in a few endless lines of code."""

from __future__ import annotations

from typing import Final

_ENDLESS: Final = 1_000
"""Characters of a line that nobody types: formatters break code after 80 to 120."""
_MOST: Final = 0.75
"""The share of the text that stands in such lines. Banners and licences above the code are the rest."""
_PUNCTUATION: Final = "(){};"
_DENSE: Final = 0.02
"""So much of a line of code is punctuation. A picture or a key as one long literal has next to none and makes no file generated."""


def is_minified(text: str) -> bool:
    """True for a script whose text stands, but for a quarter, in endless lines of code."""
    if len(text) < _ENDLESS:
        return False
    endless = sum(len(line) for line in text.split("\n") if len(line) >= _ENDLESS and _is_code(line))
    return endless >= _MOST * len(text)


def _is_code(line: str) -> bool:
    return sum(map(line.count, _PUNCTUATION)) >= _DENSE * len(line)
