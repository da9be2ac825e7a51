"""A locked file is changed without the evidence that the registry asks for.

What it does
------------
Holds where a domain says `lock: {required: true}` (in a compat registry `locking_required`). Under `--since`,
`--staged` and `--baseline-ref` a change to the owner's files, members included, must come with one of the kinds of
evidence that `lock.evidence` lists:

* `registry-change`: the same change edits the domain's entry, or the changelog of the registry
* `trailer:NAME`: the message of one of its commits ends with a line `NAME: why`

A lock that lists none takes `registry-change` or the trailer `SSOT-Change`. Under `--staged` the commit message does
not exist yet: where a trailer would do, the finding is information only and says which trailer to write.

Why it matters
--------------
The lock is there because a quiet change of this file breaks what others rely on.

How to fix
----------
Update the domain's entry, or commit with `git commit --trailer "SSOT-Change: why"`. In CI a later commit of the same
change may carry the trailer, too.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.changes import Change, Changes
from ssot_check.model.digest import digest_parts
from ssot_check.model.entry import PathEntry
from ssot_check.model.finding import Finding, Related
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.changed import place_of, touched

_REGISTRY: Final = "registry-change"
_TRAILER: Final = "trailer:"
_IDLE: Final = re.compile(r"\s*(?:#.*)?")


def check(project: Project) -> Iterator[Finding]:
    """One finding for each file."""
    changes = project.changes
    for domain in project.registry.domains if changes is not None else ():
        found = list(touched(project, _locked(domain)))
        wanted = domain.wanted_evidence
        if found and changes is not None and not _is_given(project, changes, domain, wanted):
            open_yet = changes.pending and any(item.startswith(_TRAILER) for item in wanted)
            for item in found:
                yield _finding(domain, item, wanted, Severity.INFORMATION if open_yet else RULE.severity)


def _locked(domain: Domain) -> tuple[PathEntry, ...]:
    parts = (part for part in domain.components if domain.locked or part.locked)
    return tuple(entry for part in parts for entry in (*part.paths, *part.members))


def _is_given(project: Project, changes: Changes, domain: Domain, wanted: Sequence[str]) -> bool:
    said = {name for name, _ in changes.trailers}
    if any(item.removeprefix(_TRAILER).strip().lower() in said for item in wanted if item.startswith(_TRAILER)):
        return True
    return _REGISTRY in wanted and _is_registered(project, changes, domain)


def _is_registered(project: Project, changes: Changes, domain: Domain) -> bool:
    """True when the change wrote a line of the domain's entry, or of the changelog."""
    lines = changes.lines.get(project.registry.path)
    written = {number for number, text in lines.added if not _IDLE.fullmatch(text)} if lines else set()
    starts = sorted(item.location.line for item in project.registry.domains)
    end = next((line for line in starts if line > domain.location.line), len(project.registry.lines) + 1)
    history = {item.location.line for item in project.registry.stated if item.key.startswith("changelog.")}
    return any(domain.location.line <= number < end or number in history for number in written)


def _said(evidence: str) -> str:
    name = evidence.removeprefix(_TRAILER).strip()
    return f"trailer {name}" if evidence.startswith(_TRAILER) else evidence


def _finding(domain: Domain, item: tuple[str, Change, PathEntry], wanted: Sequence[str], severity: Severity) -> Finding:
    path, change, entry = item
    names = [_said(name).partition(" ")[2] for name in wanted if name.startswith(_TRAILER)]
    ways = [f"update the entry of `{domain.name}` in the registry"] if _REGISTRY in wanted else []
    ways += [f'commit with `--trailer "{name}: why"`' for name in names]
    waits = severity is Severity.INFORMATION
    lacking = f" without its evidence ({' or '.join(_said(item) for item in wanted)})"
    return Finding(
        code=RULE.code,
        message=f"`{path}` is locked by `{domain.name}` and was {change.deed.value}"
        + (", so the commit message has to give the evidence" if waits else lacking),
        location=place_of(path, change, entry),
        why="the lock is there because a quiet change of this file breaks what others rely on",
        help=", or ".join(ways) or f"give what `lock.evidence` names: {', '.join(wanted)}",
        domain=domain.name,
        severity=severity,
        label=f"{change.deed.value} by this change",
        related=(Related(domain.location, "locked here"),),
        digest=digest_parts((path,)),
    )


RULE = Rule(
    code="SSOT704", name="locked-file-changed", severity=Severity.ERROR, explanation=__doc__, check=check,
    change=lambda registry: any(_locked(domain) for domain in registry.domains),
)  # fmt: skip
