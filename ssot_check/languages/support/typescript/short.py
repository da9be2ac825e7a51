"""Short paths of a file (`@/utils/log`): what they stand for, as its other imports show.

TypeScript and bundlers each have a place for them (`paths` of a `tsconfig.json`, `resolve.alias`); the imports that are there already work.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Set as AbstractSet
from typing import Final

from ssot_check.languages.support.typescript.offers import ENDING

_SPELLED: Final = re.compile(r"""\bfrom\s+["']([@~#$]?[\w-]*)/([^"']+)["']""")
_UPWARDS: Final = re.compile(r"""\bfrom\s+["']\.\./""")
_TRIED: Final = ("", ".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", "/index.ts", "/index.tsx", "/index.js")
_MANIFEST: Final = "package.json"
_SOURCES: Final = "src"


def shortened(path: str, into: str, text: str, files: AbstractSet[str]) -> str:
    """The module of file `path` by the short path that the `text` of file `into` writes for others; "" where it writes none."""
    found = {
        (alias, folder) for alias, rest in _SPELLED.findall(text) for folder in _folders(into, files) if _is_there(folder, rest, files)
    }
    around = [(alias, folder) for alias, folder in found if path.startswith(folder)]
    upwards = len(_UPWARDS.findall(text))
    if not around or len([one for one in _SPELLED.findall(text) if any(one[0] == alias for alias, _ in around)]) < upwards:
        return ""  # most of them are spelled from where the file stands
    alias, folder = max(around, key=lambda pair: (len(pair[1]), pair[0]))
    return f"{alias}/{ENDING.sub('', path[len(folder) :])}".removesuffix("/index")


def _folders(into: str, files: AbstractSet[str]) -> list[str]:
    """Where short paths of a file may begin: the folders above it within its package, and what lies there for the sources."""
    folder, found = posixpath.dirname(into), []
    while True:
        found += [f"{folder}/".lstrip("/"), f"{folder}/{_SOURCES}/".lstrip("/")]
        if not folder or f"{folder}/{_MANIFEST}" in files:
            return found
        folder = posixpath.dirname(folder)


def _is_there(folder: str, rest: str, files: AbstractSet[str]) -> bool:
    return any(f"{folder}{rest}{ending}" in files for ending in _TRIED)
