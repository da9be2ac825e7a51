"""Shell scripts: bash, POSIX sh, ksh and, as far as the bash grammar reads it, zsh.

Units are functions, tables (arrays of four and more elements) and blocks of top-level statements; see
`support/shell/units.py` for where a block ends and `support/shell/lower.py` for the tokens.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

from ssot_check.languages.support.command_touch import shell_touches
from ssot_check.languages.support.comments import shell_comments
from ssot_check.languages.support.piled import piled_brackets
from ssot_check.languages.support.shell.facts import find_facts
from ssot_check.languages.support.shell.fetched import all_fetched
from ssot_check.languages.support.shell.finding import BEFORE, found_by, only_where
from ssot_check.languages.support.shell.literals import shell_literals
from ssot_check.languages.support.shell.program import work_of
from ssot_check.languages.support.shell.retire import retire
from ssot_check.languages.support.shell.scope import find_scopes
from ssot_check.languages.support.shell.tree import damage_problems, parse_tree
from ssot_check.languages.support.shell.units import find_units
from ssot_check.languages.support.shell.use import source_line
from ssot_check.languages.support.written import written
from ssot_check.model.finding import Edit, Fix
from ssot_check.model.match import FINDS
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language, Use
from ssot_check.model.regex import regex
from ssot_check.model.replacement import Redirect, Retirement, Taking
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprinter, UnitKind

_SOURCES: Final = regex(BEFORE + r"(?:source|\.)[ \t]+(?![\"']?/)[^\n;&|]*?(?<![\w${.-])([\w.-]+)[\"']?[ \t]*(?=$|[;&|#])", re.MULTILINE)
"""Group 1 is the last segment of what is sourced, where that is written out: a state or an environment under a variable is no library."""
_SOURCE_LINE: Final = regex(r"""(?:source|\.)[ \t]+(?:"[^"`]+"|[^\s"'`;&|<>]+)""")

_COMPLETES: Final = re.compile(r"#compdef[ \t]+[\w.-]")


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Read one script. Damage becomes Problems; never raises."""
    tree = parse_tree(source.path, source.text)
    scopes = find_scopes(tree)
    facts = find_facts(tree, scopes)
    return ParsedFile(
        path=source.path,
        language=source.language,
        digest=source.digest,
        units=find_units(tree, scopes, fingerprint),
        definitions=tuple(facts.definitions),
        references=tuple(facts.references),
        problems=damage_problems(tree) or piled_brackets(source.path, tree.text),
        open_names=facts.open_names,
        test=source.test or source.path.endswith(".bats"),
        lines=tree.text.line_count,
        literals=shell_literals(tree),
    )


def spell_use(use: Use) -> str:
    """The `source` line that file `use.into` would write; "" for a script block, and where it would run a program."""
    if use.unit.kind is UnitKind.SCRIPT or work_of(use.unit.location.path, use.owner_text) or _is_sourced_by_owner(use) or found_by(use):
        return ""
    return source_line(use.unit.location.path, use.into, use.text)


def apart(use: Use) -> str:
    """What comes before the `source` line: no library does its work when it is sourced. A block of statements has its own advice."""
    owner, name = use.unit.location.path, use.unit.name
    if library := found_by(use):
        return f"{FINDS}{library}"
    if use.unit.kind is UnitKind.SCRIPT:
        return ""
    choice = only_where(use.unit, use.owner_text) if use.unit.kind is UnitKind.FUNCTION else 0
    if work := work_of(owner, use.owner_text):
        return f"move `{name}` to a file that both can source, for {owner} runs `{work}` when it is sourced"
    if _is_sourced_by_owner(use):
        out = f" out of the choice at line {choice} of {owner}" if choice else ""
        return f"move `{name}`{out} to a file that both can source, for {owner} sources this one"
    return f"define `{name}` outside of the choice at line {choice} of {owner}, for else it may be missing" if choice else ""


def _is_sourced_by_owner(use: Use) -> bool:
    """True where the owner's file sources the copy's: to source it in turn is a circle. One name of two files proves nothing."""
    name = use.into.rpartition("/")[2]
    sourced = any(found[1] == name for found in _SOURCES.finditer(use.owner_text))
    return sourced and not any(path.endswith(f"/{name}") and path != use.into for path in use.files)


def alone(use: Use) -> bool:
    """True where a program sources nothing of the repository, or repeats one: either may be shipped as one file."""
    program = use.text.startswith("#!") or bool(work_of(use.unit.location.path, use.owner_text))
    return program and not _takes_some(use.text, use.files) and not _is_sourced_by_owner(use)


def _takes_some(text: str, files: AbstractSet[str]) -> bool:
    """True for a script that sources a file which is called like one of the repository."""
    names = {found[1] for found in _SOURCES.finditer(text)} | {path.rpartition("/")[2] for path in all_fetched(text)}
    return bool(names) and any(path.rpartition("/")[2] in names for path in files)


def spell_taking(wish: Taking, _files: AbstractSet[str]) -> str:
    """The `source` line for a script; "" where it would run a program."""
    return "" if work_of(wish.path, wish.given) else source_line(wish.path, wish.into, wish.text)


def redirect(wish: Redirect, text: str, files: AbstractSet[str]) -> tuple[Edit, ...]:
    """A `source` line of one file and nothing else becomes that of the new one; another name of the same script is written over a call."""
    place, lines = wish.place, text.split("\n")
    if not 0 < place.line == place.end_line <= len(lines):
        return ()
    written = lines[place.line - 1][place.column - 1 : place.end_column - 1]
    if not wish.old and _SOURCE_LINE.fullmatch(written):
        return (Edit(place, spell_taking(wish.wish, files)),)
    return (Edit(place, wish.wish.name),) if wish.path == wish.wish.path and written == wish.old else ()


def _is_completion(path: str, text: str) -> bool:
    """A completion function of zsh (zshcompsys(1), "Autoloaded files"): zsh's own notation throughout, of which bash knows little.

    Under another ending it says what it completes: a remark may begin with that word.
    """
    return _COMPLETES.match(text) is not None or (path.endswith(".zsh") and text.lstrip().startswith(("#compdef", "#autoload")))


def _retire(wish: Retirement, _files: AbstractSet[str]) -> Fix | None:
    return retire(wish, source_line(wish.match.owner_path, wish.match.copy_path, wish.copy_text))


LANGUAGE = Language(
    name="shell",
    parse=parse,
    suffixes=(".sh", ".bash", ".zsh", ".ksh", ".bats"),
    names=(
        ".bash_aliases", ".bash_login", ".bash_logout", ".bash_profile", ".bashrc", ".envrc", ".kshrc", ".profile",
        ".zlogin", ".zprofile", ".zshenv", ".zshrc",
    ),
    interpreters=("ash", "bash", "bats", "dash", "ksh", "mksh", "sh", "zsh"),
    family="shell",
    comments=shell_comments,
    spell_use=spell_use,
    apart=apart,
    alone=alone,
    spell_taking=spell_taking,
    redirect=redirect,
    retire=_retire,
    touch=shell_touches,
    written=partial(written, grammar="bash"),
    foreign=_is_completion,
)  # fmt: skip
