"""Clone types 1 to 3, for every language that has a table in `grammars.py`."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import Final

from benchmarks.quality import tree_code as code
from benchmarks.quality.grammars import Grammar
from benchmarks.quality.tree_code import Node, Patch

_COMMENTS: Final = ("keep in step with the image", "see the runbook", "order matters", "called by the timer too")
_NAMES: Final = ("item", "entry", "target", "value", "current", "wanted", "holder", "chosen")
_VERBS: Final = ("do", "run", "ensure", "make")
WORDS: Final = ("alpha", "bravo", "delta", "gamma", "kappa", "omega", "sigma", "theta")
_LEAVING: Final = ("return", "exit", "break", "continue", "shift", "throw", "panic")
_REORDERED: Final = 0.25
_REDIRECTIONS: Final = frozenset(("file_redirect",))
"""The number in `2>&1` is no literal but a stream: with another one the command does not even start."""


def layout(text: str, grammar: Grammar, rng: random.Random) -> tuple[str, str]:
    """Type 1: comments, blank lines and another depth of indentation."""
    function = code.definition(text, grammar)
    starts = {item.start_point[0] for item in code.statements(function, grammar) if not _behind(item, text)}
    inside = {row for item in code.walk(function) if "string" in item.type for row in range(item.start_point[0] + 1, item.end_point[0] + 1)}
    width = rng.choice(("  ", "\t", "    "))
    out = []
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        if number in inside:
            out.append(line)
            continue
        bare = line.lstrip()
        lead = line[: len(line) - len(bare)]
        depth = len(lead) if lead.startswith("\t") else len(lead) // _step(text)
        if number and number in starts and rng.random() < 0.4:
            out.append(rng.choice(("", f"{width * depth}{grammar.comment} {rng.choice(_COMMENTS)}")))
        out.append(width * depth + bare if number else line)
    return "\n".join(out) + "\n", "layout"


def _behind(node: Node, text: str) -> bool:
    """True when something else stands before the node on its line."""
    return bool(text[text.rfind("\n", 0, node.start_byte) + 1 : node.start_byte].strip())


def _step(text: str) -> int:
    """How many blanks one step of indentation has."""
    widths = [len(line) - len(line.lstrip()) for line in text.split("\n") if line.startswith(" ") and line.strip()]
    return max(2, min(widths, default=4))


def rename(text: str, grammar: Grammar, rng: random.Random) -> str:
    """Names that the function binds get other names everywhere; so does the function."""
    function = code.definition(text, grammar)
    gap = "" if grammar.camel else "_"
    fresh = {name: f"{rng.choice(_NAMES)}{gap}{number}" for number, name in enumerate(own_names(function, grammar))}
    patches = [_renamed(item, fresh, grammar) for item in code.walk(function) if code.source(item) in fresh and _is_use(item, grammar)]
    title = code.name_node(function)
    if title is not None:
        patches.append((title.start_byte, title.end_byte, _other_title(code.source(title), grammar, rng)))
    return code.patched(text, patches)


def own_names(function: Node, grammar: Grammar, within: Sequence[str] = ()) -> list[str]:
    """Names that the function binds, sorted; those bound by one of the node types `within` only, when any is given."""
    found = []
    for item in code.walk(function):
        for kind, field in grammar.bindings:
            if item.type == kind and (not within or kind in within):
                for part in item.children_by_field_name(field):
                    found += [code.source(name) for name in code.walk(part) if name.type in grammar.identifiers]
    return sorted({name for name in found if name.isidentifier() and not name[0].isupper() and name not in {"_", "self"}})


def _is_use(item: Node, grammar: Grammar) -> bool:
    if item.type not in grammar.identifiers and not _is_reckoned(item, grammar):
        return False
    holder = item.parent
    key = holder.parent if holder is not None and holder.type == "literal_element" else None
    return key is None or key.type != "keyed_element" or holder is None or key.children[0].id != holder.id


def _is_reckoned(item: Node, grammar: Grammar) -> bool:
    """True for a bare word that a shell reckons with: `i` in `((i < 3))` and in `${names[i]}` is the variable."""
    around = item.parent
    while around is not None and around.type.endswith("_expression"):
        around = around.parent
    return item.type == "word" and around is not None and around.type in grammar.reckonings


def _renamed(item: Node, fresh: dict[str, str], grammar: Grammar) -> Patch:
    old = code.source(item)
    short = item.type in grammar.shorthands or (item.parent is not None and item.parent.type in grammar.shorthands)
    return item.start_byte, item.end_byte, f"{old}: {fresh[old]}" if short else fresh[old]


def _other_title(name: str, grammar: Grammar, rng: random.Random) -> str:
    """Another name for the function, which shares its last word at most."""
    verb, word = rng.choice(_VERBS), rng.choice(WORDS)
    if not grammar.camel:
        return f"{verb}_{name.rsplit('_', maxsplit=1)[-1]}_{word}"
    last = (re.findall(r"[A-Z]?[a-z0-9]+", name) or ["It"])[-1]
    return f"{verb.title() if name[0].isupper() else verb}{last.title()}{word.title()}"


def _literals(node: Node, grammar: Grammar, rng: random.Random) -> list[Patch]:
    found = []
    for item in code.walk(node):
        text = code.source(item)
        if item.type == "raw_string":
            found += [(item.end_byte - 1, item.end_byte - 1, f" {rng.choice(WORDS)}")] if "%" not in text and len(text) > 4 else []
        elif item.type in grammar.texts and re.search(r"[A-Za-z]{3}", text):
            found.append((item.end_byte, item.end_byte, f" {rng.choice(WORDS)}"))
        elif item.type in grammar.numbers and text.isdigit():
            other = str(rng.randint(2, 90))
            if item.parent is None or item.parent.type not in _REDIRECTIONS:
                found.append((item.start_byte, item.end_byte, other))
    return found


def renamed(text: str, grammar: Grammar, rng: random.Random) -> tuple[str, str]:
    """Type 2: names, literals, or both."""
    how = rng.choice(("names", "literals", "names, literals"))
    if "literals" in how:
        text = code.patched(text, _literals(code.definition(text, grammar), grammar, rng))
    return rename(text, grammar, rng) if "names" in how else text, how


def simple_statements(texts: Sequence[str], grammar: Grammar) -> list[str]:
    """Short statements of real functions: what an edit may put in."""
    nodes = [item for text in texts for item in code.statements(code.definition(text, grammar), grammar)]
    lines = [line for item in nodes if not _compound(item, grammar) and 8 <= len(line := code.source(item)) <= 90 and "\n" not in line]
    return [line for line in lines if not line.startswith(_LEAVING)] or ["sync"]


def _compound(node: Node, grammar: Grammar) -> bool:
    return any(item.type in grammar.holders or item.type == "do_group" for item in code.walk(node) if item.id != node.id)


def repurposed(node: Node, grammar: Grammar, rng: random.Random) -> list[Patch]:
    """Every word, name and text of other purpose, the shape kept."""
    seen: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        return seen.setdefault(found.group(), f"{rng.choice(WORDS)}{len(seen)}")

    leaves = [item for item in code.walk(node) if item.type in grammar.words and code.source(item) != "return"]
    return [(item.start_byte, item.end_byte, re.sub(r"[A-Za-z]{2,}", other, code.source(item))) for item in leaves]


def edited(text: str, share: float, pool: Sequence[str], grammar: Grammar, rng: random.Random) -> tuple[str, str]:
    """Type 3: `share` of the statements deleted, inserted, changed or reordered; every other one renamed as well."""
    function = code.definition(text, grammar)
    nodes = [item for item in code.statements(function, grammar) if item.start_byte > function.start_byte]
    wanted = max(1, round(share * len(nodes)))
    swapped = _swapped(nodes, text, rng) if rng.random() < _REORDERED else []
    patches: list[Patch] = list(swapped)
    for item in rng.sample(nodes, min(len(nodes), max(1, wanted - bool(swapped)))):
        operation = "insert" if _compound(item, grammar) else rng.choice(("delete", "insert", "change"))
        if operation == "delete":
            patches.append((item.start_byte, item.end_byte, grammar.noop))
        elif operation == "insert":
            indent = " " * item.start_point[1]
            patches.append((item.start_byte, item.start_byte, f"{rng.choice(pool)}\n{indent}"))
        else:
            patches += repurposed(item, grammar, rng) or [(item.start_byte, item.end_byte, rng.choice(pool))]
    made = code.patched(text, patches)
    if rng.random() < 0.5 and code.parses(made, grammar):
        return rename(made, grammar, rng), "edited, renamed"
    return made, "edited"


def _swapped(nodes: Sequence[Node], text: str, rng: random.Random) -> list[Patch]:
    """Two neighbouring statements of one line change places, when there are two that leave nothing."""
    simple = [item for item in nodes if item.start_point[0] == item.end_point[0] and not code.source(item).startswith(_LEAVING)]
    pairs = [(item, after) for item in simple for after in simple if _neighbours(item, after)]
    if not pairs:
        return []
    first, second = rng.choice(pairs)
    texts = (text[first.start_byte : first.end_byte], text[second.start_byte : second.end_byte])
    return [(first.start_byte, first.end_byte, texts[1]), (second.start_byte, second.end_byte, texts[0])]


def _neighbours(item: Node, after: Node) -> bool:
    following = item.next_named_sibling
    return following is not None and following.id == after.id
