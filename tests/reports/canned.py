"""One canned Report that every format renders, and its untrusted, passed and clean relatives."""

from __future__ import annotations

from dataclasses import replace

from ssot_check.model.baseline import BaselineEntry
from ssot_check.model.finding import Edit, Finding, Fix, Identity, Related, Safety
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.report import Completeness, DomainSummary, Presentation, Report, RuleInfo
from ssot_check.model.source import Skip, SkippedFile
from ssot_check.model.suppression import Grant, Kind, Suppressed
from ssot_check.model.verdict import Severity, Verdict

LOGGING_OWNER = "platform/logging/setup.py"
SHELL_OWNER = "platform/shell/log.sh"

SOURCES: dict[str, tuple[str, ...]] = {
    "SSOT_LOCK.yml": (
        "schema_version: 2",
        "domains:",
        "  health:",
        "    paths: [platform/health/check.py]",
        "    policies:",
        "      - every service answers within one second",
    ),
    LOGGING_OWNER: (
        '"""Logging for every service."""',
        "",
        "import logging",
        "",
        "",
        "FORMAT = '%(asctime)s %(levelname)s %(name)s %(message)s'",
        "",
        'def setup_logging(level: str = "INFO", *, json: bool = False) -> logging.Logger:',
        '    """Install the one log format."""',
    ),
    SHELL_OWNER: ("#!/usr/bin/env bash", "", "log_info() {", '\tprintf "%s INFO %s\\n" "$(date -u +%FT%TZ)" "$*"', "}"),
    "deploy/release.sh": ("#!/usr/bin/env bash", "set -euo pipefail", "", "\tsay() {", '\t\tprintf "%s %s\\n" "$(date)" "$*"', "\t}"),
    "services/billing/log.py": (
        "import logging",
        *[""] * 10,
        'def setup_logging(level: str = "INFO", *, json: bool = False) -> logging.Logger:',
        '    """Install the one log format."""',
    ),
    "services/orders/アプリ.py": (
        *[""] * 103,
        (
            "def 設定(レベル='情報'): registry = {'e\u0301te\u0301': 1}; setup_logger = make_logger(レベル, handlers=[stream, rotating], "
            "formatter=FORMAT, propagate=False, name='orders')"
        ),
    ),
    "services/orders/retry.py": (
        *[""] * 41,
        "    async def fetch_with_retry(self, url, attempts=3):",
        "        for attempt in range(attempts):",
    ),
    "docker-compose.override.yml": ("services:", "  cache:", "    image: redis:7"),
}


def at(path: str, line: int, column: int, width: int) -> Location:
    """`width` columns of one line."""
    return Location(path, line, column, line, column + width)


EXACT = Finding(
    code="SSOT201",
    message="function `setup_logging` is an exact copy of function `setup_logging`, which `logging` owns",
    location=at("services/billing/log.py", 12, 5, 13),
    extent=Location("services/billing/log.py", 12, 1, 31, 1),
    why="a change to platform/logging/setup.py does not reach this copy",
    help="delete `setup_logging`: from platform.logging.setup import setup_logging",
    domain="logging",
    label="copy of `setup_logging`",
    score=1.0,
    related=(Related(at(LOGGING_OWNER, 8, 5, 13), "canonical: owned by `logging`", "setup_logging"),),
    notes=("exact copy, score 1.00: 9 of 9 statements align; shares logging.StreamHandler, setFormatter, addHandler",),
    scope="setup_logging",
    digest="9c0ffee9",
    fix=Fix(
        "import `setup_logging` from its owner",
        Safety.SAFE,
        (Edit(Location("services/billing/log.py", 12, 1, 31, 1), "from platform.logging.setup import setup_logging\n"),),
    ),
)
RENAMED = Finding(
    code="SSOT202",
    message="function `say` is a renamed copy of function `log_info`, which `logging` owns",
    location=at("deploy/release.sh", 4, 2, 3),
    extent=Location("deploy/release.sh", 4, 2, 6, 3),
    why="a change to platform/shell/log.sh does not reach this copy",
    help='source "$(dirname "${BASH_SOURCE[0]}")/../platform/shell/log.sh"\nlog_info "..."',
    domain="logging",
    label="copy of `log_info`",
    score=0.97,
    related=(Related(at(SHELL_OWNER, 3, 1, 8), "canonical: owned by `logging`", "log_info"),),
    notes=("renamed: say → log_info",),
    scope="say",
    digest="51",
)
NEAR = Finding(
    code="SSOT203",
    message="function `make_logger` call is possibly an edited copy of constant `FORMAT`, which `logging` owns",
    location=at("services/orders/アプリ.py", 104, 44, 12),
    why="a change to platform/logging/setup.py does not reach this copy, and the two have already begun to differ in what they "
    "write for each record: the copy has no time zone",
    help="replace it by `setup_logging`: from platform.logging.setup import setup_logging",
    domain="logging",
    severity=Severity.WARNING,
    confidence="low",
    label="looks like `setup_logging`",
    score=0.8125,
    related=(Related(at(LOGGING_OWNER, 6, 1, 6), "canonical: owned by `logging`", "FORMAT"),),
    scope="設定",
    digest="52",
)
SHADOWED = Finding(
    code="SSOT204",
    message="method `Orders.fetch_with_retry` defines the exported name of `retry` again",
    location=at("services/orders/retry.py", 42, 15, 16),
    extent=Location("services/orders/retry.py", 42, 5, 58, 1),
    why="callers cannot tell which of the two they get",
    help="from platform.retry import fetch_with_retry",
    domain="retry",
    label="second definition",
    related=(Related(Location("platform/retry/__init__.py"), "owner of `retry`"),),
    scope="Orders.fetch_with_retry",
    digest="53",
)
VARIANT = Finding(
    code="SSOT208",
    message="docker-compose.override.yml is a second compose file; `deployment` allows docker-compose.yml only",
    location=Location("docker-compose.override.yml"),
    why="compose merges it unseen, so nobody deploys what docker-compose.yml says",
    help="move what differs into docker-compose.yml, or list this file under `variants`",
    domain="deployment",
)
PROSE = Finding(
    code="SSOT116",
    message="no check is bound to the rule text 'every service answers within one second'",
    location=at("SSOT_LOCK.yml", 6, 9, 39),
    why="a rule that nothing proves is a wish",
    help="bind it with `check:`",
    domain="health",
    severity=Severity.INFORMATION,
)
NOT_ANALYSED = Problem(
    code="SSOT010",
    message="no analyser for `platform/metrics/registry.lua`, which `metrics` owns",
    location=Location("platform/metrics/registry.lua"),
    severity=Severity.WARNING,
    cause="copies of what it defines cannot be found",
    remedy="install a language plug-in for it, or count it out under `scan.exclude`",
    domain="metrics",
)
BROKEN_REGISTRY = Problem(
    code="SSOT002",
    message="the registry is not valid YAML: a mapping key inside a list item that is a plain text",
    location=at("SSOT_LOCK.yml", 109, 11, 5),
    cause="the item `- PAYMENTS (core)` is a plain text, so the deeper `owner:` has nothing to belong to",
    remedy="end the item with a colon, or quote it and move `owner:` out",
    patch="--- a/SSOT_LOCK.yml\n+++ b/SSOT_LOCK.yml\n@@ -108,2 +108,2 @@\n"
    "-        - PAYMENTS (core)\n+        - PAYMENTS (core):\n           owner: team-payments\n",
    excerpt=((108, "        - PAYMENTS (core)"), (109, "          owner: team-payments")),
)
NOT_READ = Problem(
    code="SSOT007",
    message="cannot be decoded as UTF-8",
    location=at("services/legacy/caf\udce9.py", 3, 1, 1),
    cause="byte 0xe9 at offset 41",
    remedy="save the file as UTF-8, or name it under `scan.exclude`",
)

EXPLANATION = """A unit outside the owner is equal to an owned unit.

What it does
------------
Compares every unit outside a domain with the units that the domain owns.
Layout and comments do not count.

Why it matters
--------------
A copy works today and drifts tomorrow.

How to fix
----------
Delete the copy and take the name from its owner.
"""


def rule(code: str, name: str, severity: Severity = Severity.ERROR) -> RuleInfo:
    return RuleInfo(code, name, severity, EXPLANATION.splitlines()[0], EXPLANATION)


RULES = (
    rule("SSOT010", "not-analysed", Severity.WARNING),
    rule("SSOT116", "prose-rule", Severity.INFORMATION),
    rule("SSOT201", "exact-copy"),
    rule("SSOT202", "renamed-copy"),
    rule("SSOT203", "near-copy"),
    rule("SSOT204", "shadowed-export"),
    rule("SSOT208", "variant-file"),
)
DOMAINS = (
    DomainSummary("logging", "logging", f"{LOGGING_OWNER}, {SHELL_OWNER}", 2, 14, {"error": 2, "warning": 1}),
    DomainSummary("retry", "retry", "platform/retry/__init__.py", 1, 3, {"error": 1}),
    DomainSummary("deployment", "deployment", "docker-compose.yml", 1, 6, {"error": 1}),
    DomainSummary("health", "health checks", "platform/health/check.py", 1, 4, {"information": 1}, unbound_policies=1),
    DomainSummary("metrics", "metrics", "platform/metrics/registry.lua", 1, 0),
)
COMPLETENESS = Completeness(
    listed=1212,
    analysed=1198,
    partly=("services/legacy/views.py",),
    skipped=(
        SkippedFile("docs/logo.png", Skip.BINARY),
        SkippedFile("node_modules/left-pad/index.js", Skip.VENDORED),
        SkippedFile("platform/metrics/registry.lua", Skip.NO_LANGUAGE),
        *(SkippedFile(f"proto/v1/event_{number}_pb2.py", Skip.GENERATED) for number in range(11)),
    ),
    lines=41_207,
    units=2_310,
    by_language={"python": 804, "shell": 90, "yaml": 304},
)

REPORT = Report(
    verdict=Verdict.FINDINGS,
    findings=tuple(sorted((EXACT, RENAMED, NEAR, SHADOWED, VARIANT, PROSE), key=lambda finding: finding.sort_key)),
    problems=(NOT_ANALYSED,),
    domains=DOMAINS,
    completeness=COMPLETENESS,
    rules=RULES,
    registry="SSOT_LOCK.yml",
    dialect="version 2",
    tool_version="1.2.3",
    sources=SOURCES,
)
UNTRUSTED = replace(REPORT, verdict=Verdict.UNTRUSTED, problems=(BROKEN_REGISTRY, NOT_READ, NOT_ANALYSED), findings=(EXACT,))
CLEAN = replace(
    REPORT,
    verdict=Verdict.CLEAN,
    findings=(),
    problems=(),
    domains=tuple(replace(domain, findings={}, unbound_policies=0) for domain in DOMAINS),
    completeness=replace(COMPLETENESS, listed=1198, partly=(), skipped=()),
)
PASSED = replace(CLEAN, findings=(NEAR, PROSE), failing=())

GONE = BaselineEntry(
    Identity("SSOT201", "logging", "services/legacy/log.py", "setup_logging", "54"), 2, "2026-01-31", "goes with the service", line=7
)
OVER = BaselineEntry(NEAR.identity, 1, "2026-01-31", "is being replaced", "2026-06-30", line=9)
KNOWN = replace(
    REPORT,
    findings=tuple(finding for finding in REPORT.findings if finding not in (RENAMED, PROSE)),
    known=(RENAMED, PROSE),
    baseline=".ssot-baseline.json",
    stale=(GONE,),
    expired=(OVER,),
)
BY_COMMENT = Grant(
    Kind.IN_SOURCE,
    "SSOT203",
    at("services/orders/retry.py", 41, 7, 40),
    "needs its own jitter",
    "2026-09-30",
    ("services/orders/retry.py",),
)
BY_REGISTRY = Grant(
    Kind.EXTERNAL, "SSOT201", at("SSOT_LOCK.yml", 6, 7, 30), "runs before\x1b[31m install", "", ("services/billing/log.py",), "@platform"
)
ALLOWED = replace(
    REPORT,
    findings=tuple(finding for finding in REPORT.findings if finding not in (NEAR, EXACT)),
    suppressed=(Suppressed(EXACT, (BY_REGISTRY,)), Suppressed(NEAR, (BY_COMMENT,))),
    accepted=1,
)
NOTHING_NEW = replace(CLEAN, baseline=".ssot-baseline.json", known=(RENAMED,))


def shown(report: Report = REPORT, **wishes: object) -> Report:
    """`report` as a person asked to see it."""
    return replace(report, presentation=replace(Presentation(), **wishes))  # type: ignore[arg-type]
