"""The numbers of a report about other files: what a few files add to what was counted, and take away from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from ssot_check.matching.refusals import can_be_copy
from ssot_check.model.dataclass import replace
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.report import Completeness, DomainSummary
from ssot_check.model.source import SkippedFile


def recounted(
    old: Completeness, before: Sequence[ParsedFile], after: Sequence[ParsedFile], skipped: Iterable[SkippedFile], *, listed: int, floor: int
) -> Completeness:
    """`old` with the files `after` in the place of those `before`, and of `listed` more files.

    `skipped` are all that are not analysed; a unit of at least `floor` tokens may be compared.
    """
    languages = Counter(old.by_language)
    languages.update(file.dialect for file in after)
    languages.subtract(file.dialect for file in before)
    return replace(
        old,
        listed=old.listed + listed,
        analysed=old.analysed + len(after) - len(before),
        skipped=tuple(sorted(skipped)),
        lines=old.lines + sum(file.lines for file in after) - sum(file.lines for file in before),
        units=old.units + sum(len(file.units) for file in after) - sum(len(file.units) for file in before),
        by_language={name: count for name, count in sorted(languages.items()) if count},
        generated_units=old.generated_units + sum(file.generated_units for file in after) - sum(file.generated_units for file in before),
        compared=None if old.compared is None else old.compared + _worth(after, floor) - _worth(before, floor),
    )


def shifted(rows: Sequence[DomainSummary], was: Iterable[DomainSummary], now: Iterable[DomainSummary]) -> tuple[DomainSummary, ...]:
    """The rows of a narrowed report with as many units more or less as the same rows of a whole one have `now`, and had."""
    return tuple(
        replace(
            row,
            owned_units=row.owned_units + new.owned_units - old.owned_units,
            compared_units=None
            if row.compared_units is None
            else row.compared_units + (new.compared_units or 0) - (old.compared_units or 0),
        )
        for row, old, new in zip(rows, was, now, strict=True)
    )


def _worth(files: Collection[ParsedFile], floor: int) -> int:
    return sum(can_be_copy(unit, floor) for file in files for unit in file.units)
