"""Places in SARIF 2.1.0: artifact locations, regions and locations (OASIS standard, sections 3.4, 3.28 to 3.30)."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from ssot_check.model.finding import Fix
from ssot_check.model.location import Location
from ssot_check.reports.support.hygiene import encodable
from ssot_check.reports.support.uris import relative_uri

Node: TypeAlias = dict[str, Any]
BASE_ID: Final = "%SRCROOT%"


def artifact(path: str) -> Node:
    """The file, relative to the root of the repository."""
    return {"uri": relative_uri(path), "uriBaseId": BASE_ID}


def region(location: Location) -> Node:
    """A region with all four corners, as code-scanning consumers ask for; a whole file is shown at its first line."""
    line, column = max(1, location.line), max(1, location.column)
    if location.line < 1:
        line, column = 1, 1
    end_line = max(line, location.end_line)
    end_column = max(1, location.end_column)
    if end_line == line:
        end_column = max(column, end_column)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def physical(location: Location, extent: Location | None = None) -> Node:
    """File and region; `extent` becomes the context region where it really is larger than the region (§3.29.5)."""
    node: Node = {"artifactLocation": artifact(location.path), "region": region(location)}
    if extent is not None and extent.path == location.path and extent.line and _is_larger(region(extent), node["region"]):
        node["contextRegion"] = region(extent)
    return node


def fix(mend: Fix) -> Node:
    """A fix with one change per file, in the order of the edits."""
    changes: dict[str, list[Node]] = {}
    for edit in mend.edits:
        replacement = {"deletedRegion": region(edit.location), "insertedContent": {"text": encodable(edit.text)}}
        changes.setdefault(edit.location.path, []).append(replacement)
    artifacts = [{"artifactLocation": artifact(path), "replacements": parts} for path, parts in changes.items()]
    return {"description": {"text": encodable(mend.title)}, "artifactChanges": artifacts}


def _is_larger(outer: Node, inner: Node) -> bool:
    """True when `outer` is a proper superset of `inner`."""
    starts = (outer["startLine"], outer["startColumn"]) <= (inner["startLine"], inner["startColumn"])
    ends = (outer["endLine"], outer["endColumn"]) >= (inner["endLine"], inner["endColumn"])
    return starts and ends and outer != inner
