"""A variable of the environment is read outside the owner of the configuration.

What it does
------------
Holds where a domain bans a way to read the environment: `os.environ`, `os.getenv` or another one for Python, `process.env` or
`import.meta.env` for JavaScript and TypeScript, `os.Getenv` for Go, `std::env::var` (or `std::env` as a whole) for Rust. To ban one is
to ban every form of that language: in Python subscripts, `get`, `setdefault`, `pop`, `in`, `getenv`, `environb`, the whole mapping,
`dotenv`, and the settings classes of pydantic, environ and environs, through whatever alias or literal string. Setting a variable is no
reading: a ban of `os.environ` itself reports that as SSOT301. Nor is handing the environment on to a program that is started, at once
(`env={**os.environ, "A": "b"}`) or through a variable of which no key is read.

In Go: `os.Getenv`, `LookupEnv`, `Environ`, `ExpandEnv`, `syscall.Getenv`, viper's `AutomaticEnv` and `BindEnv`, envconfig, godotenv. In
Rust: `std::env::var`, `vars` and their `_os` forms, also in the arguments of macros, `env!` and `option_env!`, dotenv and envy; variables
that cargo sets are no configuration. `bans: default` of a configuration domain bans these four languages.

In shell scripts a ban of `$` (or `printenv`) holds for the variables in capitals that a script reads and nobody sets: neither the
script, nor one that it sources or that sources it. The first reading of each is reported; those of the shell, the login and the terminal
(`HOME`, `PATH`, `BASH_SOURCE`) are none. A script that sources what nobody can find is not judged, nor is a file that is neither
executable nor seen to be sourced. `bans: default` leaves shell out, because scripts are told by variables what to do. Where the ban does
not hold: see SSOT301.

Why it matters
--------------
Each reader brings its own default and its own idea of the type, and the list of variables that an installation needs exists nowhere.

How to fix
----------
Read the variable in the owner and take the setting from there; the `help` line spells the import.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.touch import EXPANSION, WHOLE, TouchKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.bans import Bypass, bypass_finding, bypasses
from ssot_check.rules.support.script_variables import ScriptVariables

_WHY = "its default, its type and its documentation belong to the owner"

_OTHERWISE = ((".pop", "taken out"), (".setdefault", "read or set"))


def check(project: Project) -> Iterator[Finding]:
    """One finding for each reading."""
    scripts = ScriptVariables(project)
    for bypass in bypasses(project, lambda touch: touch.kind is TouchKind.ENVIRONMENT):
        touch = bypass.touch
        if touch.name != EXPANSION or not scripts.may_set(touch.location.path, touch.key):
            yield bypass_finding(RULE.code, bypass, _message(bypass), _WHY, "read here")


def _message(bypass: Bypass) -> str:
    key = bypass.touch.key
    what = "the environment" if key == WHOLE else f"environment variable `{key}`" if key else "an environment variable"
    verb = next((verb for method, verb in _OTHERWISE if bypass.touch.spelled.endswith(method)), "read")
    return f"{what} is {verb} with `{bypass.touch.spelled}`, outside the owner of `{bypass.domain.name}`"


RULE = Rule(code="SSOT302", name="env-read", severity=Severity.ERROR, explanation=__doc__, check=check)
