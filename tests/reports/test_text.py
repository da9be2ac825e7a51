"""The text formats: marks under the symbol, labels, colour and links, quiet and verbose, and words that never claim too much."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.report import Presentation, Report
from ssot_check.model.verdict import Severity, Verdict
from ssot_check.reports import concise, full
from ssot_check.reports.support.columns import text_width
from ssot_check.reports.support.problems import render_problem
from ssot_check.reports.support.words import plural, verdict_line
from tests.reports.canned import BROKEN_REGISTRY, CLEAN, EXACT, NEAR, PASSED, REPORT, SOURCES, UNTRUSTED, at, shown

PLAIN = Presentation()


def block(finding: Finding, width: int = 80, **sources: str) -> list[str]:
    """The lines of one finding; the source of `a.py` is the keyword `a`."""
    texts = {f"{name}.py": tuple(text.split("\n")) for name, text in sources.items()} or SOURCES
    report = replace(REPORT, problems=(), findings=(finding,), sources=texts, presentation=Presentation(width=width))
    return full.render(report).split("\n\n")[0].split("\n")


def marked(lines: list[str], glyph: str = "^") -> str:
    """The source text that stands above the marks, column by column."""
    index = next(i for i, line in enumerate(lines) if re.match(rf"\s*\| +?{re.escape(glyph)}", line) or f"| {glyph}" in line)
    marks = re.search(rf"{re.escape(glyph)}+", lines[index])
    assert marks is not None
    columns = "".join(char + "\0" * (text_width(char) - 1) for char in lines[index - 1])
    return columns[marks.start() : marks.end()].replace("\0", "")


@pytest.mark.parametrize(
    ("source", "column", "width", "above"),
    [
        ("def call():", 5, 4, "call"),
        ("\tdef call():", 6, 4, "call"),
        ("名前 = 呼ぶ()", 6, 2, "呼ぶ"),
        ("\x1b[1mdef call():", 9, 4, "call"),
        ("x" * 300 + "call" + "y" * 300, 301, 4, "call"),
    ],
    ids=["plain", "tab", "wide", "escape", "long"],
)
def test_marks_stand_under_the_symbol(source: str, column: int, width: int, above: str) -> None:
    lines = block(Finding("SSOT201", "m", at("a.py", 1, column, width)), a=source)
    assert marked(lines) == above
    assert all(text_width(line) <= 80 for line in lines)


def test_marks_of_a_span_over_several_lines_end_with_its_first_line() -> None:
    lines = block(Finding("SSOT201", "m", Location("a.py", 1, 5, 3, 2)), a="def call(\n    a,\n):")
    assert marked(lines) == "call("


def test_related_place_is_a_second_snippet() -> None:
    lines = block(EXACT)
    second = lines[next(i for i, line in enumerate(lines) if ":::" in line) :]
    assert marked(second, "-") == "setup_logging"
    assert any("canonical: owned by `logging`" in line for line in second)


def test_label_that_does_not_fit_goes_below() -> None:
    lines = block(Finding("SSOT201", "m", at("a.py", 1, 20, 4), label="a label that is rather long"), width=40, a=" " * 19 + "call")
    assert lines[4].endswith("^^^^")
    assert lines[5].strip(" |") == "a label that is rather long"


def test_place_without_source_keeps_its_label() -> None:
    lines = block(replace(EXACT, location=at("gone.py", 3, 1, 4), extent=None))
    assert lines[1].strip() == "--> gone.py:3:1 (copy of `setup_logging`)"


def test_a_line_beyond_the_file_breaks_nothing() -> None:
    lines = block(Finding("SSOT201", "m", at("a.py", 99, 1, 4)), a="x")
    assert lines[1].strip() == "--> a.py:99:1"


def test_the_score_is_left_to_machines() -> None:
    text = "\n".join(block(NEAR))
    assert "0.81" not in text
    assert "low confidence" in text


def test_several_help_lines_stand_below_each_other() -> None:
    lines = block(Finding("SSOT201", "m", Location("a.py"), help="source x\nlog_info y"))
    assert lines[-2:] == ["help: source x", "      log_info y"]


def test_information_is_one_line_unless_verbose() -> None:
    brief = [line for line in full.render(shown()).splitlines() if "SSOT116" in line]
    assert brief == ["info[SSOT116] SSOT_LOCK.yml:6:9: no check is bound to the rule text 'every service answers within one second'"]
    assert "why: a rule that nothing proves" in full.render(shown(verbose=True))


def test_unlimited_width_cuts_nothing() -> None:
    assert "…" not in full.render(shown(width=0))
    assert "…" in full.render(shown(width=80))


@pytest.mark.parametrize("form", [full.render, concise.render], ids=["full", "concise"])
def test_no_escape_without_colour_and_links(form: object) -> None:
    assert callable(form)
    assert "\x1b" not in form(REPORT)
    assert "\x1b[1;31m" in form(shown(colour=True))
    assert "\x1b]8" not in form(shown(colour=True, root_uri="file:///repo/"))
    assert "\x1b]8;;file:///repo/services/billing/log.py\x1b\\" in form(shown(links=True, root_uri="file:///repo/"))


def test_code_links_to_its_page() -> None:
    rules = tuple(replace(rule, help_uri=f"https://example.org/{rule.code}") for rule in REPORT.rules)
    text = full.render(replace(shown(links=True), rules=rules))
    assert "\x1b]8;;https://example.org/SSOT201\x1b\\error[SSOT201]\x1b]8;;\x1b\\" in text


def test_colour_changes_no_text() -> None:
    assert re.sub(r"\x1b\[[0-9;]*m", "", full.render(shown(colour=True, statistics=True))) == full.render(shown(statistics=True))


@pytest.mark.parametrize("form", [full.render, concise.render], ids=["full", "concise"])
@pytest.mark.parametrize("report", [CLEAN, PASSED], ids=["clean", "passed"])
def test_quiet_says_nothing_when_nothing_fails(form: object, report: Report) -> None:
    assert callable(form)
    assert form(shown(report, quiet=True)) == ""


def test_quiet_says_only_lines_when_something_fails() -> None:
    lines = full.render(shown(quiet=True)).splitlines()
    assert len(lines) == len(REPORT.findings) + len(REPORT.problems) + 1
    assert lines[-1].startswith("FAILED: ")


def test_verbose_lists_what_was_left_out() -> None:
    text = full.render(shown(verbose=True))
    assert "left out: vendored\n  node_modules/left-pad/index.js\n" in text
    assert "node_modules" not in full.render(REPORT)


def test_concise_line() -> None:
    line = concise.render(replace(REPORT, problems=(), findings=(EXACT,))).splitlines()[0]
    assert line == f"services/billing/log.py:12:5: SSOT201 error {EXACT.message} [logging] -> {EXACT.help}"


def test_problem_alone() -> None:
    lines = render_problem(BROKEN_REGISTRY, PLAIN).splitlines()
    assert lines[1].strip() == "--> SSOT_LOCK.yml:109:11"
    assert marked(lines) == "owner"
    assert lines[-1] == "             owner: team-payments"


def test_problem_excerpt_shows_its_gap() -> None:
    problem = replace(BROKEN_REGISTRY, excerpt=((7, "first"), (109, "          owner: x")))
    lines = render_problem(problem, PLAIN).splitlines()
    assert lines[3:6] == ["  7 | first", "...", "109 |           owner: x"]


def test_problem_takes_its_line_from_the_report() -> None:
    problem = Problem("SSOT007", "m", at("deploy/release.sh", 4, 2, 3))
    assert marked(full.render(replace(REPORT, problems=(problem,))).splitlines()[:5]) == "say"


@pytest.mark.parametrize(
    ("report", "line"),
    [
        (REPORT, "FAILED: 4 errors, 1 warning, 1 info"),
        (CLEAN, "CLEAN: 5 domains, 1,198 files, 2,310 units compared"),
        (PASSED, "PASSED: 1 warning, 1 info (nothing that fails at this level); 5 domains, 1,198 files, 2,310 units compared"),
        (
            replace(CLEAN, problems=REPORT.problems),
            "PASSED: 1 gap in the check (nothing that fails at this level); 5 domains, 1,198 files, 2,310 units compared",
        ),
        (replace(CLEAN, narrowed=("src",)), "CLEAN: 5 domains, 1,198 files, 2,310 units compared (report narrowed to src)"),
        (replace(CLEAN, verdict=Verdict.UNTRUSTED), "UNTRUSTED: the run did not say why; this is an error in the tool itself"),
    ],
    ids=["failed", "clean", "passed", "gap", "narrowed", "speechless"],
)
def test_verdict_in_words(report: Report, line: str) -> None:
    assert verdict_line(report) == line
    assert full.render(report).splitlines()[-1] == line
    assert concise.render(report).splitlines()[-1] == line


def test_untrusted_says_why() -> None:
    line = verdict_line(UNTRUSTED)
    assert line.startswith("UNTRUSTED: this run proves nothing, because the registry is not valid YAML")
    assert line.endswith("(SSOT002 at SSOT_LOCK.yml:109:11); 1 further problem; 1 error in what could be read")


@pytest.mark.parametrize("verdict", [Verdict.FINDINGS, Verdict.UNTRUSTED])
@pytest.mark.parametrize("form", [full.render, concise.render], ids=["full", "concise"])
def test_clean_is_never_claimed_of_another_verdict(form: object, verdict: Verdict) -> None:
    assert callable(form)
    assert "CLEAN" not in form(replace(CLEAN, verdict=verdict))


@pytest.mark.parametrize(("count", "text"), [(0, "0 files"), (1, "1 file"), (2310, "2,310 files")])
def test_plural(count: int, text: str) -> None:
    assert plural(count, "file") == text


def test_table_counts_findings_of_no_domain() -> None:
    loose = replace(EXACT, domain="", severity=Severity.WARNING)
    rows = [line for line in full.render(replace(REPORT, findings=(loose,))).splitlines() if line.startswith("(no domain)")]
    assert rows[0].split() == ["(no", "domain)", "0", "1", "0"]


def test_table_keeps_to_the_width_and_shows_the_end_of_a_path() -> None:
    domain = replace(REPORT.domains[0], owner="a/very/long/path/to/the/folder/of/the/owner/setup.py")
    row = next(line for line in full.render(replace(REPORT, domains=(domain,))).splitlines() if line.startswith("logging"))
    assert text_width(row) <= 80
    assert "…" in row
    assert "/owner/setup.py" in row


def test_related_without_label_is_drawn() -> None:
    lines = block(Finding("SSOT201", "m", at("a.py", 1, 1, 1), related=(Related(at("a.py", 2, 1, 3), ""),)), a="x\nyes")
    assert marked(lines, "-") == "yes"
