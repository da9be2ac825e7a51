"""The copies of owned units in a few files that differ, found as a whole look finds them, but without what stands in all other files.

Weights follow from the sums of then with these files put into them, and those of words that no owner says from what is kept of these. Which
class derives from which is asked only of methods and classes: then all files are read. How many bear a name is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from ssot_check.matching.directions import one_direction
from ssot_check.matching.haystack import Haystack, owned_units
from ssot_check.matching.hierarchy import Hierarchy
from ssot_check.matching.jobs import Jobs
from ssot_check.matching.nested import without_inner
from ssot_check.matching.reasons import Reasons
from ssot_check.matching.search import Queries, searched_files
from ssot_check.matching.weights import Weights
from ssot_check.model.dataclass import replace
from ssot_check.model.match import Match
from ssot_check.model.project import Project
from ssot_check.pipeline.again.hushed import replaced
from ssot_check.pipeline.again.owners import Change, Suspects, UnsureError, clones_of, units_of
from ssot_check.pipeline.again.recollect import bearers_of, unasked_of
from ssot_check.pipeline.again.sparse import Sparse
from ssot_check.pipeline.confirm import Confirmer
from ssot_check.pipeline.hay import bare

if TYPE_CHECKING:
    from ssot_check.pipeline.again.look import Look


def widened(project: Project) -> Project:
    """The same with all analysed files, each of which is read when it is asked for."""
    return replace(project, files=project.files.whole) if isinstance(project.files, Sparse) else project


def copies(look: Look, project: Project, hay: Haystack, found: Mapping[str, Suspects], change: Change) -> tuple[Match, ...]:
    """What the suspects of each family come to, confirmed by their languages. Raises UnsureError."""
    whole = replace(hay, files=widened(project).files, registry=bare(hay.registry))
    return _confirmed(look, project, whole, _matches(look, whole, found, change))


def _confirmed(look: Look, project: Project, hay: Haystack, matches: Iterable[Match]) -> tuple[Match, ...]:
    start, request = look.start, look.start.request
    texts = request.root, start.survey.tree.files, request.max_bytes, request.overlay, request.objects
    confirmer = Confirmer(*texts, roots=project.roots, memory=look.memory)
    told = confirmer.confirm(one_direction(matches, hay.registry), hay.files)
    confirmer.keep()
    return told


def _matches(look: Look, hay: Haystack, found: Mapping[str, Suspects], change: Change) -> Iterator[Match]:
    kept = bearers_of(look.memory, look.calm.sums)
    if kept is None:
        raise UnsureError(look.calm.sums)
    hierarchy = Hierarchy(hay.files, kept.since(change.before.values(), change.after.values()))
    for family in sorted(found):
        yield from _of_family(look, hay, family, found[family], change, hierarchy)


def _of_family(look: Look, hay: Haystack, family: str, suspects: Suspects, change: Change, hierarchy: Hierarchy) -> Iterator[Match]:
    owned = [item for item in owned_units(hay) if item.family == family]
    words = unasked_of(look.memory, look.calm.sums, family)
    if words is None:
        raise UnsureError(family)
    files = [change.after[path] for path in searched_files(replace(hay, files=change.after), family)]
    asked = {file.path: [unit for unit in file.units if suspects.only is None or id(unit) in suspects.only] for file in files}
    units = [unit for some in asked.values() for unit in some]
    left, come = replaced(units_of(change.before, hay, family), units_of(change.after, hay, family))
    said = (*left, *come, *units, *(item.unit for item in owned))
    counts = words.beside(suspects.owners.counts(said), said)
    moved = counts.moved(left, come, partial(clones_of, suspects.owners, hay, family, change), every=True)
    if moved is None:
        raise UnsureError(family)
    jobs = Jobs(moved.stems, moved.functions)
    queries = Queries(hay, Weights.counted(moved.groups), owned, Reasons(owned, hierarchy), lambda: jobs, units)
    for file in files:
        yield from without_inner([match for unit in asked[file.path] for match in queries.best(unit, file)])
