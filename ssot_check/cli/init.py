"""`ssot-check init`: the first registry, with the owners that the repository seems to have as comments."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import Final

import click

from ssot_check import discovery
from ssot_check.cli.options import start_folder
from ssot_check.cli.output import emit, say
from ssot_check.cli.request import configure, request
from ssot_check.model.dataclass import replace
from ssot_check.model.errors import SsotError, UsageError
from ssot_check.model.listed import listed
from ssot_check.model.proposal import Proposal, Proposals
from ssot_check.model.registry import REGISTRY_NAMES, SCHEMA_VERSION
from ssot_check.model.verdict import Verdict
from ssot_check.reports.support.words import plural

_PLAIN: Final = re.compile(r"[A-Za-z_./][\w./@+-]*", re.ASCII)
_RESERVED: Final = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_SHOWN: Final = 3
_HEAD: Final = f"""\
# One owner for each kind of knowledge. `ssot-check` compares the whole repository with the owners.
# Proposed from what this repository holds: take the `#` from the domains that are true, correct them, delete the others.
# All keys: `ssot-check registry schema`.
schema_version: {SCHEMA_VERSION}"""
_EXAMPLES: Final = {
    "go": ("internal/log/log.go", "New"),
    "rust": ("src/log.rs", "init_logging"),
    "shell": ("lib/log.sh", "log_info"),
    "typescript": ("src/log.ts", "createLogger"),
}
_PYTHON: Final = ("src/app/log.py", "setup_logging")


@click.command(short_help="Write a first registry that proposes owners.")
@start_folder()
@click.option("--stdout", "shown", is_flag=True, help="Print it and write nothing.")
def init(folder: str, *, shown: bool) -> int:
    """Write SSOT_LOCK.yml at the top of a repository that has none, with proposals as comments.

    A file is proposed as the owner of a domain when it holds code that is plainly of that
    kind, and, of several, when it is called like it and most files use it; so are a compose
    file, the only workflow, and what many files share: a folder `util`, a script that others
    source, an action that workflows use. Nothing counts before somebody takes the `#` away. An existing registry is never changed.

    \b
    Exit codes:
      0  written, or printed
      2  there is a registry already, or nothing can be written
    """  # noqa: D301 -- click wants the character \b itself
    from ssot_check.cli.progress import shown as progress
    from ssot_check.pipeline.answers.propose import propose
    from ssot_check.workspace.lockfile import find_upwards
    from ssot_check.workspace.write import write_atomically

    asked = request(folder, {})
    there = None if shown else find_upwards(asked.start)
    target = asked.root / REGISTRY_NAMES[0]
    if there or (not shown and os.path.lexists(target)):
        raise UsageError(f"there is a registry already: {there or target}", "`ssot-check init --stdout` prints proposals")
    config = configure(asked, (), (), discovery.format_names(), discovery.rule_codes)
    with progress(sys.stderr) as line:
        proposals = propose(replace(config, progress=line, use_cache=config.use_cache and not shown))
    text = render(proposals)
    if shown:
        emit(text)
        return int(Verdict.CLEAN)
    try:
        write_atomically(target, text)
    except OSError as error:
        raise SsotError(f"{target} cannot be written: {error.strerror}", "`ssot-check init --stdout` prints it") from error
    done = f"{plural(len(proposals.domains), 'domain')} proposed; take the `#` from those that are true, then run `ssot-check`"
    nothing = "no code of a known kind was found here, so it holds an example; write there which files others are told to use"
    say(f"{os.path.relpath(target, asked.start)}: {done if proposals.domains else nothing}")
    return int(Verdict.CLEAN)


def render(proposals: Proposals) -> str:
    """The text of the registry; an example in the language of the repository where nothing was found."""
    lines = [line for item in proposals.domains for line in _lines(item)]
    if not lines:
        path, name = _EXAMPLES.get(proposals.language, _PYTHON)
        lines = ["  # # nothing of a known kind was found here; an example:", *_entry(Proposal("logging", path, (name,), 0, ()))]
    return "".join(f"{line}\n" for line in (_HEAD, *_scan(proposals), "domains:", *lines))


def _scan(proposals: Proposals) -> Iterator[str]:
    if not proposals.foreign:
        return
    yield f"# # packages of others lie there, among them {listed([name for _, names in proposals.foreign for name in names], _SHOWN)}"
    yield "# scan:"
    yield f"#   exclude: {_list([folder for folder, _ in proposals.foreign])}"


def _lines(item: Proposal) -> Iterator[str]:
    yield from _entry(item)
    used = f"used by {plural(item.users, 'file')}" if item.users else "no other file uses it yet"
    also = listed([*map(_scalar, item.others)], _SHOWN)
    if item.variants:
        yield f"  #   # every other {item.variants} file is then a finding" + ("; take out what should go" if also else "")
    else:
        yield f"  #   # {used}" + (f"; code of this kind is also in {also}" if also else "")


def _entry(item: Proposal) -> Iterator[str]:
    yield f"  # {item.domain}:"
    yield f"  #   paths: {_list((item.owner, *item.files))}"
    if item.exports:
        yield f"  #   exports: {_list(item.exports)}"
    if item.sides:
        yield "  #   components:"
    for side in item.sides:
        exports = f", exports: {_list(side.exports)}" if side.exports else ""
        yield f"  #     {side.name}: {{paths: {_list((side.path,))}{exports}}}"
    if item.variants:
        yield f"  #   variants: {{kind: {item.variants}, allowed: {_list((item.owner, *item.others))}}}"


def _list(names: Sequence[str]) -> str:
    return f"[{', '.join(map(_scalar, names))}]"


def _scalar(text: str) -> str:
    """A YAML scalar on one line: plain where nothing can be mistaken, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return '"' + "".join(char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08X}" for char in text) + '"'
