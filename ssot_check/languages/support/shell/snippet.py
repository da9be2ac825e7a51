"""Shell commands inside another file: `RUN` of a Dockerfile, `run:` of a workflow step."""

from __future__ import annotations

from collections.abc import Sequence

from ssot_check.languages.support.shell.facts import find_facts
from ssot_check.languages.support.shell.lower import Lowerer
from ssot_check.languages.support.shell.scope import find_scopes
from ssot_check.languages.support.shell.tree import parse_tree
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.location import Location
from ssot_check.model.parsed import Reference
from ssot_check.model.unit import Statement


@dataclass(frozen=True, slots=True)
class Snippet:
    """Statements, programs (sorted) and references of a snippet, placed in the file around it."""

    statements: tuple[Statement, ...]
    calls: tuple[str, ...]
    references: tuple[Reference, ...]


def read_snippet(path: str, text: str, line: int, column: int = 1) -> Snippet:
    """Read `text`, which stands in the file `path` from `line` and `column` on (both from 1)."""
    tree = parse_tree(path, " " * (column - 1) + text)
    scopes = find_scopes(tree)
    lowerer = Lowerer(tree, scopes.block_names())
    lowerer.body(tree.root.children, 0)
    shift = line - 1
    return Snippet(
        tuple(item._replace(line=item.line + shift, end_line=item.end_line + shift) for item in lowerer.out),
        lowerer.calls,
        _shifted(find_facts(tree, scopes).references, shift),
    )


def _shifted(references: Sequence[Reference], shift: int) -> tuple[Reference, ...]:
    return tuple(replace(reference, location=_moved(reference.location, shift)) for reference in references)


def _moved(place: Location, shift: int) -> Location:
    return replace(place, line=place.line + shift, end_line=place.end_line + shift)
