"""Variables of the environment that no program is configured by, but for which every program may look."""

from __future__ import annotations

from typing import Final

from ssot_check.model.regex import regex

_OF_THE_SYSTEM: Final = regex(
    r"HOME|PATH|PWD|PS[1-4]|PROMPT|prompt|ZDOTDIR|USER|LOGNAME|SHELL|TERM|TERM_PROGRAM\w*|TERMINFO\w*|COLORTERM|LANG|LANGUAGE|LC_[A-Z]+|TZ|TMPDIR|TMP|TEMP|HOSTNAME"
    r"|COLUMNS|LINES|EDITOR|VISUAL|PAGER|LESS|BROWSER|DISPLAY|WAYLAND_\w+|TMUX\w*|ZELLIJ\w*|KITTY_\w+|WEZTERM_\w+|VTE_VERSION|SWAYSOCK|NIRI_SOCKET|HYPRLAND_\w+|DESKTOP_\w+|XDG_\w+|DBUS_\w+|SSH_\w+|SUDO_\w+|WSL_\w+|TERMUX_\w+"
    r"|LD_(?:AUDIT|BIND_NO[TW]|DEBUG(?:_OUTPUT)?|DYNAMIC_WEAK|HWCAP_MASK|LIBRARY_PATH(?:_\d+)?|ORIGIN_PATH|PREFER_MAP_32BIT_EXEC|PRELOAD|PROFILE(?:_OUTPUT)?|RUN_PATH|SHOW_AUXV|TRACE_\w+|USE_LOAD_BIAS|VERBOSE|WARN)|DYLD_\w+|NOTIFY_SOCKET|LISTEN_(?:FDS|FDNAMES|PID)|WATCHDOG_(?:PID|USEC)|JOURNAL_STREAM|INVOCATION_ID"
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


def is_of_the_system(key: str) -> bool:
    """True for a variable that the system, an interpreter or a pipeline sets."""
    return _OF_THE_SYSTEM.fullmatch(key) is not None
