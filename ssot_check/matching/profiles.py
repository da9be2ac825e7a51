"""Domain profiles: the vocabulary by which a unit is recognised as belonging to a kind of domain.

A profile is one TOML file in `profiles/`, named after the kind:

    aliases  other domain names that mean the kind
    names    sub-words of the unit's own name
    calls    qualified names of functions, methods (".name") and programs it uses
    words    outside names it uses; with a leading quote (") a word of one of its literals
    libraries  modules and packages that are made for the kind: a call of anything in them makes a stray utility of it
    titles   what a file or folder is called that is for the kind and nothing else; of two words, with a space
    acts     names and words of which a file says one where `init` proposes it; none: nothing is asked
    synonyms lists of words that `ssot-check find` takes for each other
    bans     what only the owner may touch where a domain says `bans: default`: `symbols` of one `language` or a `command`, and `why`
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from ssot_check.matching.tables import tables
from ssot_check.matching.words import split_identifier
from ssot_check.model.dataclass import dataclass
from ssot_check.model.registry import Domain
from ssot_check.model.unit import Unit

NAME_WEIGHT: Final = 2.0
CALL_WEIGHT: Final = 2.0
WORD_WEIGHT: Final = 1.0
BELONGS: Final = 4.0
"""A unit belongs to a kind from this sum of evidence on: for instance its name and one telling call."""


@dataclass(frozen=True, slots=True)
class DefaultBan:
    """Qualified names of one language (a value of FAMILIES), or one command, that a kind keeps for its owner."""

    symbols: tuple[str, ...]
    language: str
    command: str
    why: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind's vocabulary."""

    kind: str
    names: frozenset[str]
    calls: frozenset[str]
    words: frozenset[str]
    aliases: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    synonyms: tuple[tuple[str, ...], ...] = ()
    bans: tuple[DefaultBan, ...] = ()
    titles: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()

    def offers(self, call: str) -> bool:
        """True for the qualified name of something in one of the kind's libraries."""
        return any(call.startswith(f"{library}.") for library in self.libraries)


@cache
def profiles() -> Mapping[str, Profile]:
    """Every profile by its kind and by each of its aliases."""
    found: dict[str, Profile] = {}
    for kind, data in tables("profiles"):
        bans = tuple(
            DefaultBan(tuple(ban.get("symbols", ())), ban.get("language", ""), ban.get("command", ""), ban["why"])
            for ban in data.get("bans", ())
        )
        profile = Profile(
            kind,
            names=frozenset(data["names"]),
            calls=frozenset(data["calls"]),
            words=frozenset(data["words"]),
            aliases=tuple(data["aliases"]),
            libraries=tuple(data["libraries"]),
            synonyms=tuple(map(tuple, data["synonyms"])),
            bans=bans,
            titles=frozenset(data["titles"]),
            acts=frozenset(data["acts"]),
        )
        for name in (kind, *data["aliases"]):
            found.setdefault(name, profile)
    return found


def profile_of(domain: Domain) -> Profile | None:
    """The profile of a domain's kind, None when the kind has none."""
    known = profiles()
    for name in (domain.kind, domain.name):
        key = name.lower().replace("-", "_")
        if key in known:
            return known[key]
    return None


def evidence(unit: Unit, profile: Profile) -> tuple[float, tuple[str, ...]]:
    """How much speaks for the unit belonging to the kind, and what: (sum of weights, the pieces, strongest first)."""
    names = sorted(set(split_identifier(unit.name)) & profile.names)
    calls = sorted(set(unit.calls) & profile.calls)
    words = sorted(word for word in unit.fingerprint.words if word in profile.words)
    total = NAME_WEIGHT * bool(names) + CALL_WEIGHT * len(calls) + WORD_WEIGHT * len({_stem(word) for word in words})
    return total, tuple(dict.fromkeys((*calls, *(word.lstrip('"') for word in words), *names)))


def _stem(word: str) -> str:
    """Forms of one word are one piece of evidence: `"metric` and `"metrics`, and a name and its text."""
    return word.lstrip('"').lower().removesuffix("s")


def belongs(unit: Unit, profile: Profile) -> bool:
    """True when the unit plainly belongs to the kind: its own name says so, and so does what it does."""
    return not profile.names.isdisjoint(split_identifier(unit.name)) and evidence(unit, profile)[0] >= BELONGS
