"""The main job from end to end: scan, judge, and the lines of text that the report shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ssot_check.model.checkout import Checkout
from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.phase import Diff
from ssot_check.model.project import Project
from ssot_check.model.report import Report
from ssot_check.pipeline.reading.read import read_text
from ssot_check.pipeline.start import Start, started
from ssot_check.pipeline.states.earlier import earlier_baseline
from ssot_check.pipeline.states.staged import nothing_staged, staged, state
from ssot_check.workspace import files

if TYPE_CHECKING:
    from ssot_check.pipeline.judging.judge import Ruled


def check(config: Config, overlay: Mapping[str, str] | None = None) -> Report:
    """Check the repository at `config.root`. Raises RegistryError when no domain can be read."""
    with state(config) as side, started(config, overlay, side) as start:
        known = _recalled(config, start)
        if known is not None:
            return _whole(known, config, start)
        from ssot_check.pipeline.again.quiet import told

        report = told(config, start)
        if report is None:
            project, report, said = _examine(config, start)
            _keep_calm(config, start, project, report, said)
        _keep(config, start, report)
        return _whole(report, config, start)


def _recalled(config: Config, start: Start) -> Report | None:
    if config.staged:
        return None
    from ssot_check.pipeline.again.unchanged import recalled

    return recalled(config, start)


def _keep(config: Config, start: Start, report: Report) -> None:
    if not config.staged:
        from ssot_check.pipeline.again.unchanged import keep

        keep(config, start, report)


def _whole(report: Report, config: Config, start: Start) -> Report:
    """With the lines to show, and what it speaks of."""
    return replace(report, sources=_sources(report, start), checkout=_checkout(config), registry_digest=start.registry.digest)


def _checkout(config: Config) -> Checkout | None:
    if not config.names_commit:
        return None
    from ssot_check.workspace.checkout import checkout

    return checkout(config.root)


def _keep_calm(config: Config, start: Start, told: Project, report: Report, said: Ruled) -> None:
    from ssot_check import discovery
    from ssot_check.pipeline.again import keeping
    from ssot_check.pipeline.judging.judge import concluded, judge

    def judged(project: Project, *, hints: bool) -> Report:
        asked, rules = replace(config, hints=hints), discovery.rules()
        return concluded(said, project, asked, rules) if project is told else judge(project, asked, rules)

    keeping.keep(config, start, told, report, judged)


def checked(config: Config) -> tuple[Project, Report]:
    """The snapshot, and the report with the lines that it shows. Raises RegistryError when no domain can be read."""
    with state(config) as side, started(config, None, side) as start:
        project, report, _ = _examine(config, start)
        return project, replace(report, sources=_sources(report, start))


def examine(config: Config) -> tuple[Project, Report]:
    """The snapshot and what is concluded from it, without the lines to show. Raises RegistryError when no domain can be read."""
    with state(config) as side, started(config, None, side) as start:
        return _examine(config, start)[:2]


def _examine(config: Config, start: Start) -> tuple[Project, Report, Ruled]:
    from ssot_check import discovery
    from ssot_check.pipeline.judging.judge import concluded, ruled
    from ssot_check.pipeline.scan import scanned
    from ssot_check.pipeline.states.changes import changes

    project = scanned(config, start)
    touched = staged(start.side, project.registry)
    if touched is not None:
        untold = () if touched.paths else (nothing_staged(project.registry),)
        change = Diff(touched.paths, touched.added)
        project = replace(project, staged=touched, diff=change, problems=(*project.problems, *untold))
    earlier = earlier_baseline(config, project.baseline)
    # Today's baseline has followed every rename that git knows, those of earlier commits too: its counterpart has to do the same.
    project = replace(project, earlier=earlier.followed(project.tree.renames) if earlier else None)
    rules = discovery.rules()
    if not (config.since or config.baseline_ref):
        project = replace(project, changes=changes(config, project))
        said = ruled(project, config, rules)
        return project, concluded(said, project, config, rules), said
    from ssot_check.pipeline.states.past import known_at, look_back

    project = known_at(config, project)
    before = look_back(config, project)
    if before is not None:
        project = replace(project, diff=before.diff)
    project = replace(project, changes=changes(config, project))
    said = ruled(project, config, rules)
    return project, concluded(said, project, config, rules, before), said


def _sources(report: Report, start: Start) -> dict[str, tuple[str, ...]]:
    """The lines of every file of which a format may want to show some."""
    sources = {start.registry.path: start.registry.lines}
    request = start.request
    paths = sorted(_shown(report) - sources.keys())
    if request.objects is not None:
        request.objects.prepare(paths)
    for path in paths:
        if path in request.overlay:
            sources[path] = tuple(request.overlay[path].split("\n"))
            continue
        text = read_text(request.root, path, request.max_bytes, request.objects)
        if isinstance(text, files.Text):
            sources[path] = tuple(text.text.split("\n"))
    return sources


def _shown(report: Report) -> set[str]:
    """Every file of which a format may want to show lines."""
    paths = {problem.location.path for problem in report.problems}
    for finding in (*report.findings, *report.known, *(item.finding for item in report.suppressed)):
        paths.add(finding.location.path)
        paths.update(related.location.path for related in finding.related)
    return paths
