"""Settings of a run from their four sources: built-in < `pyproject.toml [tool.ssot-check]` < environment < command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

from ssot_check.model.config import DEFAULT_MAX_FILE_BYTES, DEFAULT_MAX_REGISTRY_BYTES
from ssot_check.model.dataclass import dataclass
from ssot_check.model.errors import UsageError
from ssot_check.model.suggest import refuse_unknown

TABLE: Final = "ssot-check"
PREFIX: Final = "SSOT_CHECK_"
TRACEBACK_VARIABLE: Final = "SSOT_CHECK_TRACEBACK"
"""The one variable with the prefix that is no setting: it asks for the traceback of an internal error."""

LEVELS: Final = ("error", "warning", "never")
COLOURS: Final = ("auto", "always", "never")

Value: TypeAlias = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One setting: its built-in value, which also gives its type, what it does, and the words it may take ((), when free)."""

    default: Value
    meaning: str
    choices: tuple[str, ...] = ()
    least: int = 0

    @property
    def wanted(self) -> str:
        """What a value of this kind looks like, for messages."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if isinstance(self.default, bool):
            return "true or false"
        if isinstance(self.default, int):
            return f"a whole number of at least {self.least}"
        return "a list of texts" if isinstance(self.default, tuple) else "a text"


def _processors() -> int:
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(count, 16))


def known() -> dict[str, Kind]:
    """Every setting by its name, in the order in which they are shown."""
    return {
        "registry": Kind("", "the registry, in place of the nearest `SSOT_LOCK.yml` upwards"),
        "baseline": Kind("", "the file of known findings, in place of the one that the registry names"),
        "select": Kind(
            (),
            "run only rules whose code begins so; in a file SSOT902 and SSOT714, which tell of settings that let more pass, all the same",
        ),
        "ignore": Kind((), "leave out rules whose code begins so; those of SSOT0, and in a file SSOT714, run all the same"),
        "domain": Kind((), "report findings of these domains only"),
        "fail-on": Kind("", "which severity fails the run; empty leaves it to `enforcement.level` of the registry", LEVELS),
        "format": Kind("full", "format of the report on standard output ([formats.md](formats.md))"),
        "color": Kind("auto", "colour the report; `auto`: at a terminal", COLOURS),
        "statistics": Kind(default=False, meaning="add counts per rule"),
        "quiet": Kind(default=False, meaning="print nothing when clean, and findings without detail"),
        "verbose": Kind(default=False, meaning="print more detail"),
        "token-budget": Kind(10_000, "most tokens of the `ai` format; 0 for no limit", least=0),
        "no-cache": Kind(default=False, meaning="read and parse every file, and keep nothing for the next run"),
        "cache-dir": Kind("", "where the cache is; empty: `.ssot-check-cache`, or the user's cache folder where that cannot be written"),
        "jobs": Kind(_processors(), "number of worker processes", least=1),
        "max-file-bytes": Kind(
            DEFAULT_MAX_FILE_BYTES, "a larger file is left out: an error for code, named under `left out` for data", least=1
        ),
        "max-registry-bytes": Kind(DEFAULT_MAX_REGISTRY_BYTES, "a larger registry is refused", least=1),
    }


@dataclass(frozen=True, slots=True)
class Settings:
    """Values by name, and for each where it comes from ("built-in", "pyproject.toml:12", "$SSOT_CHECK_JOBS", "command line")."""

    values: Mapping[str, Value]
    origins: Mapping[str, str]

    def text(self, name: str) -> str:
        """A text setting."""
        return str(self.values[name])

    def texts(self, name: str) -> tuple[str, ...]:
        """A list setting."""
        value = self.values[name]
        return value if isinstance(value, tuple) else (str(value),)

    def number(self, name: str) -> int:
        """A number setting."""
        return int(str(self.values[name]))

    def flag(self, name: str) -> bool:
        """A yes-or-no setting."""
        return self.values[name] is True


def load(root: Path, environment: Mapping[str, str], given: Mapping[str, Value | None]) -> Settings:
    """Settings for the repository at `root`. `given` are those of the command line, None where nothing was said.

    Raises UsageError for a file that cannot be read, an unknown name or a value of the wrong type.
    """
    kinds = known()
    values: dict[str, Value] = {name: kind.default for name, kind in kinds.items()}
    origins = dict.fromkeys(kinds, "built-in")

    def take(name: str, value: Value, origin: str) -> None:
        values[name] = value
        origins[name] = origin

    for name, (value, line) in _from_file(root / "pyproject.toml").items():
        where = f"pyproject.toml:{line}" if line else "pyproject.toml"
        refuse_unknown(name, kinds, f"{where}: [tool.{TABLE}] has no setting {name!r}")
        take(name, _typed(name, kinds[name], value, where), where)
    for variable in sorted(environment):
        if variable.startswith(PREFIX) and variable != TRACEBACK_VARIABLE and environment[variable]:
            name = variable.removeprefix(PREFIX).lower().replace("_", "-")
            refuse_unknown(name, kinds, f"the environment variable {variable} names no setting", _variable)
            take(name, _parsed(name, kinds[name], environment[variable], variable), f"${variable}")
    for name, said in given.items():
        if said is not None:
            _refuse_empty(name, said)
            take(name, said, "command line")
    return Settings(values, origins)


def _refuse_empty(name: str, said: Value) -> None:
    """An empty text on the command line is mostly a variable that was not set; to run with the default would hide that."""
    texts = said if isinstance(said, tuple) else (said,)
    if any(isinstance(text, str) and not text.strip(" ,") for text in texts):
        raise UsageError(f"--{name} is empty", "give it a value, or leave the option out")


def _variable(name: str) -> str:
    return PREFIX + name.upper().replace("-", "_")


def _from_file(path: Path) -> dict[str, tuple[object, int]]:
    try:
        if path.exists() and not path.is_dir() and not path.is_file():
            raise UsageError("pyproject.toml is not a regular file", "mend it: settings may stand in it")  # a pipe would wait for ever
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"pyproject.toml cannot be read: {reason}", "mend the file: settings may stand in it") from error
    return settings_in(text)


def settings_in(text: str) -> dict[str, tuple[object, int]]:
    """The entries of our table in the text of a `pyproject.toml`, with their lines (0 when unknown). Raises UsageError."""
    if TABLE not in text:
        return {}
    import tomllib

    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a ValueError too
        raise UsageError(f"pyproject.toml is not valid TOML: {error}", "mend the file: its settings cannot be read") from error
    tools = document.get("tool", {})
    table = tools.get(TABLE, {}) if isinstance(tools, dict) else {}
    if not isinstance(table, dict):
        raise UsageError(f"pyproject.toml: tool.{TABLE} is not a table", f"write its settings below [tool.{TABLE}]")
    return {name: (value, _line_of(text, name)) for name, value in table.items()}


def _line_of(text: str, name: str) -> int:
    """Line of the key below the table's header; 0 where the table is written in another form."""
    inside = False
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.strip().replace('"', "").replace("'", "")
        if bare.startswith("["):
            inside = bare.split("#")[0].strip() == f"[tool.{TABLE}]"
        elif inside and bare.partition("=")[0].strip() == name:
            return number
    return 0


def _typed(name: str, kind: Kind, value: object, where: str) -> Value:
    """A value of the TOML file, which has types of its own."""
    default = kind.default
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
    elif isinstance(default, bool):
        if isinstance(value, bool):
            return value
    elif isinstance(default, int):
        if isinstance(value, int) and not isinstance(value, bool) and value >= kind.least:
            return value
    elif isinstance(value, str) and (not kind.choices or value in kind.choices):
        return value
    raise UsageError(f"{where}: {name} is {_shown(value)}; expected {kind.wanted}", "change the value, or remove the line")


def _parsed(name: str, kind: Kind, text: str, variable: str) -> Value:
    """A value of the environment, where everything is text: commas separate a list; 1, true, yes, on and their opposites are flags."""
    default = kind.default
    words = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if isinstance(default, tuple):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if isinstance(default, bool):
        if text.lower() in words:
            return words[text.lower()]
    elif isinstance(default, int):
        if text.isascii() and text.isdigit() and len(text) < 20 and int(text) >= kind.least:
            return int(text)
    elif not kind.choices or text in kind.choices:
        return text
    raise UsageError(f"{variable} is {_shown(text)}; {name} takes {kind.wanted}", "change the variable, or unset it")


def _shown(value: object) -> str:
    """The value as in TOML, cut to a readable length."""
    try:
        text = str(value).lower() if isinstance(value, bool) else repr(value)
    except ValueError:  # Python does not print integers of thousands of digits
        return "a number of thousands of digits"
    return text if len(text) <= 60 else text[:57] + "..."
