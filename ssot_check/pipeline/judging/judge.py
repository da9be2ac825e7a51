"""Pure: rules in, Report out. No I/O, so every rule test is a plain function call."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias, TypeVar

from ssot_check import __version__
from ssot_check.model.baseline import ABOUT_FINDINGS, Baseline, BaselineEntry, split
from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import HINT, Finding
from ssot_check.model.location import Location
from ssot_check.model.past import Past, gone, introduced
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain, Level
from ssot_check.model.report import Completeness, DomainSummary, Report, RuleInfo
from ssot_check.model.source import UNSEEN
from ssot_check.model.suppression import Kind
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.again.days import turns
from ssot_check.pipeline.answers.waivers import waivers
from ssot_check.pipeline.judging.applicable import asked_for, is_applicable, no_change
from ssot_check.pipeline.judging.asked import asked
from ssot_check.pipeline.judging.audited import audited
from ssot_check.pipeline.judging.gate import gated
from ssot_check.pipeline.judging.narrow import in_place, wanted
from ssot_check.pipeline.judging.outcome import is_trusted, verdict_of
from ssot_check.pipeline.judging.phases import Phases, enforce
from ssot_check.pipeline.judging.suppress import suppress, tellable
from ssot_check.pipeline.judging.unread import unread_keys

_FAILING: Final = {
    Level.STRICT: (Severity.ERROR, Severity.WARNING),
    Level.STANDARD: (Severity.ERROR,),
    Level.ADVISORY: (),
}
_CIRCLES: Final = "SSOT313"  # as in ssot_check.pipeline.judging.knots, which most runs do not load
_COPIES: Final = "SSOT2"
Told = TypeVar("Told", Finding, Problem)

Rows: TypeAlias = Sequence[DomainSummary]
"""What is told of each domain, in the registry's order."""
_FAIL_ON: Final = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING), "never": ()}


class Ruled(NamedTuple):
    """What rules found, by place, before anything lets it stand, and what kept them from it."""

    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


def ruled(project: Project, config: Config, rules: Sequence[Rule]) -> Ruled:
    """What the rules say that look at the project itself, hints included."""
    selected = [rule for rule in rules if is_selected(rule.code, config.select, config.ignore)]
    asked = [rule for rule in selected if is_applicable(rule, project) and not rule.code.startswith(ABOUT_FINDINGS)]
    found, problems = run_all(asked, project, config)
    return Ruled(tuple(found), tuple(problems))


def judge(project: Project, config: Config, rules: Sequence[Rule], past: Past | None = None, counted: Rows = ()) -> Report:
    """Run the rules over the project and conclude: against a `past` on what came after it, with the rows of domains that are `counted`."""
    return concluded(ruled(project, config, rules), project, config, rules, past, counted)


def concluded(said: Ruled, project: Project, config: Config, rules: Sequence[Rule], past: Past | None = None, counted: Rows = ()) -> Report:
    """What `judge` makes of what the rules said."""
    selected = [rule for rule in rules if is_selected(rule.code, config.select, config.ignore)]
    chosen = [rule for rule in selected if is_applicable(rule, project)]
    # The rules about suppressions and the baseline judge the findings of the others, so they come last.
    last = [rule for rule in chosen if rule.code.startswith(ABOUT_FINDINGS)]
    found, problems = said.findings, list(said.problems)
    outcome = audited(suppress(found, project, config.today, rules), project.audit, config.today)
    told, suppressed = (found, ()) if config.no_suppressions else (outcome.told, outcome.suppressed)
    told, held = (told, ()) if config.hints else _without_hints(told)
    problems += [*project.problems, *no_change(selected, project, config)]
    parts = split(told, project.baseline or Baseline(), config.today)
    idle, dim = frozenset(rule.code for rule in rules if rule not in chosen), _dim(project)
    whole = is_trusted(problems) and not config.paths and not config.domains
    stale = _tellable(parts.stale, idle, dim, project) if whole else ()
    ledger = tellable(outcome.ledger, idle, dim) if whole else replace(outcome.ledger, unused=())
    kept = whole and not config.baseline_ref
    about = replace(project, stale=stale if kept else (), fresh=parts.new if kept else (), ledger=ledger)
    more, crashed = run_all(last, about, config)
    phases = Phases.of(project, config)
    known = tuple(finding for finding in parts.known if not phases.ignores_baseline(finding))
    unexcused = frozenset(parts.known).difference(known)
    since, already = introduced((*parts.new, *unexcused, *more), known, past)
    problems += [*crashed, *(past.problems if past else ())]
    failing = _FAIL_ON.get(config.fail_on, _FAILING[project.registry.level])
    findings, effects = in_place(enforce(since, unexcused, phases, failing), past, project)
    report = Report(
        verdict=verdict_of(findings, problems, failing),
        findings=findings,
        problems=tuple(sorted((_stamped(item, project) for item in problems), key=lambda item: item.sort_key)),
        domains=_summaries(project, findings, frozenset(rule.code for rule in chosen), counted),
        completeness=completeness(project),
        rules=tuple(RuleInfo(rule.code, rule.name, rule.severity, rule.summary, rule.explanation) for rule in chosen),
        registry=project.registry.path,
        dialect=project.registry.dialect,
        tool_version=__version__,
        failing=failing,
        narrowed=config.paths,
        only_domains=config.domains,
        left_out=tuple(rule.code for rule in rules if rule not in selected),
        not_applicable=asked_for(selected, project),
        accepted=sum(any(grant.kind is Kind.EXTERNAL and not grant.audited for grant in item.grants) for item in suppressed),
        presentation=config.presentation,
        unread=tuple(unread_keys(project.registry, {rule.code for rule in rules})),
        baseline=project.baseline.path if project.baseline else "",
        known=known,
        stale=stale,
        expired=parts.expired,
        suppressed=tuple(suppressed),
        since=past.label if past else "",
        staged=len(project.staged.paths) if project.staged else None,
        already=already,
        gone=_tellable(gone(past, (*told, *more, *(item.finding for item in suppressed))), idle, dim, project) if whole else (),
        waivers=waivers(project, suppressed, parts, ledger, config.today),
        day=config.today.isoformat() if config.today else "",
        turns=turns(project),
        phases=effects,
        held=tuple((finding.code, finding.location.path) for finding in held),
    )
    return gated(_folded(report, project), project.registry.enforcement)


def _folded(report: Report, project: Project) -> Report:
    """With what readers are told once, and which copies are equal; a run that found no copy and no circle loads nothing for that."""
    once: tuple[Finding, ...] = ()
    if any(finding.code.startswith(_COPIES) for finding in report.findings):
        from ssot_check.pipeline.judging.equals import with_equals
        from ssot_check.pipeline.judging.folded import folded

        report = replace(report, findings=with_equals(report.findings))
        once = folded(report.findings, project)
    if any(finding.code == _CIRCLES for finding in report.findings):
        from ssot_check.pipeline.judging.knots import knotted

        once += knotted(report.findings)
    return replace(report, folded=once) if once else report


def is_selected(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """True when a rule runs under `--select` and `--ignore` prefixes; family 0 always does, and what `!` stands before in `ignore`."""
    if code.startswith("SSOT0"):
        return True
    if f"!{code}" in ignore and (not select or code.startswith(tuple(select))):
        return True
    return (not select or code.startswith(tuple(select))) and not code.startswith(tuple(ignore) or ("\0",))


def run_all(rules: Iterable[Rule], project: Project, config: Config) -> tuple[list[Finding], list[Problem]]:
    """What the rules find and is wanted, by place, and what kept them from it."""
    results = [result for rule in rules for result in _run(rule, project)]
    told = (wanted(item, config, project) for item in results if isinstance(item, Finding))
    found = [_stamped(item, project) for item in told if item is not None]
    return sorted(found, key=lambda item: item.sort_key), [item for item in results if isinstance(item, Problem)]


def _stamped(finding: Told, project: Project) -> Told:
    """With the digests of the files that its edits were made for."""
    if finding.fix is None:
        return finding
    digests = {project.registry.path: project.registry.digest}
    digests |= project.evidence.digests
    digests |= {path: project.files[path].digest for edit in finding.fix.edits if (path := edit.location.path) in project.files}
    edits = tuple(replace(edit, digest=digests.get(edit.location.path, "")) for edit in finding.fix.edits)
    return replace(finding, fix=replace(finding.fix, edits=edits))


def _without_hints(found: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that are worth everybody's time, and those that are not."""
    return tuple(item for item in found if item.confidence != HINT), tuple(item for item in found if item.confidence == HINT)


def _tellable(stale: Iterable[BaselineEntry], idle: Container[str], dim: Container[str], project: Project) -> tuple[BaselineEntry, ...]:
    """Entries that are certainly gone: their rule ran, and their file was read in full. A staged run tells those of its files."""
    gone = (entry for entry in stale if entry.identity.code not in idle and entry.identity.path not in dim)
    return tuple(entry for entry in gone if project.staged is None or entry.identity.path in project.staged.paths)


def _dim(project: Project) -> frozenset[str]:
    """Files that were not read in full."""
    dim = {path for path, file in project.files.items() if file.problems}
    return frozenset(dim.union(item.path for item in project.skipped if item.reason in UNSEEN))


def _run(rule: Rule, project: Project) -> Iterable[Finding | Problem]:
    """A rule's results; when it crashes, one Problem instead, and the other rules go on."""
    if rule.check is None:
        return ()
    try:
        return list(rule.check(project))
    except Exception as error:  # a broken rule must not hide the others' findings, and must not pass
        place = traceback.extract_tb(error.__traceback__)[-1]
        return (
            Problem(
                "SSOT011",
                f"rule {rule.code} {rule.name} crashed: {type(error).__name__}: {error}",
                Location(project.registry.path),
                cause=f"an error in ssot-check itself ({place.name}, line {place.lineno})",
                remedy=f"report it; `--ignore {rule.code}` leaves the rule out, and the report says so",
            ),
        )


def _summaries(project: Project, findings: Iterable[Finding], ran: frozenset[str], counted: Rows) -> tuple[DomainSummary, ...]:
    """One row for each domain; the findings are gone through once, however many domains there are."""
    told = tuple(findings)
    counts = Counter((finding.domain, finding.severity) for finding in told)
    codes: dict[str, set[str]] = {}
    for finding in told:
        codes.setdefault(finding.domain, set()).add(finding.code)
    domains = project.registry.domains
    return tuple(
        replace(
            row,
            findings=_by_severity(counts, domain.name),
            rules=tuple(sorted(codes.get(domain.name, set()).union(row.rules, asked(domain, project, ran)))),
        )
        for domain, row in zip(domains, counted or [_summary(domain, project) for domain in domains], strict=True)
    )


def _by_severity(counts: Counter[tuple[str, Severity]], domain: str) -> Mapping[str, int]:
    """How many findings of a domain have each severity; those without any are left out."""
    return {severity.value: counts[domain, severity] for severity in Severity if counts[domain, severity]}


def _summary(domain: Domain, project: Project) -> DomainSummary:
    owned = project.owned_files(domain)
    return DomainSummary(
        name=domain.name,
        kind=domain.kind,
        owner=", ".join(dict.fromkeys(entry.path for part in domain.components for entry in part.paths)),
        owned_files=len(owned),
        owned_units=sum(len(project.files[path].units) for path in owned if path in project.files),
        findings={},
        unbound_policies=sum(1 for policy in domain.policies if not policy.check),
        compared_units=project.compared.get(domain.name, 0) if project.compared else None,
        paths=tuple(dict.fromkeys(entry.path for entry in domain.owner_paths)),
        exports=tuple(dict.fromkeys(export.name for export in domain.exports)),
        people=domain.people,
        unproved=tuple(policy.text for policy in domain.policies if not policy.check),
        unseen=tuple(project.skip_reasons[path] for path in sorted(owned) if path in project.skip_reasons),
        spared=tuple(dict.fromkeys(entry.written for entry in domain.duplicates.ignore)),
    )


def completeness(project: Project) -> Completeness:
    """How much of the repository the verdict rests on."""
    parsed = project.files
    languages = Counter(file.dialect for file in parsed.values())
    return Completeness(
        listed=len(project.tree.files),
        analysed=len(parsed),
        partly=tuple(sorted(path for path, file in parsed.items() if file.problems)),
        skipped=project.skipped,
        lines=sum(file.lines for file in parsed.values()),
        units=sum(len(file.units) for file in parsed.values()),
        by_language=dict(sorted(languages.items())),
        compared=project.compared.get("") if project.compared else None,
        lister=project.lister,
        generated_units=sum(file.generated_units for file in parsed.values()),
    )
