"""Circles that begin in one file: a reader wants to be told so once, and not file by file.

As with files that are copies, what is found, counted, allowed and known stays one finding for each circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.finding import HINT, Finding
from ssot_check.model.listed import listed

CIRCLES: Final = "SSOT313"
LEAST: Final = 3
"""So many circles are told as one."""
_NAMED: Final = 3
_SHOWN: Final = 5
_BACK_AND_DOMAIN: Final = 2


def knotted(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding for each owner file with several circles: itself the first of those that it stands for, the others are its `further`."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for item in found:
        if item.code == CIRCLES and item.confidence != HINT and len(item.related) == _BACK_AND_DOMAIN:
            groups.setdefault((item.location.path, item.domain, item.severity, item.excused), []).append(item)
    return tuple(_one(members) for members in groups.values() if len(members) >= LEAST)


def _one(members: Sequence[Finding]) -> Finding:
    first, *others = sorted(members, key=lambda item: item.sort_key)
    back, domain = first.related
    files = listed([item.related[0].location.path for item in (first, *others)], _NAMED)
    more = [replace(item.related[0], label=f"so does this, for line {item.location.line}") for item in others[: _SHOWN - 1]]
    return replace(
        first,
        message=f"the owner of `{first.domain}` uses {len(members)} files that use it themselves: {files}",
        related=(back, *more, domain),
        notes=(f"stands for {len(members)} findings, which are counted one by one; -v shows all",),
        further=tuple(item.identity for item in others),
        fix=None,
    )
