"""Paths that config files name."""

from __future__ import annotations

from ssot_check.model.location import repository_path


def beside(path: str, written: str) -> str:
    """Repository path of `written`, which the file at `path` names relative to its own folder.

    "" for a URL, an expansion or a path that leaves the repository: nothing that could be looked up.
    """
    if not written.strip() or "://" in written or "$" in written or "{{" in written or written.startswith(("git@", "~")):
        return ""
    folder = path.rpartition("/")[0]
    return repository_path(f"{folder}/{written}" if folder and not written.startswith("/") else written) or ""


def from_root(written: str) -> str:
    """Repository path of `written`, which counts from the repository's root (`/ci/base.yml`, `./ci/base.yml`)."""
    return beside("", written.lstrip("/"))
