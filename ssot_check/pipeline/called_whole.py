"""The call that takes the place of a stretch which is, statement for statement, the whole of a function of the owner."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from ssot_check.model.codings import plain
from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.plugins import Language
from ssot_check.model.unit import DOC, FUNCTIONS, LOCAL, NAME, SYNTAX, TYPE, Statement, Token, Trait, UnitKind
from ssot_check.pipeline.literals import opened

_PYTHON: Final = ".py"
_DOT: Final = (SYNTAX, ".")
_LEAST: Final = 3
"""Fewer statements in a row are no function's work."""
_OWN_KINDS: Final = (LOCAL, NAME)
_LEAVES: Final = frozenset(("return", "yield"))
_BINDS: Final = frozenset(("import", "from", "def", "class", "global", "nonlocal"))
"""How statements begin that bind names which no token of them is the owner's own."""
_LOOPS: Final = ("for", "while")
_GOES_ON: Final = frozenset(("else", "elif", "except", "finally", "case"))
_Line = tuple[Statement, list[Token]]


def called_whole(match: Match, language: Language, parsed: Mapping[str, ParsedFile], text: Callable[[str], str]) -> Match:
    """The match, with the call that does what a stretch of the copy does, where the owner is nothing else under other names.

    Names of the owner's module stand in the copy's file behind that of the module (`utils.makedirs`).
    """
    paths = match.owner_path, match.copy_path
    asked = match.part is not None and match.owner.kind is UnitKind.FUNCTION and match.copy.kind in FUNCTIONS and not match.owner.scope
    if not asked or match.clone_type is not CloneType.NEAR or match.across or not all(path.endswith(_PYTHON) for path in paths):
        return match
    ours, theirs = (opened(unit, language, text(unit.location.path)) for unit in (match.owner, match.copy))
    if not ours or not theirs:
        return match
    module, spelled = _module(match, parsed[match.copy_path], theirs)
    name = _name(match, parsed[match.copy_path], theirs, module)
    head, *body = [item for item in ours if _said(item)]
    there = [(item, _without(spelled, _said(item))) for item in theirs[1:] if _said(item)]
    if not name or len(body) < _LEAST or not _is_closed(body):
        return match
    for start in range(len(there) - len(body) + 1):
        end = start + len(body)
        meant = _meant(body, there[start:end])
        if meant is not None and _is_whole(there, start, end) and (call := _call(head, meant, name)):
            left = _left(head, body, meant)
            if left & _read(there, start, end) or any(kind != LOCAL for kind, _ in left):
                return match
            last = match.part[1] if match.part is not None and match.part[1] >= there[end - 1][0].line else 0
            lines = there[start][0].line, last or there[end - 1][0].line
            return replace(match, part=lines, called=call, use="" if module else match.use)
    return match


def _module(match: Match, file: ParsedFile, theirs: Sequence[Statement]) -> tuple[str, str]:
    """The names by which the copy's file calls the owner's module and by which its tokens spell it, "" where it does not take that."""
    dotted = match.owner_path.removesuffix(_PYTHON).removesuffix("/__init__").replace("/", ".")
    named = match.use.removeprefix("from ").partition(" import ")[0]  # as an import of the copy's file names it
    for item in file.references:
        if item.kind is not ReferenceKind.IMPORT or not item.alias or "." in item.alias or item.typing or item.late:
            continue
        if item.spelled.startswith("."):
            known = item.name == dotted
        else:
            package = item.spelled == item.name and "." in item.name and item.alias == item.name.partition(".")[0]  # `import a.b` binds `a`
            known = item.name == named or (item.name == dotted and item.name.startswith(f"{named}."))
            known = known and not package and item.name not in sys.stdlib_module_names
        if known and all((LOCAL, item.alias) not in statement.tokens for statement in theirs):
            return item.alias, item.name.rpartition(".")[2]
    return "", ""


def _name(match: Match, file: ParsedFile, theirs: Sequence[Statement], module: str) -> str:
    """What the copy calls, "" where the name means another thing there or only another function could wait for what it does."""
    name, waits = match.owner.name, Trait.ASYNC in match.owner.traits
    if waits and Trait.ASYNC not in match.copy.traits:
        return ""
    taken = any(item.name == name and not item.reexport for item in file.definitions)
    if not module and (taken or any((LOCAL, name) in item.tokens for item in theirs)):
        return ""
    return ("await " if waits else "") + (f"{module}.{name}" if module else name)


def _is_closed(body: Sequence[Statement]) -> bool:
    """True where the owner gives nothing back and binds nothing but its own names."""
    said = [[text if kind == SYNTAX else "" for kind, text in item.tokens] for item in body]
    return not any(_LEAVES & set(words) or _BINDS & set(words[:2]) for words in said)


def _is_whole(there: Sequence[_Line], start: int, end: int) -> bool:
    """True where no part of a block of the stretch stands below it."""
    if end == len(there):
        return True
    item, tokens = there[end]
    base = there[start][0].depth
    return item.depth < base or (item.depth == base and tokens[0][1] not in _GOES_ON)


def _read(there: Sequence[_Line], start: int, end: int) -> set[Token]:
    """The names that stand below a stretch, and above it where that may be run again."""
    above = [(item.depth < there[start][0].depth, tuple(text for _, text in tokens[:2])) for item, tokens in there[:start]]
    again = any("def" in words or (outer and (words[0] in _LOOPS or words == ("async", "for"))) for outer, words in above)
    return {token for item, _ in (*(there[:start] if again else ()), *there[end:]) for token in item.tokens}


def _left(head: Statement, body: Sequence[Statement], meant: Mapping[str, Token]) -> set[Token]:
    """What the stretch leaves behind in names of the copy, and a call does not."""
    bound = {name for item in body for name in _bound(_said(item))}
    return {token for name, token in meant.items() if name in bound or name not in set(_parameters(head))}


def _bound(tokens: Sequence[Token]) -> Iterator[str]:
    """The own names that a statement may bind: rather one too many than one too few."""
    words = [text if kind == SYNTAX else "" for kind, text in tokens]
    depth, assigned = 0, 0
    for at, word in enumerate(words):
        depth += (word in ("(", "[", "{")) - (word in (")", "]", "}"))
        if not depth and word.endswith("=") and word not in ("==", "!=", "<=", ">="):
            assigned = at
    targets, open_at = words[0] in ("del", "case"), -1
    for at, (kind, text) in enumerate(tokens):
        if words[at] in ("for", "as"):
            targets, open_at = True, at
        elif open_at >= 0 and words[at] in ("in", ":"):
            targets, open_at = False, -1
        named = words[at + 1 : at + 2] == [":="]
        inside = words[at + 1 : at + 2] in (["."], ["["], ["("])
        if kind == LOCAL and (named or ((targets or at < assigned) and not inside)):
            yield text


def _said(item: Statement) -> list[Token]:
    return [token for token in plain(item.tokens) if token[0] not in (DOC, TYPE)]


def _without(module: str, tokens: list[Token]) -> list[Token]:
    """The tokens without the name of the module before a name of it."""
    found: list[Token] = []
    for token in tokens:
        if module and found[-2:] == [(NAME, module), _DOT] and found[-3:-2] != [_DOT]:
            del found[-2:]
        found.append(token)
    return found


def _meant(body: Sequence[Statement], there: Sequence[tuple[Statement, list[Token]]]) -> dict[str, Token] | None:
    """What stands in the copy for each name of the owner's own; None where the two are more than renamed."""
    meant: dict[str, Token] = {}
    base = there[0][0].depth - body[0].depth
    for mine, (item, tokens) in zip(body, there, strict=True):
        said = _said(mine)
        if item.depth - mine.depth != base or len(said) != len(tokens):
            return None
        for one, other in zip(said, tokens, strict=True):
            if one[0] != LOCAL:
                if one != other:
                    return None
            elif other[0] == SYNTAX or meant.setdefault(one[1], other) != other:
                return None
    return meant if len(set(meant.values())) == len(meant) else None


def _parameters(head: Statement) -> Iterator[str]:
    """The names of what a function takes, as its head says them; nothing where it takes any number of them."""
    depth = 0
    for kind, text in head.tokens:
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}")) if kind == SYNTAX else 0
        if kind == LOCAL and depth == 1:
            yield text


def _call(head: Statement, meant: Mapping[str, Token], name: str) -> str:
    """The call, "" where one of what the function takes is not known."""
    taken = list(_parameters(head))
    if any(token in ((SYNTAX, "*"), (SYNTAX, "**"), (SYNTAX, "=")) for token in head.tokens):
        return ""
    values = [meant[item] for item in taken if item in meant]
    plainly = all(kind in _OWN_KINDS for kind, _ in values)
    return f"{name}({', '.join(text for _, text in values)})" if plainly and len(values) == len(taken) else ""
