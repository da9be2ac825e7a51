"""Which listed files a gitignore pattern means, fast enough for thousands of files and hundreds of patterns.

Patterns follow gitignore(5). Almost all of them name a file, a folder, or an ending; those are answered from
dictionaries. Only what is left is searched for with expressions, in as few files as possible.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from ssot_check.model.regex import regex

VENDORED: Final = (
    "vendor/", "third_party/", "third-party/", "thirdparty/", "3rdparty/", "external-deps/", "node_modules/", "bower_components/",
    "_vendor/", "_vendored/", "vendored/",
    ".venv/", "venv/lib/", "venv/lib64/", "venv/bin/", "venv/include/", "venv/share/", "venv/Lib/", "venv/Scripts/",
    "site-packages/", ".tox/", ".nox/", ".eggs/", "*.egg-info/", ".yarn/", ".direnv/",
    "versioneer.py", "ez_setup.py", "get-pip.py", "*-[0-9]*.[0-9]*.[0-9]*.js", "*-[0-9]*.[0-9]*.[0-9]*.mjs",
    "*-[0-9]*.[0-9]*.[0-9]*/",
    "__pycache__/", ".mypy_cache/", ".ruff_cache/", ".pytest_cache/", ".import_linter_cache/", ".hypothesis/", ".ssot-check/",
)  # fmt: skip
"""Code of others, and folders that tools fill."""

GENERATED: Final = (
    "*_pb2.py", "*_pb2.pyi", "*_pb2_grpc.py", "*.pb.go", "*.pb.gw.go", "*_pb.js", "*_pb.d.ts", "*.serde.rs",
    "*.min.js", "*.min.css", "*.js.map", "*.css.map",
    "*.lock", "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "bun.lockb", "go.sum", "gradle.lockfile",
)  # fmt: skip
"""Files that programs write."""

_REPEATED: Final = regex(r"(?:(?<=/)|^)\*\*(?:/\*\*)+(?=/|$)")
MIGRATIONS: Final = (
    "**/migrations/**/*.py", "**/migrations/**/*.sql", "**/migrations/**/versions/**", "**/migrations/**/[0-9]*",
    "**/migrations/**/m[0-9]*", "**/migrations/**/v[0-9]*", "**/migrations/**/V[0-9]*",
    "**/*_migrations/[0-9]*", "**/alembic/versions/**", "**/migrate_repo/versions/**",
)  # fmt: skip
"""Steps of a database schema: each is frozen history, and alike by nature. Outside Python, where tools find them by their folder, they are
numbered, and what else lies there runs them, or migrates something else."""

_MAGIC: Final = regex(r"[*?\[\\]")
_WILD: Final = regex(r"[*?/]+")


class Listing:
    """The listed files of a repository, indexed for patterns."""

    def __init__(self, files: Iterable[str]) -> None:
        self._sorted = sorted(files)
        self._files = frozenset(self._sorted)

    def select(self, patterns: Iterable[str]) -> set[str]:
        """Files that the patterns select; the last pattern that matches a file decides, `!pattern` takes out."""
        found: set[str] = set()
        for pattern in patterns:
            if pattern.startswith("!"):
                found.difference_update(self.matching(pattern[1:]))
            else:
                found.update(self.matching(pattern))
        return found

    def named(self, path: str) -> list[str]:
        """The file of that path, or all files below the folder of that path; `.` is everything."""
        if path in self._files:
            return [path]
        return list(self._sorted) if path == "." else self._below(path)

    def matching(self, pattern: str) -> list[str]:
        """Files that one gitignore pattern matches, themselves or by a folder above them; sorted.

        A pattern that happens to be the exact path of a listed file (`app/[id]/page.tsx`) means that file.
        """
        if pattern in self._files and "/" in pattern:
            return [pattern]
        pattern = _REPEATED.sub("**", pattern)  # pathspec compiles `**/**/**` to what matches nothing
        core = pattern.strip("/")
        folder_only = pattern.endswith("/")
        anchored = "/" in pattern.rstrip("/")
        if core.startswith("**/") and "/" not in core[3:]:
            core, anchored = core[3:], False
        if not anchored:
            return self._anywhere(core, folder_only=folder_only)
        if not _MAGIC.search(core):
            return self._below(core) if folder_only else self.named(core)
        return self._below(core[:-3]) if core.endswith("/**") and not _MAGIC.search(core[:-3]) else self._by_expression(pattern)

    def _below(self, folder: str) -> list[str]:
        # "0" is the character after "/": the files of a folder are one stretch of the sorted list.
        return self._sorted[bisect_left(self._sorted, folder + "/") : bisect_left(self._sorted, folder + "0")]

    def _anywhere(self, name: str, *, folder_only: bool) -> list[str]:
        """Files called `name`, and files below folders called `name`, at any depth; `name` may be a glob."""
        if not _MAGIC.search(name):
            names, folders = [name], [name]
        elif (test := _expression(name)) is None:
            return []
        else:
            sure = _surest(name)
            names = [candidate for candidate in self._candidate_names(name) if sure in candidate and test.search(candidate)]
            folders = [candidate for candidate in self._folders if test.search(candidate)]
        found = {path for folder in folders for path in self._folders.get(folder, ())}
        if not folder_only:
            found.update(path for candidate in names for path in self._names.get(candidate, ()))
        return sorted(found)

    def _candidate_names(self, glob: str) -> Iterable[str]:
        ending = glob.rpartition(".")[2]
        literal = "." in glob and not _MAGIC.search(ending)
        return self._endings.get(ending, ()) if literal else self._names

    def _by_expression(self, pattern: str) -> list[str]:
        test = _expression(pattern)
        if test is None:
            return []
        sure = _surest(pattern)
        return [path for path in self._candidates(pattern.strip("/").split("/")) if sure in path and test.search(path)]

    def _candidates(self, segments: list[str]) -> list[str]:
        """The smallest set of files that is sure to hold every match."""
        fixed = next(number for number, segment in enumerate(segments) if _MAGIC.search(segment))
        if fixed:
            return self._below("/".join(segments[:fixed]))
        inner = [self._folders.get(segment, []) for segment in segments[:-1] if not _MAGIC.search(segment)]
        return min(inner, key=len, default=self._sorted)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """Files by their last segment."""
        found: dict[str, list[str]] = {}
        for path in self._sorted:
            found.setdefault(path.rpartition("/")[2], []).append(path)
        return found

    @cached_property
    def _endings(self) -> dict[str, list[str]]:
        """Last segments by what follows their last dot."""
        found: dict[str, list[str]] = {}
        for name in self._names:
            found.setdefault(name.rpartition(".")[2], []).append(name)
        return found

    @cached_property
    def _folders(self) -> dict[str, list[str]]:
        """Files by the name of each folder above them, sorted."""
        found: dict[str, list[str]] = {}
        for path in self._sorted:
            for segment in set(path.split("/")[:-1]):
                found.setdefault(segment, []).append(path)
        return found


def _surest(pattern: str) -> str:
    """The longest text that every match contains: a plain search for it is far cheaper than the expression."""
    return "" if "[" in pattern or "\\" in pattern else max(_WILD.split(pattern), key=len)


def _expression(pattern: str) -> re.Pattern[str] | None:
    from ssot_check.workspace.globs import expression

    return expression(pattern)
