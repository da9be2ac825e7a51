"""The command line as click reads it: one group of commands, loaded when they are asked for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import click

from ssot_check import __version__
from ssot_check.cli.options import start_folder
from ssot_check.cli.plain import COMPLETION
from ssot_check.model.suggest import nearest

PROGRAM: Final = "ssot-check"
DEFAULT_COMMAND: Final = "check"
_OWN_OPTIONS: Final = ("--help", "-h", "--version")

COMMANDS: Final = {
    "check": ("ssot_check.cli.check:check", "Check the repository against its registry (the default)."),
    "init": ("ssot_check.cli.init:init", "Write a first registry that proposes owners."),
    "report": ("ssot_check.cli.report:report", "Audit the whole repository: owners, waivers, scores, trend."),
    "daily": ("ssot_check.cli.daily:daily", "Run each night: keep reports, tell what changed."),
    "find": ("ssot_check.cli.find:find", "Ask whether there is already an owner for something."),
    "registry": ("ssot_check.cli.registry:registry_group", "Show, validate and describe the registry."),
    "baseline": ("ssot_check.cli.baseline:baseline_group", "Write, update and compare the file of known findings."),
    "audit": ("ssot_check.cli.audit:audit_group", "Judge findings: true, false positive, accepted."),
    "docs": ("ssot_check.cli.docs:docs", "Write the guideline of every domain and the review checklist."),
    "self-test": ("ssot_check.cli.self_test:self_test", "Plant a violation of every rule and demand that each is found."),
    "cache": ("ssot_check.cli.cache:cache_group", "Show or delete what earlier runs have kept."),
    "explain": ("ssot_check.cli.explain:explain", "Explain a rule or a finding, or list all rules."),
    "completion": ("ssot_check.cli.completion:completion", "Print the completion script of a shell."),
}
"""Where each command is, and its line in the overview: nothing is imported to show it."""


class Commands(click.Group):
    """The group: `check` when no command is named, and each command imported on its first use."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Names, in the order of the overview."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, None when there is none."""
        if name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview of the commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of what is no command: an option or a path. A word that is neither is refused."""
        own, rest = _split(args)
        rest = self._command_first(rest, own, ctx)
        args = [*own, *rest]
        if rest and rest[0] not in COMMANDS and rest[0] not in _OWN_OPTIONS:
            _refuse_mistyped(rest[0], own, ctx)
            args = [*own, DEFAULT_COMMAND, *rest]
        elif not rest and args[-1:] != ["-C"] and not ctx.resilient_parsing:
            args = [*own, DEFAULT_COMMAND]
        return super().parse_args(ctx, args)

    def _command_first(self, rest: list[str], own: list[str], ctx: click.Context) -> list[str]:
        """`--registry FILE find x` as `find --registry FILE x`: the options of a command may stand in front of it."""
        leading = rest[:1] and rest[0].startswith("-") and rest[0] not in _OWN_OPTIONS
        default = self.get_command(ctx, DEFAULT_COMMAND) if leading else None
        end = _first_word(rest, default, ctx) if default else len(rest)
        if end == len(rest) or rest[end] not in COMMANDS:
            return rest
        name, options, after = rest[end], rest[:end], rest[end + 1 :]
        if os.path.lexists(os.path.join(_folder(own), name)):  # noqa: PTH118
            import shlex

            order = f"`ssot-check {name} {shlex.join(options)}` for the command, ./{name} for the path"
            raise click.UsageError(f"{name!r} is a command, and there is a path of that name; write {order}", ctx)
        command = self.get_command(ctx, name)
        if isinstance(command, click.Group) and after and after[0] in command.list_commands(ctx):
            return [name, after[0], *options, *after[1:]]
        return [name, *options, *after]

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[click.shell_completion.CompletionItem]:
        """Commands, and what the default command takes."""
        command = self.get_command(ctx, DEFAULT_COMMAND)
        if command is None:
            return super().shell_complete(ctx, incomplete)
        inner = click.Context(command, parent=ctx, info_name=DEFAULT_COMMAND, resilient_parsing=True)
        found = [*super().shell_complete(ctx, incomplete), *command.shell_complete(inner, incomplete)]
        return list({item.value: item for item in found}.values())


def _split(args: list[str]) -> tuple[list[str], list[str]]:
    """The leading `-C DIR` options, and the rest."""
    end = 0
    while end < len(args) and args[end].startswith("-C"):
        end += 1 if len(args[end]) > len("-C") else 2
    return args[:end], args[end:]


def _first_word(args: list[str], command: click.Command, ctx: click.Context) -> int:
    """The place of the first argument that is neither an option of `command` nor the value of one; the end when there is none."""
    valued = {name for item in command.get_params(ctx) if isinstance(item, click.Option) and not item.is_flag for name in item.opts}
    place = 0
    while place < len(args) and args[place].startswith("-"):
        if args[place] == "--":
            return len(args)
        place += 2 if args[place] in valued else 1
    return min(place, len(args))


def _folder(own: list[str]) -> str:
    return own[-1].removeprefix("-C") if own else ""


def _refuse_mistyped(word: str, own: list[str], ctx: click.Context) -> None:
    if word.startswith("-") or os.path.lexists(os.path.join(_folder(own), word)) or any(mark in word for mark in "/\\."):  # noqa: PTH118
        return
    guess = nearest(word, COMMANDS)
    hint = f"did you mean `{guess}`?" if guess else "commands: " + ", ".join(COMMANDS)
    raise click.UsageError(f"{word!r} is neither a command nor an existing path; {hint}", ctx)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`ssot-check check --help` shows the options of the default command.",
)
@start_folder()
@click.version_option(__version__, prog_name=PROGRAM, message="%(prog)s %(version)s")
def cli(folder: str) -> None:
    """Keep one source of truth per kind of knowledge.

    Finds duplicates of owned utilities in the whole repository, and proves that the registry SSOT_LOCK.yml is true.
    """


def answer(arguments: Sequence[str]) -> int:
    """Do what the command line asks for; the exit code. Raises the errors of click, and KeyboardInterrupt."""
    if COMPLETION in os.environ:
        from ssot_check.cli import completion

        return completion.answer(cli, os.environ[COMPLETION])
    try:
        with cli.make_context(PROGRAM, list(arguments)) as context:
            result = cli.invoke(context)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return result if isinstance(result, int) else 0
