"""JSON, with comments and trailing commas tolerated: package manifests, compiler settings, dashboards, and any other object."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from ssot_check.languages.support.comments import grammar_comments
from ssot_check.languages.support.config.file import holds_blocks, parsed_file
from ssot_check.languages.support.config.json import MOST, json_documents, tolerated
from ssot_check.languages.support.config.problems import broken, template
from ssot_check.languages.support.config.touch import config_touches
from ssot_check.languages.support.config.tree import Node as Tree
from ssot_check.languages.support.config.tree import RefusedError
from ssot_check.languages.support.config.use import spell_use
from ssot_check.languages.support.treesitter import Text, errors
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.problem import Problem
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter

if TYPE_CHECKING:
    from tree_sitter import Node


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Read one JSON file; several values in a row (JSON Lines) are several documents."""
    text = Text(source.text)
    root = text.tree("json")
    try:
        documents = _documents(source, text, root)
        problem = next((_problem(source, text.line(node.start_byte)) for node in errors(root) if not tolerated(text, node)), None)
    except RefusedError as error:
        documents, problem = [], broken(source, error.line, error.message, error.cause)
    return parsed_file(source, documents if problem is None else [], fingerprint, [problem] if problem is not None else [])


def touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    """Watched commands in the scripts of a package manifest. A file that cannot be read is a matter for `parse`."""
    text = Text(source.text)
    try:
        return config_touches(source, _documents(source, text, text.tree("json")), watch) if watch.commands else ()
    except RefusedError:
        return ()


def _documents(source: SourceFile, text: Text, root: Node) -> list[Tree]:
    """What the file says. Of what is too large for settings records are left out, but for dashboards and the like."""
    if root.descendant_count <= MOST:
        return json_documents(text, root)
    documents = json_documents(text, root, records=False)
    return json_documents(text, root) if holds_blocks(source.path, documents) else documents


def _problem(source: SourceFile, line: int) -> Problem | None:
    """What is wrong; None when the standard library reads the file all the same (NaN, Infinity)."""
    cause = ""
    try:
        json.loads(source.text.lstrip("\ufeff"), strict=False)
    except json.JSONDecodeError as error:
        # The library stops at the first comment, which we tolerate; then only the grammar knows the place.
        if not source.text.lstrip("\ufeff")[error.pos :].startswith("/"):
            line, cause = error.lineno, error.msg
    except RecursionError:
        return broken(source, line, "this is not valid JSON", "brackets nested without end")
    else:
        return None
    return template(source, line) or broken(source, line, "this is not valid JSON", cause[:1].lower() + cause[1:])


LANGUAGE = Language(
    name="json",
    parse=parse,
    suffixes=(".json", ".jsonc", ".webmanifest", ".code-workspace"),
    names=(".eslintrc", ".babelrc", ".jshintrc", ".swcrc"),
    family="json",
    comments=partial(grammar_comments, grammar="json"),
    spell_use=spell_use,
    touch=touches,
)
