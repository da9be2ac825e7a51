"""Winnowing per function with dolos-lib (a plagiarism detector), owners against the rest: the only peer that is told the owners.

It compares whole files, so every function becomes one. Its own settings for the fingerprints; a pair is reported from LEAST on.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.quality import tree_code
from benchmarks.quality.grammars import GRAMMARS, Grammar
from benchmarks.quality.model import Report, Span

DRIVER: Final = Path(__file__).resolve().parent / "dolos.mjs"
LEAST: Final = 0.33
MIN_LINES: Final = 5
NAMES: Final = {"shell": "bash"}
LANGUAGES: Final = {(".py",): "python"} | {grammar.suffixes: NAMES.get(name, name) for name, grammar in GRAMMARS.items()}
_OWNED: Final = re.compile(r"^    paths: \[(.+)\]$", re.MULTILINE)


def reports(modules: Path, root: Path, seconds: float) -> Iterator[Report]:
    """Pairs of an owned function and another one. Raises ValueError when node gives no answer, TimeoutExpired after `seconds`."""
    registry = (root / "SSOT_LOCK.yml").read_text(encoding="utf-8")
    owned = {path for paths in _OWNED.findall(registry) for path in paths.split(", ")}
    paths = [path for path in sorted(root.rglob("*")) if path.is_file()]
    for suffixes, language in LANGUAGES.items():
        mine = [path for path in paths if path.name.endswith(suffixes)]
        found = [item for path in mine for item in _fragments(path, path.relative_to(root).as_posix(), language)]
        owners = [item for item in found if item[0].path in owned]
        others = [item for item in found if item[0].path not in owned]
        if not owners or not others:
            continue
        asked = {"language": language, "least": LEAST, "owners": [text for _, text in owners], "others": [text for _, text in others]}
        command = ["node", "--max-old-space-size=6000", str(DRIVER), str(modules)]
        done = subprocess.run(command, input=json.dumps(asked), check=False, capture_output=True, text=True, timeout=seconds)
        if done.returncode:
            raise ValueError(f"node: exit {done.returncode}: {done.stderr[-200:]}")
        for first, second, similarity in json.loads(done.stdout):
            yield Report((others[second][0],), owner=owners[first][0], score=similarity)


def _fragments(path: Path, name: str, language: str) -> Iterator[tuple[Span, str]]:
    """Every function and method of a file that has MIN_LINES lines, with its text."""
    text = path.read_text(encoding="utf-8", errors="replace")
    lines = text.split("\n")
    grammar = next((grammar for known, grammar in GRAMMARS.items() if NAMES.get(known, known) == language), None)
    for first, last in _tree_functions(text, grammar) if grammar is not None else _functions(text):
        if last - first + 1 >= MIN_LINES:
            yield Span(name, first, last), "\n".join(lines[first - 1 : last]) + "\n"


def _functions(text: str) -> Iterator[tuple[int, int]]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.end_lineno or node.lineno


def _tree_functions(text: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    for node in tree_code.walk(tree_code.tree_of(text, grammar)):
        if node.type in grammar.functions:
            yield node.start_point[0] + 1, node.end_point[0] + 1
