"""Narrows what is told to what was asked for. A finding that stands for several fragments is told at one that was asked for."""

from __future__ import annotations

from collections.abc import Callable

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.finding import Finding, Identity, Related
from ssot_check.model.past import Past
from ssot_check.model.project import Project
from ssot_check.model.unit import Unit
from ssot_check.pipeline.judging.phases import Enforced


def wanted(finding: Finding, config: Config, project: Project) -> Finding | None:
    """The finding, at a place that the run is narrowed to; None when it has none there."""
    about_baseline = project.baseline is not None and finding.location.path == project.baseline.path
    if project.staged is not None and not about_baseline:
        if not project.staged.touches(finding):
            return None
        finding = anchored(finding, project.staged.paths.__contains__, project)
    if config.domains and finding.domain not in config.domains:
        return None
    if not config.paths:
        return finding

    def is_named(path: str) -> bool:
        return any(_is_below(path, named) for named in config.paths)

    found = anchored(finding, is_named, project)
    return found if is_named(found.location.path) else None


def anchored(finding: Finding, is_meant: Callable[[str], bool], project: Project) -> Finding:
    """The finding at the first of its fragments in a file that is meant; as it is when it stands there already, or has none.

    What makes two findings the same is the set of all fragments, so that a baseline covers it either way.
    """
    if is_meant(finding.location.path):
        return finding
    part = next((part for part in finding.further if is_meant(part.path)), None)
    unit = _unit(part, project) if part else None
    if part is None or unit is None:
        return finding
    others = tuple(item for item in finding.related if (item.location.path, item.symbol) != (part.path, part.scope))
    return replace(
        finding,
        location=unit.signature,
        extent=unit.location,
        label="one of the copies",
        scope=part.scope,
        digest=part.digest,
        related=(Related(finding.location, "copy", finding.scope), *others),
        notes=(*finding.notes, *((f"here it is called `{part.scope}`",) if part.scope != finding.scope else ())),
        further=(finding.identity, *(item for item in finding.further if item != part)),
    )


def in_place(found: Enforced, past: Past | None, project: Project) -> Enforced:
    """The findings by place, each where the change since the `past` has touched it."""
    if past is None or past.diff is None:
        return found
    findings = (anchored(item, past.diff.changed.__contains__, project) for item in found.findings)
    return found._replace(findings=tuple(sorted(findings, key=lambda item: item.sort_key)))


def _unit(part: Identity, project: Project) -> Unit | None:
    units = project.files[part.path].units if part.path in project.files else ()
    return next((unit for unit in units if (unit.qualified_name, unit.fingerprint.renamed) == (part.scope, part.digest)), None)


def _is_below(path: str, folder: str) -> bool:
    return folder in (".", path) or path.startswith(folder + "/")
