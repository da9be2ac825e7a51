"""Planted trees of shell, TypeScript, Go and Rust: several sources side by side, a folder for each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.quality import tree_code, tree_drafts, type4
from benchmarks.quality.dealing import choose_owners, deal
from benchmarks.quality.fetch import fetched
from benchmarks.quality.grammars import GRAMMARS, Grammar
from benchmarks.quality.model import Draft, Function
from benchmarks.quality.planting import LEFT_OUT, Planter, Tree

MAX_FILES: Final = 320
"""Of one language; a larger source is sampled."""
_TEST: Final = re.compile(r"test|\bspec\b|mock|\.d\.ts$|\.pb\.", re.IGNORECASE)
_MADE: Final = re.compile(rb"DO NOT EDIT|@generated")
_LARGEST: Final = 400_000


def code_tree(language: str, packages: Mapping[str, Mapping[str, Any]], seed: int, work: Path, *, hand_written: str = "") -> Tree:
    """The code of one language in several distributions, planted. `hand_written` names the set of hand-written plants to add."""
    grammar = GRAMMARS[language]
    names = sorted(packages)
    rng = random.Random(f"{language} {names} {seed}")
    source = work / language / "-".join(names)
    files = [path for name in names for path in gathered(fetched(packages[name]["package"], work), packages[name], source, name, grammar)]
    files = sorted(rng.sample(files, min(len(files), MAX_FILES)))
    planter = planted(f"{language} of {', '.join(names)} {seed}", source, files, grammar, rng)
    if hand_written:
        type4.add(planter, language, hand_written)
    return planter.write(work / "trees" / f"{language}-{'-'.join(names)}-{seed}")


def planted(name: str, source: Path, files: Sequence[str], grammar: Grammar, rng: random.Random) -> Planter:
    """Owners and plants in these files, not yet written."""
    found = [item for path in files for item in tree_code.functions(source, path, grammar)]
    planter = Planter(name, source, files, rng)
    owners = choose_owners(found, files, rng)
    for owner in owners:
        planter.own(owner.span.path)
    donors = [item for item in found if item.span.path not in planter.owned]
    deal(planter, owners, tree_drafts.KINDS, _maker(owners, donors, rng))
    return planter


def _maker(owners: Sequence[Function], donors: Sequence[Function], rng: random.Random) -> Callable[[str, Function], Draft | None]:
    return lambda kind, owner: tree_drafts.draft(kind, owner, owners, donors, rng)


def gathered(root: Path, entry: Mapping[str, Any], source: Path, name: str, grammar: Grammar) -> list[str]:
    """Copies the code of one distribution below `source`; returns the new paths. Shell programs without an extension get one."""
    top = root / entry.get("code", "")
    found = []
    for path in sorted(top.rglob("*")):
        relative = path.relative_to(top).as_posix()
        if not path.is_file() or path.is_symlink() or _TEST.search(relative) or LEFT_OUT & set(relative.split("/")):
            continue
        if _is_code(path, grammar):
            place = source / name / (relative if relative.endswith(grammar.suffixes) else f"{relative}{grammar.suffixes[0]}")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
            found.append(place.relative_to(source).as_posix())
    return found


def _is_code(path: Path, grammar: Grammar) -> bool:
    if path.stat().st_size > _LARGEST:
        return False
    if path.suffix in grammar.suffixes:
        return not _MADE.search(path.read_bytes()[:2000])
    if path.suffix or grammar.language != "shell":
        return False
    head = path.read_bytes()[:64]
    shebang = head.startswith(b"#!") and b"sh" in head.split(b"\n")[0]
    return shebang or path.parent.name == "lib" or path.name.endswith("-functions")
