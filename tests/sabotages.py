"""What somebody may do to a healthy repository so that its gate stays green: one small change each.

A change that finds nothing to change fails, so that no row of the table can pass for nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from ssot_check.cli.main import run
from tests.repositories import git

REGISTRY = "SSOT_LOCK.yml"
BASELINE = ".ssot-baseline.json"
WORKFLOW = ".github/workflows/ci.yml"
CACHE = ".ssot-check-cache/cache.db"
READING = "\nimport os; os.environ['A']\n"
OLD_LOG = "import logging\n\n\ndef start():\n    return logging.getLogger('old')\n"

SLANTED = "\nimport os\n\nHOME = os.\N{MATHEMATICAL SANS-SERIF ITALIC SMALL E}nviron['A']\n"
SHADOW = "\n\ndef get_logger(name):\n    return {'name': name, 'level': 1}\n"
DYNAMIC = "\n\ngetattr(__import__('logging'), 'basic' + 'Config')()\n"
RUN = "run: ssot-check check"
SWALLOWED = "run: |\n          set +e\n          ssot-check check\n          exit 0"
EXCEPTION = "exceptions: [{code: SSOT302, path: '**', reason: no time}]\n"

Sabotage: TypeAlias = Callable[[Path], None]


def swap(path: str, old: str, new: str, *, count: int = -1) -> Sabotage:
    """Replace a text that stands in the file."""

    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, count), encoding="utf-8")

    return change


def put(path: str, text: str) -> Sabotage:
    """Write a file that is not there, or over one that is."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")

    return change


def drop(*paths: str) -> Sabotage:
    """Delete files."""

    def change(root: Path) -> None:
        for path in paths:
            (root / path).unlink()

    return change


def after(path: str, text: str) -> Sabotage:
    """Write below the last line of a file."""

    def change(root: Path) -> None:
        (root / path).write_text((root / path).read_text(encoding="utf-8") + text, encoding="utf-8")

    return change


def both(*changes: Sabotage) -> Sabotage:
    """One change after the other."""

    def change(root: Path) -> None:
        for part in changes:
            part(root)

    return change


def moved_outside(root: Path) -> None:
    """The owner becomes a link to a file that no review sees."""
    outside = root.parent / "outside"
    outside.mkdir()
    shutil.move(root / "app/log.py", outside / "log.py")
    (root / "app/log.py").symlink_to(outside / "log.py")


def renamed_by_git(root: Path) -> None:
    """The owner moves to another folder, and the registry is not told."""
    git(root, "mv", "app/log.py", "app/logs.py")


def inflated_baseline(root: Path) -> None:
    """Room for two more readings in a file that has one."""
    swap(BASELINE, '"count": 1', '"count": 3')(root)


def smuggled_entry(root: Path) -> None:
    """An entry for what is not there yet, so that it may come."""
    written = json.loads((root / BASELINE).read_text(encoding="utf-8"))
    forged = {**written["entries"][0], "path": "jobs/nightly.py", "scope": "run"}
    line = json.dumps(forged) + ",\n"
    swap(BASELINE, '"entries": [\n', f'"entries": [\n{line}')(root)


def poisoned_cache(root: Path) -> None:
    """Every kept result is overwritten with that of another file, and a reading of the environment is added."""
    with contextlib.closing(sqlite3.connect(root / CACHE)) as base, base:
        changed = base.execute("UPDATE records SET value = (SELECT value FROM records ORDER BY size LIMIT 1)").rowcount
    assert changed > 1
    after("jobs/nightly.py", READING)(root)


def forged_stamps(root: Path) -> None:
    """A file changes, and its size and time of change are put back, so that the cache takes it for the one it knows."""
    assert run(["-C", str(root), "check", "--jobs", "1"]) == 0
    path = root / "jobs/nightly.py"
    before = path.stat()
    path.write_text(READING.ljust(before.st_size, "#"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def copied(root: Path) -> None:
    """The owner's work once more, with other names."""
    text = (root / "app/log.py").read_text(encoding="utf-8")
    put("jobs/prepare.py", text.replace("setup_logging", "prepare").replace("handler", "out").replace("root", "base"))(root)


def second_compose(root: Path) -> None:
    """A compose file beside the allowed one."""
    put("docker-compose.dev.yml", (root / "docker-compose.yml").read_text(encoding="utf-8"))(root)


def ignored(root: Path) -> None:
    """The owner is taken out of git."""
    put(".gitignore", "/app/log.py\n")(root)
    git(root, "rm", "-q", "--cached", "app/log.py")


def run_out(root: Path) -> None:
    """A suppression whose day is past."""
    after("jobs/nightly.py", "\nimport os\n\nHOME = os.environ['A']  # ssot: allow[SSOT302] until=2026-01-31 -- for the move\n")(root)


def padded(root: Path) -> None:
    """A reading behind more text than is read."""
    put("jobs/nightly.py", f"#{'x' * 3_000_000}\n{READING}")(root)


def weak_registry(root: Path) -> None:
    """A second registry that asks for little, named by the settings."""
    put("weak.yml", "schema_version: 2\ndomains:\n  logging: {paths: [app/log.py]}\n")(root)
    after("pyproject.toml", '\n[tool.ssot-check]\nregistry = "weak.yml"\n')(root)
