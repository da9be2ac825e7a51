"""Which variables of the environment an owner reads, how they begin, and what its texts say besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import READS_ENVIRONMENT, WHOLE, TouchKind
from ssot_check.rules.support.footing import Footing
from ssot_check.rules.support.program_names import bears, names_of
from ssot_check.rules.support.system_variables import is_of_the_system

READERS: Final = frozenset(name for names in READS_ENVIRONMENT.values() for name in names)
LEAST: Final = 3
"""So many variables, or functions that say one, make a convention."""
_SOME: Final = 2
"""So many settings without the program's name, and any may be one."""
_MOST: Final = 2 / 3
"""The share of the owner's variables that follow a convention."""
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class OwnersVariables:
    """What an owner's files of one family of languages read.

    `names` are those of the program, `keys` the settings that are read by name; `otherwise` is True where others are read, too: all there
    are, or one that somebody names. `texts` are the words of its texts. `begins` is how its settings begin, "" where they have nothing in
    common.
    """

    names: frozenset[str]
    keys: frozenset[str]
    otherwise: bool
    texts: frozenset[str]
    begins: str

    def may_have(self, key: str) -> bool:
        """True where a variable that says no name of the program may be one of its settings for all that."""
        first = _first(key)
        firsts = frozenset(map(_first, self.keys))
        if self.begins:
            return first == self.begins or first in firsts or first in self.texts
        bare = sum(not bears(known, self.names) for known in self.keys)
        if first in firsts or bare >= max(_SOME, _HALF * len(self.keys)):
            return True
        said = any(self.texts.issuperset(name.split()) for name in self.names)
        return not self.names or (self.otherwise and (first in self.texts or not said))


def said_of_variables(file: ParsedFile) -> tuple[frozenset[str], bool, Counter[tuple[str, ...]]]:
    """All that decides which variables are an owner's: those that a file reads, and the words of the texts of each function."""
    return frozenset(_read(file)), _reads_otherwise(file), Counter(tuple(sorted(words)) for words in _texts(file))


@lru_cache(maxsize=64)
def variables_of(footing: Footing, name: str, family: str) -> OwnersVariables:
    """What the owner of the domain `name` reads in a family of languages."""
    project = footing.project
    paths = project.owned_files(project.registry.domain(name))
    files = [project.files[path] for path in paths if path in project.files and FAMILIES.get(ending(path)) == family]
    texts = [set(words) for file in files for words in _texts(file) if words]
    keys = frozenset(key for file in files for key in _read(file))
    asked = any(item.kind is TouchKind.ENVIRONMENT for file in files for item in file.touches)
    return OwnersVariables(
        names=frozenset(said for file in files for said in names_of(project, file.path)),
        keys=keys,
        otherwise=any(map(_reads_otherwise, files)),
        texts=frozenset(word for words in texts for word in words),
        begins=_most(keys) or (_spread(texts) if asked and not keys else ""),
    )


def _most(keys: frozenset[str]) -> str:
    """How most of the settings begin."""
    begins, number = next(iter(Counter(map(_first, keys)).most_common(1)), ("", 0))
    return begins if number >= max(LEAST, _MOST * len(keys)) else ""


def _spread(texts: list[set[str]]) -> str:
    """The word of most functions: a reader that is told the name (`Bool("APP_DEBUG")`) has the names in its own texts."""
    spread = Counter(word for words in texts for word in words).most_common(2)
    enough = spread and spread[0][1] >= max(LEAST, _HALF * len(texts)) and (len(spread) == 1 or spread[1][1] < spread[0][1])
    return spread[0][0] if enough else ""


def _read(file: ParsedFile) -> Iterator[str]:
    for touch in file.touches:
        if touch.kind is TouchKind.ENVIRONMENT and touch.key not in ("", WHOLE) and not is_of_the_system(touch.key):
            yield touch.key


def _reads_otherwise(file: ParsedFile) -> bool:
    reading = (touch for touch in file.touches if touch.name in READERS and touch.kind in (TouchKind.ENVIRONMENT, TouchKind.IMPORT))
    return any(touch.key in ("", WHOLE) for touch in reading)


def _texts(file: ParsedFile) -> Iterable[list[str]]:
    """The words of the texts of each unit."""
    return ([word[1:].lower() for word in unit.fingerprint.words if word.startswith('"')] for unit in file.units)


def _first(key: str) -> str:
    """`app` of `APP_DEBUG`."""
    return key.strip("_").partition("_")[0].lower()
