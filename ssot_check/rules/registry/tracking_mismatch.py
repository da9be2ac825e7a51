"""A path of the registry and the repository differ in a way that some machines do not see.

What it does
------------
Looks at owner paths, members and wrappers, and reports

* two files whose paths differ in capitals only (`app/Log.py` and `app/log.py`), when the registry names one of them
* an owner that git ignores: it exists on some disks and is never committed. Local settings such as `.env` are no fault

Where there is only one file and the registry writes it with other capitals, that is SSOT101, with the repair.

Why it matters
--------------
Windows and macOS mostly take both spellings for one file, so one overwrites the other. An ignored owner is missing in
every fresh checkout, and there nothing can be compared with it.

How to fix
----------
Rename or delete one of the two files. Take the owner out of the ignore file and commit it, or name another owner.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.registry import PathEntry
from ssot_check.model.verdict import Severity
from ssot_check.rules.support.claims import claims
from ssot_check.rules.support.places import is_local


def check(project: Project) -> Iterator[Finding]:
    """One finding for each path."""
    alike: dict[str, list[str]] = {}
    for path in sorted(project.tree.files):
        alike.setdefault(path.casefold(), []).append(path)
    seen: set[str] = set()
    for domain, entry in _named(project):
        others = [path for path in alike.get(entry.path.casefold(), ()) if path != entry.path] if entry.path in project.tree.files else []
        if entry.path in seen:
            continue
        seen.add(entry.path)
        if others:
            message = f"`{entry.path}` and `{others[0]}` differ in case only"
            yield _finding(domain, entry, message, "on some disks one of the two overwrites the other", "rename or delete one of the two")
        elif entry.path in project.tree.ignored and not is_local(entry.path):
            message = f"the owner `{entry.path}` of `{domain}` is ignored by git"
            why = "it is missing in every fresh checkout, and what is compared with it passes there"
            yield _finding(domain, entry, message, why, "take it out of the ignore file and commit it, or name another owner")


def _named(project: Project) -> Iterator[tuple[str, PathEntry]]:
    yield from ((claim.domain.name, claim.entry) for claim in claims(project) if not claim.entry.is_pattern)
    for domain in project.registry.domains:
        yield from ((domain.name, wrapper.path) for wrapper in domain.wrappers if not wrapper.path.is_pattern)


def _finding(domain: str, entry: PathEntry, message: str, why: str, remedy: str) -> Finding:
    return Finding(
        code=RULE.code,
        message=message,
        location=entry.location,
        why=why,
        help=remedy,
        domain=domain,
        severity=RULE.severity,
        label="not on every machine",
        digest=entry.path,
    )


RULE = Rule(code="SSOT121", name="tracking-mismatch", severity=Severity.ERROR, explanation=__doc__, check=check)
