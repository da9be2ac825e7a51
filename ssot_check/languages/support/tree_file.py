"""What all languages that a grammar reads tell of a file alike, once its statements are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from ssot_check.languages.support.literals import literals
from ssot_check.languages.support.statements.lines import Line
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.parsed import ParsedFile, Reference
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprinter, Unit


class _Names(Protocol):
    @property
    def references(self) -> Sequence[Reference]: ...


class Walked(Protocol):
    """A reader of statements that has read its file."""

    @property
    def lines(self) -> list[Line]:
        """Every statement, in the order of the file."""

    @property
    def names(self) -> _Names:
        """What the file imports, defines and passes on."""

    def units(self, fingerprint: Fingerprinter) -> tuple[Unit, ...]:
        """The finished units in the order of the file."""


def parsed_file(source: SourceFile, text: Text, walker: Walked, fingerprint: Fingerprinter, problems: tuple[Problem, ...]) -> ParsedFile:
    """The file without its definitions, which every language keeps in its own way."""
    return ParsedFile(
        path=source.path,
        language=source.language,
        digest=source.digest,
        units=walker.units(fingerprint),
        references=tuple(walker.names.references),
        problems=problems,
        test=source.test,
        lines=text.line_count,
        literals=literals(source.path, text, walker.lines),
    )
