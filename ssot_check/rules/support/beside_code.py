"""What a folder of an owner holds beside its code and nobody copies: descriptions, licences, locks, pictures, styles, stored answers."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.source import FAMILIES

_ENDINGS: Final = frozenset((
    ".adoc", ".cer", ".crt", ".css", ".csv", ".dockerignore", ".editorconfig", ".eot", ".gif", ".gitattributes", ".gitignore", ".gitkeep",
    ".golden", ".helmignore", ".ico", ".jpeg", ".jpg", ".keep", ".less", ".license", ".lock", ".md", ".mdx", ".mo", ".npmignore", ".pdf",
    ".pem", ".png", ".po", ".pot", ".rst", ".sass", ".scss", ".snap", ".sum", ".svg", ".ttf", ".txt", ".webp", ".woff", ".woff2",
    "authors", "changelog", "codeowners", "copying", "license", "licence", "maintainers", "notice", "owners", "readme", "version",
))  # fmt: skip


_TEXTS: Final = frozenset(
    (".bzl", ".cfg", ".conf", ".env", ".hcl", ".ini", ".j2", ".json", ".properties", ".sql", ".tf", ".toml", ".xml", ".yaml", ".yml")
)
"""Endings of what is written by hand besides code: where the bytes are those of no text, something was lost."""


def ending(path: str) -> str:
    """The ending of the name, or the whole name of a file without one."""
    name = PurePosixPath(path)
    return name.suffix.lower() or name.name


def is_beside_code(project: Project, domain: Domain, path: str) -> bool:
    """True where each entry of the domain that means the file means something that was analysed, too, and the file holds no code."""
    return ending(path).lower() in _ENDINGS and _is_taken_along(project, domain, path)


def is_stored_beside(project: Project, domain: Domain, path: str) -> bool:
    """The same of a binary file whose name is that of no text: an archive, a dump, what tests are fed with."""
    suffix = PurePosixPath(path).suffix.lower()
    named_code = not suffix or suffix in FAMILIES or suffix in _TEXTS
    return is_beside_code(project, domain, path) or (not named_code and _is_taken_along(project, domain, path))


def _is_taken_along(project: Project, domain: Domain, path: str) -> bool:
    taken = (paths for entry in domain.owner_paths if path in (paths := project.select(entry)))
    return all(any(other in project.files for other in paths) for paths in taken)
