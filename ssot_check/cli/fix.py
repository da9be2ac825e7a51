"""`--diff`, `--fix` and `--unsafe-fixes` of `ssot-check check`. Imported only when one of them is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ssot_check.cli.output import say
from ssot_check.fixes.plan import Item, Left
from ssot_check.model.config import Config
from ssot_check.model.finding import Safety
from ssot_check.model.report import Report
from ssot_check.pipeline.check import checked
from ssot_check.pipeline.fix import Outcome, propose
from ssot_check.pipeline.fix import fix as repair
from ssot_check.reports.support.words import fixable, plural

_SHOWN = 20


def mended(config: Config, options: Mapping[str, object]) -> tuple[Report, str | None]:
    """The report, and the patch that takes its place on standard output; None where nothing but the report was asked for."""
    safeties = _safeties(options)
    if not options["diff"]:
        outcome = repair(config, safeties)
        _tell(outcome, quiet=config.presentation.quiet)
        return outcome.report, None
    project, report = checked(config)
    proposal = propose(project, report, config, safeties)
    say("\n".join((*_left(proposal.left), _offer(proposal.mended, len(report.findings) + len(report.problems)))))
    return report, "".join(change.patch for change in proposal.changes)


def _safeties(options: Mapping[str, object]) -> tuple[Safety, ...]:
    """The sorts of repairs that are asked for; `--diff` alone shows all of them."""
    return (Safety.SAFE,) if options["fix"] and not options["unsafe_fixes"] else (Safety.SAFE, Safety.SUGGESTED)


def _offer(items: Sequence[Item], total: int) -> str:
    """`3 of 19 findings can be fixed: 2 with --fix, 1 more with --unsafe-fixes`."""
    safe = sum(item.fix is not None and item.fix.safety is Safety.SAFE for item in items)
    more = len(items) - safe
    if not items:
        return f"nothing to fix in {plural(total, 'finding')}"
    ways = [f"{safe:,} with --fix"] * bool(safe) + [f"{more:,} {'more ' if safe else ''}with --unsafe-fixes"] * bool(more)
    one = "--unsafe-fixes" if more else "--fix"
    return f"{len(items):,} of {plural(total, 'finding')} can be fixed" + (f": {', '.join(ways)}" if len(ways) > 1 else f" with {one}")


def _tell(outcome: Outcome, *, quiet: bool) -> None:
    """What was repaired and what is left, for people."""
    lines = list(_left(outcome.left))
    if outcome.mended or not quiet:
        lines += [_sum(outcome), *_codes(outcome.mended)]
    if lines:
        say("\n".join(lines))


def _sum(outcome: Outcome) -> str:
    where = f" in {plural(len(outcome.files), 'file')}" if outcome.files else ""
    rest = len(outcome.report.findings)
    more = fixable(outcome.report, Safety.SUGGESTED)
    unsafe = f", {more:,} fixable with --unsafe-fixes" if more else ""
    return f"{len(outcome.mended):,} fixed{where}, {rest:,} {'remains' if rest == 1 else 'remain'}{unsafe}"


def _codes(items: tuple[Item, ...]) -> Iterator[str]:
    counts = Counter(item.code for item in items)
    yield from (f"  {code}  {counts[code]:,}" for code in sorted(counts))


def _left(left: tuple[Left, ...]) -> Iterator[str]:
    """Repairs that were not made, and why."""
    for item in left[:_SHOWN]:
        yield f"not fixed: {item.item.code} at {item.item.location}: {item.reason}"
    if len(left) > _SHOWN:
        yield f"not fixed: {len(left) - _SHOWN:,} more"
