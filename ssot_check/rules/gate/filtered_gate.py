"""A path filter keeps ssot-check from running when an owner or the registry changes.

What it does
------------
Applies the path filters of the pipeline or hook to the owners and the registry, and reports those whose change starts
no run:

* GitHub: `paths` and `paths-ignore`, when both push and pull request have one
* GitLab: `rules: changes`, `only: changes`, `except: changes`
* Azure: `paths`
* pre-commit: `files`, `exclude`, `types` and `types_or` of a hook without `always_run`

Another pipeline (or, for a hook, another hook) that runs the check without a filter makes up for it.

Why it matters
--------------
Whoever deletes an owner, or loosens the registry, changes exactly the files that the filter leaves out, and no check
runs.

How to fix
----------
Remove the filter: a run takes seconds, and a copy may be in any file. Or add the paths that the finding names.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.model.wiring import Host, LeftOut, Route

_SHOWN = 3


def check(project: Project) -> Iterator[Finding]:
    """One finding for each filter of hosts whose every run is filtered."""
    for host in Host:
        routes = [route for route in project.wiring.routes if route.host is host]
        if any(not route.filters for route in routes):
            continue
        told = set()
        for route in routes:
            for item in route.filters:
                if item.filter not in told:
                    told.add(item.filter)
                    yield _finding(project, route, item)


def _finding(project: Project, route: Route, left: LeftOut) -> Finding:
    registry = project.registry.path
    owners = [path for path in left.paths if path != registry]
    named = ", ".join(f"`{path}`" for path in ([registry] if registry in left.paths else []) + owners[:_SHOWN])
    more = f" and {len(owners) - _SHOWN} more" if len(owners) > _SHOWN else ""
    return Finding(
        code=RULE.code,
        message=f"`{left.filter.key}` keeps ssot-check from running when {named}{more} changes",
        location=left.filter.location,
        why="a change of an owner or of the registry passes unchecked",
        help="take the filter away" if left.filter.excludes else f"take the filter away, or add {named}{more}",
        severity=RULE.severity,
        label=f"{len(left.paths)} owned files or the registry do not pass",
        scope=route.task,
        digest=digest_parts((left.filter.key, *left.filter.patterns)),
    )


RULE = Rule(code="SSOT904", name="filtered-gate", severity=Severity.ERROR, explanation=__doc__, check=check)
