"""What a run asks every file about, and what a file answers: where it touches what the registry keeps for an owner."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location

EXPANSION: Final = "$"
"""The name under which a script reads a variable that it does not set: `$NAME`, `${NAME:-x}`."""

READS_ENVIRONMENT: Final = {
    "python": (
        "os.environ", "os.environb", "os.getenv", "os.getenvb", "posix.environ", "os.path.expandvars",
        "dotenv.load_dotenv",
        "pydantic_settings.BaseSettings", "pydantic.BaseSettings", "environ.Env", "environs.Env", "decouple.config",
    ),
    "javascript": ("process.env", "import.meta.env", "Deno.env", "Bun.env"),
    "go": (
        "os.Getenv", "os.LookupEnv", "os.Environ", "os.ExpandEnv", "syscall.Getenv", "syscall.Environ",
        "github.com/spf13/viper.AutomaticEnv", "github.com/spf13/viper.BindEnv", "github.com/joho/godotenv",
        "github.com/kelseyhightower/envconfig", "github.com/caarlos0/env",
    ),
    "rust": (
        "std::env::var", "std::env::var_os", "std::env::vars", "std::env::vars_os", "env!", "option_env!", "dotenv::dotenv",
        "dotenvy::dotenv", "envy::from_env", "envy::prefixed",
    ),
    "shell": (EXPANSION, "printenv"),
}  # fmt: skip
"""By language family: names that read the environment."""
_TEXTS_AND_FILES: Final = frozenset(
    ("os.path.expandvars", "os.ExpandEnv", "dotenv.load_dotenv", "github.com/joho/godotenv", "dotenv::dotenv", "dotenvy::dotenv")
)
"""Names that do something else by the environment: a text is expanded, or a file is read into it."""

WHOLE: Final = "*"
"""The key of a touch that reads every variable."""
OPTION: Final = "option"
"""The place of a variable that is the default of an option of the command line."""

LISTED: Final = "listed"
"""The place of a variable that is printed behind its own name, for a diagnosis."""

HANDED: Final = "handed"
"""The place of the whole environment, as it is or copied, that goes on to somebody, where no variable of it is read (Python)."""

LATE: Final = "late"
"""The place of a variable of which a run alone knows the name (Python)."""

SET: Final = "set"
TAKEN_AWAY: Final = "taken away"
"""The places of a variable that is not read, but changed (Python)."""

ANEW: Final = "another name"
"""The place of a name that a module is only given under another watched one: `os.getcwdu = os.getcwd` (Python)."""

TYPES_ALONE: Final = "types"
"""The place of an import of which only types are taken, so that nothing of the library runs (TypeScript)."""


def readings(symbols: Collection[str]) -> frozenset[str]:
    """The ways to read the environment that a ban of the symbols is about: all of a language where one of them reads it and does no more.

    Who bans `os.path.expandvars` says how texts are expanded, and nothing of `os.getenv`.
    """
    found = set[str]()
    for forms in READS_ENVIRONMENT.values():
        named = set(forms).intersection(symbols)
        found |= named if named <= _TEXTS_AND_FILES else set(forms)
    return frozenset(found)


class TouchKind(StrEnum):
    """What is touched."""

    NAME = "name"  # a qualified name
    IMPORT = "import"  # a library or module, by an import statement
    ENVIRONMENT = "environment"  # a variable of the environment is read
    COMMAND = "command"  # a program is run


class Form(StrEnum):
    """How it is touched."""

    PLAIN = "plain"
    DYNAMIC = "dynamic"  # through a literal string: getattr, import_module, ...
    BOUND = "bound"  # bound to a name that other files can import


@dataclass(frozen=True, slots=True)
class Touch:
    """One place where a file touches what is watched.

    `name` is the watched name (a command: its words, joined by one space), `spelled` the source text there; `key` is the variable that
    is read (Python: or set), "" when it is known only at run time, WHOLE when all are. `scope` is the qualified name of the enclosing
    definition, `place` the sort of text a command stands in ("shell", "ci", "subprocess", ...), or one of the places above. `beside` are
    the functions, as written, of the calls that are given what is touched, or that give it something (Go); of an imported library what the
    file reads of it (Python). `given` are the functions whose answers a value of a type that is touched is made of (Go). `keys` are the
    variables among which a run chooses one to be read, or the expression that names the one that is changed (Python).
    """

    kind: TouchKind
    name: str
    location: Location
    spelled: str = ""
    key: str = ""
    form: Form = Form.PLAIN
    scope: str = ""
    place: str = ""
    beside: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched: qualified names and libraries, and commands as their words (sorted)."""

    names: frozenset[str] = frozenset()
    commands: tuple[tuple[str, ...], ...] = ()

    def covering(self, dotted: str) -> Iterator[str]:
        """The watched names that `dotted` is, or lies below, the longest first."""
        mark = "::" if "::" in dotted else "."
        while dotted:
            if dotted in self.names:
                yield dotted
            dotted = dotted.rpartition(mark)[0]


def in_order(found: Iterable[Touch]) -> tuple[Touch, ...]:
    """The touches of one file, by place."""
    return tuple(sorted(found, key=lambda item: (item.location, item.name, item.key)))
