"""For TeamCity: service messages that fill its Code Inspection tab, statistics, and a build problem when the verdict cannot be trusted.

Escapes follow TeamCity's manual: a bar in front of `|`, `'`, `[`, `]` and line ends, and `|0xHHHH` for what is not ASCII.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import advice, items, line, path
from ssot_check.reports.support.sarif_rules import explained
from ssot_check.reports.support.words import by_severity, verdict_line

_LEVEL: Final = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFORMATION: "INFO"}
_SHORT: Final = {"|": "||", "'": "|'", "[": "|[", "]": "|]", "\n": "|n", "\r": "|r"}
_TEXT_LIMIT: Final = 4_000
"""Characters of an attribute that TeamCity takes."""


def render(report: Report) -> str:
    """One service message a line; the last line is the verdict."""
    return "".join(f"{text}\n" for text in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    entries = items(report)
    codes = {item.code for item in entries}
    for rule in explained((rule for rule in report.rules if rule.code in codes), codes):
        summary = visible(rule.summary or rule.code)
        named = f"{visible(rule.code)} {rule.name}".rstrip()
        yield _message("inspectionType", {"id": visible(rule.code), "name": named, "category": "ssot-check", "description": summary})
    for item in entries:
        values = {"typeId": visible(item.code), "message": advice(item), "file": path(item), "line": str(line(item))}
        yield _message("inspection", {**values, "SEVERITY": _LEVEL[item.severity]})
    for severity, count in by_severity(report.findings).items():
        yield _message("buildStatisticValue", {"key": f"ssot-check {severity.value}", "value": str(count)})
    for text in unseen_lines(report):
        yield _message("message", {"text": text})
    verdict = visible(verdict_line(report))
    if report.verdict is Verdict.UNTRUSTED:
        yield _message("buildProblem", {"description": verdict, "identity": "ssot-check-untrusted"})
    yield _message("message", {"text": verdict, "status": "NORMAL" if report.verdict is Verdict.CLEAN else "WARNING"})


def _message(name: str, values: dict[str, str]) -> str:
    pairs = " ".join(f"{key}='{_escaped(value)}'" for key, value in values.items())
    return f"##teamcity[{name} {pairs}]"


def _escaped(text: str) -> str:
    """Cut before it is escaped, so that no escape is cut in two; TeamCity counts UTF-16 code units, so do its escapes."""
    short = text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + "…"
    return "".join(_SHORT.get(char) or (char if char.isascii() else _units(char)) for char in short)


def _units(char: str) -> str:
    data = char.encode("utf-16-be")
    return "".join(f"|0x{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


FORMAT = ReportFormat("teamcity", "service messages for TeamCity's inspections", render)
