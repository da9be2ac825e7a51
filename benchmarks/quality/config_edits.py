"""Copies of a block of configuration: laid out anew, with other values, with entries cut and added, and in another order."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Sequence
from typing import Any, Final

import yaml

from benchmarks.quality.config_code import COMPOSE, DOTENV, OBJECT, STAGE, TARGET, YAML, entries, leaves
from benchmarks.quality.edits import WORDS
from benchmarks.quality.model import Function

VALUES_SHARE: Final = 0.3
SHARED: Final = "x-shared: &shared"
_COMMENTS: Final = ("# keep in step with the other one", "# see the runbook", "# checked twice")
Path = tuple[str | int, ...]


def value_of(owner: Function) -> Any:
    """The content of a YAML block."""
    loaded = yaml.safe_load(owner.text)
    return loaded if owner.scope == OBJECT else next(iter(loaded.values()))


def dumped(owner: Function, value: Any, name: str, *, flow: bool | None = False) -> str:
    """A YAML block of this content as it stands in a file of its format."""
    if owner.scope == OBJECT:
        return yaml.safe_dump(value, sort_keys=False, default_flow_style=flow, width=140)
    text = yaml.safe_dump({name: value}, sort_keys=False, default_flow_style=flow, width=140)
    return "".join(f"  {line}\n" for line in text.rstrip("\n").split("\n"))


def layout(owner: Function, rng: random.Random) -> tuple[str, str]:
    """Type 1: comments and blank lines; YAML printed anew by a library every other time."""
    if owner.scope in YAML and rng.random() < 0.5:
        return dumped(owner, value_of(owner), owner.name), "printed anew"
    out: list[str] = []
    lines = entries(owner.scope, owner.text) if owner.scope not in YAML else owner.text.rstrip("\n").split("\n")
    for number, line in enumerate(lines):
        block = any(before.rstrip().endswith(("|", ">", "|-", ">-", "\\")) for before in lines[:number])
        if number and not block and rng.random() < 0.3:
            out.append(rng.choice(("", _COMMENTS[0], _COMMENTS[1])) if owner.scope != TARGET else _COMMENTS[2])
        out.append(line)
    return "\n".join(out) + "\n", "comments"


def other_values(owner: Function, rng: random.Random) -> tuple[str, str]:
    """Type 2: another name, and other values for a third of the entries."""
    if owner.scope in YAML:
        value = copy.deepcopy(value_of(owner))
        for path, leaf in _some(leaves(value), VALUES_SHARE, rng):
            _put(value, path, _other(leaf, rng))
        return dumped(owner, value, _other_name(owner, rng)), "values"
    lines = entries(owner.scope, owner.text)
    chosen = {number for number, _ in _some(list(enumerate(lines))[1:], VALUES_SHARE, rng)}
    return "\n".join(_other_line(line, rng) if number in chosen else line for number, line in enumerate(lines)) + "\n", "values"


def _some(items: Sequence[Any], share: float, rng: random.Random) -> list[Any]:
    return rng.sample(list(items), min(len(items), max(1, round(share * len(items)))))


def _other_name(owner: Function, rng: random.Random) -> str:
    return f"{owner.name}-{rng.choice(WORDS)}"


def _other(leaf: Any, rng: random.Random) -> Any:
    if isinstance(leaf, bool) or leaf is None:
        return leaf
    if isinstance(leaf, int):
        return leaf + rng.randint(1, 9)
    text = str(leaf)
    return re.sub(r"\d+", str(rng.randint(2, 90)), text) if re.search(r"\d", text) else f"{text}-{rng.choice(WORDS)}"


def _other_line(line: str, rng: random.Random) -> str:
    """Another value behind the name of an assignment, other numbers or one more word elsewhere."""
    if re.search(r"\d", line):
        return re.sub(r"\d+", str(rng.randint(2, 90)), line)
    return f"{line}-{rng.choice(WORDS)}" if re.search(r"[\w\"']$", line) is not None and not line.endswith(('"', "'")) else line


def _put(value: Any, path: Path, leaf: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = leaf


def edited(owner: Function, share: float, donors: Sequence[Function], rng: random.Random) -> tuple[str, str]:
    """Type 3: `share` of the entries cut, changed or joined by others."""
    other = rng.choice(donors)
    if owner.scope not in YAML:
        return _edited_lines(owner, share, other, rng), "cut, changed, added"
    value, foreign = copy.deepcopy(value_of(owner)), value_of(other)
    for path, leaf in sorted(_some(leaves(value), share, rng), key=lambda item: str(item[0]), reverse=True):
        operation = rng.choice(("cut", "change", "add"))
        if operation == "cut" and len(path) > 0:
            _cut(value, path)
        elif operation == "change":
            _put(value, path, _replaced(leaf, rng))
        elif isinstance(foreign, dict) and isinstance(value, dict):
            key = rng.choice(sorted(foreign, key=str))
            value.setdefault(key, foreign[key])
    return dumped(owner, value, owner.name if rng.random() < 0.5 else _other_name(owner, rng)), "cut, changed, added"


def _cut(value: Any, path: Path) -> None:
    for key in path[:-1]:
        value = value[key]
    del value[path[-1]]


def _replaced(leaf: Any, rng: random.Random) -> Any:
    return f"{rng.choice(WORDS)}-{rng.choice(WORDS)}" if isinstance(leaf, str) else _other(leaf, rng)


def _edited_lines(owner: Function, share: float, other: Function, rng: random.Random) -> str:
    lines = entries(owner.scope, owner.text)
    chosen = {number for number, _ in _some(list(enumerate(lines))[1:], share, rng)}
    pool = entries(other.scope, other.text)[1:] or ["# nothing"]
    out: list[str] = []
    for number, line in enumerate(lines):
        operation = rng.choice(("cut", "change", "add")) if number in chosen else ""
        if operation == "add":
            out.append(rng.choice(pool))
        if operation != "cut":
            out.append(re.sub(r"[A-Za-z]{3,}$|\d+", rng.choice(WORDS), line) if operation == "change" else line)
    return "\n".join(out) + "\n"


def reordered(owner: Function, rng: random.Random) -> tuple[str, str]:
    """Keys in another order at every level, and the other spelling of what has two; lines of a dotenv file shuffled."""
    if owner.scope in YAML:
        value = _shuffled(value_of(owner), rng)
        how = "keys reordered"
        if owner.scope == COMPOSE and _respelt(value):
            how += ", other spelling"
        if owner.scope == COMPOSE and rng.random() < 0.4:
            return _anchored(owner, value), f"{how}, anchor"
        return dumped(owner, value, owner.name), how
    first, *lines = entries(owner.scope, owner.text)
    if owner.scope == DOTENV:
        lines = [first, *lines]
        rng.shuffle(lines)
        return "\n".join(lines) + "\n", "lines reordered"
    return (_apart(first, lines), "instructions apart") if owner.scope == STAGE else (_joined(first, lines), "recipe joined")


def _shuffled(value: Any, rng: random.Random) -> Any:
    if isinstance(value, dict):
        return {key: _shuffled(value[key], rng) for key in rng.sample(list(value), len(value))}
    return [_shuffled(item, rng) for item in value] if isinstance(value, list) else value


def _respelt(service: dict[str, Any]) -> bool:
    """The environment as a mapping instead of a list and the other way round; `build: .` as a mapping. True when one was there."""
    changed = False
    for key in ("environment", "labels"):
        held = service.get(key)
        if isinstance(held, list) and all("=" in str(item) for item in held):
            service[key] = dict(str(item).split("=", 1) for item in held)
            changed = True
        elif isinstance(held, dict):
            service[key] = [f"{name}={'' if value is None else value}" for name, value in held.items()]
            changed = True
    if isinstance(service.get("build"), str):
        service["build"] = {"context": service["build"]}
        changed = True
    return changed


def _anchored(owner: Function, service: dict[str, Any]) -> str:
    """Half of the service behind a merge key; the anchor stands in the service's own file, above the services."""
    keys = list(service)
    lent = {key: service[key] for key in keys[: len(keys) // 2]}
    own = {key: service[key] for key in keys[len(keys) // 2 :]}
    shared = "".join(f"  {line}\n" for line in yaml.safe_dump(lent, sort_keys=False, width=140).rstrip("\n").split("\n"))
    rest = dumped(owner, own, owner.name).split("\n", 1)
    return f"{SHARED}\n{shared}\nservices:\n{rest[0]}\n    <<: *shared\n{rest[1]}"


def _apart(first: str, lines: Sequence[str]) -> str:
    """`RUN a && b` as two instructions, two `ENV` in a row as one."""
    out = [first]
    for line in lines:
        flat = re.sub(r"\s*\\\n\s*", " ", line)
        parts = flat.removeprefix("RUN ").split(" && ") if flat.startswith("RUN ") and "--mount" not in flat else [flat]
        out += [f"RUN {part.strip()}" for part in parts] if len(parts) > 1 else [flat]
    return "\n".join(out) + "\n"


def _joined(first: str, lines: Sequence[str]) -> str:
    """Recipe lines joined with `&&`."""
    return first + "\n\t" + " && \\\n\t".join(line.strip() for line in lines) + "\n"


def repurposed(owner: Function, rng: random.Random) -> str:
    """The keys kept, every value another one."""
    if owner.scope not in YAML:
        return "\n".join(_all_other(line, rng) for line in entries(owner.scope, owner.text)) + "\n"
    value = copy.deepcopy(value_of(owner))
    for path, leaf in leaves(value):
        keep = path[-1] in ("kind", "apiVersion") or leaf is None or isinstance(leaf, bool | int)
        _put(value, path, _other(leaf, rng) if keep else f"{rng.choice(WORDS)}-{rng.choice(WORDS)}{rng.randint(2, 99)}")
    return dumped(owner, value, _other_name(owner, rng))


def _all_other(line: str, rng: random.Random) -> str:
    head, mark, rest = line.partition("=") if re.match(r"\w+=", line) else line.partition(" ")
    return head + mark + re.sub(r"[A-Za-z]{3,}", lambda found: f"{rng.choice(WORDS)}{len(found[0])}", rest)
