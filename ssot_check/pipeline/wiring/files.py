"""Which files of a repository start or hold commands, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from ssot_check.languages.support.config.kinds import by_path
from ssot_check.model.location import Location
from ssot_check.model.source import SourceFile
from ssot_check.model.wiring import Filter, Host, LeftOut, Pin, WiredFile
from ssot_check.pipeline.reading.claims import claims
from ssot_check.workspace.patterns import Listing

HOOKS: Final = ".pre-commit-config.yaml"
TOOL: Final = re.compile(r"\bssot[-_]check\b")
_PIN: Final = re.compile(r"\bssot[-_]check(?:\[[\w,]*\])?\s*(?:==|@)\s*v?(\d[\w.+!-]*)")

_STARTERS: Final[tuple[tuple[re.Pattern[str], Host], ...]] = tuple(
    (re.compile(pattern), host)
    for pattern, host in (
        (r"\.(github|gitea|forgejo)/workflows/[^/]+\.ya?ml", Host.CI),
        (r"\.gitlab-ci\.ya?ml|\.gitlab/(ci/)?.+\.ya?ml|[^/]*\.gitlab-ci\.ya?ml", Host.CI),
        (r"\.?azure-pipelines?[^/]*\.ya?ml|\.azure-pipelines/.+\.ya?ml|\.circleci/config\.ya?ml|\.travis\.ya?ml", Host.CI),
        (r"(.*/)?Jenkinsfile(\.[^/]+)?", Host.CI),
        (r"\.pre-commit-config\.ya?ml|\.husky/[^/_.]+|\.githooks/[^/]+", Host.HOOK),
        (r"(.*/)?crontab(\.[^/]+)?|(.*/)?[^/]+\.(cron|crontab)|(.*/)?cron\.(d|hourly|daily|weekly|monthly)/[^/]+", Host.CRON),
    )
)
_ONLY_BY_WORD: Final = re.compile(
    r"bitbucket-pipelines\.yml|\.drone\.ya?ml|\.buildkite/.+|\.woodpecker(/.+|\.ya?ml)|\.cirrus\.ya?ml|appveyor\.ya?ml|lefthook\.ya?ml|"
    r"\.lefthook\.ya?ml|buildspec\.ya?ml|cloudbuild\.ya?ml|\.teamcity/.+"
)
"""Services whose files are not read: when the tool's name stands in one, it is taken to run there."""

_PINNED_IN: Final = re.compile(r"requirements[^/]*\.(txt|in)|requirements/[^/]+\.(txt|in)|pyproject\.toml|\.pre-commit-config\.ya?ml")
_PLAIN: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(.*/)?(GNUm|M|m)akefile|.*\.mk", "makefile"),
        (r"(.*/)?package\.json", "package_scripts"),
        (r"(.*/)?crontab(\.[^/]+)?|(.*/)?[^/]+\.(cron|crontab)|(.*/)?cron\.d/[^/]+", "crontab"),
        (r"(.*/)?cron\.(hourly|daily|weekly|monthly)/[^/]+", "script"),
        (r"(.*/)?Jenkinsfile(\.[^/]+)?", "jenkinsfile"),
        (r"\.husky/[^/]+|\.githooks/[^/]+", "script"),
    )
)
"""Names of readers in `wiring/plain.py`."""


class Texts:
    """Texts of the repository, each read once. What cannot be read is empty: other rules tell of it."""

    def __init__(self, read: Callable[[str], str | None]) -> None:
        self._read, self._known = read, dict[str, str]()

    def __call__(self, path: str) -> str:
        """The text of a listed file."""
        if path not in self._known:
            self._known[path] = self._read(path) or ""
        return self._known[path]

    @property
    def asked(self) -> frozenset[str]:
        """Paths of all texts that were asked for."""
        return frozenset(self._known)


def starters(paths: Iterable[str]) -> dict[str, Host]:
    """The files that start commands by themselves, by path."""
    found = {}
    for path in sorted(paths):
        host = next((host for pattern, host in _STARTERS if pattern.fullmatch(path)), None)
        if host is not None:
            found[path] = host
    return found


def by_word(paths: Iterable[str]) -> list[str]:
    """Files of services that are known by name only, sorted."""
    return sorted(path for path in paths if _ONLY_BY_WORD.fullmatch(path))


def read_file(path: str, text: str, host: Host) -> WiredFile:
    """The tasks of one file; none when nothing here knows how to read it."""
    # A run without hooks and pipelines imports no parser for them.
    from ssot_check.languages.support.wiring import plain as wiring_plain
    from ssot_check.languages.support.wiring.ci import PIPELINES
    from ssot_check.languages.support.wiring.hooks import hooks
    from ssot_check.languages.yaml import documents

    kind = by_path(path)
    reader = next((reader for pattern, reader in _PLAIN if pattern.fullmatch(path)), None)
    if reader is not None:
        return WiredFile(path, host, tuple(getattr(wiring_plain, reader)(path, text)))
    if kind in PIPELINES or kind == "pre-commit" or path.endswith(("/action.yml", "/action.yaml")):
        reading = hooks if kind == "pre-commit" else PIPELINES.get(kind, PIPELINES["github-action"])
        roots = documents(SourceFile(path, "yaml", text, ""))
        return WiredFile(path, host, tuple(task for root in roots for task in reading(path, root)))
    language = claims().by_path(path) or claims().by_shebang(text.partition("\n")[0])
    if language is not None and language.name == "shell":
        return WiredFile(path, host, tuple(wiring_plain.script(path, text)))
    return WiredFile(path, host)


def pins(paths: Iterable[str], text: Texts) -> Iterator[Pin]:
    """Exact versions of the tool in files that list what is installed."""
    for path in sorted(paths):
        if _PINNED_IN.fullmatch(path):
            for number, line in enumerate(text(path).split("\n"), start=1):
                found = None if line.lstrip().startswith("#") else _PIN.search(line)
                if found:
                    yield Pin(found[1].rstrip(".,"), Location(path, number, found.start() + 1, number, found.end() + 1), "installed")


def pinned(word: str) -> str:
    """The version that a word such as `ssot-check==1.2` or `ssot-check@1.2` asks for, or ""."""
    found = _PIN.fullmatch(word)
    return found[1] if found else ""


def left_out(filters: Iterable[Filter], watched: Listing, everything: frozenset[str]) -> tuple[LeftOut, ...]:
    """Filters that keep some of the watched paths from starting a run. One of several triggers, or rules, is enough to start it."""
    missing = [(item, _missing(item, watched, everything)) for item in filters]
    triggers: dict[str, set[str]] = {}
    for number, (item, lost) in enumerate(missing):
        if item.key.startswith(("on.", "rules.")):
            name = item.key.rpartition(".")[0] if item.key.startswith("on.") else str(number)
            triggers.setdefault(name, set()).update(lost)
    common = set.intersection(*triggers.values()) if triggers else set()
    kept = [(item, lost & common if item.key.startswith(("on.", "rules.")) else lost) for item, lost in missing]
    return tuple(LeftOut(item, tuple(sorted(lost))) for item, lost in kept if lost)


def _missing(item: Filter, watched: Listing, everything: frozenset[str]) -> set[str]:
    if item.regex:
        passing = {path for path in everything if any(re.search(pattern, path) for pattern in item.patterns)}
    else:
        passing = watched.select(_anchored(pattern) for pattern in item.patterns)
    return passing if item.excludes else set(everything) - passing


def _anchored(pattern: str) -> str:
    """A glob over whole paths as a gitignore pattern."""
    core = pattern.removeprefix("!")
    core = "**/*" + core[2:] if core.startswith("**") and not core.startswith("**/") and core != "**" else core
    return ("!/" if pattern.startswith("!") else "/") + core.lstrip("/")
