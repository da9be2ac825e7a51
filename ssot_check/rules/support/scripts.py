"""What to do about copies in scripts: what is sourced is one name space, and a script may be all that is shipped."""

from __future__ import annotations

from typing import Final

from ssot_check.model.listed import after, listed
from ssot_check.model.match import FINDS, CloneType, Match, Shadow
from ssot_check.model.unit import Trait, Unit, UnitKind

SOURCING: Final = ("source ", ". ")
"""How a line begins that takes another script in."""
ALONE: Final = "or, if this script ships without"
_TAKEN: Final = {".py": "imports nothing of the repository"}
_SHOWN: Final = 3
_SETUP: Final = "setup.py"
_IMPORTS: Final = ("from ", "import ")
_PYTHON: Final = ".py"
_IMPORTED: Final = (".py", ".js", ".jsx", ".mjs", ".ts", ".tsx")
_HANDED: Final = ' with "$@", as it reads what the script was called with'
_FILE: Final = "BASH_SOURCE"
"""It names the file of a function, whoever calls that."""
_WHOLE: Final = 0.75
"""With less of the owner's statements in the copy, a call of the owner does what the copy does not."""


def let_find(found: Match | Shadow, code: str) -> str:
    """What to do about what finds the folder of a library; "" where the copy does not."""
    if not found.apart.startswith(FINDS):
        return ""
    owner, library = found.owner.location.path, found.apart.removeprefix(FINDS)
    return (
        f"this finds the folder from which {library} is sourced, and cannot come from there: let it stand below the line "
        f"# ssot: allow[{code}] -- finds {library}; where each script that sources {owner} has done this before, delete it from {owner}"
    )


def own_below(match: Match) -> str:
    """What comes first where both call a function of their own: a shell calls the one of that name that was defined last."""
    own = [f"`{name}`" for name in match.own if name != _FILE]
    if not own or not match.use.startswith(SOURCING):
        return ""
    return f"see that this script's own {listed(own, _SHOWN)} stands below the line that sources the owner"


def shares_a_part(match: Match, *, more: bool) -> bool:
    """True for edited shell functions of which neither can stand in for the other: the owner does much that the copy does not.

    Or the copy does `more` under the owner's name, which a script that sources the owner has once.
    """
    both = match.owner.kind is match.copy.kind is UnitKind.FUNCTION and match.clone_type is CloneType.NEAR and not match.part
    sourced = match.use.startswith(SOURCING) or (bool(match.apart) and not match.use)
    return both and sourced and (more or len(match.alignment.pairs) < _WHOLE * match.alignment.owner_statements)


def as_a_part(match: Match) -> str:
    """What to do about such a pair."""
    both = f"this `{match.copy.name}` and `{match.owner.name}` of {match.owner_path}"
    from ssot_check.rules.support.unlike import shared_place  # a hook that comes to no copy needs no help

    place = f"{shared_place(match, 'a file')} that both can load"
    return f"make one function of what is equal in {both}, with what differs as arguments, in {place}, and call it in both"


def or_stand(wanted: str, found: Match | Shadow, code: str) -> str:
    """What to do, and what else where the script is shipped without the repository, which no text of it says."""
    path = found.copy.location.path
    if path == _SETUP or (found.alone and path.endswith(f"/{_SETUP}")):
        way = f"or, as {_SETUP} runs before anything is installed, let it stand below the line"
        return f"{wanted}; {way} # ssot: allow[{code}] -- runs first"
    if not found.alone:
        return wanted
    there = "that file" if " a file that both can " in wanted else found.owner.location.path
    taken = _TAKEN.get(path[path.rfind(".") :], "sources nothing")
    otherwise = f"{ALONE} {there} (it {taken} so far), let it stand below the line"
    return f"{wanted}; {otherwise} # ssot: allow[{code}] -- ships alone"


def in_a_function(match: Match) -> str:
    """What to do about statements outside of functions: nothing can take them as they are."""
    takes = "" if match.clone_type is CloneType.EXACT else ", with what differs as arguments"
    if (
        match.copy.kind is UnitKind.SCRIPT
        and not match.own
        and (match.use.startswith(_IMPORTS) or (match.apart and match.owner_path.endswith(_PYTHON)))
    ):
        return _imported(match)
    owner, lines = match.owner.location, f"lines {match.owner.location.line} to {match.owner.location.end_line}"
    handed = f" with {listed([f'`{name}`' for name in match.own], _SHOWN)}, as it would find its own folder" if match.own else ""
    called = f"call it there and here{handed or _HANDED * any(map(_reads_arguments, (match.owner, match.copy)))}"
    place = "a module that both can import" if match.owner_path.endswith(_IMPORTED) else "a file that both can load"
    asked = "where both are for one thing, " if match.clone_type is CloneType.SEMANTIC else ""
    return f"{asked}make one function of {lines} of {owner.path}{takes}, in {place}, and {called}"


def _imported(match: Match) -> str:
    """What to do about names that both bind to the same: a constant is no work that a function could do."""
    place, them = match.copy.location, match.apart.replace(f"`{match.owner.name}`", "these names")
    lines = f"lines {place.line} to {place.end_line}, which say the same to the letter"
    return after(f"delete {lines}, and {f'write instead: {match.use}' if match.use else 'take the names from there'}", them)


def _reads_arguments(unit: Unit) -> bool:
    """True for a block that reads what its script was called with: a function has arguments of its own."""
    return unit.kind is UnitKind.SCRIPT and (unit.parameters > 0 or Trait.ARGUMENTS in unit.traits)


def written_out(copy: Unit, owner: Unit) -> str:
    """What to do where no line of the format takes in another file."""
    json = copy.location.path.endswith(".json")
    stands = (
        "name the pair under `exceptions` of the registry" if json else "let the copy stand below the line # ssot: allow[SSOT210] -- REASON"
    )
    both = f"give what reads this file {owner.location.path} first, if it takes several, and keep here only what differs"
    return f"{both}; else write both from one source in a step that CI repeats, or {stands} (no line here can take in another file)"
