"""The answer to "is there already an owner for this?"."""

from __future__ import annotations

from typing import Final

from ssot_check.model.dataclass import dataclass
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.verdict import Severity, Verdict

FILE: Final = "file"
"""What an owner is called of which no unit is known: a document, or a file in a language without an analyser."""
FACT: Final = "fact"
"""What the registry declares as a value with one canonical place."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One owned thing that fits the question.

    `kind` is that of the unit, `file` or `fact`. `score` in 0..1 is the share of the question that it answers, or its likeness to the
    code asked about. `matched` are the words that say so, as they stand in the question, or the statements that align. `signature` is
    its first line as written, `doc` the first line of its documentation, `use` the line that imports or sources it ("" for none).
    `exported` tells that the registry lists the name among the domain's `exports`.
    """

    domain: str
    name: str
    kind: str
    location: Location
    score: float
    matched: tuple[str, ...] = ()
    signature: str = ""
    doc: str = ""
    use: str = ""
    exported: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was found, best first, and what was looked through. `question` is the text, or `path:line (name)` for code.

    `owned` names the domains of the file that was asked about: its code is the owner's own. `unknown` are words of the question
    that no owner knows in any form. `problems` are what keeps the answer from being trusted, or is worth a word.
    """

    question: str
    found: tuple[Answer, ...]
    domains: int
    files: int
    units: int
    owned: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """CLEAN when something was found, FINDINGS when not, UNTRUSTED when an owner or the registry could not be read."""
        if any(problem.severity is Severity.ERROR for problem in self.problems):
            return Verdict.UNTRUSTED
        return Verdict.CLEAN if self.found or self.owned else Verdict.FINDINGS
