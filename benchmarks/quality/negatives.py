"""What looks like a copy and is none: every one of these that a tool reports is a false alarm."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

import libcst as cst

from benchmarks.quality.model import Draft, Function, Piece
from benchmarks.quality.python_code import parameter_names, parse, parses, statement, text_of, with_body
from benchmarks.quality.python_edits import layout, rename_function, repurposed

SAME_NAME, SAME_SHAPE, WRAPPER, STUB, TEST = "same name", "same shape", "wrapper", "stub", "test code"
PYTHON: Final = (SAME_NAME, SAME_SHAPE, WRAPPER, STUB, TEST)


def python_draft(kind: str, owner: Function, donors: Sequence[Function], rng: random.Random) -> Draft | None:
    """One negative made of one owner; `donors` are functions of another distribution."""
    if kind == SAME_NAME:
        return _same_name(owner, donors, rng)
    if kind == SAME_SHAPE:
        function = rename_function(parse(owner.text), rng).with_changes(decorators=())
        return _draft(kind, "every name and word of another purpose", owner, repurposed(function, rng))
    if kind == TEST:
        text = layout(owner.text, rng)[0]
        name = f"tests/test_{PurePosixPath(owner.span.path).stem}_{owner.name}.py"
        return Draft(kind, "helper of a test", (owner,), (Piece(text, owner.imports, name),)) if parses(text) else None
    if owner.scope:
        return None
    return _wrapper(owner) if kind == WRAPPER else _stub(owner)


def _draft(kind: str, how: str, owner: Function, text: str, imports: tuple[str, ...] = ()) -> Draft | None:
    return Draft(kind, how, (owner,), (Piece(text, imports),)) if text and parses(text) else None


def _same_name(owner: Function, donors: Sequence[Function], rng: random.Random) -> Draft | None:
    others = [item for item in donors if bool(item.scope) == bool(owner.scope) and abs(item.statements - owner.statements) <= 6]
    if not others:
        return None
    other = rng.choice(others)
    text = text_of(parse(other.text).with_changes(name=cst.Name(owner.name)))
    return _draft(SAME_NAME, "foreign body", owner, text, other.imports)


def _wrapper(owner: Function) -> Draft | None:
    module = owner.span.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    function = parse(owner.text).with_changes(decorators=())
    call = ", ".join(parameter_names(function))
    wait = "await " if function.asynchronous else ""
    body = [statement('logger.debug("asked for %s", __name__)\n'), statement(f"return {wait}{owner.name}({call})\n")]
    made = with_body(function.with_changes(name=cst.Name(f"safe_{owner.name}")), body)
    return _draft(WRAPPER, "logs and delegates", owner, text_of(made), (f"from {module} import {owner.name}", "import logging"))


def _stub(owner: Function) -> Draft | None:
    function = parse(owner.text).with_changes(decorators=())
    body = [statement('"""See the implementation of the platform."""\n'), statement("raise NotImplementedError\n")]
    return _draft(STUB, "raises NotImplementedError", owner, text_of(with_body(function, body)))
