"""Bans of a profile that are held back: where the file cannot take the owner, and where the owner does nothing of what is banned.

A profile is written for nobody's repository. What the registry bans in its own words holds everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.replacement import Replacement
from ssot_check.model.shown import is_example
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import Form, Touch, TouchKind
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.foreign_variables import whose
from ssot_check.rules.support.out_of_reach import installed_apart, out_of_reach
from ssot_check.rules.support.owners_variables import READERS, said_of_variables
from ssot_check.rules.support.packages_apart import package_apart

_SHOWN: Final = regex(
    r"(?:^|/)(?:examples?|samples?|demos?|tutorials?|quickstarts?|docs?|benchmarks?)/|(?:^|/)build\.rs$|[^/]\.config\.[cm]?[jt]s$"
    r"|^(?:scripts?|hack|build-?scripts)/.*\.(?:go|[cm]?[jt]sx?)$"
)
_VARIABLES: Final = regex(r"(?i)env(?!e)|variable|config|setting|option|secret")
"""How functions are called that give out variables or settings."""
_LOGS: Final = frozenset(("logging", "log"))
_READING: Final = frozenset(("logging.getLogger",))
_EVERYWHERE: Final = _LOGS | {"os"}
"""Imported by nearly every file. Whoever reads the environment is known by that."""


def held_back(project: Project, domain: Domain, ban: Ban, touch: Touch, forbids: Callable[[Ban, Touch], bool]) -> str:
    """Why a touch is worth no one's time though a profile's ban is about it; "" where it is."""
    path = touch.location.path
    if _SHOWN.search(path) or is_example(path):
        return f"{path} shows, measures or builds what is used elsewhere"
    if touch.name in READERS and touch.kind is TouchKind.NAME and touch.form is Form.PLAIN:
        return "a variable that is set is for somebody else, and none of the settings that are read"
    if touch.kind is TouchKind.ENVIRONMENT and (other := whose(project, domain, touch)):
        return other
    if with_it := _of_the_owner(project, domain, touch):
        return f"`{with_it}` of the owner is called with it, and does what is to be done"
    if wall := _wall(project, domain, path):
        return wall
    if (domain.name, touch.name, path) not in project.replacements and (owner := _idle(project, domain, touch, forbids)):
        return f"{owner} does nothing of what the profile `{ban.profile}` keeps for it, so there is nothing to use instead"
    return ""


def _wall(project: Project, domain: Domain, path: str) -> str:
    """Why a file cannot take anything from the owner; "" where it can."""
    if package := out_of_reach(project, domain, path):
        return f"{path} is of no package and takes nothing from {package}/, which may not be installed where it runs"
    if alone := installed_apart(project, domain, path):
        return f"{alone} takes nothing from where the owner is, which may not be installed where it runs"
    reason = package_apart(project, domain, path)
    return f"{path} cannot take the owner as it is, for {reason}" if reason else ""


def _of_the_owner(project: Project, domain: Domain, touch: Touch) -> str:
    """The owner's function that is called with what is touched, or hands it something: `api.NewClient(http.DefaultClient)`; "" for none."""
    return "" if touch.kind is TouchKind.IMPORT else _first_owned(project, domain, touch.location.path, touch.beside)


def is_made_by_owner(project: Project, domain: Domain, touch: Touch) -> bool:
    """True where a value of what is banned is made of what the owner gives: `http.Client{Transport: safe.Transport()}`."""
    return bool(_first_owned(project, domain, touch.location.path, touch.given))


def _first_owned(project: Project, domain: Domain, path: str, calls: tuple[str, ...]) -> str:
    """The first of the functions that a file takes from the owner."""
    file = project.files.get(path)
    if file is None or not calls:
        return ""
    owned = frozenset(project.owned_files(domain))
    names = {target.reference.alias for target in uses_of(project).named(file) if target.path in owned}
    return next((call for call in calls if call.partition(".")[0] in names), "")


def _idle(project: Project, domain: Domain, touch: Touch, forbids: Callable[[Ban, Touch], bool]) -> str:
    """The owner's first file of the language, where none of them does anything with what the profile keeps for it; "" where one does."""
    family = FAMILIES.get(ending(touch.location.path))
    files = [project.files[path] for path in project.owned_files(domain) if path in project.files and FAMILIES.get(ending(path)) == family]
    bans = [ban for ban in domain.bans if ban.profile]
    if family is None or any(forbids(ban, done) or _fills(ban, done) for file in files for done in file.touches for ban in bans):
        return ""
    if any(_works_with(file, _libraries(bans)) for file in files):
        return ""
    return next((file.path for file in sorted(files, key=lambda file: file.path) if file.units), "")


def _fills(ban: Ban, done: Touch) -> bool:
    """True for the import of a library that fills a type from the environment (`envconfig`), where the ban is of the environment."""
    return done.kind is TouchKind.IMPORT and done.name in READERS and not READERS.isdisjoint(ban.symbols)


def is_about_alike(domain: Domain, before: ParsedFile, after: ParsedFile) -> bool:
    """True when an owner works with what the profiles of its domain ban as it did before: else what is held back for its sake is told."""
    bans = [ban for ban in domain.bans if ban.profile]
    libraries = _libraries(bans)
    variables = any(not READERS.isdisjoint(ban.symbols) for ban in bans)
    alike = not variables or said_of_variables(before) == said_of_variables(after)
    return alike and _works_with(before, libraries) == _works_with(after, libraries)


def _libraries(bans: list[Ban]) -> frozenset[str]:
    """What the banned names are taken from, as imports are named: `requests`, `logging.config`, `net.http`, `reqwest`."""
    symbols = [symbol.replace("/", ".") for ban in bans for symbol in ban.symbols]
    return frozenset(name.partition("::")[0] if "::" in name else name.rpartition(".")[0] or name for name in symbols)


def _works_with(file: ParsedFile, libraries: frozenset[str]) -> bool:
    """True when the file imports one of the libraries, or, where nearly every file does, calls more of it than a reader does."""
    imports = [item.name for item in file.references if item.kind is ReferenceKind.IMPORT and _top(item.name) not in _EVERYWHERE]
    calls = [call for unit in file.units for call in unit.calls if _top(call) in _LOGS and call not in _READING]
    return any(name == library or name.startswith((f"{library}.", f"{library}::")) for name in (*imports, *calls) for library in libraries)


def _top(name: str) -> str:
    return name.partition(".")[0]


def reads_variables(project: Project, replacement: Replacement, key: str) -> bool:
    """True for a function that is called after variables or settings: another one reads some of them on the way to something else.

    A type holds the values that its owner reads: what it does not read yet, it does not offer. Nor does a function of Python that takes
    nothing, but for the variable that it reads.
    """
    file = project.files.get(replacement.path)
    units = [unit for unit in file.units if unit.qualified_name == replacement.name] if file is not None else []
    if any(unit.kind is UnitKind.CLASS for unit in units) or not _VARIABLES.search(replacement.name.rpartition(".")[2]):
        return False
    heads = [project.head(unit) for unit in units if replacement.path.endswith(".py")]
    reading = (item for item in file.touches if item.scope == replacement.name and item.key == key) if file is not None else ()
    return not any(head.shown and not head.parameters.strip() for head in heads) or any(reading)
