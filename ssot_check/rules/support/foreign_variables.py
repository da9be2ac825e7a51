"""Variables of the environment that are no settings of the program: of the system, of other programs, and all of them at once.

A profile that keeps the environment for the owner of the configuration means the settings that the program itself is told.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.regex import regex
from ssot_check.model.registry import Domain
from ssot_check.model.source import FAMILIES, ending
from ssot_check.model.touch import HANDED, LATE, LISTED, OPTION, WHOLE, Touch, TouchKind
from ssot_check.rules.support.footing import Footing
from ssot_check.rules.support.owners_variables import READERS, variables_of
from ssot_check.rules.support.program_names import bears, names_of
from ssot_check.rules.support.system_variables import is_of_the_system

_OF_THE_TERMINAL: Final = regex(
    r"TERM|(?:TERM_PROGRAM|LC_TERMINAL)(?:_VERSION)?|TERMINFO(?:_DIRS)?|COLORTERM|DISPLAY|WAYLAND_DISPLAY|DBUS_(?:SESSION|SYSTEM)_BUS_ADDRESS|NOTIFY_SOCKET"
    r"|XDG_(?:(?:CONFIG|CACHE|DATA|STATE)_HOME|(?:CONFIG|DATA)_DIRS|RUNTIME_DIR|CURRENT_DESKTOP|SEAT|VTNR|SESSION_(?:TYPE|ID|CLASS|DESKTOP))"
    r"|LISTEN_(?:FDS|FDNAMES|PID)|WATCHDOG_(?:PID|USEC)"
    r"|SNAP(?:_(?:COMMON|DATA|INSTANCE_NAME|NAME|REVISION|USER_COMMON|USER_DATA|VERSION))?|FLATPAK_ID|APPIMAGE"
)
_NAMED_LATE: Final = "the variable is named at run time, by whoever asks for it"
_COMPILED: Final = frozenset(("env!", "option_env!"))


def whose(project: Project, domain: Domain, touch: Touch) -> str:
    """Why what is read is no setting of the program; "" where it may be one."""
    if touch.name in _COMPILED:
        return f"what `{touch.name}` reads was set when the program was built, and is no setting of a run"
    if touch.key == WHOLE:
        return "the whole environment is handed on or searched, and no setting is read by its name"
    if not touch.key:
        return _of_all(touch, lambda one: whose(project, domain, one)) if touch.keys else _NAMED_LATE
    if is_of_the_system(touch.key):
        return f"`{touch.key}` is set by the system, the interpreter or a pipeline, and is no setting of the program"
    if touch.place == OPTION:
        return f"`{touch.key}` is the default of an option of the command line, which is declared here"
    if touch.place == LISTED:
        return f"`{touch.key}` is printed as it is, behind its own name: nothing is configured by it here"
    if touch.key in _set_in(project.files.get(touch.location.path)):
        return f"`{touch.key}` is set in this file, too: for a program that is started, or for a while"
    return _of_another(project, domain, touch)


def plainly_not_its_own(project: Project, domain: Domain, touch: Touch) -> str:
    """Why the registry's own ban may not mean what is read; "" where it does.

    The terminal sets the variable and no owner reads it, a run names it, or all there are go on to somebody.
    """
    if touch.place == LATE:
        return _NAMED_LATE
    if touch.key == WHOLE:
        return "the whole environment is handed on, and no setting is read by its name here" if touch.place == HANDED else ""
    if not touch.key:
        return _of_all(touch, lambda one: plainly_not_its_own(project, domain, one))
    if not _OF_THE_TERMINAL.fullmatch(touch.key) or _reads(project, domain, touch.key):
        return ""
    return f"`{touch.key}` is set by the terminal, the desktop or the service manager, and is no setting of the program"


def _of_all(touch: Touch, asked: Callable[[Touch], str]) -> str:
    """The first reason where each of the variables among which a run chooses has one, else ""."""
    reasons = [asked(replace(touch, key=key, keys=())) for key in touch.keys]
    return reasons[0] if reasons and all(reasons) else ""


def _reads(project: Project, domain: Domain, key: str) -> bool:
    """True for a variable that the owner reads: whoever wants it can ask there."""
    files = (project.files[path] for path in project.owned_files(domain) if path in project.files)
    return any(item.kind is TouchKind.ENVIRONMENT and item.key == key for file in files for item in file.touches)


def _of_another(project: Project, domain: Domain, touch: Touch) -> str:
    """Why a variable is another program's: neither its name says this one, nor does the owner read what begins so."""
    path = touch.location.path
    owner = variables_of(Footing(project), domain.name, FAMILIES.get(ending(path), ""))
    if owner.may_have(touch.key) or bears(touch.key, names_of(project, path) | owner.names):
        return ""
    if owner.begins:
        return f"the settings that the owner reads begin with `{owner.begins.upper()}_`: `{touch.key}` is of another program"
    return f"`{touch.key}` says no name of this program, and the owner reads nothing that begins so: it may be another program's"


def _set_in(file: ParsedFile | None) -> frozenset[str]:
    """The variables that a file of Python sets or takes away."""
    touches = file.touches if file is not None else ()
    return frozenset(touch.key for touch in touches if touch.kind is TouchKind.NAME and touch.name in READERS)
