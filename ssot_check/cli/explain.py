"""`ssot-check explain`: the page of a rule, from the same text as its documentation."""

from __future__ import annotations

import re
from typing import Final

import click

from ssot_check import discovery
from ssot_check.cli.complete import codes
from ssot_check.cli.options import PLACE, start_folder
from ssot_check.cli.output import emit
from ssot_check.model.errors import UsageError
from ssot_check.model.finding import Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.suggest import nearest

_KEY: Final = re.compile(r"[0-9a-fA-F]{6,16}")
FIXES: Final = {
    Safety.SAFE: "where the repair is certain, `check --fix` applies it; `check --diff` shows it",
    Safety.SUGGESTED: "where the repair is known, `check --diff` shows it; `check --unsafe-fixes` applies it",
}
"""Whether a rule's findings are fixable."""


@click.command(short_help="Explain a rule or a finding, or list all rules.")
@click.argument("wanted", metavar="[CODE|KEY|FILE:LINE]", required=False, shell_complete=codes)
@click.option("--list", "table", is_flag=True, help="List every rule: code, severity, name, summary.")
@start_folder("For a finding: run as if started in DIR.")
@click.option("--registry", metavar="FILE", type=click.Path(), help="For a finding: read FILE instead of the nearest SSOT_LOCK.yml.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="For a finding: the format.")
@click.option("--no-cache", is_flag=True, help="For a finding: read and parse every file, and keep nothing for the next run.")
def explain(wanted: str | None, folder: str, form: str, *, table: bool, **options: str | bool | None) -> int:
    """Explain a rule or a finding, or list all rules.

    A rule is named by its CODE (such as SSOT201) or its name. A finding is named by its KEY, as the JSON report
    tells it (six digits are enough), or by FILE:LINE: both sides statement by statement, the signals with their
    weights, the thresholds, and what would let it stand. The repository is checked for that.

    \b
    Exit codes:
      0  it is explained
      2  there is no such rule or finding, or the repository cannot be checked
    """  # noqa: D301 -- click wants the character \b itself
    if table:
        emit(rule_table(discovery.rules()))
    elif wanted and (_KEY.fullmatch(wanted) or PLACE.fullmatch(wanted)):
        from ssot_check.cli.explain_finding import explain_finding

        return explain_finding(wanted, PLACE.fullmatch(wanted), folder, form, options)
    elif wanted:
        emit(page(find(wanted)))
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
