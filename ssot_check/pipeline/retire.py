"""The repair that deletes a copy: asked of its language, with what the tests put in the place of names of the copy's file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Final

from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.finding import Fix, Safety
from ssot_check.model.match import Match
from ssot_check.model.project import Project
from ssot_check.model.replacement import Retirement
from ssot_check.pipeline.reading.claims import claims

_PYTHON: Final = ".py"
_WORDS: Final = ("patch", "setattr")
"""A test without one of these puts nothing in the place of a name."""
_DOTTED: Final = re.compile(r"""["']([A-Za-z_]\w*(?:\.\w+)+)["']""")
_BY_OBJECT: Final = re.compile(r"""(?:setattr|patch\.object|patch\.multiple)\(\s*([\w.]+)\s*,\s*["'](\w+)["']""")
_ALIAS: Final = re.compile(r"^\s*(?:from\s+\S+\s+)?import\s+.*?([\w.]+)\s+as\s+(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Retirer:
    """Knows where the texts are; asks the languages. The `tests` are read once, and only when a repair would be certain without them."""

    project: Project
    read: Callable[[str], str | None]
    tests: AbstractSet[str]

    def __call__(self, match: Match, taken: frozenset[str]) -> Fix | None:
        """The repair; None when the language knows none."""
        language = claims().by_name[self.project.files[match.copy_path].language]
        texts = (self.read(match.owner_path), self.read(match.copy_path)) if language.retire is not None else (None, None)
        if language.retire is None or texts[0] is None or texts[1] is None:
            return None
        wish = Retirement(match, texts[0], texts[1], taken, self.project.roots(language.name))
        found = language.retire(wish, self.project.tree.files)
        if found is None or found.safety is not Safety.SAFE:
            return found
        return language.retire(replace(wish, replaced=frozenset(self._replaced(match.copy_path))), self.project.tree.files)

    def _replaced(self, path: str) -> Iterator[str]:
        """Names of the module `path` that a test puts something else in the place of, as far as a text in it says so."""
        parts = path.rpartition(".")[0].removesuffix("/__init__").split("/")
        modules = tuple(f"{'.'.join(parts[start:])}." for start in range(len(parts)))
        for dotted, by_object in self._tests:
            for text in dotted:
                yield from (text.removeprefix(module).partition(".")[0] for module in modules if text.startswith(module))
            yield from (name for holder, name in by_object if f"{holder}.".endswith(modules))

    @cached_property
    def _tests(self) -> tuple[tuple[tuple[str, ...], tuple[tuple[str, str], ...]], ...]:
        """For each test that patches: the dotted names in its texts, and (object, name) of what it replaces by an object."""
        files = self.project.files
        paths = (path for path in sorted(self.tests) if path in files and (path.endswith(_PYTHON) or files[path].language == "python"))
        texts = map(self.read, paths)
        return tuple(_patches(text) for text in texts if text is not None and any(word in text for word in _WORDS))


def _patches(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    aliases = {alias: name for name, alias in _ALIAS.findall(text)}
    by_object = ((aliases.get(holder, holder), name) for holder, name in _BY_OBJECT.findall(text))
    return tuple(dict.fromkeys(_DOTTED.findall(text))), tuple(dict.fromkeys(by_object))
