"""How a program and its packages are called, and which variables of the environment bear such a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from ssot_check.model.manifests import MANIFEST, declared_names
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.replacement import Roots
from ssot_check.model.source import FAMILIES, PACKAGED, ending
from ssot_check.rules.support.footing import Footing
from ssot_check.rules.support.out_of_reach import outermost_package

_PYTHON: Final = (".py", ".pyi")
_EVERYWHERE: Final = "*"
_WORDS: Final = regex(r"[a-z][a-z0-9]*|[0-9]+")
_VERSION: Final = regex(r"v\d+")
_SHORT: Final = 3
"""A word of fewer letters is no short form of another one."""
_FRAMEWORKS: Final = ("NEXT_PUBLIC_", "NUXT_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "GATSBY_", "PUBLIC_")
"""How the settings of a program must begin that a bundler hands on to browsers."""


def names_of(project: Project, path: str) -> frozenset[str]:
    """How what a file is part of is called, with the words apart (`ansible lint`): the packages around it, and who publishes them."""
    return frozenset(" ".join(words) for name in _names(project, path) if (words := _words(name)))


def bears(key: str, names: Iterable[str]) -> bool:
    """True for a variable that says one of the names: `SHOP_DEBUG`, `NO_SHOP` or, in short, `SHO_DEBUG`."""
    said = _words(key)
    return key.startswith(_FRAMEWORKS) or any(_says(said, name.split()) for name in names)


def _says(said: list[str], name: list[str]) -> bool:
    whole = "".join(name)
    if any("".join(said[begin:end]) == whole for begin in range(len(said)) for end in range(begin + 1, len(said) + 1)):
        return True
    first = said[0] if said else ""
    return len(first) >= _SHORT and len(name) == 1 and whole.startswith(first)


def _words(name: str) -> list[str]:
    return [found.group() for found in _WORDS.finditer(name.lower())]


def _names(project: Project, path: str) -> Iterator[str]:
    if path.endswith(_PYTHON):
        yield outermost_package(project, path).rpartition("/")[2]
        yield from _distributed(Footing(project))
        return
    published = _published(Footing(project), PACKAGED.get(FAMILIES.get(ending(path), ""), ""))
    yield from published.get(_EVERYWHERE, ())
    for place, sign in enumerate(f"/{path}"):
        if sign == "/":
            yield from published.get(path[: max(place - 1, 0)], ())


@lru_cache(maxsize=4)
def _distributed(footing: Footing) -> tuple[str, ...]:
    """How distributions and programs of Python are called that a `pyproject.toml` declares."""
    files = footing.project.files
    return tuple(name for path in sorted(files) if path.rpartition("/")[2] == MANIFEST for name in declared_names(files[path]))


@lru_cache(maxsize=8)
def _published(footing: Footing, language: str) -> Mapping[str, tuple[str, ...]]:
    """The names of what is published, by folder; under _EVERYWHERE the words with which several of them begin (`yazi-cli`, `yazi-fs`)."""
    roots = footing.project.roots(language) if language else Roots()
    found = {folder: tuple(package.name.lstrip("@").split("/")) for folder, package in roots.packages.items()}
    for folder, name in roots.modules.items():
        parts = [part for part in name.split("/") if part and not _VERSION.fullmatch(part)]
        # `github.com/shop/till`: the host is nobody's name.
        found[folder] = tuple(parts[1:] if parts and "." in parts[0] else parts)
    begun = Counter(words[0] for names in found.values() for name in names if len(words := _words(name)) > 1)
    return {**found, _EVERYWHERE: tuple(word for word, number in begun.items() if number > 1)}
