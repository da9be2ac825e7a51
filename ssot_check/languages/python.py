"""Python: read with tree-sitter, so that neither the running interpreter nor a broken file decides what is seen."""

from __future__ import annotations

from typing import Final

from ssot_check.languages.support.piled import piled_brackets
from ssot_check.languages.support.python import errors as python_errors
from ssot_check.languages.support.python import seldom
from ssot_check.languages.support.python.roots import learn
from ssot_check.languages.support.python.units import Walker
from ssot_check.languages.support.tree_file import parsed_file
from ssot_check.languages.support.treesitter import Text
from ssot_check.model.dataclass import replace
from ssot_check.model.parsed import PYTHON_2, ParsedFile
from ssot_check.model.plugins import Language
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprinter

_FIXTURE: Final = "pytest.fixture"


def parse(source: SourceFile, fingerprint: Fingerprinter) -> ParsedFile:
    """Units, names and imports of one file; trouble with it is among the problems."""
    text = Text(source.text)
    root = text.tree("python")
    walker = Walker(source.path, text)
    walker.read(root)
    trouble = python_errors.problems(source.path, text, root, walker.too_deep) or piled_brackets(source.path, text, root)
    found = parsed_file(source, text, walker, fingerprint, trouble)
    kind = PYTHON_2 if python_errors.is_python_2(text, root) else ""
    names = walker.names
    test = found.test or any(_FIXTURE in unit.calls for unit in found.units)
    return replace(
        found,
        kind=kind,
        test=test,
        references=names.told(walker.lines),
        definitions=names.finish(),
        open_names=names.open_names,
        stars=tuple(names.stars),
    )


LANGUAGE = Language(
    name="python",
    parse=parse,
    suffixes=(".py", ".pyi", ".pyw"),
    interpreters=("python", "python2", "python3", "pypy", "pypy3", "uv", "pipx"),
    family="python",
    comments=seldom.comments,
    confirm=seldom.confirm,
    spell_use=seldom.spell_use,
    spell_taking=seldom.spell_taking,
    redirect=seldom.redirect,
    retire=seldom.retire,
    adopt=seldom.adopt,
    touch=seldom.touches,
    written=seldom.written,
    roots=learn,
)
