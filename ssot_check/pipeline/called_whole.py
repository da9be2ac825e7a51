"""The call that takes the place of a stretch which is, statement for statement, the whole of a function of the owner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from ssot_check.model.codings import plain
from ssot_check.model.dataclass import replace
from ssot_check.model.match import CloneType, Match
from ssot_check.model.parsed import ParsedFile, ReferenceKind
from ssot_check.model.plugins import Language
from ssot_check.model.unit import DOC, FUNCTIONS, LOCAL, NAME, TYPE, Statement, Token, UnitKind
from ssot_check.pipeline.literals import opened
from ssot_check.pipeline.shapes import of_one_shape

_PYTHON: Final = ".py"
_SYNTAX: Final = 0
_DOT: Final = (_SYNTAX, ".")
_LEAST: Final = 3
"""Fewer statements in a row are no function's work."""
_OWN_KINDS: Final = (LOCAL, NAME)


def called_whole(match: Match, language: Language, parsed: Mapping[str, ParsedFile], text: Callable[[str], str]) -> Match:
    """The match, with the call that does what a stretch of the copy does, where the owner is nothing else under other names; no error is
    one of which only the shape is equal.

    Names of the owner's module stand in the copy's file behind that of the module (`utils.makedirs`).
    """
    match = of_one_shape(match, language, text)
    paths = match.owner_path, match.copy_path
    asked = match.part is not None and match.owner.kind is UnitKind.FUNCTION and match.copy.kind in FUNCTIONS and not match.owner.scope
    if not asked or match.clone_type is not CloneType.NEAR or match.across or not all(path.endswith(_PYTHON) for path in paths):
        return match
    ours, theirs = (opened(unit, language, text(unit.location.path)) for unit in (match.owner, match.copy))
    if not ours or not theirs:
        return match
    module = _module(match, parsed[match.copy_path])
    head, *body = [item for item in ours if _said(item)]
    there = [(item, _without(module, _said(item))) for item in theirs[1:] if _said(item)]
    if len(body) < _LEAST or any(token == (_SYNTAX, word) for item in body for token in item.tokens for word in ("return", "yield")):
        return match
    for start in range(len(there) - len(body) + 1):
        meant = _meant(body, there[start : start + len(body)])
        if meant is not None and (call := _call(head, meant, f"{module}.{match.owner.name}" if module else match.owner.name)):
            rest = {token for item, _ in there[start + len(body) :] for token in item.tokens if token[0] == LOCAL}
            bound = set(meant.values()) - {meant[name] for name in _parameters(head) if name in meant}
            if rest & bound:
                return match
            last = match.part[1] if match.part is not None and match.part[1] >= there[start + len(body) - 1][0].line else 0
            lines = there[start][0].line, last or there[start + len(body) - 1][0].line
            return replace(match, part=lines, called=call, use="" if module else match.use)
    return match


def _module(match: Match, file: ParsedFile) -> str:
    """The name by which the copy's file calls the owner's module, "" where it does not take that."""
    dotted = match.owner_path.removesuffix(_PYTHON).removesuffix("/__init__").replace("/", ".")
    imports = (item for item in file.references if item.kind is ReferenceKind.IMPORT and item.alias and not (item.typing or item.late))
    return next((item.alias for item in imports if f".{dotted}".endswith(f".{item.name}") and "." not in item.alias), "")


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
            elif other[0] == _SYNTAX or meant.setdefault(one[1], other) != other:
                return None
    return meant if len(set(meant.values())) == len(meant) else None


def _parameters(head: Statement) -> Iterator[str]:
    """The names of what a function takes, as its head says them; nothing where it takes any number of them."""
    depth = 0
    for kind, text in head.tokens:
        depth += (text in ("(", "[", "{")) - (text in (")", "]", "}")) if kind == _SYNTAX else 0
        if kind == LOCAL and depth == 1:
            yield text


def _call(head: Statement, meant: Mapping[str, Token], name: str) -> str:
    """The call, "" where one of what the function takes is not known."""
    taken = list(_parameters(head))
    if any(token in ((_SYNTAX, "*"), (_SYNTAX, "**"), (_SYNTAX, "=")) for token in head.tokens):
        return ""
    values = [meant[item] for item in taken if item in meant]
    plainly = all(kind in _OWN_KINDS for kind, _ in values)
    return f"{name}({', '.join(text for _, text in values)})" if plainly and len(values) == len(taken) else ""
