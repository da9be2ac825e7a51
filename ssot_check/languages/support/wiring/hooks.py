"""Hooks of a `.pre-commit-config.yaml` as tasks (pre-commit.com, "Adding pre-commit plugins to your project")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.languages.support.config.tree import Node, place
from ssot_check.languages.support.wiring.shell import Shell, script_tasks
from ssot_check.model.dataclass import replace
from ssot_check.model.wiring import Command, Filter, Mask, Task

_TYPES: Final = {
    "python": r"\.pyi?$", "shell": r"\.(sh|bash|zsh|bats)$", "yaml": r"\.ya?ml$", "json": r"\.json$", "toml": r"\.toml$",
    "javascript": r"\.[cm]?js$", "ts": r"\.[cm]?ts$", "markdown": r"\.(md|markdown)$", "dockerfile": r"Dockerfile",
}  # fmt: skip


def hooks(path: str, root: Node) -> Iterator[Task]:
    """One task for each hook: its entry, or for a hook of another repository the name of its id."""
    everywhere = [item for key in ("files", "exclude") for item in _filter(path, root, key)]
    for repo in root.listed("repos"):
        for hook in repo.listed("hooks"):
            yield _hook(path, repo, hook, everywhere)


def _hook(path: str, repo: Node, hook: Node, everywhere: list[Filter]) -> Task:
    name, entry = hook.value("id"), hook.get("entry")
    ours = name.startswith("ssot-check") and repo.value("repo") not in ("local", "meta")
    given = hook.get("args")
    arguments = tuple(item.text for item in given.texts) if given is not None else ()
    if entry is not None:
        tasks = script_tasks(path, entry.text, entry.span[0], Shell(errexit=True))
        commands = [item for task in tasks for item in task.commands]
        if commands:
            commands[-1] = replace(commands[-1], words=(*commands[-1].words, *arguments))
    else:
        at = hook.get("id") or hook
        words = ("ssot-check", "check") if ours else (name,)
        commands = [Command((*words, *arguments), place(path, at.span), version=repo.value("rev"))]
    always = hook.value("always_run") == "true" or (ours and not hook.value("always_run"))
    own = [item for key in ("files", "exclude") for item in _filter(path, hook, key)]
    return Task(name, tuple(commands), tuple(_stages(path, hook)), () if always else (*everywhere, *own, *_types(path, hook)))


def _filter(path: str, node: Node, key: str) -> Iterator[Filter]:
    value = node.get(key)
    if value is not None and value.text and _compiles(value.text):
        yield Filter(key, (value.text,), place(path, value.span), regex=True, excludes=key == "exclude")


def _compiles(written: str) -> bool:
    try:
        re.compile(written)
    except re.error:
        return False
    return True


def _types(path: str, hook: Node) -> Iterator[Filter]:
    for key in ("types", "types_or"):
        value = hook.get(key)
        names = [item.text for item in value.texts] if value is not None else []
        if value is not None and names and all(name in _TYPES for name in names):
            yield Filter(key, tuple(_TYPES[name] for name in names), place(path, value.span), regex=True)


def _stages(path: str, hook: Node) -> Iterator[Mask]:
    stages = hook.get("stages")
    if stages is not None and [item.text for item in stages.texts] == ["manual"]:
        yield Mask("`stages: [manual]` keeps it from running by itself", place(path, stages.span))
