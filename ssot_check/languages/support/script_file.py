"""Files whose only content are commands for a shell: Makefiles, Justfiles, crontabs, Jenkinsfiles."""

from __future__ import annotations

from collections.abc import Iterable

from ssot_check.languages.support.command_touch import Host, snippet_touches
from ssot_check.languages.support.shell.facts import in_order
from ssot_check.languages.support.shell.snippet import read_snippet
from ssot_check.model.parsed import Definition, ParsedFile, Reference
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch


def script_file(
    source: SourceFile, scripts: Iterable[tuple[int, str]], definitions: Iterable[Definition] = (), references: Iterable[Reference] = ()
) -> ParsedFile:
    """The file of these (line from 1, shell text): what the commands run and name."""
    found = [*references]
    for line, script in scripts:
        found += read_snippet(source.path, script, line).references
    return ParsedFile(
        path=source.path,
        language=source.language,
        digest=source.digest,
        definitions=tuple(sorted(definitions, key=lambda item: (item.location, item.name))),
        references=tuple(in_order(found)),
        test=source.test,
        lines=source.text.count("\n") + (not source.text.endswith("\n")),
    )


def script_touches(source: SourceFile, scripts: Iterable[tuple[int, str]], place: str, watch: Watch) -> tuple[Touch, ...]:
    """Every watched command of the scripts, by place."""
    host = Host(source.path, source.text.split("\n"), place)
    found = {touch for line, text in scripts for touch in snippet_touches(host, text, line, watch)}
    return tuple(sorted(found, key=lambda item: (item.location, item.name)))
