"""CommonJS: what a module without `import` and `export` takes and gives (nodejs.org, "Modules: CommonJS modules")."""

from __future__ import annotations

import re
from typing import Final

_REQUIRED: Final = (".cjs", ".cts")
_EITHER: Final = (".js", ".jsx")
"""Endings of files that are of one kind or the other; TypeScript is written with `import` in both."""
_COMMON: Final = re.compile(r"\brequire\(|^[ \t]*(?:module\.)?exports\b", re.MULTILINE)
_STANDARD: Final = re.compile(r"^[ \t]*(?:import\b[ \t]*[\w{*\"']|export\b)", re.MULTILINE)
_OBJECT: Final = re.compile(r"^[ \t]*module\.exports[ \t]*=[ \t]*\{(.*?)\}", re.MULTILINE | re.DOTALL)

_NAMED: Final = re.compile(r"^[ \t]*(?:module\.)?exports\.([\w$]+)[ \t]*=", re.MULTILINE)


def is_common(path: str, text: str) -> bool:
    """True for a file that takes modules with `require`: an `import` would not even be understood there."""
    if path.endswith(_REQUIRED):
        return True
    return path.endswith(_EITHER) and _COMMON.search(text) is not None and _STANDARD.search(text) is None


def is_whole(name: str, text: str) -> bool:
    """True when the name is all that a CommonJS module gives: `module.exports = name`."""
    bare = re.escape(name)
    what = rf"(?:(?:(?:async[ \t]+)?function\b[ \t*]*|class[ \t]+){bare}(?![\w$])|{bare}(?![\w$.(]))"
    return re.search(rf"^[ \t]*module\.exports[ \t]*=[ \t]*{what}", text, re.MULTILINE) is not None


def is_given(name: str, text: str) -> bool:
    """True when a CommonJS module gives the name beside others, or gives what cannot be told: a spread, what a call returns."""
    if name in _NAMED.findall(text):
        return True
    objects = [found[1] for found in _OBJECT.finditer(text)]
    if any("..." in inside or "{" in inside or re.search(rf"(?<![\w$.]){re.escape(name)}(?![\w$])", inside) for inside in objects):
        return True
    return "exports" in _NAMED.sub("", _OBJECT.sub("", text))
