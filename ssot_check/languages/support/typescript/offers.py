"""What a module offers by name: what it exports, what it passes on, and what hangs on an object that it exports."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Final

ENDING: Final = re.compile(r"\.(?:[cm]?[jt]s|[jt]sx)$")
_ENDINGS: Final = (".ts", ".tsx", ".mts", ".js", ".jsx", ".mjs", "/index.ts", "/index.tsx", "/index.js")
_STAR: Final = re.compile(r"^export\s+\*\s+from\s+[\"'](\.[^\"']*)[\"']", re.MULTILINE)
_OBJECT: Final = re.compile(r"^export\s+const\s+([A-Za-z_$][\w$]*)\s*=\s*(?:Object\.assign\([^{]*)?\{([^{}]*)\}", re.MULTILINE)
_DEEPEST: Final = 5


def is_exported(name: str, text: str) -> bool:
    """True when the module's text offers the name as such, in the notation of the standard; `name as other` does not."""
    word = rf"(?<![\w$]){re.escape(name)}(?![\w$])(?!\s+as\s)"
    return (
        re.search(rf"^export\s+(?!default\b)(?:[a-z]+\s+|\*\s*)*{word}|^export\s+(?:type\s+)?\{{[^}}]*{word}", text, re.MULTILINE)
        is not None
    )


def called_outside(name: str, text: str) -> str:
    """The other name under which a module exports one of its own, "" where it does not: `export { name as other }`."""
    found = re.search(
        rf"^export\s+(?:type\s+)?\{{[^}}]*(?<![\w$]){re.escape(name)}\s+as\s+([\w$]+)[^}}]*\}}(?!\s*from\b)", text, re.MULTILINE
    )
    return found[1] if found else ""


def holder_of(name: str, text: str) -> tuple[str, str]:
    """The exported object on which something that is not exported itself hangs, and under which name; "" and "" where none has it."""
    for holder, body in _OBJECT.findall(text):
        for item in body.split(","):
            key, _, value = (part.strip() for part in item.partition(":"))
            if (value or key) == name:
                return holder, key
    return "", ""


def passes_on(stem: str, name: str, read: Callable[[str], str], depth: int = 0) -> bool:
    """True when the module at `stem`, a path without ending, offers a name, by itself or by what it takes in whole."""
    file = next((found for found in (stem + ending for ending in _ENDINGS) if read(found)), "")
    if not file:
        return False
    text = read(file)
    if is_exported(name, text):
        return True
    folder = posixpath.dirname(file)
    stems = [ENDING.sub("", posixpath.normpath(posixpath.join(folder, target))) for target in _STAR.findall(text)]
    return depth < _DEEPEST and any(passes_on(inner, name, read, depth + 1) for inner in stems)
