"""Domains whose owner no other file refers to, and the words by which a text may still mean it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.rules.support.importers import importers_of
from ssot_check.rules.support.places import INDEX_NAMES

_LIBRARIES: Final = frozenset(("python", "typescript", "shell"))
_STARTED: Final = frozenset(("__main__.py", "conftest.py", "manage.py", "setup.py", "main.py", "main.ts", "main.tsx", "index.html"))
_TESTING: Final = re.compile(r"(?:^|[/_.-])tests?(?:ing)?(?=[/_.-])", re.IGNORECASE)
_TEST_LIBRARY: Final = re.compile(r"(?:unittest|pytest|django\.test|vitest|@jest/globals|@playwright/test|@testing-library)(?:[./]|$)")


def unused(project: Project) -> tuple[Domain, ...]:
    """Domains that offer names and to which no reference of another file leads; those of tests count where the owner is for them."""
    domains = [domain for domain in project.registry.domains if _offers(project, domain)]
    idle = [domain for domain in domains if next(importers_of(project).of(domain), None) is None]
    tested = [domain for domain in idle if _helps_tests(project, domain) and next(importers_of(project, tests=True).of(domain), None)]
    return tuple(domain for domain in idle if domain not in tested)


def _helps_tests(project: Project, domain: Domain) -> bool:
    """True when all files of the owner are called after tests, or build on a library for them: `app/test.py`, `fixtures/base.py`."""
    return all(_TESTING.search(path) or _builds_on_tests(project.files[path]) for path in project.owned_files(domain))


def _builds_on_tests(file: ParsedFile) -> bool:
    imports = (item.name for item in file.references if item.kind is ReferenceKind.IMPORT and not item.typing)
    return any(_TEST_LIBRARY.match(name) for name in imports)


def words_of(project: Project, domain: Domain) -> re.Pattern[str]:
    """What a text holds that means the owner: the name of a file with its folder, or a name that it offers."""
    names = {export.name for export in domain.exports}
    tails = set()
    for path in project.owned_files(domain):
        file = project.files[path]
        names.update(item.name for item in file.definitions if not domain.exports and not item.reexport)
        tails.add(_tail(path))
    found = [rf"\b{re.escape(name)}\b" for name in sorted(names)]
    return re.compile("|".join([*found, *sorted(tails)]))


def _tail(path: str) -> str:
    folders, _, name = path.rpartition("/")
    *_, last = ("", *folders.split("/")) if folders else ("",)
    if name in INDEX_NAMES and last:
        return rf"\b{re.escape(last)}\b"
    stem = re.escape(name.partition(".")[0])
    return rf"\b{re.escape(last)}[./\\:]{stem}\b|\b{re.escape(name)}\b" if last else rf"\b{stem}\b"


def _offers(project: Project, domain: Domain) -> bool:
    """True for a library: files of code that others take names from, and none that is started by itself."""
    owned = project.owned_files(domain)
    if not owned or any(_is_started(project, path) for path in owned):
        return False
    files = [project.files[path] for path in owned if path in project.files]
    seen = len(files) == len(owned) and all(item.language in _LIBRARIES and not item.problems and not item.test for item in files)
    shell = any(item.language == "shell" for item in files)
    return seen and any(item.definitions for item in files) and (bool(domain.exports) or not shell)


def _is_started(project: Project, path: str) -> bool:
    return path in project.tree.executable or path.rpartition("/")[2] in _STARTED


def others(project: Project, domain: Domain) -> Iterable[str]:
    """Listed files of which one may mean the owner in words: neither its own, nor tests, nor the registry."""
    owned = frozenset(project.owned_files(domain))
    tests = frozenset(path for path, file in project.files.items() if file.test)
    return sorted(project.tree.files - owned - tests - {project.registry.path})
