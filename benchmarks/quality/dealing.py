"""Which functions are owned, and which kind of plant each of them gets."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.quality.model import Draft, Function
from benchmarks.quality.planting import Planter

OWNERS: Final = 120
PER_FILE: Final = 4
OWNED_SHARE: Final = 0.4


def choose_owners(
    found: Sequence[Function], files: Sequence[str], rng: random.Random, *, per_file: int = PER_FILE, share: float = OWNED_SHARE
) -> list[Function]:
    """At most OWNERS functions, `per_file` of one file, from at most a `share` of the files; no two of one name."""
    paths = sorted({item.span.path for item in found})
    chosen = set(rng.sample(paths, min(len(paths), max(1, int(len(files) * share)))))
    taken: dict[str, int] = {}
    owners, names = [], set()
    for item in rng.sample(list(found), len(found)):
        path = item.span.path
        if path in chosen and item.name not in names and taken.get(path, 0) < per_file and item.text.isascii():
            taken[path] = taken.get(path, 0) + 1
            names.add(item.name)
            owners.append(item)
    return owners[:OWNERS]


def deal(
    planter: Planter, owners: Sequence[Function], kinds: Sequence[str], make: Callable[[str, Function], Draft | None], turns: int = 2
) -> None:
    """Every owner gets so many plants of different kinds, kinds in turn; an owner that does not lend itself to one gets the next."""
    waiting = list(kinds)
    had: dict[Function, set[str]] = {owner: set() for owner in owners}
    for owner in [*owners] * turns:
        for kind in [item for item in waiting if item not in had[owner]]:
            draft = make(kind, owner)
            if draft is not None:
                planter.drafts.append(draft)
                had[owner].add(kind)
                waiting.remove(kind)
                waiting = waiting or list(kinds)
                break
