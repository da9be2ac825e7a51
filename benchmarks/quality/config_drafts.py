"""Drafts of every kind made of configuration blocks; each stands in a new file of its format, beside a block of somebody else."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

import yaml

from benchmarks.quality import config_edits as edits
from benchmarks.quality.config_code import COMPOSE, DOTENV, JOB, OBJECT, STAGE, TARGET, YAML
from benchmarks.quality.model import STRUCTURE, TYPE_1, TYPE_2, TYPE_3, Draft, Function, Piece
from benchmarks.quality.negatives import SAME_NAME, SAME_SHAPE, TEST, WRAPPER

KINDS: Final = (TYPE_1, TYPE_2, *TYPE_3, STRUCTURE, SAME_NAME, SAME_SHAPE, WRAPPER, TEST)
SHARES: Final = (0.1, 0.3, 0.5)
ATTEMPTS: Final = 4
_PLACES: Final = {
    COMPOSE: "stacks/{n}/compose.yaml",
    JOB: ".github/workflows/more-{n}.yml",
    OBJECT: "clusters/{n}/objects.yaml",
    STAGE: "images/{n}/Dockerfile",
    TARGET: "tools/{n}/Makefile",
    DOTENV: "stacks/{n}/.env",
}
_HEADS: Final = {
    COMPOSE: "services:\n",
    JOB: "name: more\non:\n  push:\n    branches: [main]\njobs:\n",
    OBJECT: "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: more\n---\n",
    STAGE: "",
    TARGET: ".PHONY: more\n\n",
    DOTENV: "",
}


def draft(kind: str, owner: Function, donors: Sequence[Function], number: int, rng: random.Random) -> Draft | None:
    """One plant of one kind; None when the owner does not lend itself to it. `donors` are blocks of files that nobody owns."""
    alike = [item for item in donors if item.scope == owner.scope and item.name != owner.name]
    if not alike:
        return None
    place = _PLACES[owner.scope].format(n=number)
    target = f"tests/{place}" if kind == TEST and owner.scope != JOB else place
    for _ in range(ATTEMPTS):
        text, how = _text(kind, owner, alike, rng)
        if not text or text == owner.text:
            return None
        head = _HEADS[owner.scope]
        if text.startswith(edits.SHARED):
            head, _, text = text.rpartition(head)
            head += _HEADS[owner.scope]
        if _readable(owner, head + text):
            return Draft(kind, f"{owner.scope}, {how}", (owner,), (Piece(text, (), target, head),))
    return None


def _text(kind: str, owner: Function, alike: Sequence[Function], rng: random.Random) -> tuple[str, str]:
    if kind in TYPE_3:
        return edits.edited(owner, SHARES[TYPE_3.index(kind)], alike, rng)
    if kind == TYPE_1 or (kind == TEST and owner.scope != JOB):
        return edits.layout(owner, rng)
    if kind == TYPE_2:
        return edits.other_values(owner, rng)
    if kind == STRUCTURE:
        return edits.reordered(owner, rng)
    if kind == SAME_SHAPE and owner.scope != OBJECT:
        return edits.repurposed(owner, rng), "every value another one"
    if kind == SAME_NAME and owner.scope in (COMPOSE, JOB):
        return edits.dumped(owner, edits.value_of(rng.choice(alike)), owner.name), "foreign content"
    return (_reused(owner), "takes the owner's") if kind == WRAPPER else ("", "")


def _reused(owner: Function) -> str:
    """The block taken from its owner's file, where the format has a form for that."""
    if owner.scope == COMPOSE:
        taken = {"extends": {"file": f"../../{owner.span.path}", "service": owner.name}, "restart": "always", "profiles": ["more"]}
        return edits.dumped(owner, taken, owner.name)
    if owner.scope == JOB:
        return edits.dumped(owner, {"uses": f"./{owner.span.path}", "with": {"target": "more"}, "secrets": "inherit"}, owner.name)
    return ""


def _readable(owner: Function, text: str) -> bool:
    if owner.scope not in YAML:
        return True
    try:
        return all(value is not None for value in yaml.safe_load_all(text))
    except yaml.YAMLError:
        return False
