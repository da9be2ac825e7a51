"""A function, class or value that only a domain's owner may touch is used outside of it.

What it does
------------
Looks for the names under `bans` of each domain, and for those that its profile brings with `bans: default`:

    bans: [{symbol: logging.basicConfig, use: app.log.setup_logging}]

In Python a name is followed through imports, aliases, assignments, attribute chains and star imports. A parameter or
variable that only happens to be called `logging` is not the module. A class derived from a banned one is a use of it.
Annotations, types that are put together from others (`Pair = tuple[Popen, int]`) and code under `if TYPE_CHECKING` do
not count.

In the other languages the name is written as the language spells it, and is followed through imports and members, but
no further than to names that the file itself assigns (Go: the function):

* TypeScript and JavaScript: a global (`console.log`), or what a package or file exports (`winston.createLogger`,
  `src.old.start`)
* Go: the import path, a dot and the name (`log/slog.SetDefault`), or the package's name as code says it (`sha256.New`)
* Rust: the path (`std::process::Command`, `println!`)

What Python or Go knows without an import is written as code says it: `print`, `open`, `panic`.

A ban of a profile holds where the owner has code in the language of the name: nobody can take what an owner in another
one offers. An owner without any code keeps them all.

It is a hint (`--hints`) in a file of Python that is of no package and imports nothing of the owner's, where that one
is installed by a `setup.py` or `pyproject.toml`: such a script may run without it. So it is in another distribution
that takes nothing from the owner's, in a package of Rust or TypeScript on which the owner's depends, where the owner
itself has nothing to do with what is banned, and (Go) where the owner's own function is called with it:
`api.New(http.DefaultClient)`. Of one line one thing is told. What the registry bans in its own words holds everywhere.
A profile's ban is a warning in JavaScript of no package that takes nothing from those of the owner: a page may load it
as it stands. A value of a banned type whose work is done by what the owner gives uses the owner
(Go): `http.Client{Transport: safe.Transport()}`, or `Handler`.

The ban does not hold in the owner, its wrappers, its deprecated files and the files under `allow_in`. Nor does it in
tests (`scan.tests`; folders and names like `tests/`, `test_*.py`, `*.spec.ts` when that is not set), unless `in` of the
ban lists `tests`. A file whose head says that a program wrote it is left out and counted as such in every report:
whoever owns its generator has to change that. Reading the environment is SSOT302, importing a banned module SSOT303, a
name in a string SSOT307, and a new name for others to import SSOT308.

Why it matters
--------------
Nobody copied the owner, and yet its work is done in two places, in two ways. Whoever changes the owner does not find
the other one.

How to fix
----------
Call what the owner exports; the `help` line spells the import for that file. Where the ban has no `use`, it names an
export that is called like what is banned, or else one whose own code does it, and where none does, the owner's file
alone. Where `use` is a file or folder, of what that offers only what can stand there is named, with what it takes and
gives: it does what is banned, in the same crate or package where that has a module of its own for it, answers at once
where nothing waits, and makes no hex of a sum of which the bytes are needed. Where nothing fits, a function is to be
added to the owner. A single export is what a ban means that the registry writes itself. Where that import would make a circle that
Python refuses, it says what to move or to import late. Where the use is right, add the file to `allow_in`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.touch import SET, TAKEN_AWAY, Form, Touch, TouchKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.bans import Bypass, bypass_finding, bypasses

_WHY = "a change to the owner does not reach this place"


def check(project: Project) -> Iterator[Finding]:
    """One finding for each use."""
    for bypass in bypasses(project, lambda touch: touch.kind is TouchKind.NAME and touch.form is Form.PLAIN):
        yield bypass_finding(RULE.code, bypass, _message(bypass), _WHY, "only the owner may use it")


def _message(bypass: Bypass) -> str:
    spelled, touch = bypass.touch.spelled, bypass.touch
    if touch.place in (SET, TAKEN_AWAY):
        return f"{_change(touch)} with `{spelled}`, outside the owner of `{bypass.domain.name}`"
    name = spelled if bypass.touch.name == f"builtins.{spelled}" else bypass.touch.name
    through = "" if spelled.endswith(name) else f", here `{spelled}`,"
    return f"`{name}`{through} is used outside the owner of `{bypass.domain.name}`"


def _change(touch: Touch) -> str:
    if touch.key:
        return f"environment variable `{touch.key}` is {touch.place}"
    late = next(iter(touch.keys), "")
    return f"the environment variable that `{late}` names is {touch.place}" if late else "the environment is changed"


RULE = Rule(code="SSOT301", name="banned-symbol", severity=Severity.ERROR, explanation=__doc__, check=check)
