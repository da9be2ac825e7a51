"""A variable of the environment is read outside the owner of the configuration.

What it does
------------
A domain that bans one way to read the environment bans all ways of that language, through whatever alias or literal
string. What does something else by it (`os.path.expandvars`, `os.ExpandEnv`, `load_dotenv`) is banned alone where the
ban says nothing but that:

    bans: [{symbol: os.environ, use: app.settings.Settings}]

* Python (`os.environ`, `os.getenv`): subscripts, `get`, `setdefault`, `pop`, `in`, `getenv`, `environb`, the whole
  mapping, `os.path.expandvars` of a literal, `dotenv`, and the settings classes of pydantic, environ and environs
* JavaScript and TypeScript: `process.env` and `import.meta.env`
* Go (`os.Getenv`): also `LookupEnv`, `Environ`, `ExpandEnv`, `syscall.Getenv`, viper's `AutomaticEnv` and `BindEnv`,
  envconfig, godotenv
* Rust (`std::env::var`, or `std::env` as a whole): also `vars`, the `_os` forms, `env!`, `option_env!`, dotenv and
  envy; variables that cargo sets are not reported
* shell (`$` or `printenv`): the first use of each variable in capitals that neither the script sets nor one that it
  sources or is sourced by. Variables of the shell, the login and the terminal (`HOME`, `PATH`) are not reported. A
  script is not judged when it sources a file that cannot be found, or when it is neither executable nor sourced by
  another

`bans: default` of a configuration domain bans those of the languages in which the owner has code, and never shell,
because scripts are told by variables what to do. What `const { A } = process.env` takes is a reading, too.

To set a variable is not to read it (a ban of `os.environ` reports that as SSOT301). To hand the whole environment on
to a program that is started, `env={**os.environ, "A": "b"}`, is no reading either. Of a profile's ban it is a hint to
set a variable, to read one of the system, the interpreter or a pipeline (`HOME`, `PYTHONPATH`, `CI`), all of them, or
one that is named at run time, or one that the file itself sets, and to do so below `examples`, `docs` and
`benchmarks`, in a `build.rs` or a `vite.config.ts`, or in what Go and TypeScript keep below `scripts` and `hack`. So
it is where a variable is the default of an option of the command line, or is printed behind its own name in a file
called after a diagnosis (`info`, `doctor`, `debug`, `report`, `env`), and with one of another program: its name says
none of this one's (its packages, its module, who publishes it), and the owner, whose settings do, reads none that
begins so. Where what the owner reads begins alike (`SHOP_DEBUG`, `SHOP_SITE`, `SHOP_KEY`), any other beginning is
another program's, too. What `env!` reads was set when the program was built. Of two lines in a row that read one
variable the first is told. Where the ban does not hold: see SSOT301.

Why it matters
--------------
Each reader brings its own default and its own idea of the type, and the list of variables that an installation needs
exists nowhere.

How to fix
----------
Read the variable in the owner and take the setting from there; the `help` line spells the import. A type that holds the
settings and has no field for the variable is to get one. Of a ban in the registry's own words it is a warning to read
what the terminal, the desktop or the service manager sets (`TERM`, `XDG_CACHE_HOME`) and the owner does not read; to
give a copy of the whole environment back (`return dict(os.environ)`); and to read a variable that a parameter without
a default names, or a loop over one. Names of a list that a loop of Python goes through are known. `dotenv_values` and
`get_key` of python-dotenv read a file and no environment: a ban of their names is SSOT301.
"""

from collections.abc import Iterator
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.listed import listed
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.touch import EXPANSION, WHOLE, TouchKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.bans import Bypass, bypass_finding, bypasses
from ssot_check.rules.support.script_variables import ScriptVariables

_WHY = "its default, its type and its documentation belong to the owner"

_SHOWN: Final = 3
_OTHERWISE = ((".pop", "taken out"), (".setdefault", "read or set"))


def check(project: Project) -> Iterator[Finding]:
    """One finding for each reading."""
    scripts = ScriptVariables(project)
    for bypass in bypasses(project, lambda touch: touch.kind is TouchKind.ENVIRONMENT):
        touch = bypass.touch
        if touch.name != EXPANSION or not scripts.may_set(touch.location.path, touch.key):
            yield bypass_finding(RULE.code, bypass, _message(bypass), _WHY, "read here")


def _message(bypass: Bypass) -> str:
    touch = bypass.touch
    verb = next((verb for method, verb in _OTHERWISE if touch.spelled.endswith(method)), "read")
    return f"{_what(touch.key, touch.keys)} is {verb} with `{touch.spelled}`, outside the owner of `{bypass.domain.name}`"


def _what(key: str, keys: tuple[str, ...]) -> str:
    if len(keys) > 1:
        return f"one of the environment variables {listed([f'`{name}`' for name in keys], _SHOWN)}"
    named = key or "".join(keys)
    return "the environment" if key == WHOLE else f"environment variable `{named}`" if named else "an environment variable"


RULE = Rule(code="SSOT302", name="env-read", severity=Severity.ERROR, explanation=__doc__, check=check)
