"""Reads small Python texts with a fingerprinter of its own, simple enough to be seen through."""

from __future__ import annotations

from collections.abc import Sequence

from ssot_check.languages import python
from ssot_check.languages.support.python.confirm import confirm
from ssot_check.model.match import Alignment, CloneType, Confirmation, Match, Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import DECORATOR, DOC, LOCAL, NUMBER, SELF, TEXT, TYPE, Fingerprint, Statement, Unit

EXACT_ONLY = (TYPE, DOC, DECORATOR)
BLANKED = {SELF: "<self>", TEXT: "<text>", NUMBER: "<number>"}


def simple(statements: Sequence[Statement]) -> Fingerprint:
    """`exact` holds all tokens, `renamed` the abstracted ones with own names numbered in order of appearance."""
    numbers: dict[str, str] = {}
    renamed = []
    for statement in statements:
        kept = [token for token in statement.tokens if token[0] not in EXACT_ONLY]
        words = [numbers.setdefault(text, f"<{len(numbers)}>") if kind == LOCAL else BLANKED.get(kind, text) for kind, text in kept]
        if words:
            renamed.append(f"{statement.depth} {' '.join(words)}")
    exact = "\n".join(f"{item.depth} {' '.join(text for _, text in item.tokens)}" for item in statements)
    return Fingerprint(exact, "\n".join(renamed), "", tuple(item.line for item in statements), (), (), ())


def read(text: str, path: str = "app/log.py") -> ParsedFile:
    return python.parse(SourceFile(path, "python", text, "0"), simple)


def unit(text: str, name: str, path: str = "app/log.py") -> Unit:
    return next(unit for unit in read(text, path).units if unit.qualified_name == name)


def confirmed(owner: str, copy: str, names: tuple[str, str], claim: CloneType = CloneType.RENAMED) -> Confirmation:
    """The confirmation of a match between `names[0]` of app/log.py and `names[1]` of services/worker.py."""
    both = unit(owner, names[0]), unit(copy, names[1], "services/worker.py")
    return confirm(Match("logging", *both, claim, Tier.GATE, 1.0, Alignment((), 1, 1)), owner, copy)
