"""Where in its crate an item can be reached: by public modules, and by what they pass on with `pub use`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from ssot_check.languages.support.rust.imports import ROOTS
from ssot_check.model.dataclass import dataclass

_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_USE: Final = re.compile(r"^[ \t]*pub(\([^)]*\))?\s+use\s+([^;]+);", re.MULTILINE)
_BRACKET: Final = re.compile(r"(?:(pub(\([^)]*\))?\s+)?\bmod\s+(\w+)\s*)?\{|\}")
"""A bracket, with the module that it opens; those of a text are as a rule in pairs."""
_MOST: Final = 50
"""Characters of a name in a `use` are few; nested brackets deeper than this are not opened."""


class Reached(NamedTuple):
    """The modules through which an item is taken, and the name that it has there; `closed` is a module that keeps others out, or ""."""

    modules: tuple[str, ...]
    name: str
    closed: str


@dataclass(frozen=True)
class Crate:
    """The modules of one crate: `folder` holds its root module `root`, `read` gives the text of a file, `files` are all listed ones.

    `here` are the modules of the file that asks, None for one of another crate.
    """

    folder: str
    root: str
    read: Callable[[str], str]
    files: frozenset[str]
    here: tuple[str, ...] | None

    def modules_of(self, path: str) -> tuple[str, ...] | None:
        """The names that lead from the root module to that of a file; None for a file that is not below it."""
        if path == self.root:
            return ()
        if not path.startswith(f"{self.folder}/"):
            return None
        *folders, name = path.removeprefix(f"{self.folder}/").split("/")
        return tuple(folders) if name in ROOTS and folders else (*folders, name.removesuffix(".rs"))

    def reached(self, modules: tuple[str, ...], name: str) -> Reached:
        """The shortest way to an item of the module, as if the item itself were public."""
        for level in range(len(modules)):
            passed = self._passed_on(modules, level, name)
            if passed:
                return Reached(modules[:level], passed, "")
            if not self._is_open(modules[:level], modules[level], self.here):
                return Reached(modules[:level], name, modules[level])
        return Reached(modules, name, "")

    def way_from(self, at: int, modules: tuple[str, ...], name: str) -> tuple[str, tuple[tuple[str, ...], ...]]:
        """The path of an item from the module `modules[:at]` on, with the modules on it that are closed to that one."""
        closed: list[tuple[str, ...]] = []
        for level in range(at + 1, len(modules)):
            if passed := self._passed_on(modules, level, name):
                return "::".join((*modules[at:level], passed)), tuple(closed)
            if not self._is_open(modules[:level], modules[level], modules[:at]):
                closed.append(modules[: level + 1])
        return "::".join((*modules[at:], name)), tuple(closed)

    def file_of(self, modules: tuple[str, ...]) -> str:
        """The file of a module."""
        if not modules:
            return self.root
        stem = "/".join((self.folder, *modules))
        return f"{stem}.rs" if f"{stem}.rs" in self.files else f"{stem}/mod.rs"

    def _text(self, modules: tuple[str, ...]) -> str:
        return _COMMENT.sub("", self.read(self.file_of(modules)))

    def _is_open(self, above: tuple[str, ...], name: str, here: tuple[str, ...] | None) -> bool:
        """True where the module `here` may name the other one; a module that the text does not declare is taken for open."""
        found = re.search(rf"^[ \t]*(pub(\([^)]*\))?\s+)?mod\s+{re.escape(name)}\s*[;{{]", self._text(above), re.MULTILINE)
        if found is None:
            return True
        if here is None:
            return bool(found[1]) and not found[2]
        return bool(found[1]) or here[: len(above)] == above

    def _passed_on(self, modules: tuple[str, ...], level: int, name: str) -> str:
        """The name under which the module `modules[:level]` passes on an item of the module `modules`; "" where it does not."""
        at = modules[:level]
        text = self._text(at)
        for found in _USE.finditer(text):
            inside = _modules_around(text, found.start())
            if (found[1] or not all(is_open for _, is_open in inside)) and self.here is None:
                continue
            around = tuple(module for module, _ in inside)
            for parts, alias in _opened(found[2]):
                target = _absolute(parts, (*at, *around))
                source, last = target[:-1], target[-1:]
                if len(source) <= level or modules[: len(source)] != source or last not in ((name,), ("*",)):
                    continue
                passed = name if source == modules else self._passed_on(modules, len(source), name)
                if passed:
                    return "::".join((*around, alias or (passed if last == ("*",) else name)))
        return ""


def _modules_around(text: str, place: int) -> list[tuple[str, bool]]:
    """The modules of a file in the brackets of which a place lies, and whether other crates may name each."""
    found, depths = list[tuple[str, bool]](), list[int]()
    depth = 0
    for item in _BRACKET.finditer(text, 0, place):
        if item[0] == "}":
            depth -= 1
            if depths and depths[-1] > depth:
                depths.pop()
                found.pop()
            continue
        depth += 1
        if item[3]:
            depths.append(depth)
            found.append((item[3], bool(item[1]) and not item[2]))
    return found


def _absolute(parts: tuple[str, ...], at: tuple[str, ...]) -> tuple[str, ...]:
    """A path from the root module on; one that begins with no module of the crate stays a path that leads nowhere."""
    if parts[:1] == ("crate",):
        return parts[1:]
    rest, base = parts, at
    while rest[:1] in (("self",), ("super",)):
        base = base[:-1] if rest[0] == "super" else base
        rest = rest[1:]
    return (*base, *rest)


def _opened(text: str, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The paths of a `use` with the names that they are given ("" for their own), brackets opened."""
    head, bracket, rest = text.strip().partition("{")
    parts = (*above, *(part.strip() for part in head.split("::") if part.strip()))
    if bracket and len(above) < _MOST:
        for item in _items(rest.rpartition("}")[0]):
            yield from _opened(item, parts)
    elif parts:
        last, _, alias = parts[-1].partition(" as ")
        yield (parts[:-1] if last == "self" else (*parts[:-1], last.strip())), alias.strip()


def _items(text: str) -> Iterator[str]:
    """What stands between the commas outside of all brackets."""
    depth, begin = 0, 0
    for place, mark in enumerate(text):
        depth += (mark == "{") - (mark == "}")
        if mark == "," and not depth:
            yield text[begin:place]
            begin = place + 1
    if text[begin:].strip():
        yield text[begin:]
