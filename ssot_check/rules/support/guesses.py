"""What a missing path may have meant: where git moved it, another ending, a folder, a file of that name, a close spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Edit, Fix, Safety
from ssot_check.model.project import Project, Tree
from ssot_check.rules.support.places import ENDINGS, INDEX, INDEX_NAMES, with_ending

_EVERYWHERE: Final = frozenset((*INDEX_NAMES, "README.md", "main.py", "main.rs", "main.go", "lib.rs", "types.ts", "utils.py", "config.py"))
"""Names that many folders have: they tell nothing about where a file went."""

_CLOSE: Final = 0.85
"""Least likeness of two names, 0 to 1: `cachService` and `cacheService` have 0.96, two services of other names 0.6 to 0.7."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a missing path may have meant: `paths`, best first, and `why`. `certain` when there is one and it fits exactly."""

    paths: tuple[str, ...]
    why: str
    certain: bool

    @property
    def text(self) -> str:
        """As a part of a help line: "`a.tsx` (why)"."""
        return " or ".join(f"`{path}`" for path in self.paths) + f" ({self.why})"


def suggest(tree: Tree, path: str) -> Suggestion | None:
    """What `path` may have meant. The first search that finds something decides."""
    for why, certain, search in _SEARCHES:
        found = tuple(dict.fromkeys(search(tree, path)))
        if found:
            return Suggestion(found[:3], why, certain and len(found) == 1)
    return None


def respell(project: Project, entries: Iterable[PathEntry], suggestion: Suggestion | None) -> Fix | None:
    """The repair that writes the one certain suggestion over every entry, quotes and `::symbol` kept."""
    if suggestion is None or not suggestion.certain:
        return None
    target = suggestion.paths[0]
    edits = [edit for entry in entries if (edit := _respelled(project, entry, target)) is not None]
    return Fix(f"write `{target}`", Safety.SUGGESTED, tuple(edits)) if edits else None


def _respelled(project: Project, entry: PathEntry, target: str) -> Edit | None:
    place, lines = entry.location, project.registry.lines
    if place.line != place.end_line or not 0 < place.line <= len(lines):
        return None
    written = lines[place.line - 1][place.column - 1 : place.end_column - 1]
    return Edit(place, written.replace(entry.path, target, 1)) if written.count(entry.path) == 1 else None


def _renamed(tree: Tree, path: str) -> Iterable[str]:
    target = tree.renames.get(path, "")
    return (target,) if target and tree.has(target) else ()


def _other_case(tree: Tree, path: str) -> Iterable[str]:
    return (name for name in _alike(tree, path) if name.lower() == path.lower())


def _alike(tree: Tree, path: str) -> Iterable[str]:
    """Files and folders anywhere whose name has the same stem, whatever the case."""
    return tree.by_stem.get(_split(path.rpartition("/")[2])[0].lower(), ())


def _other_ending(tree: Tree, path: str) -> Iterable[str]:
    stem, ending = _split(path)
    if not ending:
        return (name for name in with_ending(path) if name in tree.files)
    return (stem + other for endings in ENDINGS if ending in endings for other in endings if stem + other in tree.files)


def _became_folder(tree: Tree, path: str) -> Iterable[str]:
    """`auth.rs` became `auth/mod.rs`, or the reverse."""
    stem, ending = _split(path)
    folder, _, name = path.rpartition("/")
    if name in INDEX_NAMES and folder:
        return (file for file in with_ending(folder) if file in tree.files)
    home = next((endings[0] for endings in ENDINGS if ending in endings), ending)
    found = [f"{stem}/{index}" for index in INDEX.get(home, ()) if f"{stem}/{index}" in tree.files]
    return found or ([stem] if home in INDEX and stem in tree.folders else [])


def _same_name(tree: Tree, path: str) -> Iterable[str]:
    """Files of that name below the same top folder, and folders when the path is written without an ending."""
    name = path.rpartition("/")[2]
    if name in _EVERYWHERE or name.startswith("."):
        return ()
    bare = not _split(path)[1]
    top = path.partition("/")[0] + "/" if "/" in path else ""
    found = [file for file in _alike(tree, path) if file.startswith(top) and _is_named(file, name, bare=bare)]
    files = [file for file in found if bare or file in tree.files]
    return files if len(files) == 1 or not bare else ()


def _is_named(path: str, name: str, *, bare: bool) -> bool:
    last = path.rpartition("/")[2]
    return last == name or (bare and _split(last)[0] == name)


def _close(tree: Tree, path: str) -> Iterable[str]:
    """Files beside it whose names differ in a letter or two, by the measure of Ratcliff and Obershelp."""
    from difflib import get_close_matches

    folder, _, name = path.rpartition("/")
    stem, ending = _split(name)
    beside = {_split(file.rpartition("/")[2])[0]: file for file in tree.by_folder.get(folder, ())}
    names = [other for other, file in beside.items() if _split(file)[1] == ending]
    return [beside[other] for other in get_close_matches(stem, names, n=2, cutoff=_CLOSE)]


def _split(path: str) -> tuple[str, str]:
    """Path without its ending, and the ending; no ending for a dotfile."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return (path, "") if dot <= 0 else (path[: dot - len(name)], name[dot:])


_SEARCHES: Final[tuple[tuple[str, bool, Callable[[Tree, str], Iterable[str]]], ...]] = (
    ("git moved it there", True, _renamed),
    ("the repository spells it so", True, _other_case),
    ("the file has another ending", True, _other_ending),
    ("the file became a folder, or the folder a file", True, _became_folder),
    ("found under that name", True, _same_name),
    ("the spelling is close", False, _close),
)
