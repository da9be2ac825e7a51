"""A file of the repository, and the reasons why one is not read."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from ssot_check.model.dataclass import dataclass

SOURCE_ROOTS: Final = ("src", "lib", "python")
"""Folders whose inside is what imports name, where nothing else is known of a repository."""
STUB: Final = ".pyi"


class Skip(StrEnum):
    """Why a file of the repository is not analysed. Each has one defined, reported treatment."""

    EXCLUDED = "excluded by the registry"
    VENDORED = "vendored"
    GENERATED = "generated"
    MIGRATION = "migration"
    BINARY = "binary"
    HUGE = "larger than the size limit"
    LFS_POINTER = "Git LFS pointer"
    SYMLINK = "symbolic link"
    SUBMODULE = "submodule"
    NO_LANGUAGE = "no analyser for this kind of file"
    FOREIGN = "of another format than its name says"
    UNREADABLE = "cannot be read"
    CRASHED = "crashed its analyser"
    SPECIAL = "not a regular file"
    REGISTRY = "the registry itself"
    BASELINE = "the baseline"
    NOT_CHECKED_OUT = "left out of the sparse checkout"
    REPORT = "a report of ssot-check"


UNSEEN: Final = (Skip.UNREADABLE, Skip.CRASHED, Skip.HUGE, Skip.LFS_POINTER, Skip.NOT_CHECKED_OUT)
"""Reasons that hide what would have been analysed."""

FAMILIES: Final = {
    **dict.fromkeys((".py", ".pyi", ".pyw", ".pyx", ".ipynb"), "Python"),
    **dict.fromkeys((".sh", ".bash", ".zsh", ".ksh", ".bats"), "shell"),
    **dict.fromkeys((".ts", ".tsx", ".js", ".jsx", ".mts", ".cts", ".mjs", ".cjs", ".vue", ".svelte", ".astro"), "JavaScript"),
    **dict.fromkeys((".java", ".kt", ".scala", ".groovy"), "JVM"),
    **dict.fromkeys((".c", ".h", ".cc", ".cpp", ".hpp"), "C"),
    ".rs": "Rust", ".go": "Go", ".rb": "Ruby", ".php": "PHP", ".cs": "C#", ".swift": "Swift", ".lua": "Lua",
    ".pl": "Perl", ".ps1": "PowerShell",
}  # fmt: skip
"""Programming languages whose names live together, by file ending."""
PACKAGED: Final = {"Go": "go", "Rust": "rust", "JavaScript": "typescript"}
"""The languages whose packages a manifest declares, by those."""


def ending(path: str) -> str:
    """Ending of a file name in lower case, with its dot; "" for none."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 else ""


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A listed file that was not analysed."""

    path: str
    reason: Skip

    def __lt__(self, other: SkippedFile) -> bool:
        return (self.path, self.reason) < (other.path, other.reason)

    @property
    def is_gap(self) -> bool:
        """True when something in scope was not seen: a file that would have been analysed, or code in a language without an analyser."""
        return self.reason in UNSEEN or (self.reason is Skip.NO_LANGUAGE and ending(self.path) in FAMILIES)


@dataclass(frozen=True, slots=True)
class SourceFile:
    r"""One file as text.

    `text` has `\n` line ends whatever the file has; `test`
    tells that the registry counts it among the tests.
    """

    path: str
    language: str
    text: str
    digest: str
    test: bool = False


def described(path: str) -> str:
    """The file whose types a stub of Python says, which stands beside it; "" for what is no stub."""
    return path[:-1] if path.endswith(STUB) else ""
