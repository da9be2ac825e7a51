"""A library or module that a domain's owner wraps is imported outside of it.

What it does
------------
Looks for import statements of a module that stands under `bans`. `{symbol: requests}` is about `import requests`,
`import requests.adapters` and `from requests import Session`, under any alias; likewise packages in TypeScript,
import paths in Go (`github.com/spf13/viper`) and crates in Rust. Each import statement is reported once, and the uses
of what it imports are not reported again. `import type` and `import { type A }` of TypeScript run nothing, as `if
TYPE_CHECKING` does not, and are no uses; an import of which only types are taken is a hint, for the compiler drops
it. Where the ban does not hold (owner, wrappers, `allow_in`, tests, `if TYPE_CHECKING`): see SSOT301.

Why it matters
--------------
The owner wraps the library so that time-outs, retries and keys are set in one place. Whoever takes the library itself
has none of them.

How to fix
----------
Use what the owner exports; the `help` line spells the import, and names what else the file takes of the library (the
exceptions that it catches, for one): without that the import has to stay. Where the library itself is right, add the file to
`allow_in`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.touch import TouchKind
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.bans import bypass_finding, bypasses

_WHY = "what the owner sets once for everybody is missing here"


def check(project: Project) -> Iterator[Finding]:
    """One finding for each import statement."""
    for bypass in bypasses(project, lambda touch: touch.kind is TouchKind.IMPORT):
        message = f"`{bypass.touch.name}` is imported outside the owner of `{bypass.domain.name}`, which wraps it"
        yield bypass_finding(RULE.code, bypass, message, _WHY, "only the owner may import it")


RULE = Rule(code="SSOT303", name="wrapped-library", severity=Severity.ERROR, explanation=__doc__, check=check)
