"""Planted trees from real distributions: by package and seed, always the same."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from benchmarks.quality import drafts, negatives, type4
from benchmarks.quality.dealing import choose_owners, deal
from benchmarks.quality.fetch import fetched
from benchmarks.quality.model import INSIDE, MERGED, SPLIT, STRUCTURE, TYPE_1, TYPE_2, TYPE_3, Draft, Function
from benchmarks.quality.planting import Planter, Tree, choose_files
from benchmarks.quality.python_code import functions, simple_statements

PYTHON_KINDS: Final = (TYPE_1, TYPE_2, *TYPE_3, STRUCTURE, SPLIT, MERGED, INSIDE, *negatives.PYTHON)
DONORS: Final = 120


def python_tree(name: str, packages: Mapping[str, Mapping[str, Any]], seed: int, work: Path, *, hand_written: str = "") -> Tree:
    """One distribution with plants in its Python code."""
    rng = random.Random(f"{name} {seed}")
    entry = packages[name]
    source = fetched(entry["package"], work)
    files = [path for path in choose_files(source, (".py",), rng, 10_000) if path.startswith(entry["code"])]
    files = sorted(rng.sample(files, min(len(files), 260)))
    planter = Planter(f"{name} {seed}", source, files, rng)
    owners = choose_owners([item for path in files for item in functions(source, path)], files, rng)
    other = packages[entry["donor"]]
    donors = _donors(fetched(other["package"], work), other["code"], rng)
    add_python(planter, owners, donors, rng)
    for folder in type4.SETS.get(hand_written, ()):
        type4.add(planter, "python", folder)
    return planter.write(work / "trees" / f"{name}-{seed}")


def ci_tree(work: Path) -> Tree:
    """The slice of the tests: plants in libraries that the development environment pins, with the hand-written set; no network."""
    rng = random.Random("ci 7")
    source = Path(click.__file__).resolve().parent.parent
    files = [path for name in ("click", "pathspec", "dotenv") for path in _python_below(source, name)]
    planter = Planter("ci", source, files, rng)
    found = [item for path in files for item in functions(source, path)]
    owners = choose_owners(found, files, rng)
    add_python(planter, owners, [item for path in _python_below(source, "jsonschema") for item in functions(source, path)][:DONORS], rng)
    type4.add(planter, "python", "tuning")
    return planter.write(work / "trees" / "ci")


def _python_below(source: Path, name: str) -> list[str]:
    return [f"{name}/{path}" for path in choose_files(source / name, (".py",), random.Random(0))]


def _donors(root: Path, code: str, rng: random.Random) -> list[Function]:
    files = [path for path in choose_files(root, (".py",), rng, 10_000) if path.startswith(code)]
    found = [item for path in rng.sample(files, min(len(files), 100)) for item in functions(root, path)]
    return rng.sample(found, min(len(found), DONORS))


def add_python(planter: Planter, owners: Sequence[Function], donors: Sequence[Function], rng: random.Random) -> None:
    """Plants in Python code."""
    pool = simple_statements(donors, rng, DONORS)
    for owner in owners:
        planter.own(owner.span.path)

    def make(kind: str, owner: Function) -> Draft | None:
        return drafts.python_draft(kind, owner, pool, owners if kind == MERGED else donors, rng)

    deal(planter, owners, PYTHON_KINDS, make)
