"""`ssot-check audit`: say of findings whether they are true, false positives, or accepted until a day. Every answer is kept at once."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from ssot_check import discovery
from ssot_check.cli.ask import ask
from ssot_check.cli.options import where
from ssot_check.cli.output import emit, say
from ssot_check.cli.request import configure, request
from ssot_check.model.baseline import Baseline, BaselineEntry, Opinion, identities, in_order, judged
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.errors import SsotError, UsageError
from ssot_check.model.finding import Finding, Identity
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.words import plural
from ssot_check.workspace import baseline as store
from ssot_check.workspace import locate
from ssot_check.workspace.lock import turn

_NOBODY = Identity("", "", "", "", "")
_SHORTEST = 6
_ANSWERS = {"t": Opinion.TRUE, "f": Opinion.FALSE_POSITIVE, "a": Opinion.ACCEPTED}
_ASKED = "[t]rue, [f]alse positive, [a]ccepted until a day, [s]kip, [q]uit"


@dataclass(frozen=True, slots=True)
class Audit:
    """A run, everything that was found in it, and what was said of it so far.

    `kept` is what the file held when it was last read or written here: whatever differs from it then was said by somebody else.
    """

    file: Path
    today: date
    report: Report
    said: Baseline
    kept: Baseline

    @property
    def everything(self) -> tuple[Finding, ...]:
        """All findings that may be judged, whether or not they count, by place."""
        found = (*self.report.findings, *self.report.known, *(item.finding for item in self.report.suppressed))
        return tuple(sorted((item for item in found if identities(item)), key=lambda item: item.sort_key))

    @property
    def waiting(self) -> tuple[Finding, ...]:
        """Findings that count and that nobody has judged, or whose term is over."""
        holding = {entry.identity for entry in self.said.entries if not entry.has_run_out(self.today)}
        counting = (*self.report.findings, *self.report.known)
        return tuple(item for item in counting if identities(item) and not holding.issuperset(identities(item)))

    def with_verdict(self, finding: Finding, said: BaselineEntry) -> Audit:
        """The same after a verdict, which is on the disk then, beside those of others who judge at the same time. Raises SsotError."""
        with turn(self.file.parent):
            now = judged(self._with(_held(self.file)), finding, self.everything, said)
            store.save(self.file, now)
        return replace(self, said=now, kept=now)

    def _with(self, there: Baseline) -> Baseline:
        """What was said here, and what somebody else has written, or taken away, in the meantime."""
        before = set(self.kept.entries)
        gone = {entry.identity for entry in before.difference(there.entries)}
        entries = {entry.identity: entry for entry in self.said.entries if entry.identity not in gone}
        entries |= {entry.identity: entry for entry in there.entries if entry not in before}
        return Baseline(self.said.path, in_order(entries.values()))


@click.group(name="audit", invoke_without_command=True, no_args_is_help=False, short_help="Judge findings: true, false positive, accepted.")
@where
@click.pass_context
def audit_group(context: click.Context, /, folder: str, registry: str | None) -> int | None:
    """Go through the findings that nobody has judged yet, and say of each what it is.

    Answers are kept in .ssot-audit.json, which belongs into git; the next run goes on where this one ended. A false positive
    fails no run any more, an accepted finding none until its day; a true one still counts.
    Without a terminal: `ssot-check audit list`, `ssot-check audit record`.
    """
    if context.invoked_subcommand is not None:
        return None
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("there is no terminal to ask at", "`ssot-check audit list` shows what waits, `ssot-check audit record` judges it")
    return _ask_all(_audit(folder, registry))


@audit_group.command(name="list", short_help="Show what was judged and what waits.")
@where
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="How to print it.")
def list_(folder: str, registry: str | None, form: str) -> int:
    """Show what was judged, whether it still holds, and which findings wait for a verdict."""
    audit = _audit(folder, registry)
    emit(_as_json(audit) if form == "json" else _as_text(audit))
    return 0


@audit_group.command(short_help="Judge one finding without being asked.")
@click.argument("key")
@where
@click.option("--verdict", type=click.Choice([item.value for item in Opinion]), required=True, help="What the finding is.")
@click.option("--reason", metavar="TEXT", default="", help="Why; needed for all but `true`.")
@click.option("--owner", metavar="NAME", default="", help="Who answers for it; needed for `accepted`.")
@click.option("--until", metavar="DATE", default="", help="Last day on which it may stand; needed for `accepted`.")
def record(key: str, folder: str, registry: str | None, verdict: str, **texts: str) -> int:
    """Judge the finding KEY, which JSON reports and `audit list` show; its first six digits do when no other has them."""
    audit = _audit(folder, registry)
    finding = _finding(audit.everything, key)
    said = _entry(Opinion(verdict), {name: text.strip() for name, text in texts.items()}, audit.today)
    audit.with_verdict(finding, said)
    say(f"{store.AUDIT_NAME}: {finding.key} is {verdict}" + (f" until {said.until}" if said.until else ""))
    return 0


def _audit(folder: str, registry: str | None) -> Audit:
    """The run, and the verdicts so far. Raises SsotError when the run cannot be trusted."""
    from ssot_check.pipeline.check import checked

    asked = request(folder, {"registry": registry})
    config: Config = configure(asked, (), (), discovery.format_names(), discovery.rule_codes)
    if config.domains or config.select or config.ignore:
        raise UsageError("the settings narrow the run", "an audit is about every finding: leave out domain, select and ignore")
    remedy = "replace the link by the file itself"
    file = locate.inside(config.root / store.AUDIT_NAME, config.root, "audit", remedy)
    kept = _held(file)
    project, report = checked(replace(config, registry=asked.registry(), no_phases=True))
    reasons = [problem for problem in report.problems if problem.severity is Severity.ERROR]
    if reasons:
        first = reasons[0]
        raise SsotError(f"this run proves nothing: {first.message} ({first.code} at {first.location})", first.remedy)
    return Audit(file, config.today or date.min, report, project.audit or Baseline(store.AUDIT_NAME), kept)


def _held(file: Path) -> Baseline:
    """What stands in the file now; nothing where there is none. Raises SsotError when that is no audit."""
    if not os.path.lexists(file):
        return Baseline(store.AUDIT_NAME)
    found = store.load(file, file.parent)
    if found.baseline is None:
        first = found.problems[0]
        raise SsotError(f"this run proves nothing: {first.message} ({first.code} at {first.location})", first.remedy)
    return found.baseline


def _finding(found: Sequence[Finding], key: str) -> Finding:
    word = key.strip().lower()
    meant = {item.key: item for item in found if len(word) >= _SHORTEST and item.key.startswith(word)}
    if len(meant) == 1:
        return next(iter(meant.values()))
    many = f"{len(meant)} findings begin so" if meant else "no finding has such a key"
    raise UsageError(f"{visible(key)}: {many}", "`ssot-check audit list` shows the keys; at least six digits are needed")


def _entry(opinion: Opinion, texts: dict[str, str], today: date) -> BaselineEntry:
    """What is kept of a verdict, without the finding. Raises UsageError for one that says too little."""
    needed = {Opinion.TRUE: (), Opinion.FALSE_POSITIVE: ("reason",), Opinion.ACCEPTED: ("reason", "owner", "until")}[opinion]
    for name in needed:
        if not texts[name]:
            raise UsageError(f"--{name} is missing: a finding is not {opinion.value} without it", f"add --{name}")
    if opinion is not Opinion.ACCEPTED and texts["until"]:
        raise UsageError(f"--until makes no sense for {opinion.value}", "leave it out, or say --verdict accepted")
    if texts["until"] and not _is_coming(texts["until"], today):
        raise UsageError(f"--until {texts['until']}: no day to come", "write a day as YYYY-MM-DD, today or later")
    reason = texts["reason"] or "confirmed"
    return BaselineEntry(_NOBODY, 1, today.isoformat(), reason, texts["until"], verdict=opinion.value, owner=texts["owner"])


def _is_coming(text: str, today: date) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and day >= today


def _ask_all(audit: Audit) -> int:
    from ssot_check.reports.support.findings import finding_lines
    from ssot_check.reports.support.paint import Paint

    waiting, paint = audit.waiting, Paint.of(audit.report.presentation, audit.report.rules)
    for number, finding in enumerate(waiting, start=1):
        emit("\n".join(("", *finding_lines(finding, audit.report.sources, paint), f"{finding.key}  ({number} of {len(waiting)})", "")))
        answer = ask(_ASKED, among=(*_ANSWERS, "s", "q"))
        if answer == "q":
            break
        if answer in _ANSWERS:
            audit = _answered(audit, finding, _ANSWERS[answer])
    say(f"waiting: {len(audit.waiting):,}; {_counted(audit)}")
    return 0


def _answered(audit: Audit, finding: Finding, opinion: Opinion) -> Audit:
    """Ask for what the verdict needs until it is right, and keep it. What was right already need not be typed again."""
    texts = dict.fromkeys(("reason", "owner", "until"), "")
    while True:
        for name in {Opinion.TRUE: (), Opinion.FALSE_POSITIVE: ("reason",)}.get(opinion, ("reason", "owner", "until")):
            said = None if name == "until" else texts[name] or None
            texts[name] = ask("until (YYYY-MM-DD)" if name == "until" else name, said)
        try:
            return audit.with_verdict(finding, _entry(opinion, texts, audit.today))
        except UsageError as error:
            say(f"{error.message}: {error.remedy}")


def _counted(audit: Audit) -> str:
    counts = Counter(entry.verdict for entry in audit.said.entries)
    return ", ".join(f"{opinion.value} {counts[opinion.value]:,}" for opinion in Opinion)


def _state(entry: BaselineEntry, audit: Audit, there: Iterable[Identity]) -> str:
    return "over" if entry.has_run_out(audit.today) else "holds" if entry.identity in there else "gone"


def _as_text(audit: Audit) -> str:
    there = {part for item in audit.everything for part in identities(item)}
    lines = [f"? {item.key} {item.location}: {item.code} {item.message}" for item in audit.waiting]
    for entry in audit.said.entries:
        known = entry.identity
        until = f" until {entry.until}" if entry.until else ""
        owner = f" ({entry.owner})" if entry.owner else ""
        lines.append(
            f"{_state(entry, audit, there)}: {known.path}: {known.code} {known.scope} is {entry.verdict}{until}: {entry.reason}{owner}"
        )
    summary = f"{plural(len(audit.waiting), 'finding')} waiting; {_counted(audit)}"
    return "".join(f"{visible(line)}\n" for line in (*lines, summary))


def _as_json(audit: Audit) -> str:
    there = {part for item in audit.everything for part in identities(item)}
    waiting = [
        {
            "key": item.key,
            "code": item.code,
            "path": visible(item.location.path),
            "line": item.location.line,
            "message": visible(item.message),
        }
        for item in audit.waiting
    ]
    said = [
        {
            "code": entry.identity.code, "path": visible(entry.identity.path), "scope": visible(entry.identity.scope),
            "verdict": entry.verdict, "reason": visible(entry.reason), "owner": visible(entry.owner), "until": entry.until,
            "state": _state(entry, audit, there),
        }
        for entry in audit.said.entries
    ]  # fmt: skip
    return json.dumps({"schema_version": 1, "waiting": waiting, "verdicts": said}, indent=2) + "\n"
