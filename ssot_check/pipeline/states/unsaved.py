"""One file as an editor has it, compared with the whole repository, and reported alone."""

from __future__ import annotations

from ssot_check.model.config import Config
from ssot_check.model.dataclass import replace
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.report import Report
from ssot_check.model.verdict import Severity
from ssot_check.pipeline.check import check


def check_unsaved(config: Config, path: str, text: str) -> Report:
    """The report of `path` with `text` in it, whether or not it is on the disk. Raises RegistryError when no domain can be read."""
    report = check(replace(config, paths=(path,)), {path: text})
    skipped = next((item for item in report.completeness.skipped if item.path == path), None)
    if skipped is None or path == report.registry:
        return report
    said = Problem(
        "SSOT008",
        f"{path} is not compared: {skipped.reason.value}",
        Location(path),
        Severity.WARNING,
        cause="the check of one file looks at nothing then",
        remedy="nothing, where that is meant; else see `scan` in the registry",
    )
    return replace(report, problems=tuple(sorted((*report.problems, said), key=lambda item: item.sort_key)))
