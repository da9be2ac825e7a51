"""For CI systems that show test results: JUnit XML, valid under both schemas in use (Jenkins xUnit plug-in, Apache Ant).

The two agree on little: Ant demands `id`, `package`, `hostname`, `timestamp` and `time`, with `properties`, `system-out` and
`system-err` in every suite, and knows no `skipped`; Jenkins wants at least one property. One suite is one rule; a finding that
fails the run is a failed case, a problem that makes the verdict untrusted an errored one. Lighter ones pass and are told in
`system-out`. A report holds no clock, so the time that Ant demands is always the same one: the beginning of 1970.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.finding import Finding
from ssot_check.model.gate import Outcome
from ssot_check.model.plugins import ReportFormat
from ssot_check.model.report import Report, RuleInfo
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports.support.coverage import unseen_lines
from ssot_check.reports.support.gate_words import condition_name, found_and_asked
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.items import Item, column, items, line, message, path, reason, related_place, remedy
from ssot_check.reports.support.sarif_rules import explained
from ssot_check.reports.support.words import verdict_line
from ssot_check.reports.support.xml import DECLARATION, attributes, element, empty

_NO_TIME: Final = "1970-01-01T00:00:00"


def render(report: Report) -> str:
    """One XML document in UTF-8, suites by rule code behind a first one with the verdict."""
    found: dict[str, list[Item]] = {}
    for item in items(report):
        found.setdefault(item.code, []).append(item)
    out = [
        DECLARATION,
        "<testsuites>",
        *_suite(report, 0, "verdict", _verdict_cases(report), [verdict_line(report), *unseen_lines(report)]),
    ]
    for number, rule in enumerate(explained(report.rules, found), start=1):
        entries = found.get(rule.code, [])
        light = [f"{_place(item)}: {message(item)}" for item in entries if not _kind(item, report)]
        out += _suite(report, number, rule.code, _cases(rule, entries, report), light)
    return "".join(f"{text}\n" for text in (*out, "</testsuites>"))


def _suite(report: Report, number: int, name: str, cases: Sequence[str], remarks: Sequence[str]) -> Iterator[str]:
    failures, errors = (sum(f"<{kind} " in case for case in cases) for kind in ("failure", "error"))
    head: dict[str, str | int] = {"id": number, "package": "ssot-check", "name": name, "hostname": "localhost", "timestamp": _NO_TIME}
    head |= {"tests": len(cases), "failures": failures, "errors": errors, "time": "0"}
    yield f"  <testsuite{attributes(head)}>"
    yield f"    <properties>{empty('property', {'name': 'ssot-check', 'value': report.tool_version})}</properties>"
    yield from (f"    {case}" for case in cases)
    yield f"    {element('system-out', {}, chr(10).join(remarks))}"
    yield "    <system-err></system-err>"
    yield "  </testsuite>"


def _verdict_cases(report: Report) -> list[str]:
    """One case that fails with the run, so that a run which saw nothing is no row of green."""
    values = {"classname": "ssot-check.verdict", "name": "trusted", "time": "0"}
    if report.verdict is not Verdict.UNTRUSTED:
        return [empty("testcase", values), *_gate_cases(report)]
    text = verdict_line(report)
    return [_case(values, element("error", {"message": text, "type": "untrusted"}, text)), *_gate_cases(report)]


def _gate_cases(report: Report) -> Iterator[str]:
    """One case for each condition of the quality gate; one that is not decided passes and says so in its name."""
    for item in report.conditions:
        open_ = f" (not decided: {item.why})" if item.outcome is Outcome.OPEN else ""
        values = {"classname": "ssot-check.gate", "name": visible(condition_name(item) + open_), "time": "0"}
        said = visible(found_and_asked(item))
        failed = item.outcome is Outcome.FAIL and report.failing
        yield _case(values, element("failure", {"message": said, "type": "gate"}, said)) if failed else empty("testcase", values)


def _cases(rule: RuleInfo, entries: Sequence[Item], report: Report) -> list[str]:
    """One case for each entry; a rule without entries is one case that passes."""
    if not entries:
        return [empty("testcase", {"classname": f"ssot-check.{rule.code}", "name": rule.name or rule.code, "time": "0"})]
    seen: Counter[str] = Counter()
    cases = []
    for item in entries:
        scope = item.scope if isinstance(item, Finding) else ""
        name = f"{path(item)} {scope}".rstrip()
        seen[name] += 1
        values = {"classname": f"ssot-check.{rule.code}", "name": name if seen[name] == 1 else f"{name} #{seen[name]}", "time": "0"}
        kind = _kind(item, report)
        detail = element(kind, {"message": message(item), "type": item.code}, _detail(item)) if kind else ""
        cases.append(_case(values, detail) if kind else empty("testcase", values))
    return cases


def _case(values: dict[str, str], detail: str) -> str:
    return f"{empty('testcase', values)[:-2]}>{detail}</testcase>"


def _kind(item: Item, report: Report) -> str:
    """The element that says how a case went, "" when it passed."""
    if isinstance(item, Finding):
        return "failure" if report.fails(item) else ""
    return "error" if item.severity is Severity.ERROR else ""


def _detail(item: Item) -> str:
    place = related_place(item)
    parts = [
        f"{_place(item)}: {message(item)}",
        f"see: {place}" if place else "",
        reason(item),
        f"help: {remedy(item)}" if remedy(item) else "",
    ]
    return "\n".join(part for part in parts if part)


def _place(item: Item) -> str:
    return f"{path(item)}:{line(item)}:{column(item)}"


FORMAT = ReportFormat("junit", "JUnit XML for CI systems, valid for Jenkins and for Ant", render)
