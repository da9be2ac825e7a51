"""The kinds of file that a repository wants one of, and how a file of each is recognised."""

from __future__ import annotations

import re
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.shown import is_example


@dataclass(frozen=True, slots=True)
class FileKind:
    """`names` are patterns of file names (with a slash: of the end of the path); `parsed` are kinds that a language may have
    recognised by content; `section` is a key path that makes any config file one of this kind. `remedy` ends "or ...".
    """

    names: tuple[str, ...]
    parsed: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    remedy: str = "merge what differs into it and delete this file"


KINDS: Final[dict[str, FileKind]] = {
    "compose": FileKind(
        ("docker-compose*.yml", "docker-compose*.yaml", "compose.yml", "compose.yaml", "compose.*.yml", "compose.*.yaml"),
        parsed=("compose",),
        remedy="move what differs into it (a profile, a variable of .env) and delete this file",
    ),
    "dockerfile": FileKind(
        ("Dockerfile", "Dockerfile.*", "Dockerfile-*", "*.Dockerfile", "*.dockerfile", "Containerfile", "Containerfile.*"),
        remedy="make it a stage of that file (`FROM base AS name`) and delete this one",
    ),
    "pytest": FileKind(("pytest.ini", ".pytest.ini", "pytest.toml", ".pytest.toml"), section=("tool", "pytest")),
    "requirements": FileKind(
        ("requirements*.txt", "requirements*.in", "*-requirements.txt", "*_requirements.txt", "requirements/*.txt", "requirements/*.in"),
        remedy="move its lines there (an extra, a dependency group) and delete this file",
    ),
    "settings": FileKind(("settings.py", "settings_*.py", "*_settings.py", "settings/*.py", "settings.ts", "settings.js")),
    "env": FileKind((".env", ".env.*", "*.env", "env.example"), remedy="add the missing variables there and delete this file"),
    "makefile": FileKind(("Makefile", "makefile", "GNUmakefile", "*.mk", "justfile", "Justfile"), remedy="move its targets there"),
    "eslint": FileKind((".eslintrc", ".eslintrc.*", "eslint.config.*"), parsed=("eslint",), remedy="`extends` it, or delete this file"),
    "prettier": FileKind((".prettierrc", ".prettierrc.*", "prettier.config.*"), parsed=("prettier",)),
    "tsconfig": FileKind(("tsconfig.json", "tsconfig.*.json"), parsed=("tsconfig",), remedy="`extends` it, or delete this file"),
    "ci": FileKind(
        (".github/workflows/*.yml", ".github/workflows/*.yaml", ".gitlab-ci.yml", "azure-pipelines.yml", ".travis.yml", "Jenkinsfile"),
        parsed=("github-workflow", "gitlab-ci", "circleci", "azure-pipelines", "travis"),
        remedy="make it a job of that pipeline and delete this file",
    ),
}
"""Known values of `variants.kind`."""

_SYNONYMS: Final = {
    "docker-compose": "compose", "docker_compose": "compose", "docker": "dockerfile", "dotenv": "env", "make": "makefile",
    "workflow": "ci", "workflows": "ci", "pipeline": "ci",
}  # fmt: skip


def recogniser(kind: str) -> Callable[[str, ParsedFile | None], bool]:
    """The test for a file of `kind`, given its path and, where it was parsed, what a language says of it.

    An unknown kind that looks like a file name or pattern (`*.tf`, `Jenkinsfile.groovy`) is taken as that; any other is
    compared with the kinds that languages recognise (`kubernetes`, `pre-commit`).
    """
    known = KINDS.get(canonical(kind))
    if known is None:
        known = FileKind((kind,)) if _is_pattern(kind) else FileKind((), parsed=(kind,))
    return lambda path, file: _is(known, path, file)


def is_by_content(kind: str) -> bool:
    """True for a kind that only a language can recognise, or nobody at all."""
    return canonical(kind) not in KINDS and not _is_pattern(kind)


def _is_pattern(kind: str) -> bool:
    return any(mark in kind for mark in "*?[./")


def canonical(kind: str) -> str:
    """The name under which `KINDS` knows a kind."""
    return _SYNONYMS.get(kind.lower(), kind.lower())


def _is(kind: FileKind, path: str, file: ParsedFile | None) -> bool:
    name = path.rpartition("/")[2]
    if any(fnmatchcase(name, pattern) if "/" not in pattern else _ends(path, pattern) for pattern in kind.names):
        return True
    if file is None:
        return False
    if file.kind in kind.parsed:
        return True
    return bool(kind.section) and any(setting.key[: len(kind.section)] == kind.section for setting in file.settings)


def _ends(path: str, pattern: str) -> bool:
    depth = pattern.count("/") + 1
    return fnmatchcase("/".join(path.split("/")[-depth:]), pattern)


_SIDE_FOLDERS: Final = re.compile(
    r"(^|/)(_?tests?|testing|testdata|test[-_]data|fixtures?|__tests__|spec|e2e|integration[-_]tests?|benchmarks?|examples?|samples?|demos?"
    r"|quickstarts?|tutorials?|docs?|_?archived?|archives?|attic|legacy[-_]archive|deprecated|vendor(ed)?|third[-_]party|node_modules"
    r"|templates?|skeletons?|cookiecutters?|\.devcontainer)/"
    r"|\{\{",
    re.IGNORECASE,
)


def is_aside(path: str) -> bool:
    """True below folders whose files configure nothing that runs: tests, fixtures, examples, documentation, archives, templates.

    So it is of a file that is called an example. They are variants by design: a maintainer who keeps one compose file still shows others
    in `examples/`.
    """
    return _SIDE_FOLDERS.search(path) is not None or is_example(path)
