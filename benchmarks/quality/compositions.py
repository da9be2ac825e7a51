"""One owner spread over two helpers, two owners in one function, an owner inside a longer function."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

import libcst as cst
import libcst.matchers as m

from benchmarks.quality.model import INSIDE, MERGED, SPLIT, Draft, Function, Piece
from benchmarks.quality.python_code import body_of, parameter_names, parse, parses, text_of, with_body
from benchmarks.quality.python_edits import rename_locals

# ruff: noqa: N802  libcst calls the methods by the names of its node classes

MIN_SPLIT: Final = 10
"""Statements: each half of a split owner keeps about five."""
KINDS: Final = (SPLIT, MERGED, INSIDE)


def python_draft(kind: str, owner: Function, others: Sequence[Function], rng: random.Random) -> Draft | None:
    """A composition of `owner` with functions of `others` (other owners for MERGED, foreign code for INSIDE)."""
    if kind == SPLIT:
        return _split(owner, rng)
    choices = [item for item in others if _guest(item, kind, owner)]
    if not choices:
        return None
    other = rng.choice(choices)
    if kind == MERGED:
        text = _joined(owner, other, f"{owner.name}_and_{other.name}", at_end=True)
        return _draft(kind, "one after the other", (owner, other), text)
    return _draft(kind, "in foreign code", (owner,), _joined(owner, other, f"{other.name}_all", at_end=False), other.imports)


def _guest(item: Function, kind: str, owner: Function) -> bool:
    far = item.span.path != owner.span.path
    size = owner.statements / 2 <= item.statements <= owner.statements * 2
    return far and "async def" not in item.text and (size if kind == MERGED else item.statements >= owner.statements)


def _draft(kind: str, how: str, owners: tuple[Function, ...], text: str, more: tuple[str, ...] = ()) -> Draft | None:
    imports = (*(line for owner in owners for line in owner.imports), *more)
    return Draft(kind, how, owners, (Piece(text, imports),)) if parses(text) else None


def _joined(owner: Function, other: Function, name: str, *, at_end: bool) -> str:
    """The statements of `owner` before those of `other`, or in the middle of them; returns of the first part become assignments."""
    first, second = parse(owner.text), parse(other.text)
    mine, theirs = _without_returns(body_of(first)), body_of(second)
    place = 0 if at_end else max(1, len(theirs) // 2)
    body = [*theirs[:place], *mine, *theirs[place:]]
    names = _bound_first([*parameter_names(first), *parameter_names(second)])
    head = parse(f"def {name}({', '.join(names)}):\n    pass\n")
    if first.asynchronous or second.asynchronous:
        head = head.with_changes(asynchronous=cst.Asynchronous())
    return text_of(with_body(head, body))


def _bound_first(names: Sequence[str]) -> list[str]:
    """Each name once. `self` and `cls` stay parameters of the function that their statements went to: unbound, they would be no code."""
    found = dict.fromkeys(names)
    return [*(name for name in ("self", "cls") if name in found), *(name for name in found if name not in {"self", "cls"})]


def _without_returns(body: Sequence[cst.BaseStatement]) -> list[cst.BaseStatement]:
    """A return in the middle would leave the longer function: its value is kept in a name instead."""

    class Keep(cst.CSTTransformer):
        def leave_Return(self, original_node: cst.Return, updated_node: cst.Return) -> cst.BaseSmallStatement:
            value = updated_node.value or cst.Name("None")
            return cst.Assign(targets=[cst.AssignTarget(cst.Name("outcome"))], value=value)

        def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
            return False

        def visit_Lambda(self, node: cst.Lambda) -> bool:
            return False

    return [node.visit(Keep()) for node in body]  # type: ignore[misc]


def _split(owner: Function, rng: random.Random) -> Draft | None:
    """Two helpers with about half of the statements each, side by side or in two files."""
    function = parse(owner.text)
    body = body_of(function)
    place = _half(body)
    if owner.statements < MIN_SPLIT or not place:
        return None
    if rng.random() < 0.3:
        function = rename_locals(function, rng)
        body = body_of(function)
    state = _assigned(body[:place])
    back = cst.parse_statement(f"return {', '.join(state) or 'None'}\n")
    names = _bound_first(parameter_names(function))
    mark = "async " if function.asynchronous else ""
    first = parse(f"{mark}def prepare_{owner.name}({', '.join(names)}):\n    pass\n")
    second = parse(f"{mark}def finish_{owner.name}({', '.join(dict.fromkeys([*names, *state]))}):\n    pass\n")
    texts = (text_of(with_body(first, [*body[:place], back])), text_of(with_body(second, body[place:])))
    if not all(parses(text) for text in texts):
        return None
    how = rng.choice(("one file", "two files"))
    if how == "one file":
        return Draft(SPLIT, how, (owner,), (Piece("\n\n".join(texts), owner.imports),))
    return Draft(SPLIT, how, (owner,), tuple(Piece(text, owner.imports) for text in texts))


def _half(body: Sequence[cst.BaseStatement]) -> int:
    """Where the first part has nearest to half of all lines; 0 when a part would be smaller than a quarter."""
    sizes = [text_of(node).count("\n") for node in body]
    total, best, place = sum(sizes), 0.0, 0
    for number in range(1, len(body)):
        share = sum(sizes[:number]) / total
        if min(share, 1 - share) > best:
            best, place = min(share, 1 - share), number
    return place if best >= 0.25 else 0


def _assigned(body: Sequence[cst.BaseStatement]) -> list[str]:
    found = [
        item.target.value
        for node in body
        for item in m.findall(node, m.AssignTarget(target=m.Name()))
        if isinstance(item, cst.AssignTarget) and isinstance(item.target, cst.Name)
    ]
    return list(dict.fromkeys(found))
