"""A banned name is passed on to others under another name.

What it does
------------
Looks for modules outside the owner from which others can import a name under `bans`:

* Python: `start = logging.basicConfig` at the top of a module, an import that an `__init__.py` does not use itself,
  `from logging import basicConfig as basicConfig`, or an imported name that `__all__` lists
* TypeScript: `export { a } from "b"`, `export const start = a.b`
* Go: a variable of the package that begins with a capital letter
* Rust: `pub use`

Where the ban does not hold: see SSOT301.

Why it matters
--------------
Whoever imports the new name uses the banned one without writing it, and no search and no ban finds that any more.

How to fix
----------
Remove the name, and let its importers take what the owner exports; the `help` line spells the import.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.touch import Form
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.bans import bypass_finding, bypasses

_WHY = "its importers use the primitive under a name that no ban knows"


def check(project: Project) -> Iterator[Finding]:
    """One finding for each name that is passed on."""
    for bypass in bypasses(project, lambda touch: touch.form is Form.BOUND):
        message = f"`{bypass.touch.name}`, which only the owner of `{bypass.domain.name}` may use, is passed on to other modules"
        yield bypass_finding(RULE.code, bypass, message, _WHY, "bound to a name that others can import")


RULE = Rule(code="SSOT308", name="laundered-symbol", severity=Severity.ERROR, explanation=__doc__, check=check)
