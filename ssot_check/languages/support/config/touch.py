"""Watched commands in config files: steps of pipelines, hooks, services of a compose file, scripts of a package manifest."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ssot_check.languages.support.command_touch import Host, snippet_touches
from ssot_check.languages.support.config.kinds import recognise
from ssot_check.languages.support.config.python import python_step, python_steps
from ssot_check.languages.support.config.tree import Node, Shape
from ssot_check.languages.support.shell.inner import Constants
from ssot_check.model.dataclass import replace
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch

_SCRIPTS: Final = frozenset(
    (
        "run", "script", "before_script", "after_script", "bash", "powershell", "pwsh", "command", "install", "before_install",
        "after_success", "after_failure", "before_deploy", "after_deploy",
    )
)  # fmt: skip
_SETTING: Final = frozenset(("env", "variables", "environment"))
_IN_SERVICE: Final = (("command",), ("entrypoint",), ("healthcheck", "test"))
_TASKS: Final = (("poe", "tasks"), ("taskipy", "tasks"), ("pdm", "scripts"), ("rye", "scripts"), ("pixi", "tasks"))
TOX: Final = "tox.ini"
_OF_TOX: Final = ("commands", "commands_pre", "commands_post")
_EXEC_FORMS: Final = ("CMD", "CMD-SHELL", "NONE")
_COMPOSE: Final = "compose"


def config_touches(source: SourceFile, documents: Sequence[Node], watch: Watch, kind: str = "") -> tuple[Touch, ...]:
    """Every watched command of the file; none when it is of no kind that runs something. `kind` is given where its name fixes it."""
    kind = kind or recognise(source.path, documents)
    lines = source.text.split("\n")
    found: set[Touch] = set()
    for root in documents:
        if kind == _COMPOSE:
            for script in _services(root):
                found.update(_of_service(Host(source.path, lines, "compose"), script, watch))
        elif kind in _RUNNING:
            place, scripts = _RUNNING[kind]
            host = Host(source.path, lines, place, _variables(root) if place == "ci" else {})
            other = {node.span for node in python_steps(root)} if place == "ci" else set()
            for script in scripts(root):
                found.update((_of_script if script.span not in other else python_step)(host, script, watch))
    return tuple(sorted(found, key=lambda item: (item.location, item.name)))


def _scripts(root: Node) -> Iterator[Node]:
    """Scalars that pipelines run, wherever they stand."""
    stack = [root]
    while stack:
        node = stack.pop()
        for key, value in node.pairs:
            if key.text in _SCRIPTS and value.shape is not Shape.MAP:
                yield from _texts(value)
            else:
                stack.append(value)
        stack.extend(node.items)


def _variables(root: Node) -> Constants:
    """What a pipeline sets for its scripts, wherever it does: a name may stand for any of its values."""
    found: dict[str, list[tuple[str, ...]]] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        for key, value in node.pairs:
            stack.append(value)
            for name, text in value.pairs if key.text in _SETTING else ():
                plain = text if text.shape is Shape.SCALAR else text.get("value")
                if plain is not None and plain.shape is Shape.SCALAR and plain.text and "$" not in plain.text:
                    found.setdefault(name.text, []).append(tuple(plain.text.split()))
        stack.extend(node.items)
    return found


def _services(root: Node) -> Iterator[Node]:
    """What the services of a compose file run."""
    for _, service in root.mapped("services"):
        yield from (node for path in _IN_SERVICE if (node := service.get(*path)) is not None)


def _of_service(host: Host, node: Node, watch: Watch) -> Iterator[Touch]:
    """A line, or a list of the words of one."""
    if node.shape is Shape.LIST:
        words = [item.text for item in node.texts if item.text not in _EXEC_FORMS]
        shell = any(item.text == "CMD-SHELL" for item in node.texts)
        yield from snippet_touches(host, " ".join(words) if shell else shlex.join(words), node.span[0], watch)
    else:
        yield from _of_script(host, node, watch)


def _entries(root: Node) -> Iterator[Node]:
    """The commands of hooks that the repository itself defines."""
    for repo in root.listed("repos"):
        yield from (entry for hook in repo.listed("hooks") if (entry := hook.get("entry")) is not None)


def _texts(node: Node) -> Iterator[Node]:
    if node.shape is Shape.SCALAR:
        yield node
    for item in node.items:
        yield from _texts(item)


def _of_script(host: Host, node: Node, watch: Watch) -> Iterator[Touch]:
    if node.shape is Shape.SCALAR:
        first = node.span[0] + (1 if node.style in ("|", ">") else 0)
        yield from snippet_touches(host, node.text, first, watch)


def _manifest(root: Node) -> Iterator[Node]:
    scripts = root.get("scripts")
    yield from (script for _, script in scripts.pairs) if scripts is not None else ()


def _tasks(root: Node) -> Iterator[Node]:
    """What the task runners of `pyproject.toml` run: texts, lists of texts, and texts below `cmd`, `shell` and `script`."""
    for path in _TASKS:
        for _, task in root.mapped("tool", *path):
            yield from _texts(task)
            yield from (node for key, value in task.pairs if key.text in ("cmd", "shell", "cmds") for node in _texts(value))
    for _, environment in root.mapped("tool", "hatch", "envs"):
        yield from (node for _, script in environment.mapped("scripts") for node in _texts(script))


def _taskfile(root: Node) -> Iterator[Node]:
    """The commands of a Taskfile (taskfile.dev): texts, or texts below `cmd`."""
    for _, task in root.mapped("tasks"):
        listed = (task, *(node for key in ("cmd", "cmds") if (node := task.get(key)) is not None))
        for node in listed:
            yield from _texts(node)
            yield from (inner for item in node.items if (inner := item.get("cmd")) is not None)


def _tox(root: Node) -> Iterator[Node]:
    """The commands of a `tox.ini` (tox.wiki, "Configuration"): one a line, a `-` before one lets it fail."""
    for _, section in root.pairs:
        for key, value in section.pairs:
            if key.text in _OF_TOX:
                yield from (replace(row, text=row.text.removeprefix("-").lstrip()) for row in _joined(value.texts))


def _joined(rows: Sequence[Node]) -> Iterator[Node]:
    """Lines that end in a backslash, put together with those that follow."""
    held: Node | None = None
    for row in rows:
        whole = replace(held, text=f"{held.text}\n{row.text}") if held is not None else row
        held = whole if row.text.endswith("\\") else None
        if held is None:
            yield whole


_RUNNING: Final[dict[str, tuple[str, Callable[[Node], Iterator[Node]]]]] = {
    **dict.fromkeys(("github-workflow", "github-action", "gitlab-ci", "circleci", "azure-pipelines", "travis"), ("ci", _scripts)),
    "package-json": ("package_scripts", _manifest),
    "pre-commit": ("hook", _entries),
    "pyproject": ("package_scripts", _tasks),
    "taskfile": ("package_scripts", _taskfile),
    TOX: ("package_scripts", _tox),
}
"""By kind of file: the word for the place, and the scalars that are run."""
