"""Log commands of CI systems, read back the way their runners read them: what was said arrives, and nothing else is a command."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports import azure, github, teamcity
from ssot_check.reports.support.ci import inert
from ssot_check.reports.support.items import advice, items, path
from tests.reports.canned import CLEAN, EXACT, REPORT, RULES, UNTRUSTED
from tests.reports.extremes import EXTREMES, MANY, ONE

every = pytest.mark.parametrize("report", EXTREMES.values(), ids=EXTREMES)
Command = tuple[str, dict[str, str], str]


def unescaped(text: str, escapes: dict[str, str]) -> str:
    for code, char in escapes.items():
        text = text.replace(code, char)
    return text


def github_command(line: str) -> Command | None:
    """As the runner reads a line: `::` in front, properties up to the next `::`, the rest is data; `##[` anywhere is the old way."""
    stripped = line.lstrip()
    if not stripped.startswith("::"):
        assert "##[" not in line
        return None
    head, _, data = stripped[2:].partition("::")
    name, _, rest = head.partition(" ")
    pairs = (pair.partition("=") for pair in rest.split(","))
    values = {key: unescaped(value, {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}) for key, _, value in pairs}
    return name, values, unescaped(data, {"%0D": "\r", "%0A": "\n", "%25": "%"})


def azure_command(line: str) -> Command | None:
    """As the agent reads a line: `##vso[` anywhere, up to the first `]`."""
    at = line.find("##vso[")
    if at < 0:
        return None
    head, _, data = line[at + 6 :].partition("]")
    name, _, rest = head.partition(" ")
    escapes = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}
    pairs = (pair.partition("=") for pair in rest.split(";") if pair)
    return name, {key: unescaped(value, escapes) for key, _, value in pairs}, unescaped(data, escapes)


TEAMCITY = re.compile(r"##teamcity\[(\w+)((?: [\w-]+='(?:[^|'\[\]\n\r]|\|.)*')+)\]")
PAIR = re.compile(r" ([\w-]+)='((?:[^|']|\|.)*)'")


def teamcity_value(text: str) -> str:
    def char(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        return {"n": "\n", "r": "\r"}.get(found[2], found[2])

    return re.sub(r"\|(?:0x([0-9a-f]{4})|(.))", char, text).encode("utf-16", "surrogatepass").decode("utf-16")


def teamcity_command(line: str) -> tuple[str, dict[str, str]]:
    found = TEAMCITY.fullmatch(line)
    assert found, line
    return found[1], {key: teamcity_value(value) for key, value in PAIR.findall(found[2])}


@every
def test_github_gets_what_was_said(report: Report) -> None:
    commands = [command for line in github.render(report).splitlines() if (command := github_command(line))]
    assert {name for name, _, _ in commands} <= {"error", "warning", "notice"}
    said = {(path(item), advice(item)) for item in items(report)}
    assert {(values["file"], data) for _, values, data in commands} <= said
    for _, values, _ in commands:
        assert int(values["line"]) <= int(values["endLine"])
        if "col" in values:
            assert int(values["col"]) <= int(values["endColumn"])


def test_github_shows_ten_of_each_level_and_lists_the_rest() -> None:
    lines = github.render(MANY).splitlines()
    levels = [command[0] for line in lines if (command := github_command(line))]
    assert levels == [*["error"] * 10, *["warning"] * 10]
    assert len(lines) == 20 + 4_981 + 1 + 4 + 1
    assert "4,981 lighter or later results not annotated: GitHub shows 10 of each severity" in lines
    assert lines[-1].startswith("FAILED: ")


def test_a_github_annotation_in_full() -> None:
    assert github.render(ONE).splitlines()[0] == (
        "::error file=services/billing/log.py,line=12,endLine=12,col=5,endColumn=17,title=SSOT201 exact-copy::"
        "function `setup_logging` is an exact copy of function `setup_logging`, which `logging` owns; see platform/logging/setup.py:8:5; "
        "to do: delete `setup_logging`: from platform.logging.setup import setup_logging"
    )


@pytest.mark.parametrize("text", ["::error::x", "  ::stop-commands::x", "a ##[error]x", "###vso[task.complete]", "##teamcity[x]"])
def test_a_plain_line_is_no_command(text: str) -> None:
    clean = inert(text)
    assert not clean.lstrip().startswith("::")
    assert "##" not in clean


@every
def test_azure_gets_what_was_said(report: Report) -> None:
    commands = [command for line in azure.render(report).splitlines() if (command := azure_command(line))]
    assert {name for name, _, _ in commands} <= {"task.logissue"}
    heavy = [item for item in items(report) if item.severity is not Severity.INFORMATION]
    said = sorted((item.severity.value, path(item), advice(item)) for item in heavy)
    assert sorted((values["type"], values["sourcepath"], data) for _, values, data in commands) == said


def test_azure_escapes_percent_semicolon_and_bracket() -> None:
    odd = replace(EXACT, message="100%3B", help="", related=(), location=replace(EXACT.location, path="a;b]c%.py"))
    line = azure.render(replace(CLEAN, findings=(odd,))).splitlines()[0]
    assert line == ("##vso[task.logissue type=error;sourcepath=a%3Bb%5Dc%AZP25.py;linenumber=12;columnnumber=5;code=SSOT201;]100%AZP253B")


@every
def test_teamcity_gets_what_was_said(report: Report) -> None:
    text = teamcity.render(report)
    assert text.isascii()
    messages = [teamcity_command(line) for line in text.splitlines()]
    types = {values["id"] for name, values in messages if name == "inspectionType"}
    found = [values for name, values in messages if name == "inspection"]
    assert {values["typeId"] for values in found} == types
    assert [(values["file"], values["message"]) for values in found] == [(path(item), advice(item)) for item in items(report)]
    assert messages[-1][0] == "message"


def test_teamcity_has_a_build_problem_only_when_the_verdict_is_untrusted() -> None:
    problems = [[name for name, _ in map(teamcity_command, teamcity.render(report).splitlines())] for report in (REPORT, UNTRUSTED)]
    assert [names.count("buildProblem") for names in problems] == [0, 1]


def test_teamcity_cuts_between_escapes() -> None:
    long = replace(EXACT, message="|" * 5_000, related=(), help="")
    name, values = teamcity_command(teamcity.render(replace(CLEAN, rules=RULES, findings=(long,))).splitlines()[1])
    assert (name, values["message"]) == ("inspection", "|" * 3_999 + "…")
