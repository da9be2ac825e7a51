"""Rules and problem codes as SARIF 2.1.0 reporting descriptors (§3.49), in the shape code-scanning platforms read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from ssot_check.model.report import RuleInfo
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.hygiene import visible, visible_lines
from ssot_check.reports.support.sarif_places import Node

LEVEL: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}
TEXT_LIMIT: Final = 1_024
_IMPORTANCE: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "recommendation"}
_PRECISION: Final = {Severity.ERROR: "high", Severity.WARNING: "medium", Severity.INFORMATION: "low"}


def rule_descriptor(rule: RuleInfo) -> Node:
    """One rule; `precision` follows its severity, because only a precise rule may be an error."""
    text = "\n".join(visible_lines(rule.explanation)) or visible(rule.summary) or rule.code
    node: Node = {
        "id": visible(rule.code),
        "shortDescription": {"text": shorten(visible(rule.summary) or rule.code)},
        "fullDescription": {"text": shorten(_section(rule.explanation, "What it does") or visible(rule.summary) or rule.code)},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": LEVEL[rule.severity]},
        "properties": {
            "precision": _PRECISION[rule.severity],
            "problem.severity": _IMPORTANCE[rule.severity],
            "tags": ["maintainability", "single-source-of-truth"],
        },
    }
    named = {"name": _pascal(rule.name)} if rule.name else {}
    return node | named | ({"helpUri": rule.help_uri} if rule.help_uri else {})


def notification_descriptor(rule: RuleInfo) -> Node:
    """One problem code; it has no precision, because it is no result."""
    return {key: value for key, value in rule_descriptor(rule).items() if key != "properties"}


def explained(rules: Iterable[RuleInfo], codes: Iterable[str]) -> list[RuleInfo]:
    """The `rules` and a bare entry for every one of `codes` that none of them explains, by code."""
    known = {rule.code: rule for rule in rules}
    for code in codes:
        known.setdefault(code, RuleInfo(code, "", Severity.ERROR, code, code))
    return [known[code] for code in sorted(known)]


def shorten(text: str) -> str:
    """`text` within the limit of code-scanning platforms."""
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"


def _section(explanation: str, heading: str) -> str:
    """The prose under one heading of a rule's page, on one line; empty when there is no such heading."""
    taken: list[str] = []
    inside = False
    for line, following in pairwise([*visible_lines(explanation), ""]):
        if following and set(following) <= {"-"}:
            inside = line.strip() == heading
        elif inside and line.strip("-"):
            taken.append(line.strip())
    return " ".join(taken)


def _pascal(name: str) -> str:
    """`exact-copy` as `ExactCopy`, the spelling SARIF asks of a rule's name."""
    return "".join(part.capitalize() for part in name.split("-"))
