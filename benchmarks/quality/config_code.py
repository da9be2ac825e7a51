"""Blocks of real configuration files: compose services, CI jobs, cluster objects, image stages, make targets, dotenv files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from benchmarks.quality.model import Function, Span

MIN_ENTRIES: Final = 9
MIN_LINES: Final = 5
MAX_LINES: Final = 90
LANGUAGE: Final = "config"
SIBLING: Final = 0.5
_FORMAL: Final = ("Service ", "Namespace ", "ServiceAccount ", "Kustomization ", "RoleBinding ", "ClusterRoleBinding ", "PersistentVolume")
"""Objects that are little more than a name and a selector are never reported, by design."""
COMPOSE, JOB, OBJECT, STAGE, TARGET, DOTENV = "compose", "job", "object", "stage", "target", "dotenv"
YAML: Final = (COMPOSE, JOB, OBJECT)
_FORMATS: Final = (
    (COMPOSE, r"(.*/)?(docker-)?compose[^/]*\.ya?ml"),
    (JOB, r"(.*/)?\.github/workflows/[^/]+\.ya?ml"),
    (STAGE, r"(.*/)?Dockerfile[^/]*"),
    (TARGET, r"(.*/)?Makefile[^/]*|.*\.mk"),
    (DOTENV, r"(.*/)?\.env[^/]*"),
    (OBJECT, r".*\.ya?ml"),
)
_HOLDERS: Final = {COMPOSE: "services", JOB: "jobs"}


def format_of(path: str) -> str:
    """Which of the formats a file has, by its name; "" for none."""
    return next((name for name, pattern in _FORMATS if re.fullmatch(pattern, path)), "")


def blocks(root: Path, path: str) -> list[Function]:
    """Blocks of one file that are big enough to be worth owning. Their `scope` is the format, `statements` counts their entries."""
    text = (root / path).read_text(encoding="utf-8", errors="replace")
    made = format_of(path)
    if not text.isascii() or not made or re.search(r"(?<!\$)\{\{", text):
        return []
    found = _yaml_blocks(made, text) if made in YAML else _plain_blocks(made, text)
    lines = text.split("\n")
    kept = []
    for name, first, end, count in found:
        last = max(number for number in range(first, end + 1) if number == first or lines[number - 1].strip())
        span = Span(path, first, last)
        if made in YAML and re.search(r"(?m)[\s:-] [*&]\w", "\n".join(lines[first - 1 : last])):
            continue  # what another block lends is no part of this one
        if count >= MIN_ENTRIES and MIN_LINES <= span.lines <= MAX_LINES:
            kept.append(Function(span, name, "\n".join(lines[first - 1 : last]) + "\n", count, LANGUAGE, (), made))
    return kept


def _yaml_blocks(made: str, text: str) -> Iterator[tuple[str, int, int, int]]:
    """(name, first line, last line, entries) of services, jobs or objects of a cluster."""
    try:
        documents = [node for node in yaml.compose_all(text, yaml.SafeLoader) if isinstance(node, yaml.MappingNode)]
        values = [value for value in yaml.safe_load_all(text) if isinstance(value, dict)]
    except yaml.YAMLError:
        return
    if len(documents) != len(values) or "<<:" in text:
        return
    for node, value in zip(documents, values, strict=True):
        if made == OBJECT:
            name = (value.get("metadata") or {}).get("name") if isinstance(value.get("metadata"), dict) else None
            if "kind" in value and isinstance(name, str) and not f"{value['kind']} ".startswith(_FORMAL):
                yield f"{value['kind']} {name}", node.start_mark.line + 1, _end(node), len(leaves(value))
            continue
        holder = next((below for key, below in node.value if key.value == _HOLDERS[made]), None)
        for key, below in holder.value if isinstance(holder, yaml.MappingNode) else ():
            if isinstance(below, yaml.MappingNode):
                yield key.value, key.start_mark.line + 1, _end(below), len(leaves(value[_HOLDERS[made]][key.value]))


def _end(node: yaml.Node) -> int:
    """Last line of a node, from 1."""
    mark = node.end_mark
    return int(mark.line) + 1 if mark.column else int(mark.line)


def single(found: Sequence[Function]) -> list[Function]:
    """Blocks that have no sibling in the repositories: of a family that is alike by itself nobody could say whose copy a copy is."""
    bare = [frozenset(line.replace(item.name.split()[-1], "").strip(" -") for line in item.text.splitlines()[1:]) for item in found]
    return [
        item
        for number, item in enumerate(found)
        if not any(
            other.scope == item.scope and at != number and len(bare[at] & bare[number]) >= SIBLING * len(bare[number])
            for at, other in enumerate(found)
        )
    ]


def leaves(value: Any) -> list[tuple[tuple[str | int, ...], Any]]:
    """Every scalar of a document with its path."""
    found: list[tuple[tuple[str | int, ...], Any]] = []
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while waiting:
        path, item = waiting.pop()
        if isinstance(item, dict | list):
            pairs = list(item.items()) if isinstance(item, dict) else list(enumerate(item))
            waiting += [((*path, key), below) for key, below in reversed(pairs)]
        else:
            found.append((path, item))
    return found


def _plain_blocks(made: str, text: str) -> Iterator[tuple[str, int, int, int]]:
    lines = text.rstrip("\n").split("\n")
    starts = [number for number, line in enumerate(lines, 1) if _begins(made, line)] if made != DOTENV else [1]
    for start, after in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        last = after - 1
        while last > start and made != DOTENV and _is_rest(made, lines[last - 1]):
            last -= 1
        body = lines[start - 1 : last]
        words = re.split(r"[:\s]+", body[0])
        name = {TARGET: words[0], STAGE: words[-1]}.get(made, DOTENV)
        yield name, start, last, len(entries(made, "\n".join(body)))


def _is_rest(made: str, line: str) -> bool:
    """True for what stands between two blocks: comments, blank lines, and in a Makefile whatever is no recipe."""
    return not line.strip() or line.startswith("#") or (made == TARGET and not line.startswith("\t"))


def _begins(made: str, line: str) -> bool:
    return line.startswith("FROM ") if made == STAGE else re.match(r"[\w-]+:(?!=)", line) is not None


def entries(made: str, text: str) -> list[str]:
    """Instructions, recipe lines or assignments, with their continuation lines; comments and blank lines left out."""
    found: list[str] = []
    open_ended = False
    for line in text.rstrip("\n").split("\n"):
        if open_ended:
            found[-1] += f"\n{line}"
        elif line.strip() and not line.strip().startswith("#"):
            found.append(line)
        else:
            continue
        open_ended = line.endswith("\\")
    return found
