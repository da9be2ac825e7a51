"""TOML: project files, tool settings, and any other tables."""

from __future__ import annotations

import re
import tomllib
from functools import partial
from typing import Final

from ssot_check.languages.support.comments import grammar_comments
from ssot_check.languages.support.config.file import parsed_file
from ssot_check.languages.support.config.problems import broken, template
from ssot_check.languages.support.config.toml import toml_document
from ssot_check.languages.support.config.touch import config_touches
from ssot_check.languages.support.config.tree import RefusedError
from ssot_check.languages.support.config.use import spell_use
from ssot_check.languages.support.entry_points import entry_point_touches
from ssot_check.languages.support.treesitter import Text, errors
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter
from ssot_check.model.verdict import Severity

_NEWER: Final = re.compile(r"=\s*\{\s*(?:#.*)?$|^\s*\},?\s*(?:#.*)?$|,\s*\}|\\[ex]")
"""Seen where a reader of TOML 1.0 stops at what 1.1 allows: line ends and a last comma within an inline table, two escapes."""


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Read one TOML file."""
    text = Text(source.text)
    root = text.tree("toml")
    problem: Problem | None = None
    if root.has_error:
        first = next(errors(root), root)
        problem = _problem(source, text.line(first.start_byte))
    try:
        documents = [toml_document(text, root)] if problem is None else []
    except RefusedError as error:
        documents, problem = [], broken(source, error.line, error.message, error.cause)
    return parsed_file(source, documents, fingerprint, [problem] if problem is not None else [])


def touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Watched names that entry points lead to, and watched commands that task runners run. What cannot be read is a matter for `parse`."""
    text = Text(source.text)
    root = text.tree("toml")
    if root.has_error:
        return ()
    try:
        commands = config_touches(source, [toml_document(text, root)], watch) if watch.commands else ()
    except RefusedError:
        return ()
    return (*entry_point_touches(source, watch), *commands)


def _problem(source: SourceFile, line: int) -> Problem | None:
    """What is wrong; None when the standard library reads the file all the same."""
    try:
        tomllib.loads(source.text.lstrip("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        cause, _mark, where = str(error).partition(" (at ")
        found = re.match(r"line (\d+)", where)
        stopped = int(found[1]) if found else line
        if _NEWER.search(source.text.split("\n")[min(stopped, line) - 1]):
            cause = "it looks like TOML 1.1, which is not read here"
            return broken(source, min(stopped, line), "this is not valid TOML 1.0", cause, Severity.WARNING)
        return template(source, line) or broken(source, stopped, "this is not valid TOML", cause[:1].lower() + cause[1:])
    except RecursionError:
        return broken(source, line, "this is not valid TOML", "brackets nested without end")
    return None


LANGUAGE = Language(
    name="toml",
    parse=parse,
    suffixes=(".toml",),
    names=("Pipfile",),
    family="toml",
    comments=partial(grammar_comments, grammar="toml"),
    spell_use=spell_use,
    touch=touches,
)
