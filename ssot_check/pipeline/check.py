"""The main job from end to end: scan, judge, and the lines of text that the report shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ssot_check import discovery
from ssot_check.model.config import Config
from ssot_check.model.past import Past
from ssot_check.model.project import Project
from ssot_check.model.report import Report
from ssot_check.pipeline.judge import judge
from ssot_check.pipeline.scan import scan
from ssot_check.workspace import files


def check(config: Config, overlay: Mapping[str, str] | None = None) -> Report:
    """Check the repository at `config.root`. Raises RegistryError when no domain can be read."""
    project, report = examine(config, overlay)
    sources = {project.registry.path: project.registry.lines}
    for path in sorted(_shown(report) - sources.keys()):
        text = files.read(config.root, path, config.max_file_bytes)
        if overlay and path in overlay:
            sources[path] = tuple(overlay[path].split("\n"))
        elif isinstance(text, files.Text):
            sources[path] = tuple(text.text.split("\n"))
    return replace(report, sources=sources)


def examine(config: Config, overlay: Mapping[str, str] | None = None) -> tuple[Project, Report]:
    """The snapshot and what is concluded from it, without the lines to show. Raises RegistryError when no domain can be read."""
    project = scan(config, overlay)
    return project, judge(project, config, discovery.rules(), _past(config, project))


def _past(config: Config, project: Project) -> Past | None:
    if not config.since:
        return None
    from ssot_check.pipeline.past import look_back

    return look_back(config, project)


def _shown(report: Report) -> set[str]:
    """Every file of which a format may want to show lines."""
    paths = {problem.location.path for problem in report.problems}
    for finding in report.findings:
        paths.add(finding.location.path)
        paths.update(related.location.path for related in finding.related)
    return paths
