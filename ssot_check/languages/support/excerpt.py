"""Source text as a message quotes it: on one line, and no longer than a reader takes in."""

from collections.abc import Sequence
from typing import Final

_LIMIT: Final = 80


def excerpt(text: str) -> str:
    """The text with each run of white space as one blank, at most 80 characters, the last one "…" when something was cut."""
    line = " ".join(text.split())
    return line if len(line) <= _LIMIT else line[: _LIMIT - 1] + "…"


def command_excerpt(words: Sequence[str | None]) -> str:
    """A command line of its words; "…" stands for each word that is not known (None)."""
    return excerpt(" ".join("…" if word is None else word for word in words))
