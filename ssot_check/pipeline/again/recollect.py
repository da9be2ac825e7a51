"""What an earlier run concluded from exactly the same files and the same registry: nothing is compared twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from ssot_check.matching.anew import Change, Earlier
from ssot_check.matching.bearers import Bearers, bearers
from ssot_check.matching.haystack import Haystack
from ssot_check.matching.silence import Silence
from ssot_check.matching.tally import Counts
from ssot_check.matching.unasked import Unasked
from ssot_check.model.dataclass import dataclass
from ssot_check.model.digest import digest_parts
from ssot_check.model.match import CloneClass, Match, Shadow, Stray
from ssot_check.model.parsed import ParsedFile
from ssot_check.pipeline.again.remember import Memory
from ssot_check.workspace.cache_codec import decode, encode

MOST: Final = 100
"""Where more files differ, stems are counted anew."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matching room's answers for a project, confirmed by the languages."""

    matches: tuple[Match, ...]
    classes: tuple[CloneClass, ...]
    shadows: tuple[Shadow, ...]
    strays: tuple[Stray, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """What rarity followed from when a comparison was made, by language family; none where nobody keeps them."""

    by_family: Mapping[str, Counts]


class Silences(NamedTuple):
    """Which units were silent in the last comparison that was made, whatever it was of; the key of its sums; how each file was read."""

    key: str
    by_family: Mapping[str, Silence]
    files: Mapping[str, str]


def recollect(
    memory: Memory | None,
    hay: Haystack,
    listed: AbstractSet[str],
    compare: Callable[[Earlier | None, bool], tuple[Comparison, Earlier]],
) -> Comparison:
    """What `compare` says of what is in `hay`, from the cache where it has said it before.

    It is given what the last one left, and told whether somebody wants to know what it leaves.
    """
    if memory is None or memory.unsaved:
        return compare(None, False)[0]
    key = key_of(memory, hay, listed)
    known = comparison_of(memory, key)
    if known is None:
        last, earlier = _earlier(memory, hay)
        known, left = compare(earlier, True)
        silences = Silences(key, left.silences, _files(memory, hay))
        records = {key: encode(known), _beside(key): encode(Sums(left.sums)), _last(memory): encode(silences)}
        records[_beside(key, "bearers")] = encode(_bearers(memory, hay, last, earlier))
        records |= {_beside(key, "unasked", family): encode(words) for family, words in left.unasked.items()}
        memory.cache.put(records, {})
    return known


def comparison_of(memory: Memory, key: str) -> Comparison | None:
    """The comparison that is kept under `key`, None where it is lost."""
    return memory.cache.read(key, lambda data: decode(Comparison, data))


def silences_of(memory: Memory, key: str) -> Mapping[str, Silence]:
    """Which units were silent in the comparison `key`, by family; none where another one was made since."""
    found = memory.cache.read(_last(memory), lambda data: decode(Silences, data))
    return found.by_family if found is not None and found.key == key else {}


def _earlier(memory: Memory, hay: Haystack) -> tuple[str, Earlier | None]:
    """The key of the last comparison, and what it left."""
    found = memory.cache.read(_last(memory), lambda data: decode(Silences, data))
    sums = sums_of(memory, found.key) if found is not None else None
    if found is None or sums is None:
        return "", None
    return found.key, Earlier(found.by_family, sums.by_family, _change(memory, hay, found.files))


def _bearers(memory: Memory, hay: Haystack, last: str, earlier: Earlier | None) -> Bearers:
    """How many bear each name, by the difference from the comparison `last` where that is known."""
    change = earlier.change if earlier is not None else None
    before = bearers_of(memory, last) if change is not None else None
    moved = before.moved(*change) if before is not None and change is not None else None
    return moved if moved is not None else bearers(hay.files.values())


def _files(memory: Memory, hay: Haystack) -> dict[str, str]:
    """How each file was read: its bytes, what the run makes of it, and as which language."""
    return {path: f"{file.digest} {memory.flags.get(path, '')} {file.language}" for path, file in hay.files.items()}


def _change(memory: Memory, hay: Haystack, before: Mapping[str, str]) -> Change | None:
    """What has changed since the files were read like this `before`; None where it is much, or what was read is lost."""
    now = _files(memory, hay)
    differing = sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))
    gone: list[ParsedFile] = []
    if len(differing) > MOST:
        return None
    for path in filter(before.__contains__, differing):
        digest, flag, language = before[path].split(" ", 2)
        file = memory.recall_content(path, digest) if flag == memory.flags.get(path, "") else None
        if not isinstance(file, ParsedFile) or file.language != language:
            return None
        gone.append(file)
    return Change(tuple(gone), tuple(hay.files[path] for path in differing if path in now))


def _last(memory: Memory) -> str:
    return digest_parts(("silences", memory.context))


def sums_of(memory: Memory, key: str) -> Sums | None:
    """The sums of the comparison that is kept under `key`, None where they are lost."""
    return memory.cache.read(_beside(key), lambda data: decode(Sums, data))


def bearers_of(memory: Memory, key: str) -> Bearers | None:
    """How many bore each name when the comparison `key` was made, None where it is lost."""
    return memory.cache.read(_beside(key, "bearers"), lambda data: decode(Bearers, data))


def unasked_of(memory: Memory, key: str, family: str) -> Unasked | None:
    """What the sums of the comparison `key` leave out of a family, None where it is lost."""
    return memory.cache.read(_beside(key, "unasked", family), lambda data: decode(Unasked, data))


def _beside(key: str, *more: str) -> str:
    return digest_parts(("sums", key, *more))


def key_of(memory: Memory, hay: Haystack, listed: AbstractSet[str]) -> str:
    """Digest of all that a comparison looks at: what it asks of the registry, every parsed file, every listed name, and who owns what."""
    parts = [memory.context, repr(hay.registry)]
    for path in sorted(hay.files):
        file = hay.files[path]
        parts += (path, file.digest, file.language, f"{file.test}{file.generated}")
    parts += ("\0", *sorted(listed), "\0")
    for owned, domains in sorted(hay.owners.items()):
        parts += (owned, *domains, "\0")
    for domain, heads in sorted(hay.heads.items()):
        parts += (domain, *heads, "\0")
    for pairs in (hay.exempt, hay.facades, hay.meant):
        parts += ("\0", *(f"{domain}\0{path}" for domain, path in sorted(pairs)))
    return digest_parts(parts)
