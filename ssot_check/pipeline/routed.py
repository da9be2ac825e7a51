"""Names under which both functions are registered on an object of their own file: a route hangs on the application that decorates it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.unit import Unit, UnitKind

_DECORATOR: Final = re.compile(r"^[ \t]*@(?P<name>[A-Za-z_]\w*)\.(?P<how>[A-Za-z_]\w*)(?P<call>[ \t]*\()?", re.MULTILINE)


def routed(own: tuple[str, ...], match: Match, text: Callable[[str], str]) -> tuple[str, ...]:
    """The names, those that register the copy as `@app.get(...)` or `@app.get`: nobody can hand such a name over as an argument."""
    functions = match.owner.kind is match.copy.kind is UnitKind.FUNCTION and match.copy_path.endswith(".py")
    spelled = _spelled(match.copy, text(match.copy_path)) if own and functions else {}
    return tuple(spelled.get(name, name) for name in own)


def _spelled(copy: Unit, text: str) -> dict[str, str]:
    lines = "\n".join(text.split("\n")[copy.location.line - 1 : copy.signature.line])
    found = _DECORATOR.finditer(lines)
    return {item["name"]: f"@{item['name']}.{item['how']}" + ("(...)" if item["call"] else "") for item in found}
