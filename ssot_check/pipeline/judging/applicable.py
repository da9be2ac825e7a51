"""Rules that judge a change have nothing to say where only a state is checked: that must not pass for a pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ssot_check.model.config import Config
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def is_applicable(rule: Rule, project: Project) -> bool:
    """False for a rule about changes in a run that is about none."""
    return rule.change is None or project.changes is not None


def asked_for(rules: Iterable[Rule], project: Project) -> tuple[str, ...]:
    """Codes of the rules that this registry asks for and that could not be asked."""
    silent = (rule for rule in rules if not is_applicable(rule, project))
    return tuple(rule.code for rule in silent if rule.change is not None and rule.change(project.registry))


def no_change(rules: Sequence[Rule], project: Project, config: Config) -> Iterator[Problem]:
    """Somebody selected rules about changes, and there is no change: an error when nothing else was asked."""
    silent = [rule.code for rule in rules if not is_applicable(rule, project)]
    named = [code for code in silent if code in config.select]
    only = bool(silent) and all(rule.code in silent or rule.code.startswith("SSOT0") for rule in rules)
    if named or only:
        codes = ", ".join(named or silent)
        yield Problem(
            "SSOT008",
            f"{codes} {'judges' if len(named or silent) == 1 else 'judge'} a change, and this run is about none",
            Location(project.registry.path),
            Severity.ERROR if only else Severity.WARNING,
            cause="neither --since nor --staged nor --baseline-ref names what to compare with",
            remedy="`--since main` in CI, `--staged` in a commit hook",
        )
