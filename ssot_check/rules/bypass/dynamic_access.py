"""A banned name is reached through a literal string.

What it does
------------
Follows strings that lead to a name under `bans`. In Python, for a ban of `logging.basicConfig`:

    getattr(logging, "basicConfig")                 importlib.import_module("logging").basicConfig
    vars(logging)["basicConfig"]                    operator.attrgetter("basicConfig")(logging)
    sys.modules["logging"].basicConfig              pkgutil.resolve_name("logging:basicConfig")
    eval("logging.basicConfig()")                   EntryPoint("go", "logging:basicConfig", "x")

Also `__import__`, `__dict__`, `globals()`, `methodcaller`, the text of `exec`, `import_string` of Django and
Werkzeug, and entry points: in `setup(entry_points=...)`, in a `pyproject.toml` (`project.scripts`,
`project.entry-points`, those of poetry) and in a `setup.cfg` (`options.entry_points`).

In TypeScript and JavaScript: `console["log"]`, `Reflect.get(winston, "createLogger")`,
`{ ["createLogger"]: start } = winston`, modules whose name is put together (`require("win" + "ston")`),
`createRequire`, and the text of `eval` and `new Function`. Go and Rust have no such ways. A string may be put together
from literals, or stand in a name that is assigned once. Reading the environment in this way is SSOT302, but for `eval`
and `exec`. Where the ban does not hold: see SSOT301.

Why it matters
--------------
The name is banned, and a search for it finds nothing: the way around the owner is there and cannot be seen.

How to fix
----------
Call what the owner exports; the `help` line spells the import. Where the use is right, add the file to `allow_in`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.touch import Form, TouchKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.bans import bypass_finding, bypasses


def check(project: Project) -> Iterator[Finding]:
    """One finding for each place."""
    for bypass in bypasses(project, lambda touch: touch.kind is TouchKind.NAME and touch.form is Form.DYNAMIC):
        touch = bypass.touch
        message = f"`{touch.spelled}` reaches `{touch.name}`, which only the owner of `{bypass.domain.name}` may use"
        yield bypass_finding(RULE.code, bypass, message, "no search for the name finds this use", f"this is `{touch.name}`")


RULE = Rule(code="SSOT307", name="dynamic-access", severity=Severity.ERROR, explanation=__doc__, check=check)
