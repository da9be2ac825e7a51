"""Who owns what stands at this place? The whole repository is read, because it decides what is rare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ssot_check.matching.haystack import owned_units
from ssot_check.matching.lookup import Lookup
from ssot_check.matching.nearest import Near, nearest
from ssot_check.matching.profiles import belongs, evidence, profile_of
from ssot_check.matching.weights import weigh
from ssot_check.model.answer import Answer, Answers
from ssot_check.model.config import Config
from ssot_check.model.errors import UsageError
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.unit import Trait, Unit, UnitKind
from ssot_check.pipeline.answers.find import Candidate, Owners, answer, candidates, entry, read_owners, unit_candidate
from ssot_check.pipeline.answers.headings import heading
from ssot_check.pipeline.hay import haystack
from ssot_check.pipeline.scan import scan

_BY_NAME: Final = 0.8
"""What only its name and its documentation say is worth less than what its code does."""
_BY_KIND: Final = 0.7
"""So is what calls and words of one kind say, which is why a helper written anew is found at all."""
_NAME_FLOOR: Final = 0.5
"""One word of a name, out of several, is chance."""


def find_code(config: Config, path: str, line: int) -> Answers:
    """The owned units that the code at `line` of `path` resembles. Raises UsageError when no unit stands there."""
    project = scan(config)
    file = project.files.get(path)
    if file is None:
        skipped = project.skip_reasons.get(path)
        raise UsageError(f"{path} was not analysed" + (f": {skipped.reason.value}" if skipped else ""), "name a source file git lists")
    unit = unit_at(file, line)
    if unit is None:
        raise UsageError(f"no function, class, constant or block stands at {path}:{line}", _nearest_to(file, line))
    owners = read_owners(config)
    found = {near.owned.unit.location: _answer(owners, near, path) for near in _nearest(project, unit, file)}
    listed = [item for item in candidates(owners) if item.unit is None or not item.unit.location.contains(unit.location)]
    question = " ".join((unit.name, *heading(unit, owners.lines(path)).document[:1]))
    hits, _ = Lookup([entry(item) for item in listed]).ask(question, _NAME_FLOOR)
    for hit in hits:
        item = listed[hit.number]
        if item.unit is not None and item.unit.location not in found:
            matched = tuple(f"name says {word}" for word in hit.matched)
            found[item.unit.location] = answer(owners, item, round(hit.score * _BY_NAME, 2), matched, path)
    for item, common, share in _of_its_kind(unit, listed):
        value = round(share * _BY_KIND, 2)
        if item.unit is not None and value > (found[item.unit.location].score if item.unit.location in found else 0.0):
            found[item.unit.location] = answer(owners, item, value, common, path)
    return Answers(
        question=f"{path}:{line} ({unit.qualified_name})",
        found=tuple(sorted(found.values(), key=lambda item: (-item.score, item.location))),
        domains=len(owners.registry.domains),
        files=len(owners.survey.owners),
        units=sum(item.unit is not None for item in listed),
        owned=project.owners.get(path, ()),
        problems=owners.problems,
    )


def _of_its_kind(unit: Unit, listed: Iterable[Candidate]) -> Iterator[tuple[Candidate, tuple[str, ...], float]]:
    """Owned units that are as plainly of a kind as the unit is, what both say of it, and which share of what the unit says that is."""
    for item in listed:
        profile = profile_of(item.domain) if item.domain is not None and item.unit is not None else None
        if profile is None or item.unit is None or not (belongs(unit, profile) and belongs(item.unit, profile)):
            continue
        pieces, theirs = evidence(unit, profile)[1], frozenset(evidence(item.unit, profile)[1])
        common = tuple(piece for piece in pieces if piece in theirs)
        shown = (piece for piece in common if not any(other.endswith(f".{piece}") for other in common))
        if common:
            yield item, (f"of the kind {profile.kind}", *shown), len(common) / len(pieces)


def unit_at(file: ParsedFile, line: int) -> Unit | None:
    """The innermost unit around a line that could be used from elsewhere: a nested function stands for the one around it."""
    around = [unit for unit in file.units if unit.location.line <= line <= unit.location.end_line and Trait.NESTED not in unit.traits]
    named = [unit for unit in around if unit.kind is not UnitKind.SCRIPT] or around
    return min(named, key=lambda unit: unit.location.line_count, default=None)


def _nearest_to(file: ParsedFile, line: int) -> str:
    """Where something stands instead: imports, comments and a few loose statements are compared with nothing."""
    units = [unit for unit in file.units if Trait.NESTED not in unit.traits]
    near = min(units, key=lambda unit: (_gap(unit, line), unit.location.line), default=None)
    if near is None:
        return f"nothing in {file.path} is large enough to be compared"
    name = "a block" if near.kind is UnitKind.SCRIPT else f"`{near.qualified_name}`"
    return f"name a line of its body or heading; the nearest is {name}, lines {near.location.line} to {near.location.end_line}"


def _gap(unit: Unit, line: int) -> int:
    """Lines between the unit and the line."""
    return max(unit.location.line - line, line - unit.location.end_line, 0)


def _nearest(project: Project, unit: Unit, file: ParsedFile) -> list[Near]:
    hay = haystack(project)
    owned = owned_units(hay)
    weights = weigh(hay, [unit, *(item.unit for item in owned)])
    return nearest(hay, weights[hay.family(file)], owned, unit, file)


def _answer(owners: Owners, near: Near, path: str) -> Answer:
    aligned = f"{len(near.alignment.pairs)} of {near.alignment.owner_statements} statements align"
    words = tuple(word.lstrip('"') for word in near.alignment.shared)
    return answer(owners, unit_candidate(owners, near.owned.unit), near.score, (aligned, *dict.fromkeys(words)), path)
