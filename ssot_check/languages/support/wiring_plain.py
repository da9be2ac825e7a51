"""Makefiles, package scripts, crontabs, Jenkinsfiles and hook scripts as tasks: read by line, no more of their grammar than that needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ssot_check.languages.support.config_json import json_documents
from ssot_check.languages.support.config_tree import RefusedError
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.wiring_shell import Shell, script_tasks
from ssot_check.model.location import Location
from ssot_check.model.wiring import Command, Mask, Task

_TARGET: Final = re.compile(r"^([^\s:=#][^:=#]*?)\s*::?(?!=)\s*([^=#;]*)(?:[#;].*)?$")
_ASSIGNED: Final = re.compile(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*[:?+]{0,2}=\s*(.*?)\s*$")
_USED: Final = re.compile(r"\$[({](\w+)[)}]")
_CRON: Final = re.compile(r"^\s*(?:@\w+|(?:[\d*/,\-A-Za-z]+\s+){5})\s*(.+)$")
_DEPTH: Final = 5
_JENKINS: Final = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?P<sh>\b(?:sh|bat)\b\s*\(?\s*(?P<named>[^\"'{}\n]*?)"
    r"(?P<text>'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")(?P<rest>[^\n]*))"
    r"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|(?P<guard>\b(?:catchError|warnError)\b[^{\n]*\{)|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)


def makefile(path: str, text: str) -> Iterator[Task]:
    """One task for each target; what it depends on are its needs. Variables that the file sets are put in."""
    variables: dict[str, str] = {}
    names: list[str] = []
    tasks: dict[str, Task] = {}
    ignoring: Mask | None = None
    for number, line in _lines(text):
        if line.startswith("\t"):
            for name in names:
                tasks[name] = replace(tasks[name], commands=(*tasks[name].commands, *_recipe(path, number, line[1:], variables)))
        elif found := _ASSIGNED.match(line):
            variables.setdefault(found[1], found[2])
        elif target := _TARGET.match(line):
            names = target[1].split()
            for name in names:
                known = tasks.get(name, Task(name))
                tasks[name] = replace(known, needs=(*known.needs, *target[2].replace("|", " ").split()))
            if names == [".IGNORE"] and not target[2].strip():
                ignoring = Mask("`.IGNORE` lets every recipe fail", Location(path, number, 1, number, len(line) + 1))
    for task in tasks.values():
        yield replace(task, masks=(ignoring,)) if ignoring else task


def _recipe(path: str, number: int, line: str, variables: Mapping[str, str]) -> Iterator[Command]:
    script = line.lstrip("@+- \t")
    marks = line[: len(line) - len(script)]
    lost = (Mask("`-` before the recipe lets it fail", Location(path, number, 1, number, len(line) + 2)),) if "-" in marks else ()
    for task in script_tasks(path, _expanded(script, variables).replace("$$", "$"), number, Shell()):
        yield from (replace(item, masks=(*item.masks, *lost)) for item in task.commands)


def _expanded(text: str, variables: Mapping[str, str]) -> str:
    for _ in range(_DEPTH):
        text = _USED.sub(lambda found: variables.get(found[1], f"${{{found[1]}}}"), text)
    return text


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines from 1, continuations joined into the first."""
    start, held = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        start = start or number
        if line.endswith("\\"):
            held += line[:-1] + " "
            continue
        yield start, held + line
        start, held = 0, ""


def package_scripts(path: str, text: str) -> Iterator[Task]:
    """One task for each of the `scripts` of a `package.json`."""
    content = Text(text)
    try:
        roots = json_documents(content, content.tree("json"))
    except RefusedError:
        return
    scripts = roots[0].get("scripts") if roots else None
    for key, value in scripts.pairs if scripts is not None else []:
        yield Task(key.text, tuple(item for task in script_tasks(path, value.text, value.span[0], Shell()) for item in task.commands))


def crontab(path: str, text: str) -> Iterator[Task]:
    """One task for each line that starts something."""
    for number, line in enumerate(text.split("\n"), start=1):
        found = None if line.lstrip().startswith("#") else _CRON.match(line)
        if found:
            yield Task(f"line {number}", tuple(item for task in script_tasks(path, found[1], number, Shell()) for item in task.commands))


def script(path: str, text: str) -> Iterator[Task]:
    """What a shell script runs, and its functions."""
    yield from script_tasks(path, text, 1, Shell())


def jenkinsfile(path: str, text: str) -> Iterator[Task]:
    """One task for all `sh` steps; a `catchError` or `warnError` block around one masks it."""
    commands: list[Command] = []
    around: list[Mask | None] = []
    for found in _JENKINS.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        here = Location(path, line, 1, line, 1)
        if found["guard"]:
            around.append(Mask(f"`{found['guard'].split('(')[0].rstrip('{ ')}` lets it fail", here))
        elif found["open"]:
            around.append(None)
        elif found["close"]:
            around = around[:-1]
        elif found["sh"]:
            masks = [item for item in around if item is not None]
            if "returnStatus: true" in found["named"] + found["rest"]:
                masks.append(Mask("`returnStatus: true` hands its exit code over, and the step passes", here))
            written = found["text"]
            quotes = 3 if written[:3] in ("'''", '"""') else 1
            # A step runs under `sh -xe`.
            for task in script_tasks(path, written[quotes:-quotes], line, Shell(errexit=True)):
                commands += [replace(item, masks=(*item.masks, *masks)) for item in task.commands]
    yield Task("", tuple(commands))
