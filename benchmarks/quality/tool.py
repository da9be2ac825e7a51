"""Runs ssot-check itself on a planted tree."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.quality import tree_code
from benchmarks.quality.grammars import GRAMMARS
from benchmarks.quality.model import Report, Span
from benchmarks.quality.planting import Tree, language_of
from benchmarks.quality.python_code import definition_at
from benchmarks.real.run import check


def run(root: Path, *options: str) -> tuple[list[Report], float]:
    """Every duplicate finding of the command-line tool under these options of `check`, and its seconds of wall time."""
    report = check(root, *options)
    return list(reports(root, report)), report["seconds"]


def run_change(tree: Tree) -> tuple[list[Report], float]:
    """The same for the change that puts the plants into the tree: it stands without them in the commit that `--since` names."""
    root = tree.root.with_name(f"{tree.root.name}-change")
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(tree.root, root, ignore=shutil.ignore_patterns(".ssot-check-cache"))
    planted = {path: (root / path).read_bytes() for plant in tree.plants for path in {place.path for place in plant.places}}
    for path in planted:
        if path in tree.before:
            (root / path).write_text(tree.before[path], encoding="utf-8")
        else:
            (root / path).unlink()
    for arguments in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "before"),
    ):
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)
    for path, content in planted.items():
        (root / path).write_bytes(content)
    return run(root, "--since", "HEAD")


def reports(root: Path, report: dict[str, Any]) -> Iterator[Report]:
    """The findings of family 2; what is no error does not fail a build at the usual level. The report names an owner by its first line."""
    for item in report["findings"]:
        if item["code"].startswith("SSOT2"):
            owner = _span(item["related"][0]["location"]) if item["related"] else None
            if owner is not None:
                owner = whole(root, owner)
            place = _span(item["extent"] or item["location"])
            yield Report((place,), item["severity"] == "error", owner, item["code"], item.get("score") or 0.0)


def whole(root: Path, place: Span) -> Span:
    """The definition that begins at a place; the place itself when none does."""
    language = language_of(place.path)
    if language == "python":
        return definition_at(root, place.path, place.first)
    return tree_code.definition_at(root, place, GRAMMARS[language]) if language else place


def _span(location: dict[str, Any]) -> Span:
    first = location["start"]["line"] if location.get("start") else 1
    return Span(location["path"], first, location["end"]["line"] if location.get("end") else first)
