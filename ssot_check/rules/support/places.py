"""Questions to the tree: is a path there, and which path does a spelling mean?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.model.project import Project, Tree
from ssot_check.model.registry import PathEntry, Registry

_NEVER_COMMITTED: Final = re.compile(r"\.env(\.[\w-]+)*\.local|\.env")
"""Local settings files that are kept out of the repository by convention."""

ENDINGS: Final = (
    (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".vue", ".svelte"),
    (".py", ".pyi"), (".rs",), (".go",), (".sh", ".bash"), (".yml", ".yaml"), (".md", ".mdx", ".rst", ".txt"),
    (".json", ".jsonc", ".json5"),
)  # fmt: skip
"""Endings that stand for one another, the usual one first."""

INDEX: Final = {
    ".ts": ("index.ts", "index.tsx", "index.js", "index.jsx"), ".py": ("__init__.py",), ".rs": ("mod.rs",),
}  # fmt: skip
INDEX_NAMES: Final = tuple(name for names in INDEX.values() for name in names)


def is_there(tree: Tree, path: str) -> bool:
    """False only when `path` is certainly no file and no folder of the repository.

    Ignored files and local settings are not listed, and what lies below a submodule or a linked folder cannot be seen.
    """
    if tree.has(path) or path in tree.ignored or is_local(path):
        return True
    return any(above in tree.files for above in _above(path))


def is_local(path: str) -> bool:
    """True for local settings, which are kept out of the repository by convention."""
    return _NEVER_COMMITTED.fullmatch(path.rpartition("/")[2]) is not None


def is_beside(path: str, owner: str) -> bool:
    """True for a file in the folder of an owner, or below it; nothing is beside an owner that stands at the root."""
    folder = owner.rpartition("/")[0]
    return bool(folder) and path.startswith(f"{folder}/")


def is_missing(tree: Tree, entry: PathEntry) -> bool:
    """True when the entry names one file or folder and that is certainly not there. Patterns are another rule's matter."""
    return not entry.is_pattern and not is_there(tree, entry.path)


def missing_owners(project: Project) -> frozenset[str]:
    """Owner paths that are not there: what else names them suffers from the same cause."""
    entries = (entry for domain in project.registry.domains for entry in domain.owner_paths)
    return frozenset(entry.path for entry in entries if is_missing(project.tree, entry))


def resolve(registry: Registry, tree: Tree, spelling: str) -> str | None:
    """The listed path that a spelling means: a path, one without its ending, an import alias or a dotted module; else None."""
    for base in dict.fromkeys(_spellings(registry, tree, spelling)):
        for candidate in (base, *with_ending(base), *(f"{base}/{name}" for name in INDEX_NAMES)):
            if is_there(tree, candidate):
                return candidate
    return None


def _spellings(registry: Registry, tree: Tree, spelling: str) -> Iterator[str]:
    yield spelling
    for prefix, folder in registry.scan.aliases:
        if spelling.startswith(prefix):
            yield f"{folder.rstrip('/')}/{spelling.removeprefix(prefix)}".lstrip("/")
    if spelling.startswith("@/"):
        yield from (f"{folder}/{spelling[2:]}" for folder in sorted(tree.folders) if folder.rpartition("/")[2] == "src")
        yield spelling[2:]
    if "/" not in spelling and "." in spelling:
        yield from (root + spelling.replace(".", "/") for root in ("", "src/", "lib/"))


def with_ending(base: str) -> Iterator[str]:
    """`base` with every known ending."""
    return (base + ending for endings in ENDINGS for ending in endings)


def _above(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
