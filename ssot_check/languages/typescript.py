"""TypeScript and JavaScript, with or without JSX: one language, because one imports the other and copies go both ways.

Units are functions however they are written, methods, classes, objects of functions, tables, types and blocks of top-level statements.
Of Vue and Svelte components the scripts are read. Declaration files (`.d.ts`) define names and hold no units. Path aliases stay as written:
who looks a file up knows what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from ssot_check.languages.support.comments import grammar_comments
from ssot_check.languages.support.piled import piled_brackets
from ssot_check.languages.support.tree_errors import problems
from ssot_check.languages.support.tree_file import parsed_file
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.typescript.components import COMPONENTS, has_casts, script_of
from ssot_check.languages.support.typescript.errors import WORDS
from ssot_check.languages.support.typescript.minified import is_minified
from ssot_check.languages.support.typescript.packages import learn
from ssot_check.languages.support.typescript.redirect import redirect
from ssot_check.languages.support.typescript.retire import retire
from ssot_check.languages.support.typescript.suites import is_suite
from ssot_check.languages.support.typescript.touch import touches
from ssot_check.languages.support.typescript.units import Walker
from ssot_check.languages.support.typescript.use import apart, spell_taking, spell_use
from ssot_check.languages.support.written import written
from ssot_check.model.dataclass import replace
from ssot_check.model.facts import Written
from ssot_check.model.finding import Edit, Fix
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.replacement import Redirect, Retirement
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter, UnitKind

# `<T>value` is a cast in plain TypeScript and an element in every other kind of file.
_WITHOUT_ELEMENTS = (".ts", ".mts", ".cts")
_XML = ("<?xml", "<!DOCTYPE TS", "<TS ")
_DECLARATIONS = (".d.ts", ".d.mts", ".d.cts")


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Units, names and imports of one file; trouble with it is among the problems."""
    source, grammar = _read(source)
    text = Text(source.text)
    root = text.tree(grammar)
    walker = Walker(source.path, text, grammar)
    walker.read(root)
    trouble = problems(source.path, text, root, WORDS, walker.too_deep) or piled_brackets(source.path, text, root)
    found = parsed_file(source, text, walker, fingerprint, trouble)
    suite = is_suite(source.path, found.references)
    told = [unit for unit in found.units if not (suite and unit.kind is UnitKind.SCRIPT)]  # what tests share in a row is how they begin
    return replace(
        found,
        units=() if source.path.endswith(_DECLARATIONS) else tuple(told),
        definitions=walker.names.finish(),
        open_names=walker.names.open_names or source.path.endswith(COMPONENTS),
        stars=tuple(walker.names.stars),
        test=found.test or suite,
    )


def _read(source: SourceFile) -> tuple[SourceFile, str]:
    """The code of a file, and the grammar for it."""
    grammar = _grammar(source.path, source.text)
    return (replace(source, text=script_of(source.path, source.text)) if source.path.endswith(COMPONENTS) else source), grammar


def _grammar(path: str, text: str) -> str:
    plain = has_casts(text) if path.endswith(COMPONENTS) else path.endswith(_WITHOUT_ELEMENTS)
    return "typescript" if plain else "tsx"


def _is_xml(path: str, text: str) -> bool:
    """Qt keeps translations in XML files that end in `.ts` (doc.qt.io, "TS file format")."""
    return path.endswith(".ts") and text.lstrip("\ufeff \t\r\n").startswith(_XML)


def _touches(source: SourceFile, watch: Watch) -> tuple[Touch, ...]:
    return touches(*_read(source), watch)


def _comments(source: SourceFile) -> tuple[Comment, ...]:
    return grammar_comments(*_read(source))


def _written(source: SourceFile, wanted: re.Pattern[str] | None = None) -> tuple[Written, ...]:
    source, grammar = _read(source)
    return written(source, wanted, grammar=grammar)


def _redirect(wish: Redirect, text: str, files: AbstractSet[str]) -> tuple[Edit, ...]:
    path = wish.place.path
    return redirect(wish, script_of(path, text), _grammar(path, text), files)


def _retire(wish: Retirement, files: AbstractSet[str]) -> Fix | None:
    paths = wish.match.owner_path, wish.match.copy_path
    if any(path.endswith(COMPONENTS) for path in paths):  # an import has its place within one of the scripts
        return None
    return retire(wish, (_grammar(paths[0], wish.owner_text), _grammar(paths[1], wish.copy_text)), files)


LANGUAGE = Language(
    name="typescript",
    parse=parse,
    suffixes=(".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", *COMPONENTS),
    interpreters=("node", "nodejs", "deno", "bun", "tsx", "zx"),
    family="typescript",
    comments=_comments,
    spell_use=spell_use,
    apart=apart,
    roots=learn,
    spell_taking=spell_taking,
    redirect=_redirect,
    retire=_retire,
    touch=_touches,
    written=_written,
    foreign=_is_xml,
    generated=is_minified,
)
