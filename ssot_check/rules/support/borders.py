"""Folders of one package of TypeScript or JavaScript that keep apart, as those of a browser and of its server do.

No manifest says so. It is seen where neither imports from the other, and both from a third that hardly needs either of them.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from ssot_check.model.project import Project
from ssot_check.model.source import FAMILIES, ending
from ssot_check.rules.support.footing import Footing, uses_of

_JAVASCRIPT: Final = "JavaScript"
_MANIFEST: Final = "package.json"
_SOURCES: Final = "src"
_LEAST: Final = 3
"""So many files of each side import from the third one."""
_BY_THE_WAY: Final = 20
"""So many times as many files do so as files of it import from that side."""


def across_a_border(project: Project, name: str, owner: str, into: str) -> str:
    """What comes first where the file `into` lies on the other side of a border than the one that holds the owner; "" where on the same."""
    there, here = _side(project, owner), _side(project, into)
    if not (there and here) or there == here or there.rpartition("/")[0] != here.rpartition("/")[0]:
        return ""
    used = _used(Footing(project))
    if used[there, here] or used[here, there]:
        return ""
    thirds = {third for side, third in used if side == there} & {third for side, third in used if side == here}
    shared = [(-min(used[there, third], used[here, third]), third) for third in thirds if _is_shared(used, third, there, here)]
    if not shared:
        return ""
    return f"move `{name}` out of {owner} to {min(shared)[1]}/, from which {there}/ and {here}/ both import, and neither from the other"


def _is_shared(used: Counter[tuple[str, str]], third: str, *sides: str) -> bool:
    """True for a folder that files of both sides take from, and that itself needs them in a file by the way at most."""
    return all(used[side, third] >= max(_LEAST, _BY_THE_WAY * used[third, side]) for side in sides)


def _side(project: Project, path: str) -> str:
    """The folder right below its package, or below the sources of that, in which a file lies; "" for one of no package or no folder."""
    if FAMILIES.get(ending(path)) != _JAVASCRIPT:
        return ""
    folders = path.split("/")[:-1]
    depth = next((depth for depth in range(len(folders), -1, -1) if "/".join([*folders[:depth], _MANIFEST]) in project.tree.files), None)
    if depth is None:
        return ""
    depth += folders[depth : depth + 1] == [_SOURCES]
    return "/".join(folders[: depth + 1]) if len(folders) > depth else ""


@lru_cache(maxsize=4)
def _used(footing: Footing) -> Counter[tuple[str, str]]:
    """How many files of the one side import from the other. Tests may take anything; a type is gone when the code runs."""
    project, found = footing.project, Counter[tuple[str, str]]()
    for path, file in project.files.items():
        side = "" if file.test else _side(project, path)
        taken = [item.path for item in uses_of(project).named(file) if not (item.reference.typing or item.reference.late)] if side else ()
        found.update((side, other) for other in {_side(project, target) for target in taken} - {"", side})
    return found
