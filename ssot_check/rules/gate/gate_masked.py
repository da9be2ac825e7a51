"""A pipeline or hook runs ssot-check, and its exit code is lost on the way.

What it does
------------
Looks on every way to the command for what takes the result away:

* in the shell: `|| true` (`|| :`, `|| echo`, `|| exit 0`, `|| code=$?` that nobody
  asks for), a pipe without `pipefail`, `&`, `!`, `set +e`, a `trap` with
  `exit 0`, an `if` of which no branch fails, further commands without `set -e` or a look at `$?` (to print it is none),
  `&& ...` before further commands, `echo $(...)`, a line after `exit`, a function or alias called `ssot-check`; the same
  in the text of `sh -c "..."`
* in the pipeline: `continue-on-error`, `continueOnError`, `allow_failure` (of exit code 1 too), `when: manual` or `never`,
  `if: false`, `enabled: false`, `after_script`, `catchError`, `returnStatus`, workflows that are started by hand only
* in make and pre-commit: `-` before a recipe, `.IGNORE`, `make -i`, `make -n`, `stages: [manual]`
* in the options: `--exit-zero`, `--fail-on never`, a `--select` or `--ignore` that leaves out every rule about copies,
  bans and deprecated use, `--domain` or paths that narrow the report, another `--registry` or `--baseline` than the repository's own; the
  same by a variable (`SSOT_CHECK_FAIL_ON`) or under `[tool.ssot-check]`

How a service starts its shell is known: GitLab and CircleCI with `pipefail`, GitHub only for `shell: bash`, Azure
without `-e`. A masked run beside one that counts is not reported: many teams upload a report with `|| true` and check
in another step. Hooks and pipelines are judged apart, because a hook can be skipped with `--no-verify`.

Why it matters
--------------
The job is green whatever is found. That is worse than no job, since people trust it.

How to fix
----------
Remove what hides the exit code. To let known findings pass, write a baseline (`ssot-check baseline create`); to begin
without failing, say `enforcement: {level: advisory}` in the registry, where everybody can see it.
"""

from collections.abc import Iterator

from ssot_check.model.digest import digest_parts
from ssot_check.model.finding import Finding, Related
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity
from ssot_check.model.wiring import Host, Route


def check(project: Project) -> Iterator[Finding]:
    """One finding for each mask of hosts that have no run that counts."""
    for host in Host:
        routes = [route for route in project.wiring.routes if route.host is host]
        if any(not route.masks for route in routes):
            continue
        told = set()
        for route in routes:
            if route.masks[0] not in told:
                told.add(route.masks[0])
                yield _finding(route)


def _finding(route: Route) -> Finding:
    mask = route.masks[0]
    related = [Related(item.location, item.reason) for item in route.masks[1:]]
    if route.command.location != mask.location:
        related.append(Related(route.command.location, "ssot-check runs here"))
    if route.path not in (route.command.location.path, mask.location.path):
        related.append(Related(Location(route.path), f"started by this {route.host}"))
    return Finding(
        code=RULE.code,
        message=f"the {route.host} `{route.path}` runs ssot-check and cannot fail: {mask.reason}",
        location=mask.location,
        why="the job is green whatever is found, and people trust it",
        help="take the mask away; known findings belong into a baseline: `ssot-check baseline create`",
        severity=RULE.severity,
        label="the result is lost here",
        related=tuple(related),
        scope=route.task,
        digest=digest_parts((route.path, mask.reason)),
    )


RULE = Rule(code="SSOT902", name="gate-masked", severity=Severity.ERROR, explanation=__doc__, check=check)
