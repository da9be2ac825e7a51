"""What an earlier run concluded from exactly the same files and the same registry: nothing is compared twice."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from ssot_check.matching.haystack import Haystack
from ssot_check.model.digest import digest_parts
from ssot_check.model.match import CloneClass, Match, Shadow, Stray
from ssot_check.pipeline.remember import Memory
from ssot_check.workspace.cache_codec import decode, encode


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matching room's answers for a project, confirmed by the languages."""

    matches: tuple[Match, ...]
    classes: tuple[CloneClass, ...]
    shadows: tuple[Shadow, ...]
    strays: tuple[Stray, ...] = ()


def recollect(memory: Memory | None, hay: Haystack, listed: AbstractSet[str], compare: Callable[[], Comparison]) -> Comparison:
    """What `compare` says of what is in `hay`, from the cache where it has said it before."""
    if memory is None or memory.unsaved:
        return compare()
    key = _key(memory, hay, listed)
    known = memory.cache.read(key, lambda data: decode(Comparison, data))
    if known is None:
        known = compare()
        memory.cache.put({key: encode(known)}, {})
    return known


def _key(memory: Memory, hay: Haystack, listed: AbstractSet[str]) -> str:
    """Digest of all that a comparison looks at: what it asks of the registry, every parsed file, every listed name, and who owns what."""
    parts = [memory.context, repr(hay.registry)]
    for path in sorted(hay.files):
        file = hay.files[path]
        parts += (path, file.digest, file.language, f"{file.test}{file.generated}")
    parts += ("\0", *sorted(listed), "\0")
    for owned, domains in sorted(hay.owners.items()):
        parts += (owned, *domains, "\0")
    for pairs in (hay.exempt, hay.facades):
        parts += ("\0", *(f"{domain}\0{path}" for domain, path in sorted(pairs)))
    return digest_parts(parts)
