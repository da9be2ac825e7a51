"""One finding opened up: the two sides statement by statement, the signals, the thresholds, and what would let it stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ssot_check import discovery
from ssot_check.matching.fitted import fitted
from ssot_check.matching.hierarchy import Hierarchy
from ssot_check.matching.jobs import MEANINGS
from ssot_check.matching.reasons import Reasons
from ssot_check.matching.search import ADVISORY_FLOOR, NAMED_FLOOR
from ssot_check.matching.settings import is_renamed_script
from ssot_check.matching.similarity import Signals, measure, weighted
from ssot_check.matching.weights import weigh
from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.errors import UsageError
from ssot_check.model.explained import Explained, Row, Signal
from ssot_check.model.finding import HINT, Finding
from ssot_check.model.location import Location
from ssot_check.model.match import CloneType, Match, Shadow, Tier
from ssot_check.model.project import Project
from ssot_check.model.report import Report
from ssot_check.model.suppression import NEVER_SUPPRESSED
from ssot_check.model.unit import Unit
from ssot_check.pipeline.check import checked
from ssot_check.pipeline.hay import haystack

_ALMOST: Final = 0.99
"""A score of 1.00 would call an edited copy a proved one."""
_MEANINGS: Final = {
    "containment": "share of the owner's rare features (statements, token shingles) that the copy has",
    "evidence": "how much rare weight they share, in absolute terms",
    "alignment": "likeness of both token sequences, in order",
    "coverage": "share of the copy that the common sequence covers",
    "statements": "share of the owner's statements that align in order",
    "words": "share of the owner's telling words and calls that the copy has",
    "telling": "how many telling words they share, in absolute terms",
    "growth": "how much longer the copy is; speaks against it",
}
_SIDES = tuple[Unit, Unit]
_HELD: Final = "held back: a hint, shown under `--hints`, and where `--since` or `--staged` asks about the change that brings it"


def explain(config: Config, wanted: str, place: tuple[str, int] | None = None) -> tuple[Explained, ...]:
    """The findings, hints too, whose key begins with `wanted`, or those at `place` (path, line). Raises UsageError when there is none."""
    project, report = checked(replace(config, hints=True))
    standings = _standings(report)
    found = [finding for finding in standings if _is_meant(finding, wanted, place)] or _folded_at(project, report, standings, place)
    if not found:
        raise UsageError(
            f"no finding {'at ' + ':'.join(map(str, place)) if place else 'with the key ' + wanted}",
            "the key stands in the JSON report; `ssot-check explain FILE:LINE` explains what is reported there",
        )
    return tuple(_explained(finding, standings[finding], project, report) for finding in found)


def _standings(report: Report) -> Mapping[Finding, str]:
    """Every finding of the run, with what became of it."""
    found = {item: _HELD if item.confidence == HINT else "reported" for item in report.findings}
    for one in report.folded:
        parts = {one.identity, *one.further}
        found.update((item, f"reported, as one of {len(parts)}: {one.message}") for item in found if item.identity in parts)
    found.update(dict.fromkeys(report.known, f"known: it stands in {report.baseline}"))
    for item in report.suppressed:
        grant = item.grants[0]
        found[item.finding] = f"allowed by {grant.location}: {grant.reason}"
    return found


def _folded_at(project: Project, report: Report, standings: Iterable[Finding], place: tuple[str, int] | None) -> list[Finding]:
    """The part that is nearest to a line in a unit of a file that is a copy as a whole; [] elsewhere."""
    file = project.files.get(place[0]) if place is not None else None
    if place is None or file is None or not any(unit.location.line <= place[1] <= unit.location.end_line for unit in file.units):
        return []
    whole = [one for one in report.folded if one.location.path == place[0]]
    parts = {part for one in whole for part in (one.identity, *one.further)}
    inside = [item for item in standings if item.identity in parts]
    return [min(inside, key=lambda item: (abs(item.location.line - place[1]), item.location))] if inside else []


def _is_meant(finding: Finding, wanted: str, place: tuple[str, int] | None) -> bool:
    if place is None:
        return finding.key.startswith(wanted.lower())
    extent = finding.extent or finding.location
    path, line = place
    return finding.location.path == path and extent.line <= line <= max(extent.end_line, extent.line)


def _explained(finding: Finding, standing: str, project: Project, report: Report) -> Explained:
    match = next((item for item in project.matches if _is_about(item, finding)), None)
    shadow = next((item for item in project.shadows if _is_about(item, finding)), None) if match is None else None
    pair = (match.owner, match.copy) if match else (shadow.owner, shadow.copy) if shadow else None
    return Explained(
        finding=finding,
        rule=next((rule.name for rule in discovery.rules() if rule.code == finding.code), ""),
        standing=standing,
        owner=_side(pair[0]) if pair else "",
        copy=_side(pair[1]) if pair else "",
        rows=tuple(_rows(pair, match, report)) if pair else (),
        signals=tuple(_of_jobs(match) if match and match.signals else _told(_signals(pair, project))) if pair else (),
        decision=tuple(_decision(finding, match, shadow, project)),
        silence=tuple(_silence(finding)),
    )


def _is_about(item: Match | Shadow, finding: Finding) -> bool:
    related = {place.location for place in finding.related}
    return item.copy.signature == finding.location and item.domain == finding.domain and item.owner.signature in related


def _side(unit: Unit) -> str:
    return f"{unit.qualified_name} ({unit.location.path}:{unit.signature.line})"


def _signals(pair: _SIDES, project: Project) -> Signals:
    hay = haystack(project)
    weights = weigh(hay, pair)
    return measure(*pair, weights[hay.family(hay.files[pair[1].location.path])])


def _told(signals: Signals) -> Iterator[Signal]:
    for name, weight in weighted().items():
        yield Signal(name, round(getattr(signals, name), 2), weight, _MEANINGS[name])


def _of_jobs(match: Match) -> Iterator[Signal]:
    for name, value, weight in match.signals:
        yield Signal(name, value, round(weight, 2), MEANINGS[name])


def _rows(pair: _SIDES, match: Match | None, report: Report) -> Iterator[Row]:
    """Both sides in order; what aligns stands in one row. A statement that begins on the line of the last one is not repeated."""
    owner, copy = pair
    ours, theirs = _lines(owner), _lines(copy)
    sources = report.sources
    before = (0, 0)
    for one, two in [*dict.fromkeys(match.alignment.pairs if match else ()), (0, 0)]:
        left = [line for line in ours if before[0] < line and (line < one or not one)]
        right = [line for line in theirs if before[1] < line and (line < two or not two)]
        yield from (Row(line, _text(sources, owner.location, line), 0, "") for line in left)
        yield from (Row(0, "", line, _text(sources, copy.location, line)) for line in right)
        if one:
            yield Row(one, _text(sources, owner.location, one), two, _text(sources, copy.location, two))
        before = (one, two)


def _lines(unit: Unit) -> list[int]:
    return sorted(set(unit.fingerprint.lines))


def _text(sources: Mapping[str, Sequence[str]], place: Location, line: int) -> str:
    lines = sources.get(place.path, ())
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""


def _decision(finding: Finding, match: Match | None, shadow: Shadow | None, project: Project) -> Iterator[str]:
    if match is not None:
        yield from _of_match(match, project)
    elif shadow is not None:
        words = ", ".join(word.lstrip('"') for word in shadow.shared)
        yield f"it has the name of an export of `{shadow.domain}`, and one purpose with it by: {words or 'its likeness'}"
    else:
        yield finding.why
    yield from finding.notes


def _of_match(match: Match, project: Project) -> Iterator[str]:
    threshold = project.registry.domain(match.domain).duplicates.threshold
    if match.clone_type is CloneType.EXACT:
        yield "the digests of both token sequences are equal: this needs no score"
    elif match.clone_type is CloneType.RENAMED and is_renamed_script(match.owner, match.copy):
        yield "each setting of the one stands for exactly one of the other, and all else is equal: this needs no score"
    elif match.clone_type is CloneType.RENAMED:
        yield "the digests are equal once names of their own, literals and annotations are dropped: this needs no score"
    elif match.job:
        yield f"both are called like, and do, what `matching/known/` asks of what {match.job}; how much else they share does not matter"
    elif match.signals:
        limits, reached = fitted(), fitted().intercept + sum(value * weight for _, value, weight in match.signals)
        yield f"the weighed signals and {limits.intercept:.2f} make odds of {reached:.1f} (a logarithm), a chance of {match.score:.2f}"
        yield f"from {limits.hint:.1f} on it is a hint, {limits.plain:.1f} less for an owner that plainly does its domain's kind of work"
    elif match.clone_type is CloneType.SEMANTIC:
        yield f"score {match.score:.2f} is the share of the owner's telling words that it has; rewrites are always advisory"
    else:
        where = f"lines {match.part[0]} to {match.part[1]} alone" if match.part else "the whole unit"
        yield f"score {min(match.score, _ALMOST):.2f}, measured on {where}"
        if Reasons((), Hierarchy(project.files)).are_namesakes(match.owner, match.copy):
            yield "both have one name that says what they do, which few others have: that raises the score, and less need be rare"
            yield f"from {NAMED_FLOOR:.2f} on such a pair is a hint"
        yield f"from {ADVISORY_FLOOR:.2f} it is reported, from {threshold:.2f} (`duplicates.threshold` of the domain) it may fail a run"
    yield f"tier: {match.tier.value}" + (
        ": it fails a run only under `enforcement: {level: strict}`" if match.tier is Tier.ADVISORY else ""
    )


def _silence(finding: Finding) -> Iterator[str]:
    if finding.code.startswith(NEVER_SUPPRESSED):
        yield "nothing: this family is never suppressed and never known"
        return
    yield finding.help if finding.help else "mend it"
    yield f"a comment on its line or above it: ssot: allow[{finding.code}] -- the reason"
    symbol = f", symbol: {finding.scope}" if finding.scope else ""
    yield f"an entry of the registry's `exceptions`: {{code: {finding.code}, path: {finding.location.path}{symbol}, reason: ...}}"
    if finding.domain and finding.code.startswith("SSOT2"):
        yield f"`duplicates: {{ignore: [{finding.location.path}]}}` of the domain `{finding.domain}`, for every copy in that file"
    yield "`ssot-check baseline update`, with the others that are known"
