"""Asks git, and survives every state git can be in. Nothing here writes to the repository."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.regex import regex
from ssot_check.workspace.cache_places import FOLDER as CACHE
from ssot_check.workspace.git_environment import clean_environment, program, without_filters

# What git says about a path, as far as it matters to us: the modes of git's index (git-update-index(1)).
SYMLINK_MODE: Final = "120000"
SUBMODULE_MODE: Final = "160000"
EXECUTABLE_MODE: Final = "100755"

# A configured file-system monitor is a program of the scanned repository's configuration: it is not run.
_SETTINGS: Final = ("-c", "core.fsmonitor=false", "-c", "log.showSignature=false")

# What compares files of the work tree would run their clean filters, and git's own status inside submodules.
_BY_FILE: Final = ("diff", "diff-files")
_NOT_INSIDE: Final = ("--ignore-submodules=dirty",)

HISTORY_LIMIT: Final = 2000
"""How many commits back a moved file is looked for."""

_RENAME_COMMITS: Final = 50
_CLOSED: Final = regex(rb"^warning: could not open directory '(.*)': ", re.MULTILINE)
_TIMEOUT_SECONDS: Final = 60


class GitUnavailableError(Exception):
    """git is missing, or does not want to answer about this folder. The text says why."""


@dataclass(frozen=True, slots=True)
class GitListing:
    """What git lists below a folder: paths relative to it, `/` separated.

    `untracked` and `sparse` (tracked, not checked out) are parts of `files`, as are `symlinks` and `submodules`, and
    `closed`: folders that cannot be opened, so that nobody knows what is in them.
    """

    files: frozenset[str]
    untracked: frozenset[str] = frozenset()
    executable: frozenset[str] = frozenset()
    symlinks: frozenset[str] = frozenset()
    submodules: frozenset[str] = frozenset()
    sparse: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Sets:
    names: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: str, path: str) -> None:
        self.names.setdefault(name, set()).add(path)

    def get(self, name: str) -> frozenset[str]:
        return frozenset(self.names.get(name, ()))


def git_top(start: Path) -> Path | None:
    """The nearest folder upwards that holds `.git` (a folder, or a file in worktrees and submodules)."""
    for folder in (start, *start.parents):
        if os.path.lexists(folder / ".git"):
            return folder
    return None


def list_files(root: Path) -> GitListing:
    """Tracked files that exist, and untracked files that are not ignored, below `root`.

    Raises GitUnavailableError when git cannot answer (not installed, no repository, dubious ownership, bare).
    """
    done = ask(root, "ls-files", "-z", "-t", "--stage", "--cached", "--deleted", "--others", "--exclude-standard")
    sets = _Sets()
    for record in decode(done.stdout).split("\0"):
        if record:
            _sort_record(record, sets)
    closed = frozenset(_closed(root, done.stderr)) - {CACHE}
    gone = sets.get("gone")
    listing = GitListing(
        files=(sets.get("files") - gone) | closed,
        untracked=sets.get("untracked") - gone,
        executable=sets.get("executable") - gone,
        symlinks=sets.get("symlinks") - gone,
        submodules=sets.get("submodules") - gone,
        sparse=sets.get("sparse"),
        closed=closed,
    )
    if not listing.files and _says_yes(root, "check-ignore", "-q", "."):
        raise GitUnavailableError("the folder is ignored by the git repository around it")
    return listing


def _closed(root: Path, said: bytes) -> Iterable[str]:
    """Folders that git warns about and leaves out. It names them from the top of the work tree, of which `root` may be a part."""
    for folder in _CLOSED.findall(said):
        parts = decode(folder).strip("/").split("/")
        inner = ("/".join(parts[start:]) for start in range(len(parts)))
        yield next((path for path in inner if os.path.isdir(os.path.join(os.fsencode(root), encode(path)))), "/".join(parts))  # noqa: PTH112, PTH118


def _sort_record(record: str, sets: _Sets) -> None:
    tag, rest = record[0], record[2:]
    if tag == "?":
        # An untracked folder with a repository of its own is listed as "folder/".
        path = rest.rstrip("/")
        sets.add("submodules" if rest.endswith("/") else "untracked", path)
        sets.add("files", path)
        return
    stage, _, path = rest.partition("\t")
    if tag == "R":
        sets.add("gone", path)
        return
    mode = stage[:6]
    kinds = {SYMLINK_MODE: "symlinks", SUBMODULE_MODE: "submodules", EXECUTABLE_MODE: "executable"}
    sets.add("files", path)
    if mode in kinds:
        sets.add(kinds[mode], path)
    if tag == "S":
        sets.add("sparse", path)


def ignored(root: Path, paths: Iterable[str]) -> frozenset[str]:
    """Those of `paths` that git's ignore rules exclude, whether or not they exist."""
    asked = sorted(set(paths))
    if not asked:
        return frozenset()
    try:
        out = _run(root, "check-ignore", "-z", "--stdin", feed="\0".join(asked) + "\0", accepted=(0, 1))
    except GitUnavailableError:
        return frozenset()
    return frozenset(filter(None, out.split("\0")))


def is_ignored(folder: Path) -> bool:
    """True when the repository around `folder` ignores the folder itself."""
    return _says_yes(folder, "check-ignore", "-q", ".")


def renames(root: Path, gone: Iterable[str], files: frozenset[str]) -> Mapping[str, str]:
    """Where files (or folders) that are gone went, as far as the last commits and the index tell.

    Follows a chain of renames; only targets that exist now are returned. Looks back `HISTORY_LIMIT` commits.
    """
    wanted = sorted(set(gone))
    if not wanted:
        return {}
    steps: dict[str, str] = {}
    found: dict[str, str] = {}
    asked = wanted
    for _ in range(5):
        steps = {**_rename_steps(root, asked), **steps}
        found = {path: target for path in wanted if (target := _follow(path, steps, files))}
        ends = {_last(path, steps) for path in wanted if path not in found}
        asked = sorted(ends - set(asked) - set(wanted))
        if not asked:
            break
    return found


def _rename_steps(root: Path, paths: Sequence[str]) -> dict[str, str]:
    try:
        staged = _run(root, "diff", "--cached", "-M", "--relative", "--diff-filter=R", "--name-status", "-z", "HEAD", "--")
        since = _run(root, "rev-list", "--max-count=1", f"--skip={HISTORY_LIMIT}", "HEAD", "--").strip()
        span = f"{since}..HEAD" if since else "HEAD"
        limit = f"--max-count={_RENAME_COMMITS}"
        literal = [f":(literal){path}" for path in paths]
        commits = _run(root, "log", "--no-renames", "--diff-filter=D", "--format=%H", limit, span, "--", *literal).split()
        texts = [staged]
        for commit in commits:
            texts.append(_run(root, "show", "-M", "--relative", "--diff-filter=R", "--name-status", "-z", "--format=", commit, "--"))
    except GitUnavailableError:
        return {}
    steps: dict[str, str] = {}
    for text in texts:
        fields = text.lstrip("\n").split("\0")
        for status, old, new in zip(fields[0::3], fields[1::3], fields[2::3], strict=False):
            if status.startswith("R"):
                steps.setdefault(old, new)
    return steps


def _last(path: str, steps: Mapping[str, str]) -> str:
    seen = {path}
    while (target := _step(path, steps)) and target not in seen:
        path = target
        seen.add(path)
    return path


def _follow(path: str, steps: Mapping[str, str], files: frozenset[str]) -> str:
    seen = {path}
    while (target := _step(path, steps)) and target not in seen:
        if target in files or any(name.startswith(target + "/") for name in files):
            return target
        path = target
        seen.add(path)
    return ""


def _step(path: str, steps: Mapping[str, str]) -> str:
    if path in steps:
        return steps[path]
    # A folder moved when its files moved and kept their names below it.
    homes: dict[str, int] = {}
    for old, new in steps.items():
        inner = old.removeprefix(path)
        if old.startswith(path + "/") and new.endswith(inner):
            home = new.removesuffix(inner)
            homes[home] = homes.get(home, 0) + 1
    return min(homes, key=lambda home: (-homes[home], home)) if homes else ""


def _says_yes(folder: Path, *arguments: str) -> bool:
    try:
        _run(folder, *arguments)
    except GitUnavailableError:
        return False
    return True


def _run(folder: Path, *arguments: str, feed: str = "", accepted: tuple[int, ...] = (0,)) -> str:
    return decode(ask(folder, *arguments, feed=feed, accepted=accepted).stdout)


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A git process that answers questions one by one. Raises GitUnavailableError."""
    command = [_program(), "--no-pager", *_SETTINGS, *arguments]
    try:
        return subprocess.Popen(
            command, cwd=folder, env=clean_environment(os.environ), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise GitUnavailableError(f"git cannot be started ({error.strerror})") from error


def ask(
    folder: Path, *arguments: str, feed: str = "", accepted: tuple[int, ...] = (0,), index: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """What git answers to one question about `folder`; `index` names another index file than the usual one.

    Raises GitUnavailableError when it fails or ends with a code not `accepted`.
    """
    by_file = arguments[0] in _BY_FILE and "--cached" not in arguments
    command = [_program(), "--no-pager", *_SETTINGS, arguments[0], *(_NOT_INSIDE if by_file else ()), *arguments[1:]]
    environment = {**_environment(index), **(_filters_off(folder) if by_file else {})}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, input=encode(feed), capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise GitUnavailableError(f"git {arguments[0]} did not answer within {_TIMEOUT_SECONDS} seconds") from error
    except OSError as error:
        raise GitUnavailableError(f"git cannot be started ({error.strerror})") from error
    if done.returncode not in accepted:
        text = done.stderr.decode("utf-8", "replace").strip()
        raise GitUnavailableError(text.splitlines()[0] if text else f"git {arguments[0]} failed")
    return done


def _filters_off(folder: Path) -> dict[str, str]:
    said = _run(folder, "config", "-z", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process)$", accepted=(0, 1))
    return without_filters(filter(None, said.split("\0")), os.environ)


def _environment(index: str) -> dict[str, str]:
    return {**clean_environment(os.environ), **({"GIT_INDEX_FILE": index} if index else {})}


def _program() -> str:
    found = program(os.environ.get("PATH", os.defpath))
    if found is None:
        raise GitUnavailableError("git cannot be started (no such program in PATH)")
    return found


def decode(raw: bytes) -> str:
    """Bytes of a path as text; bytes that are no UTF-8 survive as surrogates, in every locale."""
    return raw.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """The bytes `decode` was given."""
    return text.encode("utf-8", "surrogateescape")
