"""Where the names of modules start: learnt from what the repository's files import, and from what `pyproject.toml` declares.

A folder without `__init__.py` may be a part of a name (PEP 420) or none, and nothing in the tree tells. But a file that writes
`import a.b` where only `x/a/b.py` is there has said that names start in `x`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.model.location import shared_parts
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.replacement import Roots

_ENDINGS: Final = (".py", ".pyi")
_SOURCES: Final = "src"
_LISTS: Final = (
    ("tool", "setuptools", "packages", "find", "where"),
    ("tool", "pytest", "ini_options", "pythonpath"),
)
_SINGLE: Final = (
    ("tool", "setuptools", "package-dir", ""),
    ("tool", "pdm", "build", "package-dir"),
    ("tool", "maturin", "python-source"),
    ("tool", "uv", "build-backend", "module-root"),
)
_WHEEL: Final = ("tool", "hatch", "build", "targets", "wheel", "packages")
_POETRY: Final = ("tool", "poetry", "packages")


def learn(files: Mapping[str, ParsedFile], listed: AbstractSet[str]) -> Roots:
    """The roots that the imports of the Python files among `files` vote for, one vote for each import, and the declared ones."""
    modules = _Modules(listed)
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    for path in sorted(files):
        file = files[path]
        if file.language != "python":
            continue
        for root, name in _votes(file, modules):
            below = not root or path.startswith(f"{root}/")
            (inside if below else outside)[f"{root}/{name}" if root else name] += 1
    declared = {root for path in files if path.rpartition("/")[2] == "pyproject.toml" for root in _declared(files[path])}
    return Roots(inside, outside, frozenset(declared))


class _Modules:
    """The modules of the repository by their last name."""

    def __init__(self, listed: AbstractSet[str]) -> None:
        self._listed = listed
        self._by_name: dict[str, list[str]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for path in sorted(listed):
            if path.endswith(_ENDINGS):
                stem = path.rpartition(".")[0].removesuffix("/__init__")
                self._by_name.setdefault(stem.rpartition("/")[2], []).append(stem)

    def roots(self, dotted: str) -> tuple[str, ...]:
        """Folders, none of them a package itself, from where `dotted` names a module."""
        if dotted not in self._known:
            tail = dotted.replace(".", "/")
            stems = self._by_name.get(tail.rpartition("/")[2], ())
            found = {stem[: -len(tail)].rstrip("/") for stem in stems if f"/{stem}".endswith(f"/{tail}")}
            self._known[dotted] = tuple(root for root in sorted(found) if self._begins(root))
        return self._known[dotted]

    def packages(self, dotted: str) -> tuple[str, ...]:
        """Packages that `dotted` leads from although it does not say their names: the folder of the program that is run may be one."""
        tail = dotted.replace(".", "/")
        stems = self._by_name.get(tail.rpartition("/")[2], ())
        found = sorted({stem[: -len(tail)].rstrip("/") for stem in stems if stem.endswith(f"/{tail}")})
        return tuple(root for root in found if not self._begins(root))

    def _begins(self, root: str) -> bool:
        """True for a folder where names can start: `src` is no package by its purpose, even with an `__init__.py` in it."""
        return f"{root}/__init__.py".lstrip("/") not in self._listed or root.rpartition("/")[2] == _SOURCES


def _votes(file: ParsedFile, modules: _Modules) -> Iterator[tuple[str, str]]:
    """(root, first name) for each absolute import whose module is surely one of the repository."""
    folder = file.path.rpartition("/")[0]
    for reference in file.references:
        if reference.kind is not ReferenceKind.IMPORT or not reference.spelled or reference.spelled.startswith("."):
            continue
        first = reference.name.partition(".")[0]
        if first in sys.stdlib_module_names:
            continue
        # `from a.b import c`: `a.b.c` may be a module, else `a.b` is one.
        for dotted in dict.fromkeys((reference.name, reference.spelled)):
            # One bare word is the name of many files: the one beside the importer is meant, or a library.
            roots = [root for root in modules.roots(dotted) if "." in dotted or root in ("", folder)]
            roots = roots or [root for root in modules.packages(dotted) if "." in dotted and folder.startswith(f"{root}/")]
            if roots:
                nearest = _nearest(roots, folder)
                if nearest is not None:
                    yield nearest, first
                break


def _nearest(roots: list[str], folder: str) -> str | None:
    """The root that shares most folders with the importer; None when two are equally near."""
    shared = sorted(((shared_parts(folder, root), root) for root in roots), reverse=True)
    return None if len(shared) > 1 and shared[0][0] == shared[1][0] else shared[0][1]


def _declared(file: ParsedFile) -> Iterator[str]:
    """Roots that a `pyproject.toml` names, from the root of the repository."""
    home = file.path.rpartition("/")[0]
    for setting in file.settings:
        key, value = setting.key, setting.raw.strip("\"'")
        parent = key in _SINGLE or key[:-1] in _LISTS or (key[: len(_POETRY)] == _POETRY and key[-1] == "from")
        if not parent and key[:-1] == _WHEEL:
            value, parent = value.rpartition("/")[0], True
        parts = [part for part in (*home.split("/"), *value.split("/")) if part not in ("", ".")]
        if parent and ".." not in parts:
            yield "/".join(parts)
