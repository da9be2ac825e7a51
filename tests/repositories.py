"""Small repositories and registries for tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from ssot_check.model.entry import PathEntry
from ssot_check.model.location import Location
from ssot_check.model.registry import Component, Dialect, Domain, Registry, ScanSettings

NAME = "SSOT_LOCK.yml"
IDENTITY = {
    "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files below `root`; a text gets its line ends as they are."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def git(root: Path, *arguments: str) -> str:
    """Run git in `root` and return what it prints."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | IDENTITY
    command = ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments]
    return subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, text=True).stdout


def repository(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A git repository with one commit that holds the files."""
    write(root, files)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "first", "--allow-empty")
    return root


def commit(root: Path, files: Mapping[str, str | bytes], message: str = "more") -> None:
    """Write the files and commit everything that differs."""
    write(root, files)
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", message)


def entry(path: str, line: int = 1) -> PathEntry:
    """A path entry as a registry in version 2 would name it."""
    return PathEntry(path, path, Location(NAME, line, 5, line, 5 + len(path)))


def domain(name: str, *paths: str) -> Domain:
    """A domain that owns `paths`, its entries on lines of their own."""
    line = 10 * (1 + sum(map(ord, name)))
    owned = tuple(entry(path, line + number) for number, path in enumerate(paths, start=1))
    return Domain(name, Location(NAME, line), components=(Component("", paths=owned),))


def registry(*domains: Domain, **scan: tuple[str, ...]) -> Registry:
    """A registry with these domains; keywords are patterns of `scan`."""
    settings = ScanSettings(**{name: tuple(entry(path, 2) for path in paths) for name, paths in scan.items()})
    return Registry(NAME, Dialect.VERSION_2, domains=domains, scan=settings)
