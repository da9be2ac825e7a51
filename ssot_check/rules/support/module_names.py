"""The dotted names under which the code files of a repository may be imported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ssot_check.model.source import described
from ssot_check.rules.support.places import INDEX_NAMES

_CODE: Final = (".py", ".pyi", ".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".vue", ".svelte", ".rs", ".go")
_WRITTEN_OUT: Final = re.compile(r"(?:\.d)?\.(?:[cm]?[jt]s|[jt]sx|vue|svelte)$")
"""What a name of JavaScript loses in an import: `error.server.ts` is `./error.server`, and `error.ts` another module."""
_WHOLE_FOLDER: Final = ("lib.rs", "main.rs")  # what they define lies in their folder, as the files of a Go package do


@lru_cache(maxsize=2)
def module_names(files: frozenset[str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Every code file, with the folder its name starts at, by the dotted names it may have: no package is such a folder."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(files):
        if not path.endswith(_CODE) or path.endswith("_test.go"):
            continue
        if path.endswith(".py") and f"{path.removesuffix('.py')}/__init__.py" in files:
            continue  # of a module and a package under one name Python takes the package
        if described(path) in files:
            continue  # a stub runs nothing: an import runs the file beside it
        folders, _, name = path.rpartition("/")
        parts = folders.split("/") if folders else []
        stem = [] if name in (*INDEX_NAMES, *_WHOLE_FOLDER) or path.endswith(".go") else [_stem(name)]
        for start in range(len(parts) + 1):
            root = "/".join([*parts[:start], ""])
            dotted = ".".join([*parts[start:], *stem])
            if dotted and f"{root}__init__.py" not in files:
                found.setdefault(dotted, []).append((path, root))
    return {name: tuple(paths) for name, paths in found.items()}


def _stem(name: str) -> str:
    found = _WRITTEN_OUT.search(name)
    return name[: found.start()] if found is not None else name.partition(".")[0]
