"""Looks for deprecated files in the texts that no language follows: documents, pipelines, compose files, scripts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from ssot_check.languages.support.suppressions import has_mark, read_suppressions
from ssot_check.languages.support.text_comments import text_comments
from ssot_check.model.digest import digest_bytes
from ssot_check.model.evidence import Evidence, Mention
from ssot_check.model.location import Location, repository_path
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Deprecated
from ssot_check.model.source import Skip
from ssot_check.pipeline.reading.texts import Read
from ssot_check.pipeline.reading.version import project_version
from ssot_check.rules.support.outdated import old_files

_DOCUMENTS: Final = (".md", ".mdx", ".rst", ".adoc", ".mk", ".just")
_PLAIN_TEXT: Final = re.compile(
    r"(?:.*/)?docs?/.*\.txt|(?:.*/)?(?:readme|install|usage|contributing|hacking|faq|howto)[\w.-]*", re.IGNORECASE
)
"""Other texts are mostly what some program wrote."""
_NAMES: Final = re.compile(r"(?:GNU)?[Mm]akefile|[Jj]ustfile|Jenkinsfile|Procfile|crontab|.*\.cron")
_KINDS: Final = frozenset((
    "github-workflow", "gitlab-ci", "compose", "circleci", "azure-pipelines", "travis", "package-json", "devcontainer", "ansible",
    "kubernetes", "pre-commit",
))  # fmt: skip
_SCRIPTS: Final = frozenset(("shell", "dockerfile"))
_ASIDE: Final = re.compile(
    r"tests?|__tests__|testdata|fixtures"
    r"|(?:[\w-]*[_-])?(?:change|release|news|history|migrat|upgrad|updat|deprecat|archiv|adr)[\w-]*(?:\.\w+)?",
    re.IGNORECASE,
)
_TOKEN: Final = re.compile(r"(?:\$\{?\w+\}?/)?[\w./@~-]*[\w@~-]")
_TOLD: Final = re.compile(
    r"deprecat|obsolete|outdated|legacy|supersed|replac|remov|instead|former|archiv|no longer|do not use|don't use|moved|renamed"
    r"|unused|delet|\brm\b|~~|❌",
    re.IGNORECASE,
)
_MARK: Final = re.compile(
    r"deprecat|obsolete|supersed|no longer|do not use|don't use|legacy|replaced by|moved to|removed in", re.IGNORECASE
)


def evidence(project: Project, today: date | None, read: Read) -> Evidence:
    """Nothing is read where nothing is deprecated."""
    if not project.registry.all_deprecated:
        return Evidence(today=today)
    old = old_files(project)
    version, place = "", ""
    if any(entry.remove_in for entry in project.registry.all_deprecated):
        version, place = project_version(project.registry.version_from, read)
    listed = sorted(old.keys() & project.tree.files)
    texts = {path: read(path) for path in listed if path in project.files or _is_named(path, old[path])}
    unmarked = frozenset(path for path, text in texts.items() if text and not _MARK.search(text))
    looked: dict[str, str] = {}
    mentions = tuple(_mentions(project, frozenset(old), read, looked))
    said = tuple(item for path, text in looked.items() for item in read_suppressions(text, text_comments(path, text)))
    digests = {path: digest_bytes(text.encode("utf-8", "surrogateescape")) for path, text in looked.items()}
    return Evidence(mentions, unmarked, version, place, today, suppressions=said, digests=digests)


def _is_named(path: str, entry: Deprecated) -> bool:
    """True for a document that the registry deprecates by its own name, not as a part of a folder."""
    return _is_document(path) and entry.path is not None and entry.path.path == path


def _is_document(path: str) -> bool:
    return path.endswith(_DOCUMENTS) or _PLAIN_TEXT.fullmatch(path) is not None


def _mentions(project: Project, old: frozenset[str], read: Read, marked: dict[str, str]) -> Iterator[Mention]:
    """`marked` takes the texts that no language follows and that may hold suppressions, by path."""
    names: dict[str, set[str]] = {}
    for path in old:
        names.setdefault(path.rpartition("/")[2], set()).add(path)
    wanted = re.compile("|".join(re.escape(name) for name in sorted(names))) if names else None
    for path in _candidates(project, old) if wanted else ():
        text = read(path)
        if text is not None and path not in project.files and has_mark(text):
            marked[path] = text
        if text is not None and wanted is not None and wanted.search(text):
            yield from _in_text(path, text, names)


def _candidates(project: Project, old: frozenset[str]) -> Iterator[str]:
    """Texts that people and machines follow; histories tell of the past, tests have their own lists."""
    unread = {item.path for item in project.skipped if item.reason not in (Skip.NO_LANGUAGE, Skip.FOREIGN)}
    for path in sorted(project.tree.files - old - unread):
        if may_mention(path, project.files.get(path)):
            yield path


def may_mention(path: str, file: ParsedFile | None) -> bool:
    """True for a text in which a mention counts; `file` is what was analysed of it."""
    read = file is not None and not file.test and (file.kind in _KINDS or file.language in _SCRIPTS)
    known = read or _is_document(path) or _NAMES.fullmatch(path.rpartition("/")[2])
    return bool(known) and not any(_ASIDE.fullmatch(part) for part in path.split("/"))


def _in_text(path: str, text: str, names: Mapping[str, set[str]]) -> Iterator[Mention]:
    folder = posixpath.dirname(path)
    for number, line in enumerate(text.split("\n"), start=1):
        if not any(name in line for name in names):
            continue
        for token in _TOKEN.finditer(line):
            meant = names.get(token[0].rpartition("/")[2], set()).intersection(_spelled(token[0], folder))
            for old in sorted(meant):
                rest = line[: token.start()] + line[token.end() :]
                yield Mention(old, Location(path, number, token.start() + 1, number, token.end() + 1), bool(_TOLD.search(rest)))


def _spelled(token: str, folder: str) -> Iterator[str]:
    """Paths that a token may mean: from the root, from the folder of the text, below a variable."""
    bare = re.sub(r"^\$\{?\w+\}?/", "", token).removeprefix("./")
    for spelled in (bare, posixpath.join(folder, bare)):
        path = repository_path(posixpath.normpath(spelled))
        if path:
            yield path
