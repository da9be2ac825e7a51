"""The smallest things a registry names, each with its place: a path, a name, an import pattern, a value."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location
from ssot_check.model.regex import regex

_PATTERN: Final = regex(r"[*?\[]")


def fixed_head(path: str) -> str:
    """What of a gitignore pattern stands before its first sign that means more than itself; all of a plain path."""
    return _PATTERN.split(path, maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class PathEntry:
    """A path or gitignore pattern as the registry names it.

    `path` is repository-relative with forward slashes; `written` is the text as it stands in the registry;
    `note` is prose that stood in the same scalar ("(removed)", "docker-compose.yml (SSOT)") or "";
    `symbol` is the part after `::`, or "".
    """

    path: str
    written: str
    location: Location
    note: str = ""
    symbol: str = ""

    @property
    def is_pattern(self) -> bool:
        """True when the path is a glob, or `!` and what is taken out, rather than the name of one file or folder."""
        return self.is_exclusion or fixed_head(self.path) != self.path

    def is_meant_for(self, path: str) -> bool:
        """True where the last part says more of the file's name than its ending: `**/eslint.config.*` does, `lib/*.js` does not."""
        last = self.path.rpartition("/")[2]
        return fnmatchcase(path.rpartition("/")[2], last) and any(map(str.isalpha, last.rpartition(".")[0] or last))

    @property
    def is_exclusion(self) -> bool:
        """True for `!pattern`: it takes files out of what stands before it, and names none itself."""
        return self.path.startswith("!")


@dataclass(frozen=True, slots=True)
class Export:
    """A name that everybody else must take from the owner."""

    name: str
    location: Location


@dataclass(frozen=True, slots=True)
class ImportPattern:
    """A regular expression over import spellings."""

    regex: str
    allowed: bool
    location: Location


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that the registry states about itself and that nothing else reads.

    `key` is the dotted path from the top, list items by number from 0 ("metrics.duplicates_found",
    "migration_status.phases.1.phase", "changelog.0.version"); `text` is the value as written.
    """

    key: str
    text: str
    location: Location
