"""A deprecated function, class or value is still used.

What it does
------------
Looks for the names that stand under `deprecated` with a `symbol` (`file::symbol` in a compat registry). In Python they are found at their
import, and, through aliases and attribute chains, where a module's member is used; also through literal strings (`getattr`). In TypeScript
and JavaScript they are found at their import, in shell scripts where a script calls the function and sources the file. A symbol without a
path is the full name of something in a library. The file that defines the symbol, deprecated files and tests may use it. Methods are found
only where they are reached through their class.

Why it matters
--------------
Each new user of something that is to go makes it harder to remove, and the replacement is never the only one.

How to fix
----------
The `help` line spells the import of the replacement for that file.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.touch import TouchKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.outdated import old_files, old_symbols
from ssot_check.rules.support.successors import advice
from ssot_check.rules.support.uses import Uses


def check(project: Project) -> Iterator[Finding]:
    """One finding for each import, and for each use that no import of the name announces."""
    symbols = {(path, symbol): entry for path, symbol, entry in old_symbols(project)}
    uses = Uses(project) if symbols else None
    for path in sorted(project.files.keys() - old_files(project).keys()) if uses else ():
        file = project.files[path]
        if uses and not file.test:
            imported = list(_imported(uses, file, symbols))
            named = {key for key, _, _ in imported}
            for key, alias, place in (*imported, *_called(uses, file, symbols)):
                yield _finding(project, key, symbols[key], place, alias)
            for key, place in _touched(uses, file, symbols):
                if key not in named:
                    yield _finding(project, key, symbols[key], place)


_Symbols = dict[tuple[str, str], Deprecated]


def _imported(uses: Uses, file: ParsedFile, symbols: _Symbols) -> Iterator[tuple[tuple[str, str], str, Location]]:
    for target in uses.named(file):
        key = (target.path, target.name)
        if target.reference.kind is ReferenceKind.IMPORT and key in symbols:
            yield key, target.reference.alias, target.reference.location


def _called(uses: Uses, file: ParsedFile, symbols: _Symbols) -> Iterator[tuple[tuple[str, str], str, Location]]:
    """Functions of sourced scripts that the script does not define itself."""
    names = {symbol for _, symbol in symbols}
    calls = [item for item in file.references if item.kind is ReferenceKind.COMMAND and item.name in names]
    own = {definition.name for definition in file.definitions} if calls else set()
    sourced = sorted(uses.files(file)) if calls else []
    for call in calls if file.language == "shell" else ():
        yield from (((path, call.name), "", call.location) for path in sourced if (path, call.name) in symbols and call.name not in own)


def _touched(uses: Uses, file: ParsedFile, symbols: _Symbols) -> Iterator[tuple[tuple[str, str], Location]]:
    for touch in file.touches:
        if touch.kind not in (TouchKind.NAME, TouchKind.IMPORT):
            continue
        for key in (("", touch.name), *uses.meant(touch.name, file.path)):
            if key in symbols and key[0] != file.path:
                yield key, touch.location


def _finding(project: Project, key: tuple[str, str], entry: Deprecated, place: Location, alias: str = "") -> Finding:
    path, symbol = key
    name = symbol.rpartition(".")[2]
    return Finding(
        code=RULE.code,
        message=f"`{symbol}`{f' of {path}' if path else ''} is deprecated{f' since {entry.since}' if entry.since else ''} and used here",
        location=place,
        why=entry.reason or "each further use makes it harder to remove",
        help=advice(project, entry, place.path, name, alias if alias != symbol else ""),
        domain=entry.domain,
        severity=RULE.severity,
        label="deprecated",
        related=(Related(entry.location, "deprecated here"),),
        digest=f"{path}::{symbol}",
    )


RULE = Rule(code="SSOT402", name="deprecated-symbol", severity=Severity.ERROR, explanation=__doc__, check=check)
