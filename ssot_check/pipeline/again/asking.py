"""What the rules say of a few files, where these do not say to every rule what they said before.

Most commits come to no such question: nothing of this is loaded then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from ssot_check import discovery
from ssot_check.model.baseline import ABOUT_FINDINGS
from ssot_check.model.dataclass import replace
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.report import Report
from ssot_check.pipeline.again import singly
from ssot_check.pipeline.again.apart import BY_FILE
from ssot_check.pipeline.again.owners import owners_of
from ssot_check.pipeline.judging.applicable import is_applicable
from ssot_check.pipeline.judging.judge import is_selected, run_all
from ssot_check.pipeline.reading.evidence import evidence
from ssot_check.pipeline.reading.texts import Read, reader
from ssot_check.pipeline.states.changes import changes
from ssot_check.rules.support.constants import spelled

if TYPE_CHECKING:
    from ssot_check.pipeline.again.look import Look

_CONSTANT_COPY: Final = "SSOT206"
_SCHEMA_COPY: Final = "SSOT209"
_VARIANT_FILE: Final = "SSOT208"
_MISSING_USE: Final = "SSOT311"


def judged(look: Look, project: Project, before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> Report | None:
    """What is to be told, its numbers still those of before; None where the rules may say something of other files."""
    read = reader(look.start.request)
    seen = _seen(look, project, read)
    rules = _rules(look, project)
    selected = [rule for rule in rules if is_selected(rule.code, look.config.select, look.config.ignore)]
    asked = [rule for rule in selected if not rule.code.startswith(ABOUT_FINDINGS) and is_applicable(rule, seen)]
    if any(rule.check is not None and rule.code not in BY_FILE for rule in asked):
        return None
    if look.whole is None:
        paths = look.paths | look.gone
        return singly.told(seen, look.config, look.old, rules, paths, read) if singly.may_be_told(before, after) else None
    found, _ = run_all(asked, seen, look.config)
    return None if found else look.old  # what is judged of findings is nothing where there are none


def _rules(look: Look, project: Project) -> tuple[Rule, ...]:
    """All rules. Those that would read every owner say nothing where no file declares or spells what is kept of the owners.

    Those that look at each file by itself are asked about these alone: what is told of any other stands in that file.
    """
    kept, shown = owners_of(look.memory, look.calm.sums), project.files.values()
    silent = {_CONSTANT_COPY} if spelled(shown).isdisjoint(kept.constants) else set()
    silent |= {_SCHEMA_COPY} if not any(kept.declare_like(unit) for file in shown for unit in file.units) else set()
    narrowed = {
        _VARIANT_FILE: lambda one: replace(one, tree=replace(one.tree, files=look.paths & one.tree.files)),
        _MISSING_USE: lambda one: replace(one, selected=_asked_only(one, look.paths)),
    }
    asked = narrowed | (dict.fromkeys(singly.COPIES, partial(_widened, look)) if project.matches else {})
    return tuple(
        replace(rule, check=lambda _: ()) if rule.code in silent else _narrowed(rule, asked.get(rule.code)) for rule in discovery.rules()
    )


def _widened(look: Look, project: Project) -> Project:
    """The project with all files: help for a copy asks who imports it, and what its owner loads."""
    from ssot_check.pipeline.again.copied import widened
    from ssot_check.pipeline.retire import Retirer

    whole = widened(project)
    return replace(whole, retire=Retirer(whole, reader(look.start.request), look.start.survey.tests))


def _narrowed(rule: Rule, narrow: Callable[[Project], Project] | None) -> Rule:
    """The rule, asked about a project of other files."""
    check = rule.check
    return rule if check is None or narrow is None else replace(rule, check=lambda project: check(narrow(project)))


def _asked_only(project: Project, paths: frozenset[str]) -> Mapping[tuple[str, int], tuple[str, ...]]:
    """What the entries of the registry mean, of the files that must use something only these `paths`."""
    rules = [rule for domain in project.registry.domains for rule in domain.must_use]
    sources = {(rule.source.path, rule.source.location.line) for rule in rules}
    files = {(rule.files.path, rule.files.location.line) for rule in rules} - sources
    return {**project.selected, **{entry: tuple(filter(paths.__contains__, project.selected.get(entry, ()))) for entry in files}}


def _seen(look: Look, project: Project, read: Read) -> Project:
    """The project with all that rules may ask for, as far as it is about these files."""
    here = replace(project, tree=replace(project.tree, files=look.paths))
    told = replace(project, evidence=evidence(here, look.config.today, read))
    if project.registry.facts:
        from ssot_check.pipeline.reading.facts import fact_values

        told = replace(told, facts=fact_values(project, read))
    return replace(told, changes=changes(look.config, told))
