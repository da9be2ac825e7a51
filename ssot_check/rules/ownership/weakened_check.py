"""The change lets pass what did not pass before, and does not say why.

What it does
------------
Under `--since`, `--staged` and `--baseline-ref` compares what the registry and the `[tool.ssot-check]` of the `pyproject.toml` mean with
what they meant before the change, and tells what became weaker:

* files that are not looked at any more: `scan.exclude`, `scan.include`, `scan.tests`, `scan.generated`
* an owner that is none any more though its file is there, a domain that is gone
* copies: a higher `threshold` or `min_tokens`, `duplicates.ignore`
* a ban, a `must_use` or `variants` taken out, a further place in `allow_in`, a lock or protected `consumers` given up
* a lower `level`, `phase` or `min_score`; `forbidden_paths`, `covered_paths` and `frozen_paths` that lose an entry
* settings of a run: `ignore`, `select`, `domain`, `fail-on`, `max-file-bytes`

Whoever has a reason gives it in the trailer `SSOT-Change` of a commit message; then nothing is told. Under `--staged` that message
does not exist yet, and the finding is information only. An entry that follows files which the change moved is nothing new. Entries of
`exceptions`, of the baseline and comments that let a finding stand have reasons of their own (801 to 809).

Why it matters
--------------
The shortest way to make a check pass is to make it see less. Where a finding and the rule that told it go in one change, somebody
should look at both.

How to fix
----------
Mend what was found in place of the check. Where the check was wrong, say why: `git commit --trailer "SSOT-Change: why"`.
"""

from collections.abc import Iterator
from typing import Final

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.weaker import of_registry
from ssot_check.rules.support.weaker_settings import of_settings

_TRAILER: Final = "SSOT-Change"
_SETTINGS: Final = "pyproject.toml"


def check(project: Project) -> Iterator[Finding]:
    """One finding for each thing that is weaker."""
    changes = project.changes
    if changes is None or any(name == _TRAILER.lower() for name, _ in changes.trailers):
        return
    found = list(of_registry(project, changes.former)) if changes.former is not None else []
    found += [
        (what, Location(_SETTINGS, line, 1, line, 1) if line else Location(_SETTINGS)) for what, line in of_settings(changes.settings)
    ]
    for what, place in found:
        yield Finding(
            code=RULE.code,
            message=f"the change makes the check weaker: {what}",
            location=place,
            why="the shortest way to make a check pass is to make it see less",
            help=f'mend what was found instead, or say why: `git commit --trailer "{_TRAILER}: why"`',
            severity=Severity.INFORMATION if changes.pending else RULE.severity,
            label="weaker than before",
            digest=digest_parts((what,)),
        )


RULE = Rule(
    code="SSOT714", name="weakened-check", severity=Severity.WARNING, explanation=__doc__, check=check,
    change=lambda _registry: False,  # it needs a change, but no registry asks for it: a run about a state owes nothing
)  # fmt: skip
