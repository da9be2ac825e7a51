"""Rust.

Units are functions, methods (in the scope of their type), types, traits, tables and `macro_rules!`. Other files see what is `pub`. What is
compiled for the tests only is offered as the rest is, and not compared; files below `tests/` and `benches/` belong to the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Final

from ssot_check.languages.support.comments import grammar_comments
from ssot_check.languages.support.compiled_redirect import redirect_rust
from ssot_check.languages.support.compiled_retire import retire_rust
from ssot_check.languages.support.piled import piled_brackets
from ssot_check.languages.support.rust.crates import learn
from ssot_check.languages.support.rust.errors import WORDS
from ssot_check.languages.support.rust.tokens import GRAMMAR
from ssot_check.languages.support.rust.touch import touches
from ssot_check.languages.support.rust.units import Walker
from ssot_check.languages.support.rust.use import apart, spell_taking, spell_use
from ssot_check.languages.support.tree_errors import problems
from ssot_check.languages.support.tree_file import parsed_file
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.written import written
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Edit, Fix
from ssot_check.model.match import Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.replacement import Redirect, Retirement
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment
from ssot_check.model.unit import Fingerprinter

_TESTS: Final = re.compile(r"(?:^|/)(?:tests|benches)/|(?:^|/|_)tests?\.rs$")


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Units, names and imports of one file; trouble with it is among the problems."""
    text = Text(source.text)
    root = text.tree(GRAMMAR)
    walker = Walker(source.path, text)
    walker.read(root)
    trouble = problems(source.path, text, root, WORDS, walker.too_deep) or piled_brackets(source.path, text, root)
    found = parsed_file(source, text, walker, fingerprint, trouble)
    return replace(
        found,
        definitions=tuple(walker.names.definitions),
        open_names=walker.names.open_names,
        stars=tuple(walker.names.stars),
        test=source.test or _TESTS.search(source.path) is not None,
    )


def _comments(source: SourceFile) -> tuple[Comment, ...]:
    return grammar_comments(source, GRAMMAR)


def _redirect(wish: Redirect, text: str, _files: AbstractSet[str]) -> tuple[Edit, ...]:
    return redirect_rust(wish, text)


def _retire(wish: Retirement, _files: AbstractSet[str]) -> Fix | None:
    return retire_rust(wish, wish.match.use)


def _unlike(match: Match, text: Callable[[str], str], _files: Mapping[str, ParsedFile]) -> str:
    from ssot_check.languages.support.rust.unlike import unlike  # who comes to no copy needs no types

    return unlike(match, text)


LANGUAGE = Language(
    name="rust",
    parse=parse,
    suffixes=(".rs",),
    comments=_comments,
    spell_use=spell_use,
    roots=learn,
    apart=apart,
    unlike=_unlike,
    spell_taking=spell_taking,
    redirect=_redirect,
    retire=_retire,
    touch=touches,
    written=partial(written, grammar=GRAMMAR),
)
