"""What git says about a change beyond its paths: what became of each file, which lines came and went, who signed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ssot_check.model.changes import Change, Deed, Lines
from ssot_check.model.regex import regex
from ssot_check.workspace.git import GitUnavailableError, ask, decode

EMPTY_TREE: Final = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
"""The id of a tree without files, which every git knows (gitglossary(7))."""

_HUNK: Final = regex(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_FILE: Final = regex(r"(?:---|\+\+\+) (\"[ab]/.*\"|[ab]/.*)\t?")
_PLAIN: Final = ("--no-ext-diff", "--no-textconv", "--no-color", "--relative", "-M")
_DEEDS: Final = {"A": Deed.ADDED, "D": Deed.REMOVED, "C": Deed.ADDED}
_TRAILER: Final = regex(r"([A-Za-z0-9-]+)\s*:\s*(\S.*)")


def deeds(root: Path, commit: str, *, staged: bool = False, index: str = "") -> Mapping[str, Change]:
    """What became of each tracked path below `root` since the commit, in the work tree or the index. Raises GitUnavailableError."""
    said = ask(root, "diff", *_PLAIN, *(("--cached",) if staged else ()), "-z", "--name-status", commit, "--", index=index)
    fields = iter(decode(said.stdout).split("\0"))
    found: dict[str, Change] = {}
    for status in fields:
        if status[:1] in ("R", "C"):
            origin, path = next(fields), next(fields)
            found[path] = Change(Deed.ADDED, origin)
            if status[:1] == "R":
                found[origin] = Change(Deed.MOVED)
        elif status:
            found[next(fields)] = Change(_DEEDS.get(status[:1], Deed.CHANGED))
    return found


def lines(root: Path, commit: str, paths: Iterable[str], *, staged: bool = False, index: str = "") -> Mapping[str, Lines]:
    """The lines of these paths that came and went since the commit. Raises GitUnavailableError."""
    wanted = [f":(literal){path}" for path in sorted(paths)]
    if not wanted:
        return {}
    options = ("-z", "-U0", "--src-prefix=a/", "--dst-prefix=b/", *(("--cached",) if staged else ()))
    said = ask(root, "diff", *_PLAIN, *options, commit, "--", *wanted, index=index)
    return dict(read_patch(said.stdout.decode("utf-8", "surrogateescape")))


def read_patch(text: str) -> Iterator[tuple[str, Lines]]:
    """(path, lines) of each file of a patch that git wrote without context; binary files have no lines."""
    path, added, removed = "", list[tuple[int, str]](), list[str]()
    rows = iter(text.split("\n"))
    for row in rows:
        if row.startswith("diff --git "):
            if path:
                yield path, Lines(tuple(added), tuple(removed))
            path, added, removed = "", [], []
        elif named := _FILE.fullmatch(row):
            path = _unquoted(named[1])
        elif hunk := _HUNK.match(row):
            gone, start, fresh = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            removed.extend(line[1:] for line in _take(rows, gone))
            added.extend((start + number, line[1:]) for number, line in enumerate(_take(rows, fresh)))
    if path:
        yield path, Lines(tuple(added), tuple(removed))


def _unquoted(name: str) -> str:
    """The path behind `a/` or `b/`; git quotes unusual ones, bytes in octal (core.quotePath in git-config(1))."""
    if not name.startswith('"'):
        return name.rstrip("\t")[2:]
    raw = name[1 : name.rindex('"')].encode("utf-8", "surrogateescape").decode("unicode_escape", "replace")
    return raw.encode("latin-1", "replace").decode("utf-8", "surrogateescape")[2:]


def _take(rows: Iterator[str], count: int) -> list[str]:
    """The next lines of a hunk; what git remarks about a missing line end is none."""
    found: list[str] = []
    while len(found) < count and (row := next(rows, None)) is not None:
        if not row.startswith("\\"):
            found.append(row)
    return found


def trailers(root: Path, commit: str) -> frozenset[tuple[str, str]]:
    """(name in lower case, value) of every trailer of the commits from `commit` to HEAD (git-interpret-trailers(1))."""
    said = ask(root, "log", "--format=%(trailers:only,unfold)", f"{commit}..HEAD", "--")
    found = (_TRAILER.fullmatch(line.strip()) for line in decode(said.stdout).split("\n"))
    return frozenset((item[1].lower(), item[2]) for item in found if item)


def text_at(root: Path, commit: str, path: str, *, index: str = "") -> str:
    """The text of a file of a commit, or of the index where `commit` is ""; "" when it has none of that path."""
    try:
        return ask(root, "show", f"{commit}:./{path}", "--", index=index).stdout.decode("utf-8", "replace")
    except GitUnavailableError:
        return ""


def deletions(root: Path, commit: str, paths: Iterable[str], limit: int) -> Mapping[str, tuple[str, str]]:
    """Of these paths, which a commit up to `commit` deleted: (its id, its day), the last one counts. Looks back `limit` commits."""
    wanted = [f":(literal){path}" for path in sorted(paths)]
    if not wanted:
        return {}
    form = "--format=%x00%H %cs"
    options = ("--no-renames", "--relative", "--diff-filter=D", "--name-only", f"--max-count={limit}", form)
    said = decode(ask(root, "log", *options, commit, "--", *wanted).stdout)
    found: dict[str, tuple[str, str]] = {}
    for record in said.split("\0")[1:]:
        head, *names = [line for line in record.split("\n") if line]
        identity, _, day = head.partition(" ")
        for name in names:
            found.setdefault(name, (identity, day))
    return found
