"""A change touches a file that is frozen.

What it does
------------
Frozen are the files that match `layout.frozen_paths`, such as `migrations/*.sql`, and those that the registry calls
archived. Under `--since`, `--staged` and `--baseline-ref` it reports frozen files that are changed, removed or renamed. New files may be
added. The change that freezes a file may still edit it. A Python file of which only layout and comments change is left
alone; in other files every byte counts, because tools that run migrations compare check sums.

Why it matters
--------------
Others rely on the file as it was: a database has run the migration, a client speaks the old interface, an auditor reads
the archive.

How to fix
----------
Undo the change, and add a new file that says what is different. If the file is not frozen any more, remove its entry.
"""

from collections.abc import Iterator

from ssot_check.model.changes import Deed
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.changed import frozen, is_fresh, place_of, touched


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file."""
    for path, change, entry in touched(project, frozen(project.registry)):
        relaid = project.changes is not None and path in project.changes.relaid
        if change.deed is Deed.ADDED or relaid or is_fresh(project, entry.location):
            continue
        yield Finding(
            code=RULE.code,
            message=f"`{path}` is frozen by `{entry.written}`, and was {change.deed.value}",
            location=place_of(path, change, entry),
            why="others rely on the file as it was",
            help="take the change back and add a new file, or take the entry out if the file is not frozen any more",
            severity=RULE.severity,
            label=f"{change.deed.value} by this change",
            related=(Related(entry.location, "frozen here"),),
            digest=digest_parts((path, change.deed.value)),
        )


RULE = Rule(
    code="SSOT708", name="frozen-file-changed", severity=Severity.ERROR, explanation=__doc__, check=check,
    change=lambda registry: bool(frozen(registry)),
)  # fmt: skip
