"""Planted trees from real distributions: by package and seed, always the same."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.quality import drafts, negatives
from benchmarks.quality.model import INSIDE, MERGED, SPLIT, STRUCTURE, TYPE_1, TYPE_2, TYPE_3, Draft, Function
from benchmarks.quality.planting import Planter, Tree, choose_files
from benchmarks.quality.python_code import functions, simple_statements
from benchmarks.real.run import unpack

PYTHON_KINDS: Final = (TYPE_1, TYPE_2, *TYPE_3, STRUCTURE, SPLIT, MERGED, INSIDE, *negatives.PYTHON)
OWNERS: Final = 120
PER_FILE: Final = 4
OWNED_SHARE: Final = 0.4
DONORS: Final = 120


def python_tree(name: str, packages: Mapping[str, Mapping[str, Any]], seed: int, work: Path) -> Tree:
    """One distribution with plants in its Python code."""
    rng = random.Random(f"{name} {seed}")
    entry = packages[name]
    source = unpack(entry["package"], work)
    files = [path for path in choose_files(source, (".py",), rng, 10_000) if path.startswith(entry["code"])]
    files = sorted(rng.sample(files, min(len(files), 260)))
    planter = Planter(f"{name} {seed}", source, files, rng)
    owners = choose_owners([item for path in files for item in functions(source, path)], files, rng)
    other = packages[entry["donor"]]
    donors = _donors(unpack(other["package"], work), other["code"], rng)
    add_python(planter, owners, donors, rng)
    return planter.write(work / "trees" / f"{name}-{seed}")


def _donors(root: Path, code: str, rng: random.Random) -> list[Function]:
    files = [path for path in choose_files(root, (".py",), rng, 10_000) if path.startswith(code)]
    found = [item for path in rng.sample(files, min(len(files), 100)) for item in functions(root, path)]
    return rng.sample(found, min(len(found), DONORS))


def choose_owners(found: Sequence[Function], files: Sequence[str], rng: random.Random) -> list[Function]:
    """At most OWNERS functions, PER_FILE of one file, from at most OWNED_SHARE of the files; no two of one name."""
    paths = sorted({item.span.path for item in found})
    chosen = set(rng.sample(paths, min(len(paths), max(1, int(len(files) * OWNED_SHARE)))))
    taken: dict[str, int] = {}
    owners, names = [], set()
    for item in rng.sample(list(found), len(found)):
        path = item.span.path
        if path in chosen and item.name not in names and taken.get(path, 0) < PER_FILE and item.text.isascii():
            taken[path] = taken.get(path, 0) + 1
            names.add(item.name)
            owners.append(item)
    return owners[:OWNERS]


def add_python(planter: Planter, owners: Sequence[Function], donors: Sequence[Function], rng: random.Random) -> None:
    """Every owner gets two plants of different kinds, kinds in turn; an owner that does not lend itself to one gets the next."""
    pool = simple_statements(donors, rng, DONORS)
    waiting = list(PYTHON_KINDS)
    for owner in owners:
        planter.own(owner.span.path)
    for owner in [*owners, *owners]:
        had = {draft.kind for draft in planter.drafts if owner in draft.owners}
        for kind in [item for item in waiting if item not in had]:
            draft = _draft(kind, owner, pool, owners if kind == MERGED else donors, rng)
            if draft is not None:
                planter.drafts.append(draft)
                waiting.remove(kind)
                waiting = waiting or list(PYTHON_KINDS)
                break


def _draft(kind: str, owner: Function, pool: Sequence[str], others: Sequence[Function], rng: random.Random) -> Draft | None:
    return drafts.python_draft(kind, owner, pool, others, rng)
