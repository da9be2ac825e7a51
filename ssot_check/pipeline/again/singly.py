"""What rules say that judge a file by itself and by what it names: a run about staged files tells it without a look at all others.

A banned name in a file of code is one whatever the other files hold, and what an import means is known of every file. So a commit to
a file with such findings, with comments that let findings stand, or with entries in the baseline costs little more than a clean one.
Where any other rule says something, nothing is concluded here: it may say more in view of the whole repository.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import filterfalse
from typing import Final

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.report import Report
from ssot_check.model.standing import Waiver, WaiverKind
from ssot_check.pipeline.again.alike import CODE
from ssot_check.pipeline.heads import head, written
from ssot_check.pipeline.judging.judge import judge
from ssot_check.pipeline.judging.outcome import verdict_of
from ssot_check.pipeline.replacements import adopt, first, redirect, replacements, spell

_OF_BANS: Final = ("SSOT301", "SSOT302", "SSOT303", "SSOT304", "SSOT307", "SSOT308")
_OF_USES: Final = ("SSOT305", "SSOT306", "SSOT309", "SSOT312", "SSOT313", "SSOT401", "SSOT402", "SSOT403")
_OF_PLACES: Final = ("SSOT311", "SSOT712")
_SINGLY: Final = frozenset((*_OF_BANS, *_OF_USES, *_OF_PLACES))
"""Rules that go through the files one by one, or through the owners, and ask for others by their paths only. Whether the variables of a
shell script are set others decide, and what it uses through what it sources, so only files of code are judged here."""
_OF_KINDS: Final = "SSOT211"
"""Told of what is given to it, and of paths alone."""
COPIES: Final = frozenset(("SSOT201", "SSOT202", "SSOT203", "SSOT207", "SSOT210"))
"""Told of what is given to them. Of other files they ask by a path, or all: they are given all files."""
_ABOUT_COMMENTS: Final = "SSOT8"
"""Rules about what lets findings stand: narrowed to the staged files, they ask for nothing but those and the baseline."""


def may_be_told(before: Mapping[str, ParsedFile], after: Mapping[str, ParsedFile]) -> bool:
    """True unless what the files touch or allow hangs on other files, or on which day it is."""
    code = all(file.language in CODE for file in after.values() if file.touches or file.suppressions)
    return code and not any(comment.until for file in (*before.values(), *after.values()) for comment in file.suppressions)


def told(
    project: Project, config: Config, old: Report, rules: Sequence[Rule], paths: frozenset[str], read: Callable[[str], str | None]
) -> Report | None:
    """What the `rules` say of the staged files of `project`; None where others must be looked at.

    `old` is the report about nothing staged, its numbers still those of then; `paths` are all files that differ since, staged or not.
    """
    if project.audit is not None or (project.registry.exceptions and old.completeness.partly):
        return None
    here = replace(
        project,
        problems=old.problems,
        replacements=replacements(project, read),
        spell=partial(spell, project, read),
        first=partial(first, project, read),
        head=partial(head, project, read),
        written=partial(written, read),
        redirect=partial(redirect, project, read),
        adopt=partial(adopt, project, read),
    )
    found = judge(here, config, rules, counted=old.domains)
    findings = (*found.findings, *found.known, *(item.finding for item in found.suppressed))
    said = (*((finding.code, finding.location.path) for finding in findings), *found.held)
    if set(found.problems) != set(old.problems) or not all(_is_singly_told(code, path, project) for code, path in said):
        return None
    return replace(
        found,
        verdict=verdict_of(found.findings, old.problems, found.failing),
        problems=old.problems,
        completeness=old.completeness,
        waivers=_waivers(old.waivers, found.waivers, paths),
        turns=tuple(sorted({*old.turns, *found.turns})),
    )


def _is_singly_told(code: str, path: str, project: Project) -> bool:
    if code.startswith(_ABOUT_COMMENTS) or code in COPIES:
        return True
    file = project.files.get(path)
    return file is not None and file.language in CODE and (code in _SINGLY or code == _OF_KINDS)


def _waivers(old: Iterable[Waiver], found: Iterable[Waiver], paths: frozenset[str]) -> tuple[Waiver, ...]:
    """Comments in other files let nothing of this report stand, and are told as before."""

    def is_elsewhere(waiver: Waiver) -> bool:
        return waiver.kind is WaiverKind.COMMENT and waiver.location.path not in paths

    both = (*filter(is_elsewhere, old), *filterfalse(is_elsewhere, found))
    return tuple(sorted(both, key=lambda waiver: waiver.sort_key))
