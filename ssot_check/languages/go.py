"""Go.

Units are functions, methods (in the scope of their receiver's type), types, tables and groups of constants. Other packages see the names
that begin with a capital letter. A `_test.go` file belongs to the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

from ssot_check.languages.support.comments import grammar_comments
from ssot_check.languages.support.compiled_redirect import redirect_go
from ssot_check.languages.support.compiled_retire import retire_go
from ssot_check.languages.support.go.errors import WORDS
from ssot_check.languages.support.go.tokens import GRAMMAR
from ssot_check.languages.support.go.touch import touches
from ssot_check.languages.support.go.units import Walker
from ssot_check.languages.support.go.use import MODULE, apart, learn, spell_taking, spell_use
from ssot_check.languages.support.piled import piled_brackets
from ssot_check.languages.support.tree_errors import problems
from ssot_check.languages.support.tree_file import parsed_file
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.written import written
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Edit, Fix
from ssot_check.model.location import Location
from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile, Setting
from ssot_check.model.plugins import Language, Use
from ssot_check.model.replacement import Redirect, Retirement
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter

_MODULE: Final = "go.mod"
_NEEDED: Final = re.compile(r"\s*(?:require\s+)?\"?([\w.-]+(?:/[^\s\"]+)*)\"?\s+v\d")
_NAMED: Final = re.compile(r"\s*module\s+\"?([^\s\"/][^\s\"]*)")


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Units, names and imports of one file; trouble with it is among the problems."""
    if source.path.rpartition("/")[2] == _MODULE:
        return _module(source)
    text = Text(source.text)
    root = text.tree(GRAMMAR)
    walker = Walker(source.path, text)
    walker.read(root)
    trouble = problems(source.path, text, root, WORDS, walker.too_deep) or piled_brackets(source.path, text, root)
    found = parsed_file(source, text, walker, fingerprint, trouble)
    return replace(
        found,
        definitions=tuple(walker.names.definitions),
        test=source.test or source.path.endswith("_test.go"),
    )


def _module(source: SourceFile) -> ParsedFile:
    """A `go.mod`: its setting `module` is what the import paths of its packages begin with, each `require` a module that it may take."""
    settings = tuple(
        Setting(("module",), match[1], Location(source.path, line, match.start(1) + 1, line, match.end(1) + 1))
        for line, text in enumerate(source.text.split("\n"), start=1)
        if (match := _NAMED.match(text))
    )
    needed = tuple(
        Setting(("require",), match[1], Location(source.path, line, match.start(1) + 1, line, match.end(1) + 1))
        for line, text in enumerate(source.text.split("\n"), start=1)
        if (match := _NEEDED.match(text))
    )
    lines = source.text.count("\n") + (not source.text.endswith("\n"))
    return ParsedFile(source.path, source.language, source.digest, kind=MODULE, settings=(*settings[:1], *needed), lines=lines)


def _comments(source: SourceFile) -> tuple[Comment, ...]:
    return grammar_comments(source, GRAMMAR)


def _touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    return () if source.path.endswith(_MODULE) else touches(source, watch)


def _redirect(wish: Redirect, text: str, _files: AbstractSet[str]) -> tuple[Edit, ...]:
    return redirect_go(wish, text)


def _retire(wish: Retirement, files: AbstractSet[str]) -> Fix | None:
    return retire_go(wish, spell_use(Use(wish.match.owner, wish.match.copy_path, frozenset(files), wish.roots)))


def _unlike(match: Match, text: Callable[[str], str], files: Mapping[str, ParsedFile]) -> str:
    from ssot_check.languages.support.go.types import unlike  # who comes to no copy needs no types

    return unlike(match, text, files)


LANGUAGE = Language(
    name="go",
    parse=parse,
    suffixes=(".go",),
    names=(_MODULE,),
    comments=_comments,
    roots=learn,
    spell_use=spell_use,
    apart=apart,
    unlike=_unlike,
    spell_taking=spell_taking,
    redirect=_redirect,
    retire=_retire,
    touch=_touches,
    written=partial(written, grammar=GRAMMAR),
)
