"""Deprecated files that git says were deleted, and that are there all the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ssot_check.model.project import Project
from ssot_check.rules.support.outdated import old_files
from ssot_check.workspace import patches
from ssot_check.workspace.git import HISTORY_LIMIT, GitUnavailableError
from ssot_check.workspace.revisions import SHOWN_DIGITS

_GIT: Final = "git"


def returned(project: Project, root: Path, commit: str) -> Mapping[str, str]:
    """By path, when and where it was deleted; only deletions of which the registry of that commit knew the path count.

    What was deleted long before anybody called it deprecated came back for a reason. Nothing is told where git cannot.
    """
    old = old_files(project) if project.lister == _GIT and project.registry.all_deprecated else {}
    there = sorted(old.keys() & project.tree.files)
    try:
        found = patches.deletions(root, commit or "HEAD", there, HISTORY_LIMIT) if there else {}
    except GitUnavailableError:  # before the first commit
        return {}
    texts: dict[str, str] = {}
    told: dict[str, str] = {}
    for path, (identity, day) in sorted(found.items()):
        if identity not in texts:
            texts[identity] = patches.text_at(root, identity, project.registry.path)
        entry = old[path].path
        if entry is not None and entry.path in texts[identity]:
            told[path] = f"{day} ({identity[:SHOWN_DIGITS]})"
    return told
