"""Deprecated names inside files that stay, and who still uses them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.touch import TouchKind
from ssot_check.model.unit import FUNCTIONS, Trait
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.outdated import old_files
from ssot_check.rules.support.uses import Uses

_BY_PACKAGE: Final = ("go", "rust")
_Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class SymbolUse:
    """One use. `path` is the file that defines the symbol, "" for a name of a library; `alias` what the importer calls it."""

    path: str
    symbol: str
    entry: Deprecated
    location: Location
    alias: str = ""


def symbol_uses(project: Project) -> Iterator[SymbolUse]:
    """Every import outside of tests and deprecated files, and every use that no import of the name announces, by file."""
    symbols = {(path, symbol): entry for path, symbol, entry in _old_symbols(project)}
    for path in sorted(project.files.keys() - old_files(project).keys()) if symbols else ():
        file, uses = project.files[path], uses_of(project)
        if not file.test:
            imported = list(_imported(uses, file, symbols))
            named = {(use.path, use.symbol) for use in imported}
            yield from imported
            yield from _called(uses, file, symbols)
            yield from _touched(uses, file, symbols, named)
            yield from _within_functions(uses, file, symbols, named)


def _old_symbols(project: Project) -> Iterator[tuple[str, str, Deprecated]]:
    for entry in project.registry.all_deprecated:
        symbol = entry.symbol or (entry.path.symbol if entry.path else "")
        if symbol and entry.path is None:
            yield "", symbol, entry
        elif symbol and entry.path is not None:
            paths = project.select(entry.path)
            yield from ((path, symbol, entry) for path in paths or (entry.path.path,))


def _imported(uses: Uses, file: ParsedFile, symbols: dict[_Key, Deprecated]) -> Iterator[SymbolUse]:
    for target in uses.named(file):
        entry = symbols.get((target.path, target.name))
        if entry is not None and target.reference.kind is ReferenceKind.IMPORT:
            alias = target.reference.alias
            yield SymbolUse(target.path, target.name, entry, target.reference.location, alias if alias != target.name else "")


def _called(uses: Uses, file: ParsedFile, symbols: dict[_Key, Deprecated]) -> Iterator[SymbolUse]:
    """Functions of sourced scripts that the script does not define itself."""
    names = {symbol for _, symbol in symbols} - {definition.name for definition in file.definitions}
    calls = [item for item in file.references if item.kind is ReferenceKind.COMMAND and item.name in names and file.language == "shell"]
    sourced = sorted(uses.files(file)) if calls else []
    for call in calls:
        for path in sourced:
            if (path, call.name) in symbols:
                yield SymbolUse(path, call.name, symbols[path, call.name], call.location)


def _within_functions(uses: Uses, file: ParsedFile, symbols: dict[_Key, Deprecated], named: set[_Key]) -> Iterator[SymbolUse]:
    """Calls through a package or module in Go and Rust, which name the symbol where they use it: told once for each function."""
    for unit in file.units if file.language in _BY_PACKAGE else ():
        if unit.kind in FUNCTIONS and Trait.NESTED not in unit.traits:
            told = dict.fromkeys(key for call in unit.calls if "." in call.lstrip(".") for key in uses.meant(call, file.path))
            for path, name in told:
                if (path, name) in symbols and (path, name) not in named and path != file.path:
                    yield SymbolUse(path, name, symbols[path, name], unit.signature)


def _touched(uses: Uses, file: ParsedFile, symbols: dict[_Key, Deprecated], named: set[_Key]) -> Iterator[SymbolUse]:
    """Uses through a module; the bare name is told at its import."""
    for touch in file.touches:
        if touch.kind in (TouchKind.NAME, TouchKind.IMPORT):
            for path, name in (("", touch.name), *uses.meant(touch.name, file.path)):
                announced = (path, name) in named and "." not in touch.spelled
                if (path, name) in symbols and path != file.path and not announced:
                    yield SymbolUse(path, name, symbols[path, name], touch.location)
