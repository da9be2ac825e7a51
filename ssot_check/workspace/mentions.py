"""Where tracked files mention words, as `git grep` finds them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from ssot_check.workspace.git import GitUnavailableError, ask, decode

_NOTHING_FOUND: Final = 1


class Mention(NamedTuple):
    """A line of a file, from the repository's root."""

    path: str
    text: str


def mentions(root: Path, words: Iterable[str]) -> tuple[Mention, ...]:
    """Every line of a tracked text file below `root` that has one of `words` as a word, by path and line; none where git has no answer."""
    asked = "".join(f"{word}\n" for word in sorted(set(words)) if word and "\n" not in word)
    if not asked:
        return ()
    try:
        done = ask(root, "grep", "-I", "-n", "-z", "-w", "-F", "-f", "-", feed=asked, accepted=(0, _NOTHING_FOUND))
    except GitUnavailableError:
        return ()
    found = (line.split("\0", 2) for line in decode(done.stdout).split("\n"))
    return tuple(Mention(parts[0], parts[2]) for parts in found if len(parts) == 3)
