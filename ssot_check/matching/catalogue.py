r"""The catalogue of well-known jobs: what is written down in the files of `known/`.

A file that is called after a language is for that language, all the others are for Python and shell. They are written by hand, from what
such a utility must do whoever writes it.

An entry of `does` or `never` is one of
    "socket.create_connection"   a call by its qualified name
    ".connect_ex"                a call by its last part
    "st_mtime", "--delete"       an outside name that is used, an option of a program
    "~docker"                    a word of such a name: `_docker_output`, `DOCKER_HOST`
    "\"slack"                    a word of a text, in lower case
    "$pg_dump", "$aws s3"        a program that is run, from a shell or by a call that starts programs
    "@pause"                     a purpose of `purposes.json`, or an effect of `effects.json`
    "+loop"                      there is a loop; "+choice", "+handled", "+raised", "+yield": a choice, something is caught, raised,
                                 yielded; "+itself": it calls itself
    "\"pg & \"dump"              all of these
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from ssot_check.matching.tables import tables
from ssot_check.matching.vocabulary import stem
from ssot_check.model.dataclass import dataclass

LARGEST: Final = 500
"""Tokens above which a unit does much else besides."""
LANGUAGES: Final = {"go": ("go",), "rust": ("rs",), "typescript": ("ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts")}
"""Languages that have a file of jobs of their own, by the endings of their files."""
_OF_ENDING: Final = {ending: language for language, endings in LANGUAGES.items() for ending in endings}
_ALL: Final = " & "


@dataclass(frozen=True, slots=True)
class Known:
    """One well-known job: stems of names, of which one must be there, and lists of things, each of which must be hit.

    Another word of the name must be one of `also`, where that has any. With `only` the name says nothing else, and a method that is
    called by one word alone does what its class is for. Words of `may` say nothing of what the job is done for. A thing is a set of
    which all must be there. Above `most` tokens a function does more than the job; a class may have twice as many, and do it at all
    where `classes` is True. What is `telling` is known by what is done, whatever it is called. What is `unsure` is a hint: as often it
    is done for a thing of its own.
    """

    name: frozenset[str]
    also: frozenset[str]
    may: frozenset[str]
    only: bool
    does: tuple[tuple[frozenset[str], ...], ...]
    never: tuple[frozenset[str], ...]
    most: int
    classes: bool
    telling: bool
    unsure: bool


class Catalogue:
    """The jobs of a language by what is done; a job is made of its entry when it is first asked for.

    `by_stem` has their names by the stems that a unit may be called by. Telling jobs stand in `by_word` too: of each of their first things
    one entry is a word that the unit must have.
    """

    def __init__(self, entries: Mapping[str, Mapping[str, Any]]) -> None:
        self._entries = entries
        self._jobs: dict[str, Known] = {}
        self.by_stem: dict[str, list[str]] = defaultdict(list)
        self.by_word: dict[str, list[str]] = defaultdict(list)
        for name, entry in entries.items():
            for word in dict.fromkeys(map(stem, entry["name"])):
                self.by_stem[word].append(name)
            for thing in entry["does"][0] if entry.get("telling") else ():
                self.by_word[min(thing.split(_ALL)).lstrip(".$").rpartition(".")[2].partition(" ")[0]].append(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __getitem__(self, name: str) -> Known:
        if name not in self._jobs:
            self._jobs[name] = _job(self._entries[name])
        return self._jobs[name]


def catalogue_of(ending: str) -> Catalogue:
    """The jobs of the language of files with this ending, of Python and shell for every other."""
    return catalogue(_OF_ENDING.get(ending, ""))


@cache
def catalogue(language: str) -> Catalogue:
    """The jobs of one of `LANGUAGES`, of Python and shell for "".

    Raises ValueError when two are called alike.
    """
    entries: dict[str, Mapping[str, Any]] = {}
    for file, found in tables("known", lambda file: (file if file in LANGUAGES else "") == language):
        for name, entry in found.items():
            if name in entries:
                raise ValueError(f"{file}.json has `{name}`, which another file has")
            entries[name] = entry
    return Catalogue(entries)


def _job(job: Mapping[str, Any]) -> Known:
    does = tuple(map(_things, job["does"]))
    return Known(
        name=frozenset(map(stem, job["name"])),
        also=frozenset(map(stem, job.get("also", ()))),
        may=frozenset(map(stem, job.get("may", ()))),
        only=job.get("only", False),
        does=does,
        never=_things(job.get("never", ())),
        most=job.get("most", LARGEST),
        classes=job.get("classes", False),
        telling=job.get("telling", False),
        unsure=job.get("unsure", False),
    )


def _things(entries: Sequence[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(entry.split(_ALL)) for entry in entries)
