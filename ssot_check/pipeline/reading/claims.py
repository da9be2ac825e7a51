"""Which language reads which file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from ssot_check import discovery
from ssot_check.model.plugins import Language

_SHEBANG: Final = re.compile(r"#!\s*(?:\S*/)?(?:env\s+(?:-\S+\s+)*(?:\w+=\S*\s+)*)?([A-Za-z]+)[\d.]*")
_WORD: Final = re.compile(r"(?<=\s)([a-z]+)[\d.]*(?=\s|$)")

_PLAIN: Final = (".patch", ".diff", ".rej", ".md", ".rst", ".gpg", ".asc", ".age", ".enc")
"""Endings of files about another file, or of an unreadable form of it: no name that begins like a config file makes them one."""


class Claims:
    """Look-ups over the languages' suffixes, names and interpreters.

    Exact names win over prefixes, prefixes over suffixes. But `.env.py` is Python (`Dockerfile.py` is for an image), and `.env.patch`
    a patch.
    """

    def __init__(self, languages: Iterable[Language]) -> None:
        self.by_name: dict[str, Language] = {language.name: language for language in languages}
        self._names: dict[str, Language] = {}
        self._prefixes: list[tuple[str, Language]] = []
        self._suffixes: dict[str, Language] = {}
        self._interpreters: dict[str, Language] = {}
        self._folders: dict[str, Language] = {}
        self._trees: list[tuple[str, Language]] = []
        for language in self.by_name.values():
            self._suffixes.update(dict.fromkeys(language.suffixes, language))
            self._interpreters.update(dict.fromkeys(language.interpreters, language))
            for folder in language.folders:
                if folder.endswith("/**"):
                    self._trees.append((f"/{folder[:-2]}", language))
                else:
                    self._folders[folder] = language
            for name in language.names:
                if name.endswith("*"):
                    self._prefixes.append((name[:-1], language))
                else:
                    self._names[name] = language

    def by_path(self, path: str) -> Language | None:
        """The language that claims the path, None when only the content could tell."""
        folder, _, name = path.rpartition("/")
        return self._by_name(name) or self._folders.get(folder.rpartition("/")[2]) or self._by_tree(folder, name)

    def _by_tree(self, folder: str, name: str) -> Language | None:
        within = f"/{folder}/"
        return next((language for tree, language in self._trees if tree in within), None) if "." not in name else None

    def _by_name(self, name: str) -> Language | None:
        if name in self._names:
            return self._names[name]
        by_ending = self._by_ending(name)
        if name.lower().endswith(_PLAIN) or (by_ending and name.startswith(".")):
            return by_ending
        return next((language for prefix, language in self._prefixes if name.startswith(prefix)), by_ending)

    def _by_ending(self, name: str) -> Language | None:
        for dot in range(name.find(".", 1), len(name)):
            if name[dot] == "." and name[dot:].lower() in self._suffixes:
                return self._suffixes[name[dot:].lower()]
        return None

    def by_shebang(self, first_line: str) -> Language | None:
        """The language of the interpreter that a `#!` line names, or that the program named there starts: `busybox sh`, `npx tsx`."""
        found = _SHEBANG.match(first_line)
        words = _WORD.findall(first_line, found.end()) if found else ()
        return next((self._interpreters[name] for name in (found[1], *words) if name in self._interpreters), None) if found else None


@cache
def claims() -> Claims:
    """The claims of every discovered language."""
    return Claims(discovery.languages())
