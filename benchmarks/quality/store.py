"""What the peers said about a planted tree, kept on disk: a run that was stopped goes on where it was.

An entry is valid for one tool, one version and one content of the tree.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.quality.model import Report, Span


class Store:
    """Reports by tool and content of a tree, one file each below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, tool: str, digest: str) -> tuple[list[Report], float] | None:
        """Reports and seconds of an earlier run, or None."""
        path = self._path(tool, digest)
        if not path.is_file():
            return None
        kept = json.loads(path.read_text(encoding="utf-8"))
        return [_report(item) for item in kept["reports"]], kept["seconds"]

    def put(self, tool: str, digest: str, reports: Sequence[Report], seconds: float) -> None:
        """Keep what a run said. The file appears whole or not at all."""
        path = self._path(tool, digest)
        half = path.with_suffix(".half")
        half.write_text(json.dumps({"seconds": seconds, "reports": [asdict(item) for item in reports]}), encoding="utf-8")
        half.replace(path)

    def _path(self, tool: str, digest: str) -> Path:
        return self.folder / f"{hashlib.sha256(f'{tool} {digest}'.encode()).hexdigest()[:24]}.json"


def _report(item: dict[str, Any]) -> Report:
    owner = Span(**item["owner"]) if item["owner"] else None
    return Report(tuple(Span(**place) for place in item["places"]), item["gate"], owner, item["code"], item["score"])


def digest_of(root: Path) -> str:
    """Digest of every name and byte below a folder."""
    state = hashlib.sha256()
    for path in sorted(item for item in root.rglob("*") if item.is_file()):
        content = path.read_bytes()
        state.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        state.update(content)
    return state.hexdigest()
