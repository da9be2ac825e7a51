"""What a verdict stands on, by domain: rules that ran, rule texts that nothing proves, files of an owner that were not read, the score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.model.compliance import assess, is_narrowed
from ssot_check.model.report import DomainSummary, Report
from ssot_check.model.verdict import Verdict
from ssot_check.reports.support.hygiene import visible
from ssot_check.reports.support.words import plural

_PREFIX: Final = "SSOT"
_SHOWN_TEXTS: Final = 5
_TEXT_ROOM: Final = 60
_SHOWN_FILES: Final = 5
_WHOLE: Final = 100


def ground(report: Report) -> Iterator[tuple[str, str]]:
    """(name, text) of each; nothing where there is no domain to speak of."""
    if not report.domains:
        return
    yield "rules", rules_by_domain(report.domains)
    texts = [(domain.name, text) for domain in report.domains for text in domain.unproved]
    if texts:
        shown = "; ".join(f"{visible(name)}: {_short(visible(text))}" for name, text in texts[:_SHOWN_TEXTS])
        yield "unproved", f"{plural(len(texts), 'rule text')} that no check is bound to: {shown}{_more(len(texts), _SHOWN_TEXTS)}"
    files = list(_unread(report))
    if files:
        shown_files = len(files) if report.presentation.verbose else _SHOWN_FILES
        yield "unread", f"{plural(len(files), 'file')} in scope: {'; '.join(files[:shown_files])}{_more(len(files), shown_files)}"
    yield "score", _score(report)


def _unread(report: Report) -> Iterator[str]:
    """Files of an owner that were not analysed, then those that might have held a copy, each with its reason."""
    owned = {item for domain in report.domains for item in domain.unseen}
    for domain in report.domains:
        yield from (f"{visible(item.path)}, which {visible(domain.name)} owns ({item.reason.value})" for item in domain.unseen)
    others = (item for item in sorted(report.completeness.skipped) if item.is_gap and item not in owned)
    yield from (f"{visible(item.path)} ({item.reason.value})" for item in others)


def rules_by_domain(domains: Sequence[DomainSummary]) -> str:
    """The codes that ran, those of the same domains together: `in every domain 101-106, 113; in logging 301`."""
    by_domains: dict[tuple[str, ...], list[str]] = {}
    for code in sorted({code for domain in domains for code in domain.rules}):
        by_domains.setdefault(tuple(domain.name for domain in domains if code in domain.rules), []).append(code)
    names = tuple(domain.name for domain in domains)
    ordered = sorted(by_domains.items(), key=lambda item: (-len(item[0]), item[1]))
    said = [f"{_where(inside, names)} {_ranges(codes)}" for inside, codes in ordered]
    idle = [domain.name for domain in domains if not domain.rules]
    return "; ".join([*said, f"none in {_listed(idle)}"] if idle else said)


def _where(inside: Sequence[str], names: Sequence[str]) -> str:
    """The domains, or the fewer ones that are missing."""
    if len(inside) == len(names):
        return "in every domain"
    missing = [name for name in names if name not in inside]
    return f"in all but {_listed(missing)}" if len(missing) < len(inside) and len(inside) > 2 else f"in {_listed(inside)}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(visible(name) for name in names)


def _ranges(codes: Sequence[str]) -> str:
    """`101-106, 113`: three and more in a row as a range; without the prefix, so that who searches a log for a code finds findings."""
    runs: list[list[str]] = []
    for code in codes:
        if runs and code[len(_PREFIX) :].isdigit() and int(runs[-1][-1][len(_PREFIX) :]) + 1 == int(code[len(_PREFIX) :]):
            runs[-1].append(code)
        else:
            runs.append([code])
    parts = [f"{run[0]}-{run[-1][len(_PREFIX) :]}" if len(run) > 2 else ", ".join(run) for run in runs]
    return ", ".join(parts).replace(_PREFIX, "")


def _score(report: Report) -> str:
    """The repository's score and those of the domains that are lower than it, or why there is none."""
    audit = assess(report)
    if audit.now.score is None:
        return f"none: {_unscored(report)}"
    given = [(item.summary.name or "(no domain)", item.score) for item in audit.domains]
    owing = [
        f"{visible(name)} {score}" for name, score in sorted(given, key=lambda row: (row[1] or 0, row[0])) if score not in {None, _WHOLE}
    ]
    blank = [name for name, score in given if score is None]
    others = [f"the others {_WHOLE}"] if owing and len(owing) + len(blank) < len(given) else []
    parts = [", ".join(owing + others)] if owing else []
    parts += [f"not assessed: {_listed(blank)}"] if blank else []
    said = "; ".join([f"{audit.now.score} of {_WHOLE}", *parts])
    return f"{said} (`ssot-check report` says how it is made)"


def _unscored(report: Report) -> str:
    if report.verdict is Verdict.UNTRUSTED:
        return "this run cannot be trusted"
    return "the report speaks of a part of the repository" if is_narrowed(report) else "nothing of any owner was compared"


def _short(text: str) -> str:
    return text if len(text) <= _TEXT_ROOM else f"{text[: _TEXT_ROOM - 1].rstrip()}…"


def _more(count: int, shown: int) -> str:
    return f" and {count - shown:,} more (-v)" if count > shown else ""
