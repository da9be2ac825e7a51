"""Drafts of every kind made of functions of a language that has a table in `grammars.py`."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from benchmarks.quality import edits, rewrites
from benchmarks.quality import tree_code as code
from benchmarks.quality.grammars import GRAMMARS, Grammar
from benchmarks.quality.model import INSIDE, MERGED, SPLIT, STRUCTURE, TYPE_1, TYPE_2, TYPE_3, Draft, Function, Piece
from benchmarks.quality.negatives import SAME_NAME, SAME_SHAPE, STUB, TEST, WRAPPER

KINDS: Final = (TYPE_1, TYPE_2, *TYPE_3, STRUCTURE, SPLIT, MERGED, INSIDE, SAME_NAME, SAME_SHAPE, WRAPPER, STUB, TEST)
SHARES: Final = (0.1, 0.3, 0.5)
MIN_SPLIT: Final = 10
ATTEMPTS: Final = 4
POOL: Final = 40


def draft(kind: str, owner: Function, others: Sequence[Function], donors: Sequence[Function], rng: random.Random) -> Draft | None:
    """One plant of one kind; None when the owner does not lend itself to it. `others` are owners, `donors` are foreign."""
    grammar = GRAMMARS[owner.language]
    if kind == SPLIT:
        return _split(owner, grammar, rng)
    if kind in {MERGED, INSIDE}:
        return _joined(kind, owner, others if kind == MERGED else donors, rng)
    if kind in {WRAPPER, STUB} and owner.scope:
        return None
    for _ in range(ATTEMPTS):
        text, how = _text(kind, owner, donors, rng)
        if text and text != owner.text and code.parses(text, grammar):
            imports, target = _surroundings(kind, owner, grammar)
            return Draft(kind, how, (owner,), (Piece(text, imports, target),))
    return None


def _surroundings(kind: str, owner: Function, grammar: Grammar) -> tuple[tuple[str, ...], str]:
    """Import lines of the piece, and the file that it must stand in."""
    path = PurePosixPath(owner.span.path)
    folder = f"{path.parent}/" if path.parent.name else ""
    if kind == TEST:
        return owner.imports, grammar.test_name.format(stem=path.stem, name=owner.name, folder=folder)
    if kind != WRAPPER:
        return owner.imports, ""
    if not grammar.imported:
        return (), f"{folder}safe_{owner.name.lower()}{path.suffix}"
    module = "::".join(path.with_suffix("").parts).partition("src::")[2] if grammar.ends else path.with_suffix("").as_posix()
    return (grammar.imported.format(name=owner.name, path=path, module=module.removesuffix("::mod")),), ""


def _text(kind: str, owner: Function, donors: Sequence[Function], rng: random.Random) -> tuple[str, str]:
    grammar = GRAMMARS[owner.language]
    if kind in TYPE_3:
        pool = edits.simple_statements([item.text for item in rng.sample(donors, min(POOL, len(donors)))], grammar)
        return edits.edited(owner.text, SHARES[TYPE_3.index(kind)], pool, grammar, rng)
    if kind in {TYPE_1, TEST}:
        return edits.layout(owner.text, grammar, rng)
    if kind == TYPE_2:
        return edits.renamed(owner.text, grammar, rng)
    if kind == STRUCTURE:
        return rewrites.rewritten(owner.text, grammar, rng)
    function = code.definition(owner.text, grammar)
    if kind == SAME_SHAPE:
        return code.patched(owner.text, edits.repurposed(function, grammar, rng)), "every name and word of another purpose"
    if kind == SAME_NAME:
        return _same_name(owner, donors, rng), "foreign body"
    if kind == WRAPPER:
        safe = f"safe{owner.name[0].upper()}{owner.name[1:]}" if grammar.camel else f"safe_{owner.name}"
        names = ", ".join(edits.own_names(function, grammar, ("required_parameter", "parameter_declaration", "parameter")))
        body = [line.format(name=owner.name, parameters=names) for line in grammar.wrapper]
        return code.with_body(owner.text, body, grammar, safe), "logs and delegates"
    return code.with_body(owner.text, grammar.stub, grammar), "says that it is not supported"


def _same_name(owner: Function, donors: Sequence[Function], rng: random.Random) -> str:
    choices = [item for item in donors if bool(item.scope) == bool(owner.scope) and abs(item.statements - owner.statements) <= 6]
    if not choices:
        return ""
    grammar = GRAMMARS[owner.language]
    other = rng.choice(choices)
    title = code.name_node(code.definition(other.text, grammar))
    return code.patched(other.text, [(title.start_byte, title.end_byte, owner.name)]) if title is not None else ""


def _split(owner: Function, grammar: Grammar, rng: random.Random) -> Draft | None:
    """Two helpers with about half of the lines each, side by side or in two files; both keep the parameters."""
    parts = code.body_of(owner.text, grammar)
    if owner.statements < MIN_SPLIT or len(parts) < 2:
        return None
    sizes = [part.count("\n") + 1 for part in parts]
    place = min(range(1, len(parts)), key=lambda number: abs(2 * sum(sizes[:number]) - sum(sizes)))
    if min(sum(sizes[:place]), sum(sizes[place:])) * 4 < sum(sizes):
        return None
    first, second = (_named(word, owner.name, grammar) for word in ("prepare", "finish"))
    texts = (
        code.with_body(owner.text, parts[:place], grammar, first),
        code.with_body(owner.text, parts[place:], grammar, second, _state(owner, parts[:place], parts[place:])),
    )
    if not all(code.parses(text, grammar) for text in texts):
        return None
    how = rng.choice(("one file", "two files"))
    pieces = (Piece("\n".join(texts), owner.imports),) if how == "one file" else tuple(Piece(text, owner.imports) for text in texts)
    return Draft(SPLIT, how, (owner,), pieces)


def _state(owner: Function, before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Parameters for what the first helper binds and the second one uses."""
    grammar = GRAMMARS[owner.language]
    given = code.words_of(" ".join(code.parameters(owner.text, grammar)))
    bound = edits.own_names(code.definition(code.with_body(owner.text, before, grammar), grammar), grammar)
    used = code.words_of(" ".join(after))
    return [grammar.parameter.format(name=name) for name in bound if name in used and name not in given] if grammar.parameter else []


def _more(owner: Function, other: Function) -> list[str]:
    """The owner's parameters, those left out that bear the name of one that is there."""
    grammar = GRAMMARS[owner.language]
    there = {_first_word(item) for item in code.parameters(other.text, grammar)}
    return [item for item in code.parameters(owner.text, grammar) if _first_word(item) not in there] if grammar.parameter else []


def _first_word(parameter: str) -> str:
    return re.split(r"\W+", parameter.removeprefix("mut ").lstrip("&({[ "), maxsplit=1)[0]


def _named(word: str, name: str, grammar: Grammar) -> str:
    return f"{word}{name[0].upper()}{name[1:]}" if grammar.camel else f"{word}_{name}"


def _joined(kind: str, owner: Function, others: Sequence[Function], rng: random.Random) -> Draft | None:
    """The statements of two functions in one: one after the other, or the owner in the middle of foreign code."""
    grammar = GRAMMARS[owner.language]
    least = owner.statements if kind == INSIDE else owner.statements / 2
    most = 50 if kind == INSIDE else owner.statements * 2
    choices = [item for item in others if item.span.path != owner.span.path and least <= item.statements <= most]
    for other in rng.sample(choices, min(ATTEMPTS, len(choices))):
        theirs = code.body_of(other.text, grammar)
        place = len(theirs) // 2 if kind == INSIDE else 0
        parts = [*theirs[:place], *code.body_of(owner.text, grammar), *theirs[place:]]
        title = _named(other.name, "more" if grammar.camel else "and_more", grammar)
        text = code.with_body(other.text, parts, grammar, title, _more(owner, other))
        if code.parses(text, grammar):
            owners = (owner, other) if kind == MERGED else (owner,)
            how = "one after the other" if kind == MERGED else "in foreign code"
            return Draft(kind, how, owners, (Piece(text, (*owner.imports, *other.imports)),))
    return None
