"""A copy of real code with plants in it, a registry for it, and the truth about what was planted where."""

from __future__ import annotations

import posixpath
import random
import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from benchmarks.quality import config_code, tree_code
from benchmarks.quality.grammars import GRAMMARS
from benchmarks.quality.model import Draft, Function, Piece, Plant, Span
from benchmarks.quality.python_code import functions

MAX_FILES: Final = 260
MIN_HOST_LINES: Final = 25
TWIN: Final = 0.7
SUFFIXES: Final = {"python": (".py",)} | {grammar.language: grammar.suffixes for grammar in GRAMMARS.values()}
LEFT_OUT: Final = frozenset(("test", "tests", "testing", "migrations", "vendor", "_vendor", "third_party", "generated", "examples"))
"""Folders of tests, and of code that is counted and never flagged."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A planted repository on disk. `before` holds the texts of the files with plants as they were without them; new ones are not in it."""

    name: str
    root: Path
    plants: tuple[Plant, ...]
    owners: tuple[Function, ...]
    before: Mapping[str, str]


class Planter:
    """Collects drafts and writes the tree. Positions are known only when all texts of a file are."""

    def __init__(self, name: str, source: Path, files: Sequence[str], rng: random.Random) -> None:
        self.name, self.source, self.rng = name, source, rng
        self.texts = {path: (source / path).read_text(encoding="utf-8", errors="replace") for path in files}
        self.drafts: list[Draft] = []
        self.owned: dict[str, str] = {}
        self._read: dict[str, list[Function]] = {}

    def own(self, path: str, domain: str = "") -> None:
        """The whole file belongs to a domain of its own, or to the one named."""
        self.owned.setdefault(path, domain or f"d{len(self.owned)}_{Path(path).stem.strip('_')}")

    def write(self, root: Path) -> Tree:
        """Put everything on disk, under an empty folder."""
        shutil.rmtree(root, ignore_errors=True)
        pieces = self._placed()
        spans: dict[tuple[int, int], Span] = {}
        shifted: dict[str, int] = {}
        for path in sorted({*self.texts, *pieces}):
            text, found = _assemble(path, self.texts.get(path, ""), pieces.get(path, []))
            spans.update(found)
            shifted[path] = 0
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        (root / "SSOT_LOCK.yml").write_text(self._registry(), encoding="utf-8")
        plants = tuple(
            Plant(
                number,
                draft.kind,
                draft.how,
                draft.owners[0].language,
                tuple(span for owner in draft.owners for span in (owner.span, *self._twins(owner))),
                tuple(spans[number, part] for part in range(len(draft.pieces))),
            )
            for number, draft in enumerate(self.drafts)
        )
        owners = {owner.span: owner for draft in self.drafts for owner in draft.owners}
        ordered = tuple(owners[span] for span in sorted(owners, key=lambda item: (item.path, item.first)))
        return Tree(self.name, root, plants, ordered, {path: self.texts[path] for path in sorted(pieces.keys() & self.texts.keys())})

    def _twins(self, owner: Function) -> list[Span]:
        """Owned functions of the owner's name that read much the same: who is laid to one of them is laid to a right one."""
        lines = [line.strip() for line in owner.text.splitlines()]
        found = []
        for path in sorted(self.owned):
            for item in self._functions(path):
                if item.name == owner.name and item.span != owner.span:
                    ratio = SequenceMatcher(None, lines, [line.strip() for line in item.text.splitlines()], autojunk=False).ratio()
                    found += [item.span] if ratio >= TWIN else []
        return found

    def _functions(self, path: str) -> list[Function]:
        if path not in self._read:
            here = (self.source / path).is_file()
            self._read[path] = _functions(self.source, path) if here else []
        return self._read[path]

    def _placed(self) -> dict[str, list[tuple[int, int, Piece]]]:
        """Pieces by file: one file that nobody owns after the other, all pieces of a draft in one where it says so."""
        hosts: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.texts):
            if path not in self.owned and self.texts[path].count("\n") >= MIN_HOST_LINES and "test" not in path:
                hosts[language_of(path)].append(path)
        placed: dict[str, list[tuple[int, int, Piece]]] = defaultdict(list)
        turns: dict[str, int] = defaultdict(int)
        for paths in hosts.values():
            self.rng.shuffle(paths)
        for number, draft in enumerate(self.drafts):
            language = draft.owners[0].language
            for part, piece in enumerate(draft.pieces):
                path = piece.target or hosts[language][turns[language] % len(hosts[language])]
                if not piece.target and not (part and draft.how == "one file"):
                    turns[language] += 1
                if part and draft.how == "one file":
                    path = next(place for place, items in placed.items() if any(item[:2] == (number, part - 1) for item in items))
                placed[path].append((number, part, piece))
        return placed

    def _registry(self) -> str:
        lines = ["schema_version: 2", "enforcement: {level: standard}", "domains:"]
        by_domain: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self.owned):
            by_domain[self.owned[path]].append(path)
        for domain in sorted(by_domain):
            lines += [f"  {domain}:", f"    paths: [{', '.join(by_domain[domain])}]"]
        return "\n".join(lines) + "\n"


def _functions(root: Path, path: str) -> list[Function]:
    language = language_of(path)
    if language == "python":
        return functions(root, path)
    return tree_code.functions(root, path, GRAMMARS[language]) if language else config_code.blocks(root, path)


def language_of(path: str) -> str:
    """Language of a file by its suffix; "" for one that no table knows."""
    return next((language for language, suffixes in SUFFIXES.items() if path.endswith(suffixes)), "")


def _assemble(path: str, text: str, pieces: Iterable[tuple[int, int, Piece]]) -> tuple[str, dict[tuple[int, int], Span]]:
    """The file with imports put in near its top and the pieces at its end, and where the pieces stand."""
    pieces = list(pieces)
    imports = sorted({_seen_from(path, line) for _, _, piece in pieces for line in piece.imports if line not in text})
    lines = text.rstrip("\n").split("\n") if text else _opening(path)
    if imports:
        place = _import_line(text) if path.endswith(".py") else _after_opening(lines)
        lines[place:place] = imports
    spans = {}
    for number, part, piece in pieces:
        lines += piece.head.rstrip("\n").split("\n") if piece.target and piece.head else ["", ""] if lines else []
        first = len(lines) + 1
        lines += piece.text.rstrip("\n").split("\n")
        spans[number, part] = Span(path, first, len(lines))
    return "\n".join(lines) + "\n", spans


def _seen_from(path: str, line: str) -> str:
    """An import of a file of the tree, written `//from/the/root`, as this file would write it."""
    head, mark, module = line.partition('"//')
    if not mark:
        return line
    relative = posixpath.relpath(module.rstrip('";'), posixpath.dirname(path) or ".")
    return f'{head}"{relative if relative.startswith(".") else f"./{relative}"}";'


def _opening(path: str) -> list[str]:
    """First lines of a new file."""
    package = posixpath.basename(posixpath.dirname(path)).replace("-", "_") or "main"
    return [f"package {package}", ""] if path.endswith(".go") else []


def _after_opening(lines: Sequence[str]) -> int:
    """Where imports go: below the first comments, attributes and the package clause."""
    for number, line in enumerate(lines):
        if line.startswith("package "):
            return number + 1
        if line.strip() and not line.startswith(("#!", "//", "/*", " *", "*/", "#")):
            return number
    return len(lines)


def _import_line(text: str) -> int:
    """After the documentation and the `__future__` imports, counted from 0."""
    import ast

    line = 0
    for node in ast.parse(text).body:
        string = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not string and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            break
        line = node.end_lineno or line
    return line


def choose_files(root: Path, suffixes: tuple[str, ...], rng: random.Random, limit: int = MAX_FILES) -> list[str]:
    """Paths below `root` with one of the suffixes, tests left out, at most `limit` of them, sorted."""
    found = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in suffixes and path.is_file())
    kept = [path for path in found if not LEFT_OUT & set(path.split("/")) and "test_" not in path]
    return sorted(rng.sample(kept, limit)) if len(kept) > limit else kept
