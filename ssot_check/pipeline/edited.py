"""In what an edited function and its owner differ, in languages without an exact reader: what they answer, take, call and say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.dataclass import replace
from ssot_check.model.listed import listed
from ssot_check.model.match import BORROWS, CloneType, Confirmation, Match, Tier
from ssot_check.model.plugins import Language
from ssot_check.model.unit import FUNCTIONS, LOCAL, NAME, NUMBER, SELF, SYNTAX, TEXT, TYPE, Statement, Token, Trait
from ssot_check.pipeline.literals import compared, opened

_ASKED: Final = frozenset(("go", "rust", "typescript"))
_TYPES: Final = (CloneType.NEAR, CloneType.SEMANTIC)
_OF_TYPES: Final = ("answers", "types")
_TYPED: Final = (".go", ".rs")
"""Endings of languages in which nobody hands a value of one type to what takes another one."""
_ITSELF: Final = ("this", "self")
_BLANKS: Final = re.compile(r"(?<![\w|&,)]) (?![|&])|(?<=\)) (?![\w(*|&])|(?<=\w) (?![\w|&*])|(?<=[|&,]) (?=$)")
"""Blanks between the parts of a type that nobody writes: they stay between words, around `|`, behind a comma, before a pointer, and behind
what a function takes."""
_BORROWED: Final = re.compile(r"(?<![^(<,\[ ])& (?!$)|(?<=[(<,\[])& ")
_LISTS: Final = re.compile(r"(?<=\w)\[\](?=[\w*])")
"""Behind a name or a word of Go: `(_ []byte, err error)`."""
_PACKAGE: Final = re.compile(r"\b\w+(?:\.|::)(?=\w)")
_OWN_TYPE: Final = re.compile(r"\b[A-Z]\w*[a-z]")
_WIDEST: Final = 60
"""Longer lists of parameters, and longer types, are not shown."""
_SHOWN: Final = 2
_PLAIN: Final = re.compile(r"-?\d[\w.]{0,11}|true|false|null|nil|None|undefined")
"""Values that may be shown: a text may be a secret."""


def is_edited(match: Match, language: Language) -> bool:
    """True for an edited function and for one that was written anew, told for more than a look; both are of one language."""
    functions = {match.owner.kind, match.copy.kind} <= FUNCTIONS and match.part is None and not match.across
    return functions and language.name in _ASKED and match.clone_type in _TYPES and match.tier is not Tier.HINT


def renamed(language: Language, match: Match, owner_text: str, copy_text: str) -> Confirmation:
    """What `compared` says of both, with the types in which the heads of renamed functions differ."""
    said = compared(language, match, owner_text, copy_text)
    if language.name not in _ASKED or not {match.owner.kind, match.copy.kind} <= FUNCTIONS:
        return said
    ours, theirs = (opened(unit, language, text) for unit, text in ((match.owner, owner_text), (match.copy, copy_text)))
    if not ours or not theirs:
        return said
    mine, yours = _Head.of(ours[0]), _Head.of(theirs[0])
    types = (item for item in (*_answers(mine, yours, (), ()), *_takes(mine, yours)) if item[0] in (*_OF_TYPES, BORROWS))
    return replace(said, differs=tuple(types))


def is_typed_otherwise(match: Match) -> bool:
    """True for a renamed function that takes or answers other types than its owner, which can stand in for it nowhere."""
    said = match.confirmation.differs if match.confirmation is not None else ()
    other = any(what in _OF_TYPES and mine and yours for what, mine, yours in said)
    return other and match.clone_type is CloneType.RENAMED and match.copy_path.endswith(_TYPED)


def differing(language: Language, match: Match, owner_text: str, copy_text: str) -> Confirmation:
    """The differences of both, the owner's first; the texts are the whole files.

    The `clone_type` is None where a text has not the unit that was asked for.
    """
    ours, theirs = (opened(unit, language, text) for unit, text in ((match.owner, owner_text), (match.copy, copy_text)))
    if not ours or not theirs:
        return Confirmation(None, match.copy.location, match.copy.signature)
    mine, yours = _Head.of(ours[0]), _Head.of(theirs[0])
    said = [*_is(match), *_answers(mine, yours, ours, theirs), *_takes(mine, yours), *_calls(ours, theirs), *_says(ours, theirs)]
    said = said or [*_lines(ours, theirs)]
    return Confirmation(match.clone_type, match.copy.location, match.copy.signature, differs=tuple(said))


def _lines(ours: Sequence[Statement], theirs: Sequence[Statement]) -> Iterator[tuple[str, str, str]]:
    """Where both differ in nothing else, the lines of statements that only one has: who deletes the copy loses what they do."""
    from ssot_check.pipeline.differing import pairs_apart  # most copies call or say something else

    apart = [*pairs_apart(ours, theirs, {})]
    sides = (sorted({item.line for item in side if item is not None}) for side in zip(*apart, strict=True))
    mine, yours = (", ".join(map(str, numbers)) for numbers in sides) if apart else ("", "")
    if mine or yours:
        yield "lines", mine, yours


class _Head:
    """The first statement of a function: names of parameters, their types, and the type of what it answers, as written."""

    def __init__(self, names: list[str], types: str, result: str, each: Sequence[str] = ()) -> None:
        self.names = names
        self.types = types
        self.each = each if len(each) == len(names) else ("",) * len(names)
        self.result = result

    @staticmethod
    def of(statement: Statement) -> _Head:
        """What the head says; nothing where it is written in another way."""
        tokens = statement.tokens
        own = next((at for at, (kind, _) in enumerate(tokens) if kind == SELF), -1)
        begin = next((at for at in range(own + 1, len(tokens)) if tokens[at] == (SYNTAX, "(")), None)
        end = _end(tokens, begin) if begin is not None and own >= 0 else None
        if begin is None or end is None:
            return _Head([], "", "")
        inside, behind = tokens[begin + 1 : end], tokens[end + 1 :]
        names = [text for kind, text in inside if kind == LOCAL and text not in _ITSELF]
        types: list[list[str]] = [[]]
        for kind, text in inside:
            if (kind, text) == (SYNTAX, ","):
                types.append([])
            elif kind == TYPE:
                types[-1].append(text)
        each = [*map(_written, types)]
        return _Head(names, ", ".join(filter(None, each)), _written([text for kind, text in behind if kind == TYPE]), each)


def _end(tokens: Sequence[Token], begin: int) -> int | None:
    """Where the bracket at `begin` is closed."""
    depth = 0
    for at in range(begin, len(tokens)):
        depth += (tokens[at] == (SYNTAX, "(")) - (tokens[at] == (SYNTAX, ")"))
        if not depth:
            return at
    return None


def _written(parts: Sequence[str]) -> str:
    """A type on one line: words keep a blank between them, and colons and arrows before it go."""
    text = _BORROWED.sub("&", _BLANKS.sub("", " ".join(parts)))
    return _LISTS.sub(" []", text).lstrip(":").removeprefix("->").strip()


def _answers(mine: _Head, yours: _Head, ours: Sequence[Statement], theirs: Sequence[Statement]) -> Iterator[tuple[str, str, str]]:
    if mine.result and yours.result:
        if _plainly(mine.result) != _plainly(yours.result) and max(len(mine.result), len(yours.result)) <= _WIDEST:
            yield "answers", mine.result, yours.result
        return
    first, second = _plain_answers(ours), _plain_answers(theirs)
    if first - second and second - first:
        yield "answers", _some(sorted(first - second)), _some(sorted(second - first))


def _is(match: Match) -> Iterator[tuple[str, str, str]]:
    """What is awaited, and what is not."""
    mine, yours = ("async" if Trait.ASYNC in unit.traits else "" for unit in (match.owner, match.copy))
    if mine != yours:
        yield "is", mine, yours


def _plain_answers(statements: Sequence[Statement]) -> set[str]:
    """Values that a function answers with where they are written out."""
    said = ("".join(text for _, text in item.tokens[1:]) for item in statements if item.tokens[:1] == ((SYNTAX, "return"),))
    return {text for text in said if _PLAIN.fullmatch(text)}


def _takes(mine: _Head, yours: _Head) -> Iterator[tuple[str, str, str]]:
    if len(mine.names) != len(yours.names):
        yield (
            "takes",
            _some([name for name in mine.names if name not in yours.names]),
            _some([name for name in yours.names if name not in mine.names]),
        )
        return
    if mine.types and yours.types and _plainly(mine.types) != _plainly(yours.types):
        # What may be changed (`&mut Row`) may be looked at, too: who calls the owner with it is understood.
        what = BORROWS if _plainly(mine.types) == _plainly(yours.types).replace("&mut ", "&") else "types"
        if max(len(mine.types), len(yours.types)) <= _WIDEST:
            yield what, mine.types, yours.types
        return
    # Whoever calls the one for the other hands each what the other one is for, and where the types are one nothing says so.
    if any(one != two and one in yours.names for one, two in zip(mine.names, yours.names, strict=True)):
        yield "takes", ", ".join(mine.names), ", ".join(yours.names)
        return
    # A parameter under another name where most others have the same is another one, not one that was renamed.
    # What has a type of its own, as `ctx *app.Context`, is known by that.
    named = [_OWN_TYPE.search(kind) is not None for kind in mine.each]
    other = [(one, two) for one, two, known in zip(mine.names, yours.names, named, strict=True) if one != two and not known]
    if other and 2 * len(other) < len(mine.names):
        yield "takes", _some([one for one, _ in other]), _some([two for _, two in other])


def _plainly(types: str) -> str:
    """Types without the packages that they are of: which one that is depends on where a file stands."""
    return _PACKAGE.sub("", types)


def _calls(ours: Sequence[Statement], theirs: Sequence[Statement]) -> Iterator[tuple[str, str, str]]:
    first, second = _called(ours), _called(theirs)
    if first != second:
        yield "calls", _some(sorted(first - second)), _some(sorted(second - first))


def _called(statements: Sequence[Statement]) -> set[str]:
    """What is called by name, and the object itself where a method reads it."""
    found = set()
    for item in statements:
        for token, following in zip(item.tokens, (*item.tokens[1:], (SYNTAX, "")), strict=True):
            is_object = token[1] in _ITSELF and token[0] in (SYNTAX, NAME, LOCAL) and following == (SYNTAX, ".")
            if is_object or (token[0] == NAME and following == (SYNTAX, "(")):
                found.add(token[1])
    return found


def _says(ours: Sequence[Statement], theirs: Sequence[Statement]) -> Iterator[tuple[str, str, str]]:
    numbers, texts = ((_values(ours, kind), _values(theirs, kind)) for kind in (NUMBER, TEXT))
    first, second = numbers
    if first != second:
        yield "says", _plain(first - second), _plain(second - first)
    first, second = texts
    if first != second:
        yield "texts", str(len(first - second)), str(len(second - first))


def _values(statements: Sequence[Statement], kind: int) -> set[str]:
    return {text for item in statements for found, text in item.tokens if found == kind and text}


def _plain(values: set[str]) -> str:
    return _some(sorted(text for text in values if _PLAIN.fullmatch(text)))


def _some(names: Sequence[str]) -> str:
    return listed(names, _SHOWN)
