"""The order of versions, as far as release numbers and pre-releases go."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

_RELEASE: Final = re.compile(r"[vV]?(?:\d+!)?(\d+(?:\.\d+)*)(.*)", re.DOTALL)
_POST: Final = re.compile(r"(?:[.-]?post|\+)", re.IGNORECASE)


def is_reached(goal: str, version: str) -> bool | None:
    """True when `version` is `goal` or later; a pre-release (`2.0.0rc1`) comes before its release. None when one of them is no version."""
    wanted, there = _RELEASE.fullmatch(goal.strip()), _RELEASE.fullmatch(version.strip())
    if wanted is None or there is None:
        return None
    for left, right in zip_longest(wanted[1].split("."), there[1].split("."), fillvalue="0"):
        if int(left) != int(right):
            return int(right) > int(left)
    return _is_release(there[2]) or not _is_release(wanted[2])


def _is_release(rest: str) -> bool:
    return not rest or _POST.match(rest) is not None
