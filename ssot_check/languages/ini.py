"""`setup.cfg` and `tox.ini`: settings, the entry points of setuptools, the commands of tox. No blocks to compare."""

from __future__ import annotations

from typing import Final

from ssot_check.languages.support.comments import marked_lines
from ssot_check.languages.support.config.file import parsed_file
from ssot_check.languages.support.config.problems import broken, template
from ssot_check.languages.support.config.touch import TOX, config_touches
from ssot_check.languages.support.config.tree import Node, RefusedError
from ssot_check.languages.support.entry_points import touches_of_tables
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter
from ssot_check.model.verdict import Severity

_SETUP: Final = "setup.cfg"
_TABLES: Final = (("options.entry_points",), ("entry_points",))
"""Where setuptools and pbr look for entry points (Building and Distributing Packages with Setuptools; the manual of pbr)."""


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Read one file. What cannot be read is a warning and does not stop the rest."""
    documents, problems = _read(source)
    return parsed_file(source, documents, fingerprint, problems, kind="ini")


def touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Watched names that entry points lead to, and watched commands of tox."""
    if source.path.rpartition("/")[2] == TOX:
        return config_touches(source, _read(source)[0], watch, TOX) if watch.commands else ()
    if source.path.rpartition("/")[2] != _SETUP or not watch.names:
        return ()
    return tuple(touch for root in _read(source)[0] for touch in touches_of_tables(source.path, root, _TABLES, watch))


def _read(source: SourceFile) -> tuple[list[Node], list[Problem]]:
    from ssot_check.languages.support.ini_tree import ini_tree  # `configparser` is loaded for these two files only

    try:
        root, wrong = ini_tree(source.text)
    except RefusedError as error:
        return [], [_told(source, error.line, error.message, error.cause)]
    said = "this line is" if len(wrong) == 1 else f"{len(wrong)} lines are"
    return [root], [_told(source, wrong[0], f"{said} no setting", "expected `key = value`")] if wrong else []


def _told(source: SourceFile, line: int, message: str, cause: str) -> Problem:
    return template(source, line) or broken(source, line, message, cause, Severity.WARNING)


def _comments(source: SourceFile) -> tuple[Comment, ...]:
    return marked_lines(source, ("#", ";"))


LANGUAGE = Language(
    name="ini",
    parse=parse,
    names=("setup.cfg", "tox.ini"),
    family="ini",
    comments=_comments,
    touch=touches,
)
