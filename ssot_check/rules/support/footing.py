"""What rules find out about references is found out once: it hangs on the files, not on the question that a run was asked about them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ssot_check.model.project import Project
from ssot_check.rules.support.uses import Uses


class Footing:
    """What references are resolved by. Two are equal where they stand on the same values, not merely on equal ones.

    A run judges one snapshot several times, and what differs then (what is staged, what is new) decides over no reference.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self._parts = (project.files, project.tree, project.registry, project.owners, project.roots)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self._parts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Footing) and all(mine is its for mine, its in zip(self._parts, other._parts, strict=True))


def uses_of(project: Project, gone: Iterable[str] = ()) -> Uses:
    """What resolves the references of the project, with what others have asked it already."""
    return _uses(Footing(project), frozenset(gone))


@lru_cache(maxsize=4)
def _uses(footing: Footing, gone: frozenset[str]) -> Uses:
    return Uses(footing.project, gone)
