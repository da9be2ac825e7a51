"""What pytest hands to tests by its name: nobody can import or call it as another function."""

from __future__ import annotations

from typing import Final

from ssot_check.model.match import Match
from ssot_check.model.project import Project
from ssot_check.model.unit import Unit

_FIXTURE: Final = "pytest.fixture"
_SHARED: Final = "conftest.py"
_BEGINNINGS: Final = ("pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml", "setup.py")
"""With one of these pytest takes its folder for the root of the tests in it."""


def is_fixture(owner: Unit, copy: Unit) -> bool:
    """True where pytest hands out both."""
    return _FIXTURE in owner.calls and _FIXTURE in copy.calls


def wall(project: Project, owner: str, copy: str) -> str:
    """The file that keeps a conftest.py above both from being read with one of them, where there is one: tests begin in its folder."""
    shared = _common(owner.rpartition("/")[0], copy)
    if shared in project.tree.files:
        return ""
    for path in (copy, owner):
        folders = path.split("/")[:-1]
        above = ("/".join(folders[:depth]) for depth in range(len(folders), shared.count("/"), -1))
        found = (f"{folder}/{name}" for folder in above for name in _BEGINNINGS)
        if begins := next((name for name in found if name in project.tree.files), ""):
            return begins
    return ""


def handed_out(match: Match, *, more: bool) -> str:
    """What to do about a fixture that repeats another one, "" for anything else; `more` says that it does much that the other does not."""
    owner, copy = match.owner, match.copy
    if not is_fixture(owner, copy) or (match.use and _are_plugins(match) and not more):
        return ""
    if match.apart:
        where = "a module that both can import, and take it from there in both"
        stand = f"let this one stand with an allow that says why, for tests that begin at {match.apart} read no conftest.py above it"
        return f"move `{owner.name}` to {where}; or {stand}"
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


def _are_plugins(match: Match) -> bool:
    """True for modules that are loaded by their name (`pytest_plugins`): whoever names them gets what they import, too."""
    names = [path.rpartition("/")[2] for path in (match.owner_path, match.copy_path)]
    return all(name != _SHARED and not name.startswith("test_") and not name.endswith("_test.py") for name in names)
