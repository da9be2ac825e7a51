"""Who uses a file: what names it, what stands in one package with it and says its names, what sources it by a path behind a variable."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.pipeline.answers.candidates import is_beside
from ssot_check.rules.support.footing import uses_of

_TELLING: Final = 5
"""A shorter name may be anybody's."""
_BY_NAME: Final = ("go", "rust")
"""Their files take what stands in the same package, or what a prelude brings, without naming its file."""
_BEHIND: Final = re.compile(r"""["']?\$(?:\w+|\{\w+\})["']?/([\w./+-]+)["']?""")


class Users:
    """The files outside the tests that use each file. A package of Go is used as a whole by those that import it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        uses = uses_of(project)
        self.by_path: dict[str, set[str]] = defaultdict(set)
        self._taken: dict[str, set[str]] = defaultdict(set)
        for path, file in project.files.items():
            if not (file.test or is_beside(path)):
                for target in (*(item.path for item in uses.targets(file)), *self._sourced(file)):
                    if target != path:
                        self.by_path[target].add(path)
                        self._taken[path].add(target)

    def taken(self, path: str) -> set[str]:
        """The files that a file uses."""
        return self._taken.get(path, set())

    def of(self, place: str, held: Collection[ParsedFile]) -> set[str]:
        """The files that use something of a place, a file or a folder with a slash, outside of it."""
        found = {user for file in held for user in self._one(file)}
        return {user for user in found if user != place and not (place.endswith("/") and user.startswith(place))}

    def _one(self, file: ParsedFile) -> set[str]:
        named = self.by_path.get(file.path, set())
        if file.language == "shell":
            return self._in_turn(named)
        if file.language not in _BY_NAME or file.test:
            return named
        folder = PurePosixPath(file.path).parent
        own = self._own(file)
        if file.language == "go" and len(self._spaces[str(folder)]) > 1 and PurePosixPath(file.path).stem != folder.name:
            # Who imports the package uses all its files alike; only of one that stands for it this is a use.
            named = {user for user in named if self._says(user, own)}
        return named | {user for user in self._spaces[str(folder)] if user != file.path and self._says(user, own)}

    def _in_turn(self, named: Collection[str]) -> set[str]:
        """These scripts, and those that source them: what a script has sourced is there for whoever sources it."""
        found, waiting = set[str](), list(named)
        while waiting:
            path = waiting.pop()
            if path not in found:
                found.add(path)
                waiting += [user for user in self.by_path.get(path, ()) if self._project.files[user].language == "shell"]
        return found

    def _says(self, user: str, own: frozenset[str]) -> bool:
        return not own.isdisjoint(self._saying.get(user, ()))

    def _own(self, file: ParsedFile) -> frozenset[str]:
        """The names that only this file of its folder defines."""
        defined = self._defined[str(PurePosixPath(file.path).parent)]
        return frozenset(name for name in _names(file) if len(name) >= _TELLING and defined[name] == 1)

    @cached_property
    def _spaces(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path, file in self._project.files.items():
            if file.language in _BY_NAME and not file.test:
                found[str(PurePosixPath(path).parent)].append(path)
        return found

    @cached_property
    def _defined(self) -> Mapping[str, Counter[str]]:
        """How many files of each folder define a name."""
        return {
            folder: Counter(name for path in paths for name in _names(self._project.files[path])) for folder, paths in self._spaces.items()
        }

    @cached_property
    def _saying(self) -> Mapping[str, frozenset[str]]:
        """The names that each file of Go or Rust says."""
        return {
            path: frozenset(name.rpartition(".")[2] for unit in file.units for name in (*unit.calls, *unit.fingerprint.words))
            for path, file in self._project.files.items()
            if file.language in _BY_NAME and not file.test
        }

    def _sourced(self, file: ParsedFile) -> Iterator[str]:
        """Scripts that are sourced by a path of which only the end is known, where one file alone ends so."""
        for item in file.references:
            if item.kind is ReferenceKind.SOURCE and (behind := _BEHIND.fullmatch(item.name)):
                ends = [path for path in self._by_name.get(PurePosixPath(behind[1]).name, ()) if f"/{path}".endswith(f"/{behind[1]}")]
                if len(ends) == 1:
                    yield ends[0]

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._project.files:
            found[PurePosixPath(path).name].append(path)
        return found


def _names(file: ParsedFile) -> set[str]:
    return {item.name for item in file.definitions if not item.reexport} | {unit.name for unit in file.units if not unit.scope}
