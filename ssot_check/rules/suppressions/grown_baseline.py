"""The baseline holds more than before, and nobody said why.

What it does
------------
Compares the baseline with an earlier one: under `--since` that of the merge base, else that of the last commit. An
entry that is new, allows more findings or allows them for longer must have a reason of its own. Two do not count: the
reason that the entry already had before it grew, and the reason that `baseline create` writes. An entry that is younger
than the oldest ones and still gives the creation as its reason is reported without git, too. A baseline that was
renamed is compared with what it was; one that did not exist has not grown.

Why it matters
--------------
A baseline is for what was there before the registry. What enters it later passes for ever, so somebody has to say why
it may.

How to fix
----------
Repair the finding. Where it has to stay, remove the entry and run `ssot-check baseline update --reason "why"`.
"""

from collections.abc import Iterator, Mapping

from ssot_check.model.baseline import AT_CREATION, BaselineEntry
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding, Identity
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.baseline_entries import about, entry_finding


def check(project: Project) -> Iterator[Finding]:
    """One finding for each entry that grew without a reason, at its line of the baseline."""
    if project.baseline is None:
        return
    created = min((entry.first_seen for entry in project.baseline.entries), default="")
    before = None if project.earlier is None else {entry.identity: entry for entry in project.earlier.entries}
    for entry in project.baseline.entries:
        what = _growth(entry, before) or _contradiction(entry, created)
        if what:
            message = f"the baseline's entry {about(entry)} {what}"
            yield replace(
                entry_finding(RULE.code, entry, project.baseline.path, message, RULE.severity),
                why="what enters a baseline passes for ever, so somebody has to say why it may",
                help='ssot-check baseline update --reason "why it may stand"',
                label="grown without a reason",
            )


def _growth(entry: BaselineEntry, before: Mapping[Identity, BaselineEntry] | None) -> str:
    """How the entry grew without a reason of its own, "" when it did not."""
    if before is None:
        return ""
    old = before.get(entry.identity)
    if old is None:
        return "is new and claims to be from the creation of the baseline" if entry.reason == AT_CREATION else ""
    if entry.reason != old.reason:
        return ""
    if entry.count > old.count:
        return f"went from {old.count} to {entry.count} under its old reason"
    if old.until and (not entry.until or entry.until > old.until):
        return f"held until {old.until} and now holds {f'until {entry.until}' if entry.until else 'for ever'}, under its old reason"
    return ""


def _contradiction(entry: BaselineEntry, created: str) -> str:
    if entry.reason == AT_CREATION and entry.first_seen > created:
        return f"was first seen on {entry.first_seen} and claims to be from the creation of the baseline, on {created} at the latest"
    return ""


RULE = Rule(code="SSOT807", name="grown-baseline", severity=Severity.ERROR, explanation=__doc__, check=check)
