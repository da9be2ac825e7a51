"""What the files of a repository teach about the names under which they are imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.replacement import Roots
from ssot_check.pipeline.claims import claims


def learner(files: Mapping[str, ParsedFile], listed: AbstractSet[str]) -> Callable[[str], Roots]:
    """What the imports of a language, asked for by its name, teach about its modules; found out when it is asked for the first time."""

    @cache
    def learnt(name: str) -> Roots:
        language = claims().by_name[name]
        return language.roots(files, listed) if language.roots is not None else Roots()

    return learnt
