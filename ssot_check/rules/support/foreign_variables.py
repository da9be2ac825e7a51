"""Variables of the environment that are no settings of the program: of the system, of other programs, and all of them at once.

A profile that keeps the environment for the owner of the configuration means the settings that the program itself is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Domain
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import OPTION, READS_ENVIRONMENT, WHOLE, Touch, TouchKind
from ssot_check.rules.support.footing import Footing
from ssot_check.rules.support.program_names import bears, names_of

_OF_THE_SYSTEM: Final = regex(
    r"HOME|PATH|PWD|PS[1-4]|PROMPT|prompt|ZDOTDIR|USER|LOGNAME|SHELL|TERM|TERM_PROGRAM\w*|TERMINFO\w*|COLORTERM|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TMP|TEMP|HOSTNAME"
    r"|COLUMNS|LINES|EDITOR|VISUAL|PAGER|LESS|BROWSER|DISPLAY|WAYLAND_\w+|TMUX\w*|ZELLIJ\w*|KITTY_\w+|WEZTERM_\w+|VTE_VERSION|SWAYSOCK|NIRI_SOCKET|HYPRLAND_\w+|DESKTOP_\w+|XDG_\w+|DBUS_\w+|SSH_\w+|SUDO_\w+|WSL_\w+|TERMUX_\w+"
    r"|LD_[A-Z_]+|DYLD_\w+|NOTIFY_SOCKET|LISTEN_(?:FDS|PID)|JOURNAL_STREAM|INVOCATION_ID"
    r"|NO_COLOU?R|CLICOLOR\w*|FORCE_COLOU?R|(?:HTTPS?|ALL|NO|FTP)_PROXY|(?:https?|all|no|ftp)_proxy|SOURCE_DATE_EPOCH|KUBERNETES_SERVICE_\w+"
    r"|(?:LOCAL)?APPDATA|LocalAppData|AppData|USER(?:PROFILE|NAME|DOMAIN)|UserProfile|PROGRAM(?:FILES|DATA)|Program(?:Files(?:\(x86\))?|W6432|Data)"
    r"|HOME(?:PATH|DRIVE)|SYSTEM(?:ROOT|DRIVE)|System(?:Root|Drive)|WINDIR|windir|COMSPEC|ComSpec|COMPUTERNAME|PATHEXT|pathext|PROCESSOR_\w+|NUMBER_OF_PROCESSORS|OS"
    r"|PRE_COMMIT|READTHEDOCS\w*|MACOSX_DEPLOYMENT_TARGET|PYENV_\w+|PIP_BUILD_TRACKER|VIRTUAL_ENV"
    r"|CONDA_(?:PREFIX|DEFAULT_ENV|EXE|SHLVL|PYTHON_EXE)|NETRC|(?:REQUESTS|CURL)_CA_BUNDLE|SSL_CERT_(?:FILE|DIR)|PYTHON[A-Z]+|PYTEST_\w+|CI|GITHUB_\w+|GITLAB_CI|CI_\w+|TRAVIS\w*|BUILDKITE\w*|CIRCLECI|TF_BUILD"
    r"|DJANGO_SETTINGS_MODULE|GIT_[A-Z_]+|GO(?:PATH|ROOT|OS|ARCH|CACHE|MAXPROCS|FLAGS|DEBUG)|NODE_(?:ENV|OPTIONS|PATH)|npm_\w+"
    r"|CARGO\w*|RUSTC\w*|RUST(?:FLAGS|UP_\w+|_BACKTRACE)|OUT_DIR|JAVA_HOME|R_HOME|ANDROID_(?:HOME|ROOT|DATA|SDK_ROOT)"
)
"""Variables of logins, terminals, systems, interpreters, compilers and pipelines.

Which settings Django loads nobody can ask the settings.
"""
_COMPILED: Final = frozenset(("env!", "option_env!"))
READERS: Final = frozenset(name for names in READS_ENVIRONMENT.values() for name in names)
LEAST: Final = 3
"""So many variables, or functions that say one, make a convention."""
_MOST: Final = 2 / 3
"""The share of the owner's variables that follow it."""
_HALF: Final = 0.5


def whose(project: Project, domain: Domain, touch: Touch) -> str:
    """Why what is read is no setting of the program; "" where it may be one."""
    if touch.name in _COMPILED:
        return f"what `{touch.name}` reads was set when the program was built, and is no setting of a run"
    if touch.key == WHOLE:
        return "the whole environment is handed on or searched, and no setting is read by its name"
    if not touch.key:
        return "the variable is named at run time, by whoever asks for it"
    if _OF_THE_SYSTEM.fullmatch(touch.key):
        return f"`{touch.key}` is set by the system, the interpreter or a pipeline, and is no setting of the program"
    if touch.place == OPTION:
        return f"`{touch.key}` is the default of an option of the command line, which is declared here"
    if touch.key in _set_in(project.files.get(touch.location.path)):
        return f"`{touch.key}` is set in this file, too: for a program that is started, or for a while"
    return _of_another(project, domain, touch)


def _of_another(project: Project, domain: Domain, touch: Touch) -> str:
    """Why a variable is another program's: neither its name says this one, nor does the owner read what begins so."""
    family = FAMILIES.get(ending(touch.location.path), "")
    footing = Footing(project)
    names = names_of(project, touch.location.path) | _owners_names(footing, domain.name, family)
    if bears(touch.key, names):
        return ""
    prefix, said = _convention(footing, domain.name, family)
    if prefix:
        also = f"the settings that the owner reads begin with `{prefix.upper()}_`: `{touch.key}` is of another program"
        return "" if _first(touch.key) in (prefix, *said) else also
    read, otherwise = _owners_reading(footing, domain.name, family)
    alike = _first(touch.key) in map(_first, read)
    bare = sum(not bears(key, names) for key in read)
    if otherwise or not names or alike or bare > len(read) / 2:
        return ""
    return f"`{touch.key}` says no name of this program, and the owner reads nothing that begins so: it may be another program's"


def _set_in(file: ParsedFile | None) -> frozenset[str]:
    """The variables that a file of Python sets or takes away."""
    touches = file.touches if file is not None else ()
    return frozenset(touch.key for touch in touches if touch.kind is TouchKind.NAME and touch.name in READERS)


def said_of_variables(file: ParsedFile) -> tuple[frozenset[str], bool, Counter[tuple[str, ...]]]:
    """All that decides which variables are an owner's: those that a file reads, and the words of the texts of each function."""
    return frozenset(_read(file)), _reads_otherwise(file), Counter(tuple(sorted(_texts(unit.fingerprint.words))) for unit in file.units)


def _owned(project: Project, name: str, family: str) -> list[ParsedFile]:
    """The owner's files of a family of languages."""
    paths = project.owned_files(project.registry.domain(name))
    return [project.files[path] for path in paths if path in project.files and FAMILIES.get(ending(path)) == family]


@lru_cache(maxsize=64)
def _owners_names(footing: Footing, name: str, family: str) -> frozenset[str]:
    files = _owned(footing.project, name, family)
    return frozenset(said for file in files for said in names_of(footing.project, file.path))


@lru_cache(maxsize=64)
def _owners_reading(footing: Footing, name: str, family: str) -> tuple[frozenset[str], bool]:
    """The settings that the owner reads by name, and whether it reads others: all there are, or by a name that somebody hands it."""
    files = _owned(footing.project, name, family)
    return frozenset(key for file in files for key in _read(file)), any(map(_reads_otherwise, files))


def _reads_otherwise(file: ParsedFile) -> bool:
    reading = (touch for touch in file.touches if touch.name in READERS and touch.kind in (TouchKind.ENVIRONMENT, TouchKind.IMPORT))
    return any(touch.key in ("", WHOLE) for touch in reading)


@lru_cache(maxsize=64)
def _convention(footing: Footing, name: str, family: str) -> tuple[str, frozenset[str]]:
    """How the owner's variables begin, "" where they have nothing in common; and how those begin that do not."""
    files = _owned(footing.project, name, family)
    texts = [words for file in files for unit in file.units if (words := set(_texts(unit.fingerprint.words)))]
    said = frozenset(word for words in texts for word in words)
    read = {key for file in files for key in _read(file)}
    counted = Counter(map(_first, read))
    begins, number = next(iter(counted.most_common(1)), ("", 0))
    if number >= LEAST and number >= _MOST * len(read):
        return begins, frozenset(map(_first, read)) | said
    if not read and any(item.kind is TouchKind.ENVIRONMENT for file in files for item in file.touches):
        # A reader that is told the name (`Bool("APP_DEBUG")`): then its own texts are the names.
        spread = Counter(word for words in texts for word in words).most_common(2)
        if spread and spread[0][1] >= max(LEAST, _HALF * len(texts)) and (len(spread) == 1 or spread[1][1] < spread[0][1]):
            return spread[0][0], said
    return "", frozenset()


def _read(file: ParsedFile) -> Iterator[str]:
    for touch in file.touches:
        if touch.kind is TouchKind.ENVIRONMENT and touch.key not in ("", WHOLE) and not _OF_THE_SYSTEM.fullmatch(touch.key):
            yield touch.key


def _texts(words: Iterable[str]) -> Iterator[str]:
    return (word[1:].lower() for word in words if word.startswith('"'))


def _first(key: str) -> str:
    """`app` of `APP_DEBUG`."""
    return key.partition("_")[0].lower()
