"""Did you mean: the known name nearest to what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 60
_CUTOFF: Final = 0.6


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name most like `word`, or "". Case and the difference between `-` and `_` do not count.

    The measure is Ratcliff and Obershelp's, as in difflib; words of more than 60 characters are not compared.
    """
    from difflib import get_close_matches

    if len(word) > _LONGEST:
        return ""
    folded = {_fold(name): name for name in sorted(known, reverse=True)}
    found = get_close_matches(_fold(word), sorted(folded), n=1, cutoff=_CUTOFF)
    return folded[found[0]] if found else ""


def _fold(name: str) -> str:
    return name.casefold().replace("-", "_").replace(" ", "_")
