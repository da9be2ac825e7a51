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
    programs: dict[str, list[str]] = {}
    full: Counter[str] = Counter()
    for path in sorted(files):
        file = files[path]
        if file.language != "python":
            continue
        for root, name in _votes(file, modules):
            below = not root or path.startswith(f"{root}/")
            first = name.partition(".")[0]
            (inside if below else outside)[f"{root}/{first}" if root else first] += 1
            full.update(_shared(path, "/".join((*filter(None, (root,)), *name.split(".")))))
        for begin in _programs(file, modules):
            programs.setdefault(begin, []).append(path)
    for begin, paths in programs.items():
        if _is_started_in(begin.rpartition("/")[0], begin, paths, full):
            inside[begin] += len(paths)
    declared = {root for path in files if path.rpartition("/")[2] == "pyproject.toml" for root in _declared(files[path])}
    return Roots(inside, outside, frozenset(declared))


def _is_started_in(folder: str, begin: str, paths: list[str], full: Mapping[str, int]) -> bool:
    """True where a program is started in a package, so that names begin below it: a file of that folder says so, or most of those below.

    A package does not call itself so. `docker.utils` in `shop/docker/client.py` is the library.
    """
    if any(path.rpartition("/")[0] == folder for path in paths):
        return True
    beside = sum(not path.startswith(f"{begin}/") for path in paths)
    return beside > 0 and len(paths) >= full.get(folder, 0)


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


def _absolute(file: ParsedFile) -> Iterator[tuple[str, ...]]:
    """The names of each absolute import of nothing that Python brings.

    Of `from a.b import c`, `a.b.c` may be a module, else `a.b` is one.
    """
    for reference in file.references:
        if reference.kind is not ReferenceKind.IMPORT or not reference.spelled or reference.spelled.startswith("."):
            continue
        if reference.name.partition(".")[0] not in sys.stdlib_module_names:
            yield tuple(dict.fromkeys((reference.name, reference.spelled)))


def _votes(file: ParsedFile, modules: _Modules) -> Iterator[tuple[str, str]]:
    """(root, name) for each absolute import whose module is surely one of the repository."""
    folder = file.path.rpartition("/")[0]
    for names in _absolute(file):
        for dotted in names:
            if roots := _roots(dotted, folder, modules):
                if (nearest := _nearest(roots, folder)) is not None:
                    yield nearest, dotted
                break


def _roots(dotted: str, folder: str, modules: _Modules) -> list[str]:
    """Where a name may start. One bare word is the name of many files: the one beside the importer is meant, or a library."""
    return [root for root in modules.roots(dotted) if "." in dotted or root in ("", folder)]


def _programs(file: ParsedFile, modules: _Modules) -> Iterator[str]:
    """Folder and first name of imports that may start in a package around the file, for no other folder of the repository has the name."""
    folder = file.path.rpartition("/")[0]
    for names in _absolute(file):
        for dotted in names:
            if _roots(dotted, folder, modules):
                break
            around = [root for root in modules.packages(dotted) if "." in dotted and f"{folder}/".startswith(f"{root}/")]
            if around:
                if (nearest := _nearest(around, folder)) is not None:
                    yield f"{nearest}/{dotted.partition('.')[0]}"
                break


def _shared(path: str, named: str) -> Iterator[str]:
    """The folders that hold both."""
    folder = path.rpartition("/")[0]
    while folder:
        if named.startswith(f"{folder}/"):
            yield folder
        folder = folder.rpartition("/")[0]


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
