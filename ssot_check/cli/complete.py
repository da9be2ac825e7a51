"""What the shell offers for the value of an option. Nothing is imported before the first press of the key."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from ssot_check import discovery


def codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Rule codes, the last one of a comma-separated list."""
    head, comma, last = incomplete.rpartition(",")
    return [
        CompletionItem(head + comma + rule.code, help=rule.name)
        for rule in discovery.rules()
        if rule.code.startswith(last.upper())
    ]  # fmt: skip


def formats(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of report formats."""
    return [CompletionItem(form.name, help=form.description) for form in discovery.formats() if form.name.startswith(incomplete)]
