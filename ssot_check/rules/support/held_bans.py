"""Bans of a profile that are held back: where the file cannot take the owner, and where the owner does nothing of what is banned.

A profile is written for nobody's repository. What the registry bans in its own words holds everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Ban, Domain
from ssot_check.model.replacement import Replacement
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import READS_ENVIRONMENT, Form, Touch, TouchKind
from ssot_check.model.unit import UnitKind
from ssot_check.rules.support.distributions import is_installed
from ssot_check.rules.support.footing import Footing, uses_of

_PYTHON: Final = "python"
_SHOWN: Final = regex(r"(?:^|/)(?:examples?|samples?|demos?|tutorials?|quickstarts?)/")
_ENVIRONMENT: Final = frozenset(name for names in READS_ENVIRONMENT.values() for name in names)
_OF_THE_SYSTEM: Final = regex(
    r"HOME|PATH|PWD|USER|LOGNAME|SHELL|TERM|TERM_PROGRAM\w*|COLORTERM|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TMP|TEMP|HOSTNAME|COLUMNS|LINES"
    r"|EDITOR|VISUAL|PAGER|DISPLAY|WAYLAND_DISPLAY|XDG_\w+|SSH_\w+|SUDO_\w+|NO_COLOR|CLICOLOR\w*|FORCE_COLOR"
    r"|(?:LOCAL)?APPDATA|USER(?:PROFILE|NAME)|PROGRAM(?:FILES|DATA)|SYSTEMROOT|WINDIR|COMSPEC|COMPUTERNAME|PATHEXT"
    r"|VIRTUAL_ENV|CONDA_PREFIX|PYTHON[A-Z]+|PYTEST_\w+|CI|GITHUB_\w+|GITLAB_CI|CI_\w+|DJANGO_SETTINGS_MODULE"
)
"""Variables of logins, terminals, systems, Python and pipelines. Which settings Django loads nobody can ask the settings."""
_PY: Final = ".py"
_PACKAGE: Final = "__init__.py"
_LOGS: Final = frozenset(("logging", "log"))
_READING: Final = frozenset(("logging.getLogger",))
_EVERYWHERE: Final = _LOGS | {"os"}
"""Imported by nearly every file. Whoever reads the environment is known by that."""


def held_back(project: Project, domain: Domain, ban: Ban, touch: Touch, forbids: Callable[[Ban, Touch], bool]) -> str:
    """Why a touch is worth no one's time though a profile's ban is about it; "" where it is."""
    path = touch.location.path
    if _SHOWN.search(path):
        return f"{path} shows others how something is used"
    if touch.name in _ENVIRONMENT and touch.kind is TouchKind.NAME and touch.form is Form.PLAIN:
        return "a variable that is set is for somebody else, and none of the settings that are read"
    if touch.kind is TouchKind.ENVIRONMENT and _OF_THE_SYSTEM.fullmatch(touch.key):
        return f"`{touch.key}` is set by the system, the interpreter or a pipeline, and is no setting of the program"
    if package := out_of_reach(project, domain, path):
        return f"{path} is of no package and takes nothing from {package}/, which may not be installed where it runs"
    if (domain.name, touch.name, path) not in project.replacements and (owner := _idle(project, domain, touch, forbids)):
        return f"{owner} does nothing of what the profile `{ban.profile}` keeps for it, so there is nothing to use instead"
    return ""


def out_of_reach(project: Project, domain: Domain, path: str) -> str:
    """The package of the owner where a file of Python that is of none cannot count on it: it takes nothing from there. "" where it can."""
    file = project.files.get(path)
    if file is None or file.language != _PYTHON or _package(project, path):
        return ""
    packages = _packages(Footing(project), domain.name)
    if not packages or any(path.startswith(_beside(package)) for package in packages):
        return ""
    return "" if _takes(project, path, packages) else packages[0]


@lru_cache(maxsize=64)
def _packages(footing: Footing, name: str) -> tuple[str, ...]:
    """The outermost packages in which the owner lies; none where a part of it can be taken otherwise or nothing installs it."""
    project = footing.project
    domain = project.registry.domain(name)
    owned = [path for path in project.owned_files(domain) if path.endswith(_PY) and path in project.files]
    packages = {path: _package(project, path) for path in owned}
    if not all(package and is_installed(project, path) for path, package in packages.items()):
        return ()
    return tuple(sorted(set(packages.values())))


def _package(project: Project, path: str) -> str:
    """The outermost folder of the packages around a file, "" for a file of none."""
    found, folder = "", path.rpartition("/")[0]
    while folder and f"{folder}/{_PACKAGE}" in project.tree.files:
        found, folder = folder, folder.rpartition("/")[0]
    return found


def _beside(package: str) -> str:
    """Below what a file is found by the same folder on the path as the package: `src/`; of a package at the root, itself."""
    return f"{package.rpartition('/')[0] or package}/"


def _takes(project: Project, path: str, packages: tuple[str, ...]) -> bool:
    """True when the file imports something of the packages, itself or through others that are of no package."""
    inside, seen, waiting = tuple(f"{package}/" for package in packages), {path}, [path]
    while waiting:
        file = project.files.get(waiting.pop())
        for target in uses_of(project).named(file) if file is not None else ():
            if target.path.startswith(inside):
                return True
            if target.path not in seen and not _package(project, target.path):
                seen.add(target.path)
                waiting.append(target.path)
    return False


def _idle(project: Project, domain: Domain, touch: Touch, forbids: Callable[[Ban, Touch], bool]) -> str:
    """The owner's first file of the language, where none of them does anything with what the profile keeps for it; "" where one does."""
    family = FAMILIES.get(ending(touch.location.path))
    files = [project.files[path] for path in project.owned_files(domain) if path in project.files and FAMILIES.get(ending(path)) == family]
    bans = [ban for ban in domain.bans if ban.profile]
    if family is None or any(forbids(ban, done) for file in files for done in file.touches for ban in bans):
        return ""
    if any(_works_with(file, _libraries(bans)) for file in files):
        return ""
    return next((file.path for file in sorted(files, key=lambda file: file.path) if file.units), "")


def is_about_alike(domain: Domain, before: ParsedFile, after: ParsedFile) -> bool:
    """True when an owner works with what the profiles of its domain ban as it did before: else what is held back for its sake is told."""
    libraries = _libraries([ban for ban in domain.bans if ban.profile])
    return _works_with(before, libraries) == _works_with(after, libraries)


def _libraries(bans: list[Ban]) -> frozenset[str]:
    """What the banned names are taken from: `requests`, `logging.config`, `net/http`, `reqwest`."""
    symbols = [symbol for ban in bans for symbol in ban.symbols]
    return frozenset(name.partition("::")[0] if "::" in name else name.rpartition(".")[0] or name for name in symbols)


def _works_with(file: ParsedFile, libraries: frozenset[str]) -> bool:
    """True when the file imports one of the libraries, or, where nearly every file does, calls more of it than a reader does."""
    imports = [item.name for item in file.references if item.kind is ReferenceKind.IMPORT and _top(item.name) not in _EVERYWHERE]
    calls = [call for unit in file.units for call in unit.calls if _top(call) in _LOGS and call not in _READING]
    return any(name == library or name.startswith((f"{library}.", f"{library}::")) for name in (*imports, *calls) for library in libraries)


def _top(name: str) -> str:
    return name.partition(".")[0]


def is_class(project: Project, replacement: Replacement) -> bool:
    """True for a type, which holds the values that its owner reads: what it does not read yet, it does not offer."""
    file = project.files.get(replacement.path)
    return file is not None and any(unit.kind is UnitKind.CLASS and unit.qualified_name == replacement.name for unit in file.units)
