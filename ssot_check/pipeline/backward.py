"""How the owner's file takes the copy, where only that way round an import is possible: the owner's package depends on that of the copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.listed import after
from ssot_check.model.match import TURNED
from ssot_check.model.plugins import Language, Use

_MOVED: Final = "move `"
_OPENED: Final = ("export ", "make ")
"""How it begins what a file does for others to see what it has."""


def backward(language: Language, apart: str, asked: Callable[[], Use]) -> str:
    """What to write in the owner's file, what comes first in the copy's included; `asked` has the two exchanged. "" for none."""
    if not apart.startswith(TURNED) or language.spell_use is None:
        return ""
    use = replace(asked(), kept=True)
    line = language.spell_use(use)
    first = language.apart(use) if language.apart is not None else ""
    if not line:  # one of Go, which nobody can import under the name that it has, or one that stands in a program
        return f"first {first} here" if first.startswith(_OPENED) else f"first {first}" if first.startswith(_MOVED) else ""
    return after(f"write there: {line}", f"{first} here") if first else line
