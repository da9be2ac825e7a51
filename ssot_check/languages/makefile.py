"""Makefiles: their targets and variables are what they define, their recipes what they run; a target with its recipe is a unit."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ssot_check.languages.support.comments import makefile_comments
from ssot_check.languages.support.config.use import spell_use
from ssot_check.languages.support.makefile import NAMES, Makefile, read_makefile
from ssot_check.languages.support.makefile_units import makefile_units
from ssot_check.languages.support.script_file import script_file, script_touches
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.parsed import Definition, ParsedFile, Reference, ReferenceKind
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Targets with their recipes, variables, and the files that recipes run and `include` names."""
    made = read_makefile(source.text)
    read = script_file(source, _scripts(made), _definitions(source.path, made), _included(source.path, made))
    return replace(read, units=tuple(makefile_units(source.path, made, fingerprint)))


def _scripts(made: Makefile) -> Iterator[tuple[int, str]]:
    return ((recipe.line, recipe.script) for recipe in made.recipes)


def _definitions(path: str, made: Makefile) -> Iterator[Definition]:
    places = {name: line for name, (_, line) in made.variables.items()}
    places.update((name, line) for name, (line, _) in made.targets.items() if not name.startswith(".") and "%" not in name)
    for name, line in places.items():
        if "$" not in name:
            yield Definition(name, Location(path, line, 1, line, len(name) + 1))


def _included(path: str, made: Makefile) -> Iterator[Reference]:
    """`include` counts from the folder in which make runs: mostly that of the file, or the root."""
    for line, name in made.includes:
        if "$" not in name:
            place = Location(path, line, 1, line, len(name) + 1)
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            yield from (Reference(ReferenceKind.SOURCE, target, place) for target in dict.fromkeys((beside, posixpath.normpath(name))))


def _touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    return script_touches(source, _scripts(read_makefile(source.text)), "make", watch) if watch.commands else ()


LANGUAGE = Language(
    name="makefile",
    parse=parse,
    suffixes=(".mk",),
    names=NAMES,
    family="makefile",
    comments=makefile_comments,
    spell_use=spell_use,
    touch=_touches,
)
