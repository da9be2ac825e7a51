"""Looks for owners that nothing refers to in the texts of the other files: a literal string, a setting, a recipe may still mean them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ssot_check.model.project import Project
from ssot_check.rules.support.unused import others, unused, words_of

_DOCUMENTS: Final = (".md", ".mdx", ".rst", ".txt", ".adoc")
_DATA: Final = (".lock", ".svg", ".csv", ".map", ".po", ".ipynb", ".html", ".css", ".scss")


def unreferred(project: Project, read: Callable[[str], str | None]) -> Mapping[str, str]:
    """The domains to whose owner no reference leads, each with the first file whose text names it, "" where none does.

    Nothing is read where every owner is referred to.
    """
    found: dict[str, str] = {}
    waiting = {domain.name: (words_of(project, domain), frozenset(others(project, domain))) for domain in unused(project)}
    for path in sorted(project.tree.files):
        if found.keys() == waiting.keys():
            break
        text = read(path) if may_name(path) else None
        if text is not None:
            found |= {name: path for name, (words, files) in waiting.items() if name not in found and path in files and words.search(text)}
    return {name: found.get(name, "") for name in sorted(waiting)}


def may_name(path: str) -> bool:
    """False for a document or data, in which a name makes nobody use the owner."""
    return not path.endswith((*_DOCUMENTS, *_DATA))
