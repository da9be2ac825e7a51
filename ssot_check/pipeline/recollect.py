"""What an earlier run concluded from exactly the same files and the same registry: nothing is compared twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ssot_check.model.digest import digest_parts
from ssot_check.model.match import CloneClass, Match, Shadow, Stray
from ssot_check.model.project import Project
from ssot_check.pipeline.remember import Memory
from ssot_check.workspace.cache_codec import decode, encode


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matching room's answers for a project, confirmed by the languages."""

    matches: tuple[Match, ...]
    classes: tuple[CloneClass, ...]
    shadows: tuple[Shadow, ...]
    strays: tuple[Stray, ...] = ()


def recollect(memory: Memory | None, project: Project, compare: Callable[[Project], Comparison]) -> Comparison:
    """What `compare` says of the project, from the cache where it has said it before."""
    if memory is None or memory.unsaved:
        return compare(project)
    key = _key(memory, project)
    known = memory.cache.read(key, lambda data: decode(Comparison, data))
    if known is None:
        known = compare(project)
        memory.cache.put({key: encode(known)}, {})
    return known


def _key(memory: Memory, project: Project) -> str:
    """Digest of all that a comparison looks at: the registry, every parsed file, every listed name, and who owns what."""
    parts = [memory.context, repr(project.registry)]
    for path in sorted(project.files):
        file = project.files[path]
        parts += (path, file.digest, file.language, f"{file.test}{file.generated}")
    parts += ("\0", *sorted(project.tree.files), "\0")
    for owned, domains in sorted(project.owners.items()):
        parts += (owned, *domains, "\0")
    for (written, line), chosen in sorted(project.selected.items()):
        parts += (written, str(line), *chosen, "\0")
    return digest_parts(parts)
