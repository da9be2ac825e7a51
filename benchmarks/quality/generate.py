"""Planted trees from real distributions: by package and seed, always the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click

from benchmarks.quality import drafts, negatives, shell_code, shell_drafts, type4
from benchmarks.quality.model import INSIDE, MERGED, SPLIT, STRUCTURE, TYPE_1, TYPE_2, TYPE_3, Draft, Function
from benchmarks.quality.planting import Planter, Tree, choose_files
from benchmarks.quality.python_code import functions, simple_statements
from benchmarks.real.run import unpack

PYTHON_KINDS: Final = (TYPE_1, TYPE_2, *TYPE_3, STRUCTURE, SPLIT, MERGED, INSIDE, *negatives.PYTHON)
OWNERS: Final = 120
PER_FILE: Final = 4
OWNED_SHARE: Final = 0.4
DONORS: Final = 120


def python_tree(name: str, packages: Mapping[str, Mapping[str, Any]], seed: int, work: Path, *, hand_written: bool = False) -> Tree:
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
    if hand_written:
        type4.add(planter, "python")
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
    type4.add(planter, "python")
    return planter.write(work / "trees" / "ci")


def _python_below(source: Path, name: str) -> list[str]:
    return [f"{name}/{path}" for path in choose_files(source / name, (".py",), random.Random(0))]


def shell_tree(packages: Mapping[str, Mapping[str, Any]], seed: int, work: Path, *, hand_written: bool = False) -> Tree:
    """The shell code of several distributions in one tree, a folder for each; libraries without an extension get one."""
    names = sorted(packages)
    rng = random.Random(f"shell {names} {seed}")
    source = work / "shell" / "-".join(names)
    files = [path for name in names for path in _shell_files(unpack(packages[name]["package"], work), source / name, name)]
    found = [item for path in files for item in shell_code.functions(source, path)]
    planter = Planter(f"shell of {', '.join(names)} {seed}", source, files, rng)
    owners = choose_owners(found, files, rng)
    for owner in owners:
        planter.own(owner.span.path)
    donors = [item for item in found if item.span.path not in planter.owned]

    def make(kind: str, owner: Function) -> Draft | None:
        return shell_drafts.draft(kind, owner, owners, donors, rng)

    deal(planter, owners, shell_drafts.KINDS, make)
    if hand_written:
        type4.add(planter, "shell")
    return planter.write(work / "trees" / f"shell-{'-'.join(names)}-{seed}")


def _shell_files(root: Path, target: Path, name: str) -> list[str]:
    """Copies the shell code of one distribution below `target`; returns the new paths, relative to the folder above."""
    found = []
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root).as_posix()
        if not path.is_file() or "test" in relative.lower() or not _is_shell(path):
            continue
        place = target / (relative if relative.endswith(".sh") else f"{relative}.sh")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(path.read_bytes())
        found.append(f"{name}/{place.relative_to(target).as_posix()}")
    return found


def _is_shell(path: Path) -> bool:
    if path.suffix == ".sh":
        return True
    if path.suffix or path.stat().st_size > 400_000:
        return False
    head = path.read_bytes()[:64]
    return (head.startswith(b"#!") and b"sh" in head.split(b"\n")[0]) or path.parent.name == "lib" or path.name.endswith("-functions")


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
    """Plants in Python code."""
    pool = simple_statements(donors, rng, DONORS)
    for owner in owners:
        planter.own(owner.span.path)

    def make(kind: str, owner: Function) -> Draft | None:
        return drafts.python_draft(kind, owner, pool, owners if kind == MERGED else donors, rng)

    deal(planter, owners, PYTHON_KINDS, make)


def deal(planter: Planter, owners: Sequence[Function], kinds: Sequence[str], make: Callable[[str, Function], Draft | None]) -> None:
    """Every owner gets two plants of different kinds, kinds in turn; an owner that does not lend itself to one gets the next."""
    waiting = list(kinds)
    had: dict[Function, set[str]] = {owner: set() for owner in owners}
    for owner in [*owners, *owners]:
        for kind in [item for item in waiting if item not in had[owner]]:
            draft = make(kind, owner)
            if draft is not None:
                planter.drafts.append(draft)
                had[owner].add(kind)
                waiting.remove(kind)
                waiting = waiting or list(kinds)
                break
