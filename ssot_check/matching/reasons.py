"""Why an edited copy, or a rewrite, repeats what it must: it builds on the owner, or both answer to something else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from ssot_check.matching.frames import last_names
from ssot_check.matching.haystack import Owned
from ssot_check.matching.hierarchy import Hierarchy
from ssot_check.matching.near import are_namesakes
from ssot_check.matching.refusals import MAX_FACADE, builds_on, refers_to
from ssot_check.matching.similarity import Signals
from ssot_check.model.location import shared_parts
from ssot_check.model.match import Tier
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.unit import Unit

FILLED: Final = 0.25
"""Of two answers to one hook no more of the statements may be others."""
FILLED_TOKENS: Final = 60
FILLED_STATEMENTS: Final = 8
FEW_OTHER: Final = 2
"""Of so many statements no more may be others where a base can have all but these."""
REPEATED: Final = 5
"""So many statements an override has pasted that repeats each; fewer are the form in which anybody answers that hook."""


class Reasons:
    """What is asked of every pair of one run."""

    def __init__(self, owned: Sequence[Owned], hierarchy: Hierarchy) -> None:
        self._hierarchy = hierarchy
        self._named: dict[str, list[Owned]] = defaultdict(list)
        for item in owned:
            if not item.unit.scope:
                self._named[item.unit.name].append(item)

    def have_common(self, owner: Unit, copy: Unit) -> bool:
        """True where a class stands above both, as `Hierarchy.common` tells it."""
        return self._hierarchy.common(owner, copy) is not None

    def home(self, owner: Unit, copy: Unit) -> tuple[str, str]:
        """The class above both that can take what they have in common, and why one between has to, as `homes.Homes` tells it."""
        from ssot_check.matching.homes import Homes  # a run that finds no copy asks nothing of them

        return Homes(self._hierarchy).of(owner, copy)

    def hold(self, owner: Owned, unit: Unit, file: ParsedFile, signals: Signals | None = None) -> bool:
        """True when there is one that leaves nothing to tell. A rewrite has no `signals`: its text is another one."""
        if builds_on(unit, file, owner.unit, owner.file) or self._both_delegate(owner, unit, file):
            return True
        repeated = signals is not None and self._is_repeated(owner.unit, unit)
        return not repeated and self._hierarchy.same_hook(unit, owner.unit)

    def filled(self, owner: Owned, unit: Unit) -> Tier | None:
        """The tier of methods by which two classes fill in one of a third, where most of both is one text; None for all others.

        Where all but a statement or two stand in both, the third can have the method and ask another one for these.
        """
        one, two = owner.unit, unit
        mine, theirs = Counter(one.fingerprint.hashes), Counter(two.fingerprint.hashes)
        most, apart = max(mine.total(), theirs.total()), max((mine - theirs).total(), (theirs - mine).total())
        if one.name != two.name or one.name.startswith("__") or min(one.fingerprint.size, two.fingerprint.size) < FILLED_TOKENS:
            return None
        if apart > FILLED * most or not self._hierarchy.same_hook(two, one):
            return None
        if self._hierarchy.overrides(one, two) or self._hierarchy.overrides(two, one):
            return None
        near = apart <= FEW_OTHER and most >= FILLED_STATEMENTS
        return Tier.ADVISORY if near and shared_parts(one.location.path, two.location.path) else Tier.HINT

    def _is_repeated(self, owner: Unit, unit: Unit) -> bool:
        """True for a method that writes out all that the one does which it overrides, where a call of `super` would do it."""
        called = last_names(unit.calls)
        asks = "super" in called or unit.name in called - last_names(owner.calls)  # `super.render(...)` is a call of its own name
        return not asks and stands_in_a_row(owner, unit) and self._hierarchy.overrides(unit, owner)

    def are_namesakes(self, owner: Unit, copy: Unit) -> bool:
        """True for functions under one name that says what they do and that few others bear: it has come along with the text."""
        return are_namesakes(owner, copy) and not self._hierarchy.is_usual(owner.name)

    def answer(self, owner: Owned, unit: Unit, signals: Signals | None = None) -> bool:
        """True for answers to one protocol, which may share much nevertheless. A rewrite has no `signals`: its text is another one."""
        equal, alignment, telling = (signals.statements, signals.alignment, signals.telling) if signals is not None else (0.0, 0.0, 0.0)
        return self._hierarchy.same_answer(unit, owner.unit, equal, alignment, telling)

    def _both_delegate(self, owner: Owned, unit: Unit, file: ParsedFile) -> bool:
        """True when a small owner and its copy call one other unit of the domain: what both do is shared already."""
        if owner.unit.fingerprint.size >= MAX_FACADE:
            return False
        shared = [item for call in unit.calls for item in self._named.get(call.rpartition(".")[2], ()) if refers_to(call, file, item.unit)]
        return any(
            item.domain.name == owner.domain.name
            and item.unit is not owner.unit
            and any(refers_to(call, owner.file, item.unit) for call in owner.unit.calls)
            for item in shared
        )


def stands_in_a_row(owner: Unit, unit: Unit) -> bool:
    """True when the unit has all statements of the owner's body in one row; what is added may stand before the last, which returns."""
    body, other = list(owner.fingerprint.hashes[1:]), list(unit.fingerprint.hashes[1:])
    if len(body) < REPEATED or len(other) < len(body):
        return False
    if other[-1] == body[-1] and _has_row(other[:-1], body[:-1]):
        return True
    return _has_row(other, body)


def _has_row(statements: list[int], row: list[int]) -> bool:
    return any(statements[start : start + len(row)] == row for start in range(len(statements) - len(row) + 1))
