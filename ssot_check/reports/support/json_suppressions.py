"""What allows a finding to stand, as plain values of the JSON report."""

from __future__ import annotations

from ssot_check.model.suppression import Grant
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.json_baseline import Document, location


def suppression(grant: Grant) -> Document:
    """One permission. `kind` is that of SARIF: `inSource` for a comment, `external` for the registry."""
    return {
        "kind": grant.kind.value,
        "code": visible(grant.code),
        "justification": visible(grant.reason),
        "until": visible(grant.until),
        "owner": visible(grant.owner),
        "location": location(grant.location),
    }
