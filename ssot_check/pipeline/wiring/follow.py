"""Follows hooks and pipelines through everything they call, to where the tool runs, or does not."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from ssot_check.languages.support.shell.commands import program_name, recognise
from ssot_check.model.dataclass import dataclass, field, replace
from ssot_check.model.location import Location
from ssot_check.model.registry import Registry
from ssot_check.model.wiring import CALL, Command, Filter, Host, Mask, Pin, Route, Task, WiredFile, Wiring
from ssot_check.pipeline.wiring.files import HOOKS, TOOL, Texts, by_word, left_out, pinned, pins, read_file, starters
from ssot_check.pipeline.wiring.masks import VALUED, Masks, lenient_make
from ssot_check.workspace.files import Survey
from ssot_check.workspace.patterns import Listing

_TOOL_NAMES: Final = ("ssot-check", "ssot_check")
_RUNNERS: Final = frozenset(
    ("uv", "uvx", "pipx", "poetry", "pdm", "hatch", "rye", "conda", "docker", "podman", "docker-compose", "tox", "coverage")
)
_INSTALLS: Final = frozenset(("install", "add", "pip", "uninstall", "remove", "inject", "build", "pull", "push", "sync"))
_COMMANDS: Final = frozenset(("check", "daily", "report"))
"""Those that check the whole repository and end with the exit codes of `check`."""
_OTHER_COMMANDS: Final = frozenset(
    ("audit", "baseline", "cache", "completion", "docs", "explain", "find", "fix", "init", "registry", "self-test")
)
_NO_RUN: Final = frozenset(("--version", "--help", "-h", "--show-files", "--show-settings", "--print-crontab", "--print-systemd"))
_INTERPRETERS: Final = frozenset(("bash", "sh", "zsh", "dash", "ksh", "source", ".", "python", "python3", "node", "ruby", "perl"))
_NODE: Final = frozenset(("npm", "pnpm", "yarn", "bun"))
_RECIPES: Final = {
    "just": ("justfile", "Justfile", ".justfile"), "task": ("Taskfile.yml", "Taskfile.yaml"), "tox": ("tox.ini", "pyproject.toml"),
    "nox": ("noxfile.py",), "invoke": ("tasks.py",), "inv": ("tasks.py",), "poe": ("pyproject.toml",), "hatch": ("pyproject.toml",),
    "rake": ("Rakefile",), "mage": ("magefile.go",), "lefthook": ("lefthook.yml",),
}  # fmt: skip
"""Runners whose files are not read: when the tool's name stands in one of them, it is taken to run there."""


_MAKES: Final = ("make", "gmake")
_ALL: Final = frozenset(("*",))
_SOURCED: Final = frozenset(("source",))
_AS_STRING: Final = re.compile(r"[\"'](?:[^\s\"']*/)?ssot[-_]check[\"' ]")


@dataclass(frozen=True, slots=True)
class _Trail:
    """What was passed on the way from a starter."""

    host: Host
    path: str
    task: str
    masks: tuple[Mask, ...] = ()
    filters: tuple[Filter, ...] = ()


@dataclass(slots=True)
class _Walk:
    """One pass from all starters."""

    paths: frozenset[str]
    text: Texts
    masks: Masks
    read: dict[str, WiredFile] = field(default_factory=dict)
    routes: list[tuple[_Trail, Command]] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)
    pins: list[Pin] = field(default_factory=list)
    seen: set[tuple[str, str, str, str, bool]] = field(default_factory=set)

    def file(self, path: str, host: Host = Host.CALLED) -> WiredFile:
        if path not in self.read:
            self.read[path] = read_file(path, self.text(path), host)
        return self.read[path]


def wired(survey: Survey, registry: Registry, read: Callable[[str], str | None]) -> Wiring:
    """How the repository of a run, with the texts that `read` gives, runs the tool."""
    baseline = registry.enforcement.baseline.path if registry.enforcement.baseline else ""
    return wiring(survey.tree.files, Texts(read), (*survey.owners, registry.path), registry.path, baseline)


def wiring(paths: frozenset[str], text: Texts, watched: Iterable[str], registry: str = "", baseline: str = "") -> Wiring:
    """How the repository with these files runs the tool. `watched` are the owners and the registry, which no filter may leave out.

    `registry` and `baseline` are the paths of those that this run uses, "" for none.
    """
    walk = _Walk(paths, text, Masks(text, registry, baseline))
    always = tuple(walk.masks.of_settings(paths)) if any(TOOL.search(text(path)) for path in paths & {"pyproject.toml"}) else ()
    started = starters(paths)
    for path, host in started.items():
        for task in walk.file(path, host).tasks:
            if not task.name.startswith(".") or host is not Host.CI:
                _task(walk, walk.file(path), task, _Trail(host, path, task.name))
    for path in by_word(paths):
        if TOOL.search(text(path)):
            walk.routes.append((_Trail(Host.CI, path, ""), Command(("ssot-check",), Location(path))))
    everything = frozenset(watched)
    listing = Listing(everything)
    routes = [
        Route(trail.host, trail.path, trail.task, command, (*trail.masks, *always), left_out(trail.filters, listing, everything))
        for trail, command in walk.routes
    ]
    found = tuple(sorted({*pins(paths, text), *walk.pins}, key=lambda item: (item.location, item.version)))
    return Wiring(
        tuple(sorted((*started, *by_word(paths)))),
        tuple(sorted(routes, key=lambda item: (item.path, item.task, item.command.location, len(item.masks)))),
        frozenset(walk.reached),
        found,
        text.asked,
    )


def _task(walk: _Walk, file: WiredFile, task: Task, trail: _Trail) -> None:
    """Follow every command of a task, and what it needs."""
    trail = replace(trail, masks=(*trail.masks, *task.masks), filters=(*trail.filters, *task.filters))
    key = (trail.path, trail.task, file.path, task.name, bool(trail.masks))
    if key in walk.seen:
        return
    walk.seen.add(key)
    for name in task.needs:
        for needed in file.tasks:
            if needed.name == name:
                _task(walk, file, needed, trail)
    for command in task.commands:
        _command(walk, file, command, replace(trail, masks=(*trail.masks, *command.masks)))


def _command(walk: _Walk, file: WiredFile, command: Command, trail: _Trail) -> None:
    walk.pins += [Pin(version, command.location, "installed") for word in command.words if (version := pinned(word))]
    arguments = tool_arguments(command.words)
    if arguments is not None:
        if command.version:
            walk.pins.append(Pin(command.version.removeprefix("v"), command.location, "run"))
        lost = (*walk.masks.of_options(arguments, command.location), *walk.masks.of_file(file.path), *walk.masks.of_file(trail.path))
        walk.routes.append((replace(trail, masks=tuple(dict.fromkeys((*trail.masks, *lost)))), command))
        return
    if program_name(next(iter(command.words), "")) in _MAKES:
        trail = replace(trail, masks=(*trail.masks, *lenient_make(command.words[1:], command.location)))
    for target, names in _targets(walk, file, command.words):
        walk.reached.add(target)
        if names is _SOURCED and not TOOL.search(walk.text(target)):
            continue  # a library that knows nothing of the tool leads nowhere
        called = walk.file(target)
        if not called.tasks and _names_tool(target, walk.text(target)):
            walk.routes.append((trail, Command(("ssot-check",), command.location)))
        for task in called.tasks:
            if names is _ALL or names is _SOURCED or task.name in names:
                _task(walk, called, task, trail)


def _names_tool(path: str, text: str) -> bool:
    """True when a file that is not read by its grammar seems to run the tool: a recipe by its name, a script by its name as a string."""
    recipes = {name for names in _RECIPES.values() for name in names}
    return (TOOL if path in recipes else _AS_STRING).search(text) is not None


def tool_arguments(words: Sequence[str]) -> tuple[str, ...] | None:
    """The arguments with which a command line lets the tool check the repository, the command itself left out; None when it does not."""
    found = recognise([word or None for word in words])
    if found is None:
        return None
    at = found.index
    name = program_name(words[at]).rpartition("/")[2]
    if name not in _TOOL_NAMES:
        if name not in _RUNNERS:
            return None
        at = next((number for number in range(at + 1, len(words)) if _is_tool(words[number])), 0)
        if not at or _INSTALLS.intersection(words[found.index : at]):
            return None
    arguments = tuple(words[at + 1 :])
    first = _first_operand(arguments)
    command = "".join(arguments[first : first + 1])
    if command in _OTHER_COMMANDS or _NO_RUN.intersection(arguments):
        return None
    if command in _COMMANDS:
        arguments = (*arguments[:first], *arguments[first + 1 :])
    return arguments


def _is_tool(word: str) -> bool:
    return word.rpartition("/")[2].partition("==")[0].partition("@")[0] in _TOOL_NAMES


def _first_operand(arguments: Sequence[str]) -> int:
    """Where the first word stands that is neither an option nor the value of one; the number of words where none is."""
    skip = False
    for number, word in enumerate(arguments):
        if not skip and not word.startswith("-"):
            return number
        skip = word in VALUED and not skip
    return len(arguments)


def _targets(walk: _Walk, file: WiredFile, words: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Files that a command runs, each with the tasks that run."""
    if words[:1] == (CALL,):
        yield from ((path, _ALL) for name in ("", "/action.yml", "/action.yaml") if (path := words[1] + name) in walk.paths)
        return
    found = recognise([word or None for word in words])
    if found is None:
        return
    name, rest = program_name(words[found.index]).rpartition("/")[2], words[found.index + 1 :]
    operands = [word for word in rest if word and not word.startswith("-") and "=" not in word]
    if name in ("pre-commit", "prek") and (operands[:1] == ["run"] or (name == "prek" and not operands)):
        if HOOKS in walk.paths:
            yield HOOKS, frozenset(operands[1:2]) if operands[1:2] else _ALL
    elif name in _MAKES:
        yield from _made(walk, rest)
    elif name in _NODE and "package.json" in walk.paths:
        yield "package.json", frozenset(operands[:2])
    elif name in _RECIPES:
        yield from ((path, _ALL) for path in _RECIPES[name] if path in walk.paths)
    elif any(task.name == words[found.index] for task in file.tasks) and words[found.index]:
        yield file.path, frozenset((words[found.index],))
    else:
        written = operands[:1] if name in _INTERPRETERS else [words[found.index]]
        run = _SOURCED if name in ("source", ".") else frozenset(("",))
        yield from ((path, run) for word in written for path in _scripts(walk, file, word))


def _made(walk: _Walk, rest: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    folder = next((after for word, after in pairwise(rest) if word == "-C"), "")
    goals = [
        word
        for word, before in zip(rest, ("", *rest), strict=False)
        if not word.startswith("-") and "=" not in word and before not in ("-C", "-f")
    ]
    for name in ("GNUmakefile", "makefile", "Makefile"):
        path = posixpath.normpath(posixpath.join(folder, name))
        if path in walk.paths:
            first = next((task.name for task in walk.file(path).tasks if not task.name.startswith(".")), "")
            yield path, frozenset(goals or [first])
            return


def _scripts(walk: _Walk, file: WiredFile, word: str) -> Iterator[str]:
    """The file of the repository that a word names: from the root, from beside the file, or by the only one with such an end."""
    name = posixpath.normpath(word) if word else ""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), name)) if name else ""
    if name in walk.paths or beside in walk.paths:
        yield name if name in walk.paths else beside
    elif "." in name.rpartition("/")[2]:
        ends = [path for path in walk.paths if path.endswith("/" + name.lstrip("./"))]
        yield from ends if len(ends) == 1 else ()
