"""What pytest hands to tests by its name: nobody can import or call it as another function."""

from __future__ import annotations

from typing import Final

from ssot_check.model.unit import Unit

_FIXTURE: Final = "pytest.fixture"
_SHARED: Final = "conftest.py"


def handed_out(owner: Unit, copy: Unit, *, more: bool) -> str:
    """What to do about a fixture that repeats another one, "" for anything else; `more` says that it does much that the other does not."""
    if not (_FIXTURE in owner.calls and _FIXTURE in copy.calls):
        return ""
    folder, _, name = owner.location.path.rpartition("/")
    seen = name == _SHARED and (not folder or copy.location.path.startswith(f"{folder}/"))
    first = "" if seen else f"move `{owner.name}` to {_common(folder, copy.location.path)}, where both can ask for it; "
    if more:
        return f"{first}let this `{copy.name}` ask for `{owner.name}` as an argument, and do here only what is more"
    if owner.name != copy.name:
        return f"{first}delete this `{copy.name}` and ask for `{owner.name}` in its place: pytest hands it out by its name"
    home = owner.location.path if seen else _common(folder, copy.location.path)
    return f"{first}delete this `{copy.name}`: pytest hands out that of {home} by its name"


def _common(folder: str, path: str) -> str:
    """The conftest of the deepest folder above both."""
    shared: list[str] = []
    for one, other in zip(folder.split("/"), path.split("/")[:-1], strict=False):
        if one != other:
            break
        shared.append(one)
    return "/".join([*filter(None, shared), _SHARED])
