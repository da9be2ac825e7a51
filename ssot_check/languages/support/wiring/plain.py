"""Makefiles, package scripts, crontabs, Jenkinsfiles and hook scripts as tasks: read by line, no more of their grammar than that needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ssot_check.languages.support.config.json import json_documents
from ssot_check.languages.support.config.tree import RefusedError
from ssot_check.languages.support.makefile import Recipe, read_makefile
from ssot_check.languages.support.treesitter import Text
from ssot_check.languages.support.wiring.shell import Shell, script_tasks
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.wiring import Command, Mask, Task

_OF_SYSTEM: Final = re.compile(r"(^|/)(cron\.d/[^/]+|etc/crontab)$")
_USERS: Final = frozenset(("root", "www-data", "nobody", "daemon", "ubuntu", "deploy", "postgres", "jenkins", "ec2-user", "vagrant"))
"""No program has the name of one of these: a file elsewhere is one of the system's, too, when one stands before the command."""
_CRON: Final = re.compile(r"^\s*(?:@\w+|(?:[\d*/,\-A-Za-z]+\s+){5})\s*(.+)$")
_JENKINS: Final = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?P<sh>\b(?:sh|bat)\b\s*\(?\s*(?P<named>[^\"'{}\n]*?)"
    r"(?P<text>'''.*?'''|\"\"\".*?\"\"\"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")(?=(?P<rest>[^\n]*)))"
    r"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|(?P<guard>\b(?:catchError|warnError)\b[^{\n]*\{)|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)


def makefile(path: str, text: str) -> Iterator[Task]:
    """One task for each target; what it depends on are its needs. Variables that the file sets are put in."""
    made = read_makefile(text)
    commands: dict[str, list[Command]] = {name: [] for name in made.targets}
    for recipe in made.recipes:
        for name in recipe.names:
            commands[name] += _recipe(path, recipe)
    line = made.ignoring
    ignoring = (Mask("`.IGNORE` lets every recipe fail", Location(path, line, 1, line, len(".IGNORE:") + 1)),) if line else ()
    for name, (_, needs) in made.targets.items():
        yield Task(name, tuple(commands[name]), masks=ignoring, needs=needs)


def _recipe(path: str, recipe: Recipe) -> Iterator[Command]:
    here = Location(path, recipe.line, 1, recipe.line, 1)
    lost = (Mask("`-` before the recipe lets it fail", here),) if "-" in recipe.marks else ()
    for task in script_tasks(path, recipe.script, recipe.line, Shell()):
        yield from (replace(item, masks=(*item.masks, *lost)) for item in task.commands)


def package_scripts(path: str, text: str) -> Iterator[Task]:
    """One task for each of the `scripts` of a `package.json`."""
    content = Text(text)
    try:
        roots = json_documents(content, content.tree("json"))
    except RefusedError:
        return
    for key, value in roots[0].mapped("scripts") if roots else []:
        yield Task(key.text, tuple(item for task in script_tasks(path, value.text, value.span[0], Shell()) for item in task.commands))


def cron_lines(path: str, text: str) -> Iterator[tuple[int, str]]:
    """(line from 1, command) of each line that starts something; in the system's crontabs a user stands before the command (crontab(5))."""
    named = _OF_SYSTEM.search(path) is not None
    for number, line in enumerate(text.split("\n"), start=1):
        found = None if line.lstrip().startswith("#") else _CRON.match(line)
        if found and found[1].strip():
            user, *rest = found[1].split(None, 1)
            yield number, rest[0] if rest and (named or user in _USERS) else found[1]


def crontab(path: str, text: str) -> Iterator[Task]:
    """One task for each line that starts something."""
    for number, command in cron_lines(path, text):
        yield Task(f"line {number}", tuple(item for task in script_tasks(path, command, number, Shell()) for item in task.commands))


def script(path: str, text: str) -> Iterator[Task]:
    """What a shell script runs, and its functions."""
    yield from script_tasks(path, text, 1, Shell())


def jenkins_steps(text: str) -> Iterator[tuple[int, str, str, tuple[tuple[str, int], ...]]]:
    """(line, shell text, other arguments, (name, line) of the guards around it) of each `sh` step."""
    around: list[tuple[str, int] | None] = []
    for found in _JENKINS.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found["guard"]:
            around.append((found["guard"].split("(")[0].rstrip("{ "), line))
        elif found["open"]:
            around.append(None)
        elif found["close"]:
            around = around[:-1]
        elif found["sh"]:
            written = found["text"]
            quotes = 3 if written[:3] in ("'''", '"""') else 1
            at = text.count("\n", 0, found.start("text")) + 1
            yield at, written[quotes:-quotes], found["named"] + found["rest"], tuple(item for item in around if item)


def jenkinsfile(path: str, text: str) -> Iterator[Task]:
    """One task for all `sh` steps; a `catchError` or `warnError` block around one masks it."""
    commands: list[Command] = []
    for line, written, other, guards in jenkins_steps(text):
        masks = [Mask(f"`{name}` lets it fail", Location(path, at, 1, at, 1)) for name, at in guards]
        if "returnStatus: true" in other:
            here = Location(path, line, 1, line, 1)
            masks.append(Mask("`returnStatus: true` hands its exit code over, and the step passes", here))
        # A step runs under `sh -xe`.
        for task in script_tasks(path, written, line, Shell(errexit=True)):
            commands += [replace(item, masks=(*item.masks, *masks)) for item in task.commands]
    yield Task("", tuple(commands))


def jenkins_comments(text: str) -> Iterator[tuple[int, int, str]]:
    """(line and column from 1, text) of each comment; none of what stands in a string."""
    for found in _JENKINS.finditer(text):
        if found[0].startswith(("//", "/*")):
            start = found.start()
            yield text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), found[0]
