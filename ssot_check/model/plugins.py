"""What a plug-in file must define: a Rule, a Language or a ReportFormat. Values, not base classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.facts import Written
from ssot_check.model.finding import Edit, Finding, Fix, Safety
from ssot_check.model.match import Confirmation, Match
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Registry
from ssot_check.model.replacement import Adoption, Redirect, Retirement, Roots, Taking
from ssot_check.model.report import Report
from ssot_check.model.source import SourceFile
from ssot_check.model.suppression import Comment
from ssot_check.model.touch import Touch, Watch
from ssot_check.model.unit import Fingerprinter, Unit
from ssot_check.model.verdict import Severity

Check: TypeAlias = Callable[[Project], Iterable[Finding | Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `explanation` is the module's docstring: What it does / Why it matters / How to fix.

    `fix` is the safety of the surest edits that its findings carry, None when they carry none. `check` is
    None only for the rules of family 0 that are raised while reading, before there is a project to check. `change` is None but for rules
    that judge a change and cannot say anything of a state: it tells whether the registry asks for them.
    """

    code: str
    name: str
    severity: Severity
    explanation: str
    check: Check | None
    fix: Safety | None = None
    change: Callable[[Registry], bool] | None = None

    @property
    def summary(self) -> str:
        """First line of the explanation."""
        return self.explanation.strip().splitlines()[0]


def _unread(_path: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Use:
    """A question to a language: how does file `into` get at `unit`, which file `unit.location.path` defines?

    `files` are all listed files of the repository (to find package roots), `roots` what the imports of the language have taught.
    `text` is the whole file `into`, "" where nobody has it at hand. `imports` are what the files in the unit's folder import, tests left
    out, as spelled there. `owner_text` is the whole file that defines the unit, "" as for `text`. `copy` is the unit that is to
    go, where there is one. `read` gives the text of any file, "" where nobody has it at hand. `kept` tells that other files go on
    with the name of the `copy`.
    """

    unit: Unit
    into: str
    files: frozenset[str]
    roots: Roots = field(default_factory=Roots, compare=False)
    text: str = field(default="", compare=False, repr=False)
    imports: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    owner_text: str = field(default="", compare=False, repr=False)
    copy: Unit | None = field(default=None, compare=False, repr=False)
    read: Callable[[str], str] = field(default=_unread, compare=False, repr=False)
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """One language or config format.

    `suffixes` and `names` (gitignore-free: exact file names or `prefix*`) claim files; `interpreters` claim scripts by
    their `#!` line; `folders` claim files that stand in a folder of that name and that nothing else claims, `folder/**` those without an
    ending anywhere below one. `confirm` opens both sides of a match with a slower, exact reader; `spell_use` writes the line that
    replaces a copy, `spell_taking` (given the wish and all listed files) the one that takes a name, or everything, from a file, whatever
    stands there; `apart` says what comes first where `use.into` cannot take the unit as things are ("" where it can), `alone` whether
    `use.into` takes nothing of the repository so far, and so may be shipped without it. `slight` tells that `use.copy` has too little of
    what `use.unit` does for one to take it from the other.
    `unlike` (given the match, the text of each file and all files) tells in what types two functions differ that are equal to the reader.
    `family` groups formats whose units may be compared.
    `redirect` (given the wish, the text of the file and all listed files) makes a reference mean something else: edits, none where that is
    not certain to work; `retire` deletes a copy and takes the owner's unit instead, `adopt` writes an owner's constant for a text.
    `comments` finds every comment of a file; it is asked only when the file holds the mark of a suppression.
    `touch` says where a file touches what is watched; it is asked only when the file holds the words of something watched.
    `foreign` (given path and text) tells that a file only shares the ending and is of another format: it is not parsed, and listed so.
    `generated` (given the text) tells that a program wrote the file, where no mark in its head says so.
    `written` finds the texts and numbers that code spells out and a pattern (None = all) finds, with what names them;
    it is asked only when the file holds the value of a fact.
    `roots` learns from all analysed files (and all listed ones) where the names of modules start.
    """

    name: str
    parse: Callable[[SourceFile, Fingerprinter], ParsedFile]
    suffixes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    interpreters: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    family: str = ""
    confirm: Callable[[Match, str, str], Confirmation] | None = None
    spell_use: Callable[[Use], str] | None = None
    apart: Callable[[Use], str] | None = None
    slight: Callable[[Use], bool] | None = None
    alone: Callable[[Use], bool] | None = None
    unlike: Callable[[Match, Callable[[str], str], Mapping[str, ParsedFile]], str] | None = None
    spell_taking: Callable[[Taking, AbstractSet[str]], str] | None = None
    redirect: Callable[[Redirect, str, AbstractSet[str]], tuple[Edit, ...]] | None = None
    retire: Callable[[Retirement, AbstractSet[str]], Fix | None] | None = None
    adopt: Callable[[Adoption, AbstractSet[str]], tuple[Edit, ...]] | None = None
    comments: Callable[[SourceFile], tuple[Comment, ...]] | None = None
    touch: Callable[[SourceFile, Watch], tuple[Touch, ...]] | None = None
    written: Callable[[SourceFile, re.Pattern[str] | None], tuple[Written, ...]] | None = None
    foreign: Callable[[str, str], bool] | None = None
    generated: Callable[[str], bool] | None = None
    roots: Callable[[Mapping[str, ParsedFile], AbstractSet[str]], Roots] | None = None


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """One report format; `render` is a pure function from Report to text."""

    name: str
    description: str
    render: Callable[[Report], str]
