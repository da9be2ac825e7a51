"""Looks for owners that nothing refers to in the texts of the other files: a literal string, a setting, a recipe may still mean them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ssot_check.model.project import Project
from ssot_check.rules.support.unused import others, unused, words_of

_DOCUMENTS: Final = (".md", ".mdx", ".rst", ".txt", ".adoc")
_DATA: Final = (".lock", ".svg", ".csv", ".map", ".po", ".ipynb", ".html", ".css", ".scss")


def idle_owners(project: Project, read: Callable[[str], str | None]) -> frozenset[str]:
    """Names of the domains whose owner no file of the repository names. Nothing is read where every owner is referred to."""
    waiting = {domain.name: (words_of(project, domain), frozenset(others(project, domain))) for domain in unused(project)}
    for path in sorted(project.tree.files):
        if not waiting:
            break
        text = None if path.endswith((*_DOCUMENTS, *_DATA)) else read(path)
        if text is not None:
            meant = [name for name, (words, files) in waiting.items() if path in files and words.search(text)]
            for name in meant:
                del waiting[name]
    return frozenset(waiting)
