"""A deprecated file that was deleted is back.

What it does
------------
Asks git whether a deprecated file that exists today was deleted by an earlier commit. It counts only when the registry
of that commit already named the path: a file deleted before that came back for a reason. Under `--since`, `--staged`
and `--baseline-ref` files are reported as well that the change adds at a path called deprecated or removed. Entries for
symbols and archived files are left alone. A shallow clone hides older commits.

Why it matters
--------------
The removal was work, and a merge, a revert or a copy has undone it, mostly without anybody knowing.

How to fix
----------
Delete the file again and use its replacement. If it is wanted after all, take its entry out of the registry.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.changed import brought_back
from ssot_check.rules.support.outdated import old_files
from ssot_check.rules.support.successors import shown_successor


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file."""
    back = brought_back(project)
    old = old_files(project) if back else {}
    for path, what in back.items():
        entry = old[path]
        target = shown_successor(project, entry)
        yield Finding(
            code=RULE.code,
            message=f"`{path}` {what}",
            location=Location(path, 1, 1, 1, 1),
            why=entry.reason or "somebody has undone its removal, mostly without knowing",
            help=f"delete it and use `{target}`" if target else "delete it, or take its entry out of the registry",
            domain=entry.domain,
            severity=RULE.severity,
            label="back again",
            related=(Related(entry.location, "deprecated here"),),
            digest=digest_parts((path,)),
        )


RULE = Rule(code="SSOT405", name="resurrected", severity=Severity.ERROR, explanation=__doc__, check=check)
