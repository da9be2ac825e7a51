"""Runs ssot-check itself on a planted tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.quality import tree_code
from benchmarks.quality.grammars import GRAMMARS
from benchmarks.quality.model import Report, Span
from benchmarks.quality.planting import language_of
from benchmarks.quality.python_code import definition_at
from benchmarks.real.run import check


def run(root: Path, *options: str) -> tuple[list[Report], float]:
    """Every duplicate finding of the command-line tool under these options of `check`, and its seconds of wall time."""
    report = check(root, *options)
    return list(reports(root, report)), report["seconds"]


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
