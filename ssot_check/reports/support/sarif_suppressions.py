"""Suppressed results in SARIF 2.1.0 (OASIS standard, sections 3.27.23 and 3.35)."""

from __future__ import annotations

from collections.abc import Sequence

from ssot_check.model.suppression import Grant, Suppressed
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.sarif_places import Node, physical


def with_suppressions(results: list[Node], suppressed: Sequence[Suppressed]) -> list[Node]:
    """The results, of which the last ones are the suppressed findings, each with what allows it.

    The standard wants the property on all results of a run or on none; an empty list says that nothing allows the result.
    """
    if suppressed:
        first = len(results) - len(suppressed)
        for index, result in enumerate(results):
            result["suppressions"] = [_suppression(grant) for grant in suppressed[index - first].grants] if index >= first else []
    return results


def _suppression(grant: Grant) -> Node:
    return {
        "kind": grant.kind.value,
        "status": "accepted",
        "justification": visible(grant.reason),
        "location": {"physicalLocation": physical(grant.location)},
        "properties": {"until": visible(grant.until), "owner": visible(grant.owner)},
    }
