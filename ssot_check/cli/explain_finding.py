"""`ssot-check explain KEY` and `explain FILE:LINE`: one finding, opened up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ssot_check import discovery
from ssot_check.cli.output import emit
from ssot_check.cli.request import configure, repository_path_of, request
from ssot_check.model.dataclass import replace
from ssot_check.model.explained import Explained, Row
from ssot_check.reports.support.hygiene import encodable, visible

_LONGEST: Final = 56
_BAR: Final = 20


def explain_finding(written: str, place: re.Match[str] | None, folder: str, form: str, options: Mapping[str, str | bool | None]) -> int:
    """Explain the findings with the key `written`, or at `place` (path and line). Raises UsageError when there is none.

    `options` are those of the command line that say how the repository is checked.
    """
    from ssot_check.pipeline.answers.explain import explain

    asked = request(folder, {name.replace("_", "-"): value for name, value in options.items()})
    config = configure(asked, (), (), discovery.format_names(), discovery.rule_codes)
    config = replace(config, registry=asked.registry())
    found = explain(config, written, (repository_path_of(place[1], asked), int(place[2])) if place else None)
    if form == "json":
        emit(_json(found))
    else:
        emit("\n".join("".join(visible(line).rstrip() + "\n" for line in _lines(item)) for item in found))
    return 0


def _lines(item: Explained) -> Iterator[str]:
    finding = item.finding
    yield f"{finding.location}: {finding.code} {item.rule} ({finding.severity}, confidence {finding.confidence})"
    yield finding.message
    yield f"key {finding.key}: {item.standing}"
    if item.rows:
        yield ""
        yield from _table(item)
    if item.signals:
        yield ""
        yield "signals of the pair, each from 0 to 1, with its weight in the score:"
        for signal in item.signals:
            bar = "#" * round(signal.value * _BAR)
            yield f"  {signal.name:<12} {signal.value:4.2f} x {signal.weight:+5.2f}  {bar:<{_BAR}}  {signal.meaning}"
    yield ""
    yield "why it is a finding:"
    yield from (f"  - {line}" for line in item.decision if line)
    yield "what would let it stand or go away:"
    yield from (f"  - {line}" for line in item.silence)
    yield f"`ssot-check explain {finding.code}` explains the rule"


def _table(item: Explained) -> Iterator[str]:
    missing = sum(not row.copy_line for row in item.rows)
    added = sum(not row.owner_line for row in item.rows)
    aligned = len(item.rows) - missing - added
    yield f"owner  {item.owner}"
    yield f"copy   {item.copy}"
    yield f"= {aligned} aligned, - {missing} only in the owner, + {added} only in the copy"
    for row in item.rows:
        yield _row(row)


def _row(row: Row) -> str:
    if not row.copy_line:
        return f"  - {row.owner_line:>5}        {_cut(row.owner_text)}"
    if not row.owner_line:
        return f"  +       {row.copy_line:>5}  {_cut(row.copy_text)}"
    other = "" if row.owner_text == row.copy_text else f"   <-  {_cut(row.owner_text)}"
    return f"  = {row.owner_line:>5} {row.copy_line:>5}  {_cut(row.copy_text)}{other}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _json(found: tuple[Explained, ...]) -> str:
    import json

    return json.dumps({"schema": 1, "findings": [_object(item) for item in found]}, indent=2, ensure_ascii=False) + "\n"


def _object(item: Explained) -> dict[str, object]:
    finding = item.finding
    return {
        "key": finding.key,
        "code": finding.code,
        "rule": item.rule,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "message": encodable(finding.message),
        "path": encodable(finding.location.path),
        "line": finding.location.line,
        "standing": encodable(item.standing),
        "owner": encodable(item.owner),
        "copy": encodable(item.copy),
        "alignment": [
            {
                "owner_line": row.owner_line,
                "owner": encodable(row.owner_text),
                "copy_line": row.copy_line,
                "copy": encodable(row.copy_text),
            }
            for row in item.rows
        ],
        "signals": [{"name": signal.name, "value": signal.value, "weight": signal.weight} for signal in item.signals],
        "decision": [encodable(line) for line in item.decision],
        "silence": [encodable(line) for line in item.silence],
    }
