"""Planted trees of shell, TypeScript, Go and Rust: several sources side by side, a folder for each."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.quality import config_code, config_drafts, tree_code, tree_drafts, type4
from benchmarks.quality.dealing import OWNED_SHARE, choose_owners, deal
from benchmarks.quality.fetch import fetched
from benchmarks.quality.grammars import GRAMMARS, Grammar
from benchmarks.quality.model import Draft, Function
from benchmarks.quality.planting import LEFT_OUT, Planter, Tree

SLICE: Final = Path(__file__).resolve().parent / "slice"
SLICE_SHARE: Final = 0.5
SLICE_DONORS: Final = ("shop/compose.yaml", "shop/Dockerfile", ".github/workflows/docs.yml")
DESCRIBED: Final = "described"
"""A folder of hand-written code that the slice leaves out, to stay small."""
MAX_FILES: Final = 320
MAX_WHOLE: Final = 240
"""Of one language, and how many of them may hold owners; a larger source is sampled."""
_TEST: Final = re.compile(r"test|\bspec\b|mock|\.d\.ts$|\.pb\.", re.IGNORECASE)
_MADE: Final = re.compile(rb"DO NOT EDIT|@generated")
CONFIG_PER_FILE: Final = 12
CONFIG_TURNS: Final = 4
CONFIG_SHARE: Final = 0.6
_LARGEST: Final = 400_000


def code_tree(language: str, packages: Mapping[str, Mapping[str, Any]], seed: int, work: Path, *, hand_written: str = "") -> Tree:
    """The code of one language in several distributions, planted. `hand_written` names the set of hand-written plants to add."""
    grammar = GRAMMARS[language]
    names = sorted(packages)
    rng = random.Random(f"{language} {names} {seed}")
    source = work / language / "-".join(names)
    files = [path for name in names for path in gathered(fetched(packages[name]["package"], work), packages[name], source, name, grammar)]
    if len(files) > MAX_FILES:  # scripts without a function are hosts only, and must not crowd out the owners
        whole = [path for path in files if tree_code.functions(source, path, grammar)]
        rest = sorted(set(files) - set(whole))
        whole = rng.sample(whole, min(len(whole), MAX_WHOLE))
        files = [*whole, *rng.sample(rest, min(len(rest), MAX_FILES - len(whole)))]
    files = sorted(rng.sample(files, len(files)))
    planter = planted(f"{language} of {', '.join(names)} {seed}", source, files, grammar, rng)
    for folder in type4.SETS.get(hand_written, ()):
        type4.add(planter, language, folder)
    return planter.write(work / "trees" / f"{language}-{'-'.join(names)}-{seed}")


def config_tree(packages: Mapping[str, Mapping[str, Any]], seed: int, work: Path) -> Tree:
    """The configuration of several repositories, planted."""
    names = sorted(packages)
    rng = random.Random(f"config {names} {seed}")
    source = work / "config" / "-".join(names)
    files = [path for name in names for path in _settings(fetched(packages[name]["package"], work), source, name)]
    return _planted_settings(f"config of {', '.join(names)} {seed}", source, files, rng).write(
        work / "trees" / f"config-{'-'.join(names)}-{seed}"
    )


def _planted_settings(name: str, source: Path, files: Sequence[str], rng: random.Random, donors_only: Collection[str] = ()) -> Planter:
    planter = Planter(name, source, files, rng)
    found = [item for path in files for item in config_code.blocks(source, path)]
    singles = [item for item in config_code.single(found) if item.span.path not in donors_only]
    owners = choose_owners(singles, files, rng, per_file=CONFIG_PER_FILE, share=CONFIG_SHARE)
    for owner in owners:
        planter.own(owner.span.path)
    donors = [item for item in found if item.span.path not in planter.owned]

    def make(kind: str, owner: Function) -> Draft | None:
        return config_drafts.draft(kind, owner, donors, len(planter.drafts), rng)

    deal(planter, owners, config_drafts.KINDS, make, CONFIG_TURNS)
    return planter


def _settings(root: Path, source: Path, name: str) -> list[str]:
    """Copies the configuration files of one repository below `source`; returns the new paths."""
    found = []
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and config_code.format_of(relative) and "test" not in relative:
            # Pipelines are found by their place, so they stand in one folder for all repositories.
            place = source / (f".github/workflows/{name}-{path.name}" if "/workflows/" in relative else f"{name}/{relative}")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
            found.append(place.relative_to(source).as_posix())
    return found


def slice_trees(work: Path) -> list[Tree]:
    """The slice of the tests in these languages: small code written for it, with the hand-written set for shell; no network."""
    trees = []
    for language, grammar in GRAMMARS.items():
        rng = random.Random(f"ci {language}")
        source = SLICE / language if language != "shell" else type4.FOLDER
        texts = (path for path in source.rglob("*") if path.parent.name != DESCRIBED)
        files = sorted(path.relative_to(source).as_posix() for path in texts if path.suffix in grammar.suffixes)
        planter = planted(f"ci {language}", source, files, grammar, rng, share=SLICE_SHARE)
        trees.append(planter.write(work / "trees" / f"ci-{language}"))
    return [*trees, _slice_of_settings(work)]


def _slice_of_settings(work: Path) -> Tree:
    files = sorted(path.relative_to(SLICE / "config").as_posix() for path in (SLICE / "config").rglob("*") if path.is_file())
    planter = _planted_settings("ci config", SLICE / "config", files, random.Random("ci config"), SLICE_DONORS)
    return planter.write(work / "trees" / "ci-config")


def planted(name: str, source: Path, files: Sequence[str], grammar: Grammar, rng: random.Random, share: float = OWNED_SHARE) -> Planter:
    """Owners and plants in these files, not yet written."""
    found = [item for path in files for item in tree_code.functions(source, path, grammar)]
    planter = Planter(name, source, files, rng)
    owners = choose_owners(found, files, rng, share=share)
    for owner in owners:
        planter.own(owner.span.path)
    taken = {item.name for item in found if item.span.path in planter.owned}  # a donor of such a name may be a copy by itself
    donors = [item for item in found if item.name not in taken]
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
