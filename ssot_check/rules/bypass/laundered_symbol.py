"""A banned name is passed on to others under another name.

What it does
------------
Looks for modules outside the owner that offer a name under `bans` to their importers: `start = logging.basicConfig` at the top of a
module, an import of it in an `__init__.py` that does not use it, `from logging import basicConfig as basicConfig`, or one that `__all__`
lists; in TypeScript `export { a } from "b"` and `export const start = a.b`; in Go a variable of the package with a capital letter; in
Rust `pub use`. Where the ban does not hold: see SSOT301.

Why it matters
--------------
Whoever imports the new name uses the primitive without its name, and no search and no ban finds that any more.

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
