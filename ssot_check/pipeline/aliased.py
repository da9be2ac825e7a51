"""The public name that a Python file gives to what begins with an underscore: `retry = _Retry` is how others take it."""

from __future__ import annotations

import re

from ssot_check.model.unit import Unit


def by_public_name(line: str, owner: Unit, text: str) -> str:
    """The import `line`, which takes the owner, by the public name that its file `text` gives it at the top; else as it is."""
    name = owner.scope.partition(".")[0] or owner.name
    if not (name.startswith("_") and line.startswith("from ") and line.endswith(f" import {name}")):
        return line
    found = re.search(rf"^(?P<alias>[A-Za-z]\w*)\s*(?::[^=\n]+)?=\s*{re.escape(name)}\s*(?:#.*)?$", text, re.MULTILINE)
    return f"{line.removesuffix(name)}{found['alias']} as {name}" if found else line
