"""Jenkinsfiles: the shell texts of their `sh` steps. The Groovy around them is not read, and there are no units to compare."""

from __future__ import annotations

from collections.abc import Iterator

from ssot_check.languages.support.script_file import script_file, script_touches
from ssot_check.languages.support.wiring.plain import jenkins_comments, jenkins_steps
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter


def parse(source: SourceFile, _fingerprint: Fingerprinter) -> ParsedFile:
    """The files that the steps run."""
    return script_file(source, _scripts(source))


def _scripts(source: SourceFile) -> Iterator[tuple[int, str]]:
    return ((line, script) for line, script, _, _ in jenkins_steps(source.text))


def _touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    return script_touches(source, _scripts(source), "ci", watch) if watch.commands else ()


def _comments(source: SourceFile) -> tuple[Comment, ...]:
    found = []
    for line, column, text in jenkins_comments(source.text):
        last = text.rpartition("\n")[2]
        end = len(last) + 1 if "\n" in text else column + len(text)
        found.append(Comment(text, Location(source.path, line, column, line + text.count("\n"), end)))
    return tuple(found)


LANGUAGE = Language(
    name="jenkinsfile",
    parse=parse,
    suffixes=(".jenkinsfile",),
    names=("Jenkinsfile", "Jenkinsfile.*"),
    family="jenkinsfile",
    comments=_comments,
    touch=_touches,
)
