"""What the names of two units say of their jobs."""

from __future__ import annotations

from ssot_check.matching.vocabulary import contraries, terms
from ssot_check.model.unit import Unit


def opposed(one: Unit, other: Unit) -> bool:
    """True when the verbs of both names are contrary: `load_env` and `export_env`, `prune_releases` and `list_releases`.

    The verb of a name is its first word that has a contrary: what follows is what is done to (`load_last_dump` dumps nothing).
    """
    mine, theirs = _verb(one.name), _verb(other.name)
    return theirs in contraries().get(mine, ())


def _verb(name: str) -> str:
    return next((stem for stem in terms(name) if stem in contraries()), "")
