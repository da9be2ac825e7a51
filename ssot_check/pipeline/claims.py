"""Which language reads which file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from ssot_check import discovery
from ssot_check.model.plugins import Language

_SHEBANG: Final = re.compile(r"#!\s*(?:\S*/)?(?:env\s+(?:-\S+\s+)*(?:\w+=\S*\s+)*)?([A-Za-z]+)[\d.]*")


class Claims:
    """Look-ups over the languages' suffixes, names and interpreters. Exact names win over prefixes, prefixes over suffixes."""

    def __init__(self, languages: Iterable[Language]) -> None:
        self.by_name: dict[str, Language] = {language.name: language for language in languages}
        self._names: dict[str, Language] = {}
        self._prefixes: list[tuple[str, Language]] = []
        self._suffixes: dict[str, Language] = {}
        self._interpreters: dict[str, Language] = {}
        for language in self.by_name.values():
            self._suffixes.update(dict.fromkeys(language.suffixes, language))
            self._interpreters.update(dict.fromkeys(language.interpreters, language))
            for name in language.names:
                if name.endswith("*"):
                    self._prefixes.append((name[:-1], language))
                else:
                    self._names[name] = language

    def by_path(self, path: str) -> Language | None:
        """The language that claims the path, None when only the content could tell."""
        name = path.rpartition("/")[2]
        if name in self._names:
            return self._names[name]
        for prefix, language in self._prefixes:
            if name.startswith(prefix):
                return language
        for dot in range(name.find(".", 1), len(name)):
            if name[dot] == "." and name[dot:].lower() in self._suffixes:
                return self._suffixes[name[dot:].lower()]
        return None

    def by_shebang(self, first_line: str) -> Language | None:
        """The language of the interpreter that a `#!` line names."""
        found = _SHEBANG.match(first_line)
        return self._interpreters.get(found[1]) if found else None


@cache
def claims() -> Claims:
    """The claims of every discovered language."""
    return Claims(discovery.languages())
