"""The line with which a script gets at another one, as its author would write it there."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from ssot_check.languages.support.shell.facts import find_facts
from ssot_check.languages.support.shell.fetched import fetching
from ssot_check.languages.support.shell.scope import find_scopes
from ssot_check.languages.support.shell.tree import parse_tree
from ssot_check.model.parsed import ReferenceKind

_PLAIN: Final = re.compile(r"#!.*\b(?:sh|dash|ash)(?:\s|$)")
_SOURCED: Final = re.compile(r"(?:source|\.)[ \t]+\S.*")


def source_line(path: str, into: str, text: str = "") -> str:
    """How the script `into`, whose `text` may be known, sources `path`.

    A line that does so already is that line, and one that fetches a file is taken for another one; else a variable that holds the folder of
    the script is used. A script of a plain shell has no `source` and no `BASH_SOURCE` (POSIX.1, "dot"); elsewhere both work wherever the
    script is called or sourced from.
    """
    target = posixpath.relpath(path, posixpath.dirname(into) or ".")
    plain = _PLAIN.match(text.partition("\n")[0]) is not None
    word = "." if plain else "source"
    if text:
        tree = parse_tree(into, text)
        facts, lines = find_facts(tree, find_scopes(tree)), text.split("\n")
        for item in facts.references:
            if (
                item.kind is ReferenceKind.SOURCE
                and item.name == path
                and _SOURCED.fullmatch(found := lines[item.location.line - 1].strip())
            ):
                return found
        for item in facts.references:
            if item.kind is ReferenceKind.SOURCE and (line := fetching(lines[item.location.line - 1].strip(), item.name, path)):
                return line
        for name in facts.here:
            if re.search(rf"(?m)^(?:readonly |declare -r |export )?{re.escape(name)}=", text):
                return f'{word} "${name}/{target}"'
    folder = '$(dirname "$0")' if plain else '$(dirname "${BASH_SOURCE[0]}")'
    return f'{word} "{folder}/{target}"'
