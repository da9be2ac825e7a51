"""Copies of the repository's own owners, planted where somebody would write one: the registry as it stands must see them."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from ssot_check import discovery
from ssot_check.matching.refusals import can_be_owner
from ssot_check.model.config import Config
from ssot_check.model.dataclass import dataclass, replace
from ssot_check.model.finding import Finding
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.project import Project
from ssot_check.model.registry import Domain, Registry
from ssot_check.model.report import Report
from ssot_check.model.source import Skip
from ssot_check.model.unit import FUNCTIONS, Unit
from ssot_check.pipeline.judging.judge import judge
from ssot_check.pipeline.reading.read import Request, read_one
from ssot_check.pipeline.scan import scan
from ssot_check.pipeline.selftest.planting import elsewhere
from ssot_check.workspace import files

EXACT: Final = "SSOT201"
NEAR: Final = "SSOT203"
_COPIES: Final = ("SSOT201", "SSOT202", "SSOT203")
_LEAST_STATEMENTS: Final = 10
"""Of a shorter owner one statement is too much: what is left is no near copy, and ought not to be."""
_NAME: Final = "ssot_self_test"
_KEYWORDS: Final = "return|raise|if|for|while|with|else|elif|def|do|done|fi|then|case|esac|break|continue|try|except|yield"
_PLAIN_LINE: Final = re.compile(rf"\s+(?!(?:{_KEYWORDS})\b)[A-Za-z_][\w.]*(?:\s*=\s*|\().*[\w)\"'\]]\s*;?")
_PAIRS: Final = ("()", "[]", "{}")


@dataclass(frozen=True, slots=True)
class Trial:
    """One planted copy: which rule must find it for which domain, in which lines, and what came of it."""

    code: str
    domain: str
    path: str
    first: int = 0
    last: int = 0
    found: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Original:
    """An owner file of a domain, and its largest unit that others may copy."""

    domain: Domain
    path: str
    text: str
    unit: Unit


def try_owners(config: Config, registry: Registry, place: Path) -> list[Trial]:
    """Copy owners and registry to `place`, plant a copy and an edited copy of each domain's owner, and run the check over it."""
    survey = files.survey(config.root, registry, registry.path)
    originals = list(_originals(config, registry, survey))
    if not originals:
        return []
    homes = _homes(survey)
    trials: list[Trial] = []
    for number, item in enumerate(originals):
        _write(place / item.path, item.text)
        if item.domain.duplicates.threshold >= 1:
            trials.append(Trial(NEAR, item.domain.name, "", why="`duplicates.threshold: 1` lets every edited copy pass"))
        for code, text in ((EXACT, item.text), (NEAR, _edited(item))):
            if text:
                path = _beside(item.path, homes, f"{_NAME}_{code.lower()}_{number}")
                _write(place / path, text)
                trials.append(Trial(code, item.domain.name, path, item.unit.location.line, item.unit.location.end_line))
    lock = place / registry.path
    lock.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(config.registry or config.root / registry.path, lock)
    asked = replace(elsewhere(config, place), registry=lock, no_baseline=True, select=_COPIES, ignore=())
    project = scan(asked)
    report = judge(project, asked, discovery.rules())
    return [_judged(trial, project, report) for trial in trials]


def _originals(config: Config, registry: Registry, survey: files.Survey) -> Iterator[_Original]:
    """For each domain the first owner file that holds something to copy."""
    request = Request(config.root, config.max_file_bytes, survey.tests, frozenset(survey.owners), {})
    for domain in registry.domains:
        owned = sorted({path for entry in domain.owner_paths for path in survey.selected[entry.path, entry.location.line]})
        found = (_original(domain, path, request) for path in owned if survey.owners[path] == (domain.name,) and path not in survey.tests)
        first = next((item for item in found if item), None)
        if first is not None:
            yield first


def _original(domain: Domain, path: str, request: Request) -> _Original | None:
    parsed, text = read_one(request, path), files.read(request.root, path, request.max_bytes)
    if not isinstance(parsed, ParsedFile) or isinstance(text, Skip) or parsed.problems:
        return None
    units = [unit for unit in parsed.units if unit.kind in FUNCTIONS and can_be_owner(unit, domain.duplicates.min_tokens)]
    best = max(units, key=lambda unit: unit.fingerprint.size, default=None)
    return _Original(domain, path, text.text, best) if best else None


def _homes(survey: files.Survey) -> Mapping[str, Sequence[str]]:
    """Folders by the ending of the files that are checked there, the fullest first."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in survey.scanned:
        if path not in survey.owners and path not in survey.tests:
            folder, _, name = path.rpartition("/")
            counts[_ending(name), folder] += 1
    homes: dict[str, list[str]] = {}
    for (ending, folder), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        homes.setdefault(ending, []).append(folder)
    return homes


def _beside(path: str, homes: Mapping[str, Sequence[str]], name: str) -> str:
    """Where such files stand and nobody owns them; beside the owner when there is no such place."""
    ending = _ending(path.rpartition("/")[2])
    folder = next(iter(homes.get(ending, ())), path.rpartition("/")[0])
    return f"{folder}/{name}{ending}" if folder else f"{name}{ending}"


def _ending(name: str) -> str:
    return name[name.rfind(".") :] if name.rfind(".") > 0 else ""


def _edited(item: _Original) -> str:
    """The text without one plain statement in the middle of the unit; "" when none can go, or none needs to."""
    starts = item.unit.fingerprint.lines
    if len(starts) < _LEAST_STATEMENTS or item.domain.duplicates.threshold >= 1:
        return ""
    lines = item.text.split("\n")
    whole = [line for line, after in pairwise(starts[1:]) if after == line + 1 and _can_go(lines, line)]
    if not whole:
        return ""
    chosen = whole[len(whole) // 2]
    return "\n".join([*lines[: chosen - 1], *lines[chosen:]])


def _can_go(lines: Sequence[str], line: int) -> bool:
    """True for a plain statement with a neighbour in its block."""
    return _is_plain(lines[line - 1]) and _depth(lines[line - 1]) in (_depth(lines[line - 2]), _depth(lines[line]))


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_plain(line: str) -> bool:
    return _PLAIN_LINE.fullmatch(line) is not None and all(line.count(pair[0]) == line.count(pair[1]) for pair in _PAIRS)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")


def _judged(trial: Trial, project: Project, report: Report) -> Trial:
    if trial.path and any(_tells(item, trial) for item in report.findings):
        return replace(trial, found=True)
    return trial if trial.why else replace(trial, why=_why(trial, project, report))


def _tells(finding: Finding, trial: Trial) -> bool:
    """True for a finding about the planted unit; an exact copy may be told at any unit of its file."""
    if finding.location.path != trial.path or finding.code not in _COPIES:
        return False
    about = finding.extent or finding.location
    return trial.code == EXACT or (finding.code != EXACT and about.line <= trial.last and trial.first <= about.end_line)


def _why(trial: Trial, project: Project, report: Report) -> str:
    """What in the registry hides the copy."""
    allowed = [grant.location.line for item in report.suppressed if item.finding.location.path == trial.path for grant in item.grants]
    if allowed:
        return f"the exception of line {min(allowed)} allows it"
    skipped = project.skip_reasons.get(trial.path)
    if skipped is not None:
        return f"{trial.path} is not read: {skipped.reason.value}"
    if trial.path in project.owners:
        return f"{trial.path} would belong to `{project.owners[trial.path][0]}`"
    domain = project.registry.domain(trial.domain)
    for entry in domain.duplicates.ignore:
        if trial.path in project.select(entry):
            return f"`duplicates.ignore: {entry.written}` (line {entry.location.line}) covers it"
    if trial.code == NEAR:
        return f"the edited copy is not found at the threshold {domain.duplicates.threshold:g}"
    return "the copy is not found"
