"""What SARIF results say with the text of the files: snippets (§3.30.13) and the line hash by which GitHub knows a result again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.reports.support.hygiene import encodable
from ssot_check.reports.support.linehash import line_hashes
from ssot_check.reports.support.sarif_places import Node

CONTEXT_LINES: Final = 40
"""A longer unit is not repeated in the log: thousands of results must stay below the 10 MB of an upload."""
_LINE_LENGTH: Final = 1_000


def with_sources(results: list[Node], findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]) -> list[Node]:
    """The results of these findings, in their order, with snippets and line hashes where the file's text is at hand.

    Where it is not, the hash is left out: the upload then computes its own.
    """
    hashes: dict[str, list[str]] = {}
    for result, finding in zip(results, findings, strict=True):
        path = finding.location.path
        lines = sources.get(path)
        if not lines:
            continue
        place = result["locations"][0]["physicalLocation"]
        for name in ("region", "contextRegion"):
            if name in place and finding.location.line and (text := _text(place[name], lines)):
                place[name]["snippet"] = {"text": text}
        if path not in hashes:
            hashes[path] = line_hashes("\n".join(lines))
        known = hashes[path]
        line = place["region"]["startLine"]
        if line <= len(known):
            result["partialFingerprints"]["primaryLocationLineHash"] = known[line - 1]
    return results


def _text(region: Node, lines: Sequence[str]) -> str:
    """The text of a region, exactly; empty when it is long, or lies outside the file."""
    first, last = region["startLine"], region["endLine"]
    if last > len(lines) or last - first >= CONTEXT_LINES or any(len(line) > _LINE_LENGTH for line in lines[first - 1 : last]):
        return ""
    taken = list(lines[first - 1 : last])
    taken[-1] = taken[-1][: region["endColumn"] - 1]
    taken[0] = taken[0][region["startColumn"] - 1 :]
    return encodable("\n".join(taken))
