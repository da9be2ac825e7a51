"""Which program does a command line run? Prefixes such as `sudo` are looked through, subcommands are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ssot_check.model.dataclass import dataclass

_USER_OPTIONS = frozenset({"-u", "-g", "-h", "-p", "-C", "-U", "--user", "--group"})
# Prefix command -> (options that take a value, number of operands before the program).
_PREFIXES: Final[dict[str, tuple[frozenset[str], int]]] = {
    "builtin": (frozenset(), 0),
    "chronic": (frozenset(), 0),
    "chroot": (frozenset(), 1),
    "command": (frozenset(), 0),
    "cross-env": (frozenset(), 0),
    "doas": (_USER_OPTIONS, 0),
    "dumb-init": (frozenset(), 0),
    "eatmydata": (frozenset(), 0),
    "env": (frozenset({"-u", "-C", "--unset", "--chdir"}), 0),
    "exec": (frozenset({"-a"}), 0),
    "fakeroot": (frozenset(), 0),
    "flock": (frozenset({"-w", "-E", "--timeout"}), 1),
    "gosu": (frozenset(), 1),
    "ionice": (frozenset({"-c", "-n", "-p"}), 0),
    "nice": (frozenset({"-n"}), 0),
    "nohup": (frozenset(), 0),
    "parallel": (frozenset({"-j", "-a", "--jobs", "--colsep"}), 0),
    "runuser": (_USER_OPTIONS, 0),
    "setsid": (frozenset(), 0),
    "setarch": (frozenset(), 1),
    "stdbuf": (frozenset({"-i", "-o", "-e"}), 0),
    "strace": (frozenset({"-e", "-o", "-p", "-s"}), 0),
    "su-exec": (frozenset(), 1),
    "sudo": (_USER_OPTIONS, 0),
    "systemd-run": (frozenset({"-u", "-p", "--unit", "--property"}), 0),
    "taskset": (frozenset(), 1),
    "time": (frozenset({"-f", "-o"}), 0),
    "timeout": (frozenset({"-s", "-k", "--signal", "--kill-after"}), 1),
    "tini": (frozenset({"-p", "-e"}), 0),
    "unbuffer": (frozenset(), 0),
    "watch": (frozenset({"-n", "--interval"}), 0),
    "xargs": (frozenset({"-I", "-n", "-P", "-d", "-L", "-s", "-a", "-E"}), 0),
}
# Multi-tool -> global options that take a value and may stand before the subcommand.
_TOOLS: Final[dict[str, frozenset[str]]] = {
    "apt": frozenset({"-o", "-c"}),
    "apt-get": frozenset({"-o", "-c"}),
    "aws": frozenset({"--region", "--profile", "--output", "--endpoint-url", "--query"}),
    "az": frozenset({"--subscription", "-o", "--output"}),
    "cargo": frozenset({"--manifest-path", "--config"}),
    "docker": frozenset({"-H", "--host", "--context", "-c", "--config", "-l"}),
    "docker-compose": frozenset({"-f", "--file", "-p", "--project-name", "--env-file", "--profile"}),
    "gcloud": frozenset({"--project", "--account", "--configuration"}),
    "gh": frozenset({"-R", "--repo"}),
    "git": frozenset({"-C", "-c", "--git-dir", "--work-tree"}),
    "go": frozenset({"-C"}),
    "helm": frozenset({"-n", "--namespace", "--kube-context", "--kubeconfig"}),
    "kubectl": frozenset({"-n", "--namespace", "--context", "--kubeconfig", "-s", "--cluster"}),
    "npm": frozenset({"--prefix", "-C", "--registry", "-w"}),
    "pip": frozenset({"--python", "--proxy"}),
    "pip3": frozenset({"--python", "--proxy"}),
    "pnpm": frozenset({"-C", "--dir", "--filter", "-F"}),
    "podman": frozenset({"--root", "--connection", "-c"}),
    "systemctl": frozenset({"-H", "-M", "-t", "--host"}),
    "terraform": frozenset(),
    "uv": frozenset({"--directory", "--project"}),
    "yarn": frozenset({"--cwd"}),
}
# They steer the shell itself and say nothing about what a fragment does.
CONTROL: Final = frozenset({":", "true", "false", "return", "exit", "break", "continue", "shift", "set", "unset", "wait"})
SOURCES: Final = frozenset({"source", "."})
_SYSTEM_FOLDER = re.compile(r"^(?:/usr/local|/usr|)/s?bin/(?=[^/]+$)")
_SUBCOMMAND = re.compile(r"^[A-Za-z][\w-]*$")
_ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*=")
_PYTHON = re.compile(r"^python[0-9.]*$")


@dataclass(frozen=True, slots=True)
class Program:
    """The program of a command line: its word, the word of its subcommand (-1 = none), and both as one name."""

    index: int
    subcommand: int
    name: str


def recognise(words: Sequence[str | None]) -> Program | None:
    """Find the program in the words of a command; None stands for a word that is known only at run time.

    Returns None when the program itself is known only at run time.
    """
    index = program_index(words)
    word = words[index] if index < len(words) else None
    if not word:
        return None
    name = program_name(word)
    found = _subcommand(words, index, name)
    return Program(index, found, f"{name} {words[found]}" if found >= 0 else name)


def program_name(word: str) -> str:
    """The word as a name: without the system folder it is installed in, and without a leading backslash."""
    return _SYSTEM_FOLDER.sub("", word.removeprefix("\\"))


def program_index(words: Sequence[str | None]) -> int:
    """Which word names the program, past `sudo` and the like; that word may be None."""
    index = 0
    while index < len(words):
        word = program_name(words[index] or "")
        following = words[index + 1] if index + 1 < len(words) else None
        if word in _PREFIXES and not (word == "command" and following in ("-v", "-V", "-pv")):
            after = after_options(words, index + 1, _PREFIXES[word][0]) + _PREFIXES[word][1]
        elif _PYTHON.match(word) and following == "-m":
            after = index + 2
        else:
            return index
        if after >= len(words):
            return index
        index = after
    return index


def after_options(words: Sequence[str | None], index: int, valued: frozenset[str]) -> int:
    """The first word from `index` on that is no option, no value of one of `valued`, and no assignment."""
    while index < len(words):
        word = words[index] or ""
        if word in valued:
            index += 2
        elif word.startswith("-") or _ASSIGNMENT.match(word):
            index += 1
        else:
            break
    return index


def _subcommand(words: Sequence[str | None], index: int, name: str) -> int:
    if name not in _TOOLS:
        return -1
    found = after_options(words, index + 1, _TOOLS[name])
    word = words[found] if found < len(words) else None
    return found if word and _SUBCOMMAND.match(word) else -1


# Multi-tool -> groups of subcommands that may be left out: `docker image build` and `docker buildx build` are `docker build`.
_GROUPS: Final[dict[str, frozenset[str]]] = {
    "docker": frozenset({"builder", "buildx", "container", "image"}),
    "podman": frozenset({"container", "image"}),
}
_JOINED: Final = {"docker-compose": ("docker", "compose"), "podman-compose": ("podman", "compose")}


def runs(words: Sequence[str | None], wanted: Sequence[str]) -> bool:
    """True when a command line runs the program `wanted[0]` with the subcommands, or flags, that follow there.

    Prefixes (`sudo -E`), options before the subcommand, groups that may be left out, and folders of the program are looked through.
    """
    index = program_index(words)
    program = program_name(words[index] or "") if index < len(words) else ""
    if not program:
        return False
    name = program.rpartition("/")[2]
    given: list[str | None] = [*_JOINED.get(name, (name,)), *_without_options(words, index + 1, _TOOLS.get(name, frozenset()))]
    asked = [*_JOINED.get(wanted[0], (wanted[0],)), *wanted[1:]]
    flags = [word for word in asked if word.startswith("-")]
    steps = [word for word in asked if not word.startswith("-")]
    if any(flag not in words[index:] for flag in flags):
        return False
    groups = _GROUPS.get(str(given[0]), frozenset())
    if len(steps) > 1 and len(given) > 1 and given[1] in groups and given[1] != steps[1]:
        given = [given[0], *given[2:]]
    return given[: len(steps)] == steps


def _without_options(words: Sequence[str | None], index: int, valued: frozenset[str]) -> list[str | None]:
    """The operands from `index` on; an unknown word counts as one."""
    found: list[str | None] = []
    while (index := after_options(words, index, valued)) < len(words):
        found.append(words[index])
        index += 1
    return found
