"""What a folder of an owner holds beside its code and nobody copies: its description, licences, locks, pictures."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.registry import Domain

_ENDINGS: Final = frozenset((
    ".adoc", ".csv", ".dockerignore", ".editorconfig", ".eot", ".gif", ".gitattributes", ".gitignore", ".gitkeep", ".helmignore", ".ico",
    ".jpeg", ".jpg", ".keep", ".license", ".lock", ".md", ".npmignore", ".pdf", ".png", ".rst", ".sum", ".svg", ".ttf", ".txt", ".webp",
    ".woff", ".woff2",
    "authors", "changelog", "codeowners", "copying", "license", "licence", "maintainers", "notice", "owners", "readme", "version",
))  # fmt: skip


def ending(path: str) -> str:
    """The ending of the name, or the whole name of a file without one."""
    name = PurePosixPath(path)
    return name.suffix.lower() or name.name


def is_beside_code(project: Project, domain: Domain, path: str) -> bool:
    """True where each entry of the domain that means the file means something that was analysed, too, and the file holds no code."""
    if ending(path).lower() not in _ENDINGS:
        return False
    taken = (paths for entry in domain.owner_paths if path in (paths := project.select(entry)))
    return all(any(other in project.files for other in paths) for paths in taken)
