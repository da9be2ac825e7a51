"""Reports at the edges: nothing, one finding, five thousand, and text that would steer each consumer if it got through as it is."""

from __future__ import annotations

from dataclasses import replace

from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity, Verdict
from tests.reports.canned import ALLOWED, CLEAN, EXACT, KNOWN, PASSED, REPORT, UNTRUSTED

ODD_PATHS = (
    "a b/c d.py",
    "größe/日本.py",
    "x]]>y.py",
    "line\nbreak.py",
    "100%25.py",
    "a::error::b,c:d.py",
    "=cmd|' /C calc'!A0.py",
    "[x](y)`z`|w.md",
    "caf\udce9.py",
    "q\"uote'<b>&amp;.py",
    "tab\there\x1b[31m.py",
)
ODD_TEXTS = (
    "50% of `x`::error::injected\n::stop-commands::t",
    "=1+1,+2,-3,@SUM(A1)",
    "]]></failure><script>alert(1)</script>&lt;",
    "\x1b[2Jcontrol\x00\x07\u202e\ufffe",
    "|pipe| 'quote' [bracket] ##vso[task.setvariable]x ##teamcity[x]",
    "<!-- --> ```\n# heading\n| a | b |\n@everyone",
    "",
)
HOSTILE = replace(
    REPORT,
    verdict=Verdict.UNTRUSTED,
    findings=tuple(
        replace(
            EXACT,
            message=text,
            help=text,
            why=text,
            domain=text,
            label=text,
            scope=text,
            location=Location(path, 3, 2, 3, 9),
            related=(Related(Location(path, 1, 1, 1, 2), text, text),),
        )
        for path in ODD_PATHS
        for text in ODD_TEXTS
    ),
    problems=tuple(Problem("SSOT007", text, Location(path), Severity.ERROR, text, text) for path in ODD_PATHS for text in ODD_TEXTS),
)
ONE = replace(CLEAN, verdict=Verdict.FINDINGS, findings=(EXACT,))
MANY = replace(
    REPORT,
    findings=tuple(
        Finding(
            "SSOT201",
            f"function `f{number}` is an exact copy of function `setup_logging`, which `logging` owns",
            Location(f"services/s{number % 97:02}/f{number % 7}.py", number + 1, 5, number + 1, 20),
            help="from platform.logging.setup import setup_logging",
            domain="logging",
            severity=(Severity.ERROR, Severity.WARNING)[number % 2],
            related=EXACT.related,
            scope=f"f{number}",
            digest="d",
        )
        for number in range(5_000)
    ),
)
EXTREMES = {
    "clean": CLEAN,
    "passed": PASSED,
    "one": ONE,
    "findings": REPORT,
    "known": KNOWN,
    "allowed": ALLOWED,
    "untrusted": UNTRUSTED,
    "hostile": HOSTILE,
    "many": MANY,
}
