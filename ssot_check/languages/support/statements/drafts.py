"""Units between syntax tree and `Unit`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.statements.scopes import Scope
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.dataclass import dataclass
from ssot_check.model.unit import Fingerprinter, Row, Stretch, Trait, Unit, UnitKind


class Draft:
    """A unit whose statements are still being read: the lines `first` to `last` of the file's list."""

    __slots__ = ("base", "bases", "end", "fields", "first", "kind", "last", "name", "parameters", "place", "scope", "start", "traits")

    def __init__(self, name: str, kind: UnitKind, scope: str, first: int, base: int) -> None:
        self.name = name
        self.kind = kind
        self.scope = scope
        self.first = self.last = first
        self.base = base
        self.start = self.end = 0
        self.place = (0, 0)
        self.traits: set[Trait] = set()
        self.parameters = 0
        self.bases: list[str] = []
        self.fields: list[str] = []

    @property
    def qualified_name(self) -> str:
        """Scope and name, joined by dots."""
        return f"{self.scope}.{self.name}" if self.scope else self.name


@dataclass(frozen=True, slots=True)
class Where:
    """The surroundings of a suite. `top` while its names are the module's."""

    depth: int
    scope: Scope
    owner: Draft | None = None
    top: bool = True
    fallback: bool = False

    @property
    def scope_name(self) -> str:
        """Qualified name of the enclosing unit."""
        return self.owner.qualified_name if self.owner else ""

    def deeper(self, *, fallback: bool) -> Where:
        """One suite further down."""
        return Where(self.depth + 1, self.scope, self.owner, self.top, fallback or self.fallback)


@dataclass(frozen=True, slots=True)
class Printer:
    """What it takes to finish a unit: the file, and the fingerprint of statements."""

    path: str
    text: Text
    fingerprint: Fingerprinter


def finish(drafts: Sequence[Draft], lines: Sequence[Line], origins: Mapping[str, str], printer: Printer) -> tuple[Unit, ...]:
    """The units in the order of the file, the outer before the inner.

    The lines of an outer unit are one row, in which its inner ones are stretches: what they share is computed once.
    """
    found: list[Unit] = []
    row, first, last = Row(()), 0, 0
    for draft in sorted(drafts, key=_order):
        if not found or draft.first < first or draft.last > last:
            first, last = draft.first, draft.last
            row = Row([line.statement(origins) for line in lines[first:last]])
        statements = Stretch(row, draft.first - first, draft.last - first, draft.base)
        found.append(_unit(draft, lines[draft.first : draft.last], origins, printer, statements))
    return tuple(found)


def _order(draft: Draft) -> tuple[int, int]:
    return draft.start, -draft.end


def _imported(name: str, origins: Mapping[str, str]) -> str:
    root, dot, rest = name.partition(".")
    return f"{origins.get(root, root)}{dot}{rest}"


def _unit(draft: Draft, lines: Sequence[Line], origins: Mapping[str, str], printer: Printer, statements: Stretch) -> Unit:
    calls = {call for line in lines if line.calls for call in line.called(origins)}
    return Unit(
        name=draft.name,
        kind=draft.kind,
        location=printer.text.location(printer.path, draft.start, draft.end),
        signature=printer.text.location(printer.path, *draft.place),
        fingerprint=printer.fingerprint(statements),
        scope=draft.scope,
        traits=frozenset(draft.traits),
        calls=tuple(sorted(calls)),
        parameters=draft.parameters,
        bases=tuple(_imported(base, origins) for base in draft.bases),
        fields=tuple(draft.fields),
    )
