"""`ssot-check completion`: the script that teaches a shell to complete the command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class, shell_complete

from ssot_check.cli.output import emit
from ssot_check.cli.plain import COMPLETION

PROGRAM = "ssot-check"
SHELLS = ("bash", "zsh", "fish")


@click.command(short_help="Print the completion script of a shell.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script of SHELL.

    \b
    bash:  ssot-check completion bash > ~/.local/share/bash-completion/completions/ssot-check
    zsh:   ssot-check completion zsh > a file called _ssot-check in a folder of $fpath
    fish:  ssot-check completion fish > ~/.config/fish/completions/ssot-check.fish
    """  # noqa: D301 -- click wants the character \b itself
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"click knows no completion for {shell}")
    emit(found(context.find_root().command, {}, PROGRAM, COMPLETION).source())
    return 0


def answer(command: click.Command, instruction: str) -> int:
    """What the script of a shell asks for while somebody types; the exit code."""
    return shell_complete(command, {}, PROGRAM, COMPLETION, instruction)
