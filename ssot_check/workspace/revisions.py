"""What a name of git means: a commit, the merge base of a branch, and what changed since."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.errors import UsageError
from ssot_check.model.regex import regex
from ssot_check.workspace.git import GitUnavailableError, ask, decode
from ssot_check.workspace.registry.nodes import shown
from ssot_check.workspace.services import running

_COMMIT: Final = regex(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SINCE: Final = "--since"
SHOWN_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit, by its id, and how to speak of it: `main (merge base 0123456789ab)`."""

    commit: str
    label: str


def revision(root: Path, written: str, option: str) -> Revision:
    """The very commit that `written` names. Raises UsageError; `option` is what the user wrote it behind."""
    commit = _commit(root, written, option)
    return Revision(commit, f"{written} ({commit[:SHOWN_DIGITS]})")


def merge_base(root: Path, written: str) -> Revision:
    """Where HEAD left `written`, as `git diff main...` has it; with two dots behind it (`main..`), the very commit. Raises UsageError."""
    if written.endswith("..") and not written.endswith("..."):
        return revision(root, written[:-2], _SINCE)
    name = written.removesuffix("...")
    theirs = _commit(root, name, _SINCE)
    ours = _commit(root, "HEAD", _SINCE)
    found = _said(root, "merge-base", theirs, ours, accepted=(0, 1))
    if not found:
        shallow = is_shallow(root)
        cause = "the clone is shallow and does not hold it" if shallow else "they have no common history"
        remedy = deepen() if shallow else f"compare with the very commit: {_SINCE} {shown(name)}.."
        raise UsageError(f"{_SINCE} {shown(written)}: there is no merge base of {shown(name)} and HEAD: {cause}", remedy)
    return Revision(found, f"{name} (merge base {found[:SHOWN_DIGITS]})")


def is_shallow(root: Path) -> bool:
    """True for a clone that lacks older commits. Raises GitUnavailableError."""
    return _said(root, "rev-parse", "--is-shallow-repository") == "true"


def deepen() -> str:
    """What to do about a clone that lacks older commits."""
    service = running(os.environ)
    there = service.deepen if service else "`fetch-depth: 0` in the checkout step of CI"
    return f"fetch more of the history: `git fetch --unshallow`, or {there}"


def _commit(root: Path, written: str, option: str) -> str:
    name = written.strip()
    try:
        if name and not name.startswith("-"):
            found = _said(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", accepted=(0, 1, 128))
            if _COMMIT.fullmatch(found):
                return found
        shallow = is_shallow(root)
    except GitUnavailableError as error:
        message = f"{option} {shown(written)}: git cannot be asked: {str(error).replace(str(root), '.')}"
        raise UsageError(message, "run in a git repository, with git installed, or leave the option out") from error
    if name == "HEAD":
        raise UsageError(f"{option}: there is no commit yet", "commit something first, or leave the option out")
    cause = "the clone is shallow, and the commit may not be in it" if shallow else "git knows no commit of that name here"
    remedy = deepen() if shallow else "name a branch, a tag or a commit; in CI fetch it first, as in `git fetch origin main`"
    raise UsageError(f"{option} {shown(written)}: {cause}", remedy)


def head(root: Path) -> str:
    """The id of the commit that is checked out; "" before the first one, and without git."""
    try:
        return _said(root, "rev-parse", "--verify", "--quiet", "HEAD", accepted=(0, 1))
    except GitUnavailableError:
        return ""


def renamed_since(root: Path, commit: str) -> Mapping[str, str]:
    """Old path -> new path of the files below `root` that were renamed since the commit, in the index or the work tree."""
    found: dict[str, str] = {}
    for extra in (("--cached",), ()):
        fields = _diff(root, *extra, "-M", "--diff-filter=R", "--name-status", commit)
        found |= dict(zip(fields[1::3], fields[2::3], strict=False))
    return found


def changed_since(root: Path, commit: str, *, staged: bool = False) -> frozenset[str]:
    """Paths below `root` that differ between the commit and the work tree (or the index); a renamed file is there twice."""
    return frozenset(_diff(root, *(("--cached",) if staged else ()), "--no-renames", "--name-only", commit))


@dataclass(frozen=True, slots=True)
class StagedPaths:
    """What the next commit changes below the root: files it adds or alters, and files that are gone; a renamed file is in both.

    `added` are the files among them that are new; a renamed one is not.
    """

    changed: frozenset[str]
    gone: frozenset[str]
    added: frozenset[str] = frozenset()


def staged_paths(root: Path, index: str) -> StagedPaths:
    """What is staged, against HEAD (against nothing before the first commit). Raises GitUnavailableError."""
    fields = _diff(root, "--cached", "--no-renames", "--name-status", index=index)
    pairs = list(zip(fields[::2], fields[1::2], strict=False))
    gone = frozenset(path for status, path in pairs if status == "D")
    fresh = frozenset(path for status, path in pairs if status == "A")
    if fresh and gone:
        fresh = frozenset(_diff(root, "--cached", "-M", "--diff-filter=A", "--name-only", index=index))
    return StagedPaths(frozenset(path for _, path in pairs) - gone, gone, fresh)


def _diff(root: Path, *arguments: str, index: str = "") -> list[str]:
    said = decode(ask(root, "diff", "--no-ext-diff", "--no-textconv", "--relative", "-z", *arguments, "--", index=index).stdout)
    return [item for item in said.split("\0") if item]


def _said(root: Path, *arguments: str, accepted: tuple[int, ...] = (0,)) -> str:
    return decode(ask(root, *arguments, accepted=accepted).stdout).strip()
