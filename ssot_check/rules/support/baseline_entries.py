"""How an entry of the baseline becomes a finding, at its line and with its identity."""

from __future__ import annotations

from ssot_check.model.baseline import BaselineEntry
from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.verdict import Severity


def about(entry: BaselineEntry) -> str:
    """What the entry covers, as a person calls it: "SSOT201 for `setup` in app/log.py"."""
    known = entry.identity
    return f"{known.code} for {f'`{known.scope}` in {known.path}' if known.scope else known.path}"


def entry_finding(code: str, entry: BaselineEntry, path: str, message: str, severity: Severity) -> Finding:
    """The finding, without why and help. `path` is the file of the baseline."""
    known = entry.identity
    return Finding(
        code=code,
        message=message,
        location=Location(path, entry.line, 1, entry.line, 1) if entry.line else Location(path),
        domain=known.domain,
        severity=severity,
        scope=known.scope,
        digest=digest_parts(known),
    )
