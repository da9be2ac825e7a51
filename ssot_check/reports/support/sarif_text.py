"""The sentences of a SARIF result: what is wrong first, because platforms show the first sentence as the title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ssot_check.model.finding import Finding, Related
from ssot_check.model.problem import Problem
from ssot_check.reports.support.hygiene import visible, visible_lines

_LINKED: Final = 3


def finding_text(finding: Finding) -> str:
    """What, the linked canonical places, why, what to do. The last part has no full stop: it is there to be copied."""
    sentences = [_sentence(_flat(finding.message))]
    for index, related in enumerate(finding.related[:_LINKED], start=1):
        sentences.append(_sentence(f"See {_flat(related.label) or 'here'}: ", f"[{_plain(visible(str(related.location)))}]({index})"))
    sentences.append(_sentence(_flat(finding.why), before="Why: "))
    sentences.append(_flat(finding.help) and f"To do: {_flat(finding.help)}")
    return _joined(sentences)


def related_text(related: Related) -> str:
    """What stands at a related location; SARIF demands some text."""
    return _flat(related.label or related.symbol) or "related location"


def problem_text(problem: Problem) -> str:
    """What stopped us, why, and what to do."""
    remedy = _flat(problem.remedy)
    return _joined([_sentence(_flat(problem.message)), _sentence(_flat(problem.cause), before="Cause: "), remedy and f"To do: {remedy}"])


def _sentence(text: str, link: str = "", before: str = "") -> str:
    """Text and link with a full stop; empty when there is neither."""
    whole = f"{before}{text}{link}" if text or link else ""
    return whole if not whole or whole[-1] in ".!?" else whole + "."


def _flat(text: str) -> str:
    """Clean text of one line, with nothing in it that SARIF would read as a link."""
    return _plain(" ".join(line.strip() for line in visible_lines(text) if line))


def _plain(text: str) -> str:
    r"""Brackets and backslashes escaped (§3.11.6). Braces stay: no result carries arguments that they could refer to."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _joined(sentences: Iterable[str]) -> str:
    return " ".join(sentence for sentence in sentences if sentence) or "No message."
