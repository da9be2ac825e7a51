"""Which folders the charts speak of: two deep, and deeper where one of them would hold most of what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, TypeAlias

from ssot_check.reports.support.hygiene import visible

_DEPTH: Final = 2
MOST: Final = 14
"""So many folders are told apart, and then no further one is divided."""

_Folder: TypeAlias = tuple[str, ...]


def folders_of(paths: Iterable[str]) -> dict[str, str]:
    """The name of the folder that stands for each path. Where all code lies below `src/app`, that name alone would say nothing."""
    counts = Counter(paths)
    within = {path: tuple(path.split("/")[:-1]) for path in counts}
    places: Counter[_Folder] = Counter()
    for path, count in counts.items():
        places[within[path]] += count
    groups = _by_depth(places, _DEPTH)
    while groups and len(groups) < MOST:
        largest = max(groups, key=lambda folder: (groups[folder].total(), folder))
        parts = _divided(groups[largest], len(largest)) if 2 * groups[largest].total() > counts.total() else {}
        if not parts:
            break
        del groups[largest]
        groups.update(parts)
    names = {place: _name(folder) for folder, inside in groups.items() for place in inside}
    return {path: names[place] for path, place in within.items()}


def _by_depth(places: Counter[_Folder], depth: int) -> dict[_Folder, Counter[_Folder]]:
    groups: dict[_Folder, Counter[_Folder]] = {}
    for place, count in places.items():
        groups.setdefault(place[:depth], Counter())[place] = count
    return groups


def _divided(places: Counter[_Folder], depth: int) -> dict[_Folder, Counter[_Folder]]:
    """The first depth below `depth` at which there are several; empty where there is none."""
    deeper = (_by_depth(places, level) for level in range(depth + 1, max(map(len, places)) + 1))
    return next((groups for groups in deeper if len(groups) > 1), {})


def _name(folder: _Folder) -> str:
    return visible("/".join(folder)) or "(root)"
