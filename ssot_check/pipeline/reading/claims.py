"""Which language reads which file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from ssot_check import discovery
from ssot_check.model.plugins import Language
from ssot_check.model.regex import regex

_SHEBANG: Final = regex(r"#!\s*(?:\S*/)?(?:env\s+(?:-\S+\s+)*(?:\w+=\S*\s+)*)?([A-Za-z]+)[\d.]*")
_WORD: Final = regex(r"(?<=\s)([a-z]+)[\d.]*(?=\s|$)")

_SAID: Final = regex(
    r"^[ \t]*#+[ \t]*(?:shellcheck[ \t]+(?:\S+[ \t]+)*?shell=(\w+)|(?:vim?|ex):.*\b(?:ft|filetype|syntax)=(\w+)"
    r"|-\*-[ \t]*(?:mode:[ \t]*)?(\w+)[ \t]*;?.*-\*-)",
    re.MULTILINE,
)
"""What a comment tells shellcheck, vim or Emacs of the language of a file."""
_SHELL_FUNCTION: Final = regex(r"^(?:function[ \t]+)?[A-Za-z_][\w:-]*[ \t]*\([ \t]*\)\s*\{", re.MULTILINE)
_SHELL_BRANCH: Final = regex(r"^[ \t]*(?:if|elif|for|while|until)[ \t].*;[ \t]*(?:then|do)[ \t]*$", re.MULTILINE)
_SHELL_END: Final = regex(r"^[ \t]*(?:fi|done|esac)(?:[ \t]*[;|&>#].*)?$", re.MULTILINE)
_SHELL_LINE: Final = regex(
    r"^[ \t]*(?:(?:source|\.)[ \t]+[\"']?(?:[$~./]|[\w-]+\.(?:sh|env)\b)|set[ \t]+[-+][a-zA-Z]|unset[ \t]+\w|:[ \t]+\"?\$\{"
    r"|\[\[?[ \t].*\]|shopt[ \t]+-|#[ \t]*shellcheck[ \t]+\w+=)",
    re.MULTILINE,
)
"""What shell does beside assignments, and what only its checker is told."""
_ASSIGNMENTS: Final = "dotenv"

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

    def by_text(self, path: str, text: str) -> Language | None:
        """The language of a file of which neither name nor first line tells: a library that is only ever sourced needs no `#!`.

        A comment may name it. Else it is the shell where a branch or loop begins and ends as the shell's do. In a name with capitals
        other languages quote it (`Vagrantfile`), or people read of it (`INSTALL`).
        """
        said = (name for found in _SAID.finditer(text) for name in found.groups() if name)
        named = next((self._interpreters[name] for name in said if name in self._interpreters), None)
        name = path.rpartition("/")[2]
        if named is not None or name != name.lower() or _SHELL_END.search(text) is None:
            return named
        return self._interpreters.get("sh") if _SHELL_FUNCTION.search(text) or _SHELL_BRANCH.search(text) else None

    def by_lines(self, claimed: Language, text: str) -> Language | None:
        """The shell, for a file of assignments that is none: `build.env` with functions, or with a line that only a shell can run."""
        marks = (_SHELL_FUNCTION, _SHELL_BRANCH, _SHELL_LINE)
        return self._interpreters.get("sh") if claimed.name == _ASSIGNMENTS and any(mark.search(text) for mark in marks) else None


@cache
def claims() -> Claims:
    """The claims of every discovered language."""
    return Claims(discovery.languages())
