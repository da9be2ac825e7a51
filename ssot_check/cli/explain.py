"""`ssot-check explain`: the page of a rule, from the same text as its documentation."""

from __future__ import annotations

from typing import Final

import click

from ssot_check import discovery
from ssot_check.cli.complete import codes
from ssot_check.cli.output import emit
from ssot_check.model.errors import UsageError
from ssot_check.model.finding import Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.suggest import nearest

FIXES: Final = {
    Safety.SAFE: "where the repair is certain, `check --fix` applies it; `check --diff` shows it",
    Safety.SUGGESTED: "where the repair is known, `check --diff` shows it; `check --unsafe-fixes` applies it",
}
"""Whether a rule's findings are fixable."""


@click.command(short_help="Explain a rule, or list them all.")
@click.argument("rule", metavar="[CODE]", required=False, shell_complete=codes)
@click.option("--list", "table", is_flag=True, help="List every rule: code, severity, name, summary.")
def explain(rule: str | None, *, table: bool) -> int:
    """Explain the rule CODE (such as SSOT201, or its name), or list all rules."""
    if table:
        emit(rule_table(discovery.rules()))
    elif rule:
        emit(page(find(rule)))
    else:
        raise UsageError("no rule is named", "write `ssot-check explain SSOT201`, or `ssot-check explain --list`")
    return 0


def find(written: str) -> Rule:
    """The rule of that code or name. Raises UsageError with the nearest one."""
    rules = discovery.rules()
    for rule in rules:
        if written.upper() in {rule.code, rule.code.removeprefix("SSOT")} or written.lower() == rule.name:
            return rule
    guess = nearest(written, [name for rule in rules for name in (rule.code, rule.name)])
    remedy = f"did you mean {guess}? " if guess else ""
    raise UsageError(f"no rule {written!r}", f"{remedy}`ssot-check explain --list` shows all rules")


def page(rule: Rule) -> str:
    """The rule's heading and its explanation."""
    heading = f"{rule.code} {rule.name} ({rule.severity})"
    fix = f"Fix: {FIXES[rule.fix]}.\n\n" if rule.fix else ""
    return f"{heading}\n{'-' * len(heading)}\n{fix}{rule.explanation.strip()}\n"


def rule_table(rules: tuple[Rule, ...]) -> str:
    """All rules, one a line."""
    width = max((len(rule.name) for rule in rules), default=0)
    return "".join(f"{rule.code}  {rule.severity:<11}  {rule.name:<{width}}  {rule.summary}\n" for rule in rules)
