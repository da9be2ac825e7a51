"""Did you mean: the known name nearest to what somebody wrote."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

from ssot_check.model.errors import UsageError

_LONGEST: Final = 60
_CUTOFF: Final = 0.6


def nearest(word: str, known: Iterable[str], cutoff: float = _CUTOFF) -> str:
    """The known name most like `word`, or "". Case and the difference between `-` and `_` do not count.

    The measure is Ratcliff and Obershelp's, as in difflib, and must reach `cutoff` (0 to 1); words of
    more than 60 characters are not compared.
    """
    from difflib import get_close_matches

    if len(word) > _LONGEST:
        return ""
    folded = {_fold(name): name for name in sorted(known, reverse=True)}
    found = get_close_matches(_fold(word), sorted(folded), n=1, cutoff=cutoff)
    return folded[found[0]] if found else ""


def refuse_unknown(name: str, known: Collection[str], message: str, spell: Callable[[str], str] = str) -> None:
    """Raise UsageError with `message` and the nearest known name, or all of them, when `name` is not known."""
    if name in known:
        return
    guess = nearest(name, known)
    raise UsageError(message, f"did you mean {spell(guess)}?" if guess else "known: " + ", ".join(spell(each) for each in known))


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
