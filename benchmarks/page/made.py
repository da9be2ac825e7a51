"""A report of thousands of findings, each with a copy and a canonical of its own: the same number gives the same bytes."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Final

from benchmarks.speed.generated import KINDS, SEED, function, some_words
from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.report import Completeness, DomainSummary, Report, RuleInfo
from ssot_check.model.verdict import Severity, Verdict

FINDINGS: Final = 5_000
PER_FILE: Final = 25
FOLDERS: Final = 40
RULES: Final = (
    RuleInfo("SSOT201", "exact-copy", Severity.ERROR, "A unit outside the owner is equal to an owned unit.", ""),
    RuleInfo("SSOT202", "renamed-copy", Severity.ERROR, "A unit is equal to an owned unit but for its names.", ""),
    RuleInfo("SSOT203", "near-copy", Severity.WARNING, "A unit is an edited copy of an owned unit.", ""),
)


def report(count: int = FINDINGS) -> Report:
    """So many findings: a third exact, a third renamed and a third edited copies, spread over domains and folders."""
    words, files = some_words(random.Random(SEED)), _Files()
    findings = sorted((_finding(number, words, files) for number in range(count)), key=lambda item: item.sort_key)
    domains = tuple(
        DomainSummary(kind, kind, f"src/core/{kind}.py", 1, count // len(KINDS), {"error": sum(item.domain == kind for item in findings)})
        for kind in KINDS
    )
    texts = files.texts()
    return Report(
        verdict=Verdict.FINDINGS,
        findings=tuple(findings),
        problems=(),
        domains=domains,
        completeness=Completeness(len(texts), len(texts), lines=sum(map(len, texts.values())), units=2 * count),
        rules=RULES,
        registry="SSOT_LOCK.yml",
        dialect="version 2",
        tool_version="0",
        sources=texts,
    )


@dataclass(slots=True)
class _Files:
    """The lines of every file so far."""

    lines: dict[str, list[str]] = field(default_factory=dict)

    def add(self, path: str, text: list[str]) -> Location:
        """Put the text at the file's end; its name is its location."""
        written = self.lines.setdefault(path, [])
        written += ["", ""] if written else []
        first = len(written) + 1
        written += text
        return Location(path, first, 5, first, 5 + text[0].index("(") - 4)

    def texts(self) -> dict[str, tuple[str, ...]]:
        return {path: tuple(lines) for path, lines in sorted(self.lines.items())}


def _finding(number: int, words: list[str], files: _Files) -> Finding:
    chance = random.Random(f"{SEED}:{number}")
    kind, rule = KINDS[number % len(KINDS)], RULES[number % len(RULES)]
    owned = function(chance, words)
    copied = _edited(owned, number % len(RULES), chance)
    canonical = files.add(f"src/core/{kind}.py", owned)
    place = files.add(f"services/team_{number // PER_FILE % FOLDERS:02}/part_{number // PER_FILE // FOLDERS:02}.py", copied)
    old, new = (text[0].split("(")[0].removeprefix("def ") for text in (owned, copied))
    return Finding(
        code=rule.code,
        message=f"function `{new}` is a copy of function `{old}`, which `{kind}` owns",
        location=place,
        extent=Location(place.path, place.line, 1, place.line + len(copied), 1),
        why=f"a change to {canonical.path} does not reach this copy",
        help=f"delete `{new}`: from src.core.{kind} import {old}",
        domain=kind,
        severity=rule.severity,
        related=(Related(canonical, f"canonical: owned by `{kind}`", old),),
        scope=new,
        digest=str(number),
    )


def _edited(owned: list[str], step: int, chance: random.Random) -> list[str]:
    """Step 0 leaves it alone, 1 renames, 2 also takes a line out and puts two in."""
    if not step:
        return list(owned)
    head = owned[0].replace("(", "_again(", 1)
    lines = [head, *(line.replace("result", "outcome").replace("item", "entry") for line in owned[1:])]
    if step > 1:
        at = chance.randrange(2, len(lines) - 1)
        lines[at : at + 1] = ["    if limit is None:", "        limit = 0"]
    return lines
