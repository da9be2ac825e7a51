"""How the owner's file takes the copy, where only that way round an import is possible: the owner's package depends on that of the copy."""

from __future__ import annotations

from collections.abc import Callable

from ssot_check.model.listed import after
from ssot_check.model.match import TURNED
from ssot_check.model.plugins import Language, Use


def backward(language: Language, apart: str, asked: Callable[[], Use]) -> str:
    """What to write in the owner's file, what comes first in the copy's included; `asked` has the two exchanged. "" for none."""
    if not apart.startswith(TURNED) or language.spell_use is None:
        return ""
    use = asked()
    line = language.spell_use(use)
    if not line or language.apart is None:
        return line
    first = language.apart(use)
    return after(f"write there: {line}", f"{first} here") if first else line
