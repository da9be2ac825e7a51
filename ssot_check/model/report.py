"""The one answer a run carries back: what is wrong, what was checked, and what was not."""

from __future__ import annotations

from collections.abc import Mapping

from ssot_check.model.baseline import NEVER_KNOWN, BaselineEntry
from ssot_check.model.checkout import Checkout
from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.finding import Finding
from ssot_check.model.gate import Condition
from ssot_check.model.phase import PhaseEffect
from ssot_check.model.problem import Problem
from ssot_check.model.source import SkippedFile
from ssot_check.model.standing import History, Waiver
from ssot_check.model.suppression import Suppressed
from ssot_check.model.verdict import Severity, Verdict


@dataclass(frozen=True, slots=True)
class DomainSummary:
    """One domain's row: what it owns, what was compared with it, what was found.

    `findings` counts by severity (`"error"`, `"warning"`, `"information"`; a missing key is 0). `compared_units` are the owned units
    that are worth a search (None = not counted): the others are too small, or boilerplate. `paths` are the owner's paths as the
    registry names them, `exports` the names that everybody else must take from it, `people` who answers for it. `rules` are the codes
    of the rules that ran and had something of it to look at, `unproved` its rule texts that no check is bound to, `unseen` files of
    its owner that were not analysed, `spared` the patterns of files whose copies of it are not reported.
    """

    name: str
    kind: str
    owner: str
    owned_files: int
    owned_units: int
    findings: Mapping[str, int] = field(default_factory=dict)
    unbound_policies: int = 0
    compared_units: int | None = None
    paths: tuple[str, ...] = ()
    exports: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    unproved: tuple[str, ...] = ()
    unseen: tuple[SkippedFile, ...] = ()
    spared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of the repository the verdict rests on. Counts are files unless they say otherwise.

    `units` were found; `compared` of them are large enough to be compared (None = not counted), `generated_units` stand in a stretch
    that a program keeps in a file of people's, and are no copies. `lister` is who listed the files: "git", or why it was a plain walk.
    """

    listed: int
    analysed: int
    partly: tuple[str, ...] = ()
    skipped: tuple[SkippedFile, ...] = ()
    lines: int = 0
    units: int = 0
    by_language: Mapping[str, int] = field(default_factory=dict)
    compared: int | None = None
    lister: str = "git"
    generated_units: int = 0


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """What a format needs to know of a rule that ran. `help_uri` is the address of its page, "" when it has none."""

    code: str
    name: str
    severity: Severity
    summary: str
    explanation: str
    help_uri: str = ""


@dataclass(frozen=True)
class Presentation:
    """How a person wants the text: terminal width in columns (0 = unlimited), colour, counts per rule, detail.

    `root_uri` is the file URI of the repository's folder, with a slash at its end; only links use it, and "" means no links to files.
    With `folds` messages and remedies are broken to fit as well; without, they stay on one line each, to be searched for.
    `token_budget` is the most that the `ai` format may cost its reader, in tokens (0 = no limit).
    """

    width: int = 80
    colour: bool = False
    links: bool = False
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    root_uri: str = ""
    token_budget: int = 10_000
    folds: bool = False


@dataclass(frozen=True)
class Report:
    """Findings and problems are sorted. `sources` holds the lines of every file a finding or problem points into.

    `unread` are keys of the registry that no rule of this version looks at.
    `narrowed` lists the PATHS the report was narrowed to (the comparison never is), `only_domains` the domains
    it was narrowed to, `left_out` the codes of the rules that were not asked; `accepted` counts the findings
    that the registry's `exceptions` let stand. `baseline` is the file of the known findings, "" when there is
    none; then `findings` are the new ones only, `known` those it covers, `stale` what it holds and nothing
    matches (empty where the run could not tell), `expired` entries whose term is over.
    `since` says which earlier state the findings were compared with, "" when none was; then `findings` are those that came after
    it, `already` those that were there, and `gone` what it had and is no longer found (empty where the run could not tell).
    `staged` is the number of staged files that the report is narrowed to (None = it is not).
    `suppressed` are findings that a comment or the registry allows; they are in no other list and no other count.
    `waivers` is everything that lets findings stand, by its term; `day` is the ISO date of the run ("" = unknown), `turns` are the
    days that change what is said, in order: something is allowed until then, or has to be gone by then. `period` (a
    value of Period) says which run of `history` an audit is held against.
    `phases` is what the registry's phases did, entry by entry; one that did nothing is not there. `conditions` are the rows of the
    quality gate, () when the registry asks for none.
    `held` are the code and the path of each hint that nobody asked for.
    `checkout` is the commit and branch that the report speaks of (None = nobody asked, or no git); `registry_digest` is that of the
    registry's text.
    `folded` are findings that stand for several of `findings`, which are those of their identities; no count knows of them.
    `not_applicable` are codes of rules that the registry asks for and that judge a change, in a run that is about none.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    domains: tuple[DomainSummary, ...]
    completeness: Completeness
    rules: tuple[RuleInfo, ...]
    registry: str
    dialect: str
    tool_version: str
    failing: tuple[Severity, ...] = (Severity.ERROR,)
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    narrowed: tuple[str, ...] = ()
    only_domains: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    accepted: int = 0
    presentation: Presentation = field(default_factory=Presentation)
    unread: tuple[str, ...] = ()
    baseline: str = ""
    known: tuple[Finding, ...] = ()
    stale: tuple[BaselineEntry, ...] = ()
    expired: tuple[BaselineEntry, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    since: str = ""
    staged: int | None = None
    already: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    day: str = ""
    turns: tuple[str, ...] = ()
    period: str = "day"
    history: History = field(default_factory=History)
    held: tuple[tuple[str, str], ...] = ()
    phases: tuple[PhaseEffect, ...] = ()
    conditions: tuple[Condition, ...] = ()
    not_applicable: tuple[str, ...] = ()
    gone: tuple[BaselineEntry, ...] = ()
    checkout: Checkout | None = None
    registry_digest: str = ""
    folded: tuple[Finding, ...] = ()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings as a reader wants them: what stands for others in their place, where the first of them is."""
        if not self.folded:
            return self.findings
        parts = {part: one for one in self.folded for part in (one.identity, *one.further)}
        told: list[Finding] = []
        for finding in self.findings:
            one = parts.get(finding.identity, finding)
            if one is finding or one not in told:
                told.append(one)
        return tuple(told)

    def fails(self, finding: Finding) -> bool:
        """True when this finding fails the run."""
        return finding.severity in self.failing and not finding.excused

    @property
    def held_back(self) -> int:
        """Number of hints that nobody asked for."""
        return len(self.held)

    @property
    def new(self) -> int:
        """Number of findings that the baseline could hold and does not."""
        return sum(not finding.code.startswith(NEVER_KNOWN) for finding in self.findings)

    @property
    def fixed(self) -> int:
        """Number of known findings that are no longer there."""
        return sum(entry.count for entry in self.stale)

    @property
    def mended(self) -> int:
        """Number of findings of the earlier state that are no longer there."""
        return sum(entry.count for entry in self.gone)
