"""Neither a hook nor a pipeline runs ssot-check.

What it does
------------
Starts from everything that runs by itself:

* hooks: `.pre-commit-config.yaml` (the hooks of ssot-check by their id, `repo: local` by their entry), `.husky/`,
  `.githooks/`
* pipelines: GitHub, Gitea and Forgejo workflows, GitLab CI, Azure pipelines, CircleCI, Travis, Jenkinsfiles
* crontabs of a user and of the system (`cron.d`, `cron.daily`)

From there it follows Makefile targets, package scripts, shell scripts and their functions, local actions and
`pre-commit run`. Commands are read word by word: `python -m ssot_check`, `uvx ssot-check` and `$(BIN)/ssot-check` run
the program, `pip install ssot-check` and a comment do not. In files whose grammar is not read (tox, nox, just, Task,
Bitbucket, Buildkite ...) the name counts as a run.

A repository with pipelines or hooks gets a warning. One without any gets information that never fails a run: whoever
tries the program for the first time has done nothing wrong.

Why it matters
--------------
A check that nobody runs finds nothing. The registry is there, and everybody believes it is kept.

How to fix
----------
Add a step `ssot-check check` to the pipeline, or the hook `ssot-check` to `.pre-commit-config.yaml`. Where it runs in a
place that no file of the repository shows, leave the rule out: `ignore = ["SSOT901"]` under `[tool.ssot-check]` in
`pyproject.toml`.
"""

from collections.abc import Iterator

from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.plugins import Rule
from ssot_check.model.project import Project
from ssot_check.model.verdict import Severity


def check(project: Project) -> Iterator[Finding]:
    """One finding at most, about the registry as a whole."""
    wiring = project.wiring
    if wiring.routes:
        return
    if wiring.starters:
        first = f"`{wiring.starters[0]}`"
        seen = first if len(wiring.starters) == 1 else f"{len(wiring.starters)} files, the first {first}"
        message = f"no hook and no pipeline runs ssot-check ({seen})"
    else:
        message = "nothing runs ssot-check by itself: the repository has no hook and no pipeline"
    yield Finding(
        code=RULE.code,
        message=message,
        location=Location(project.registry.path),
        why="a check that nobody runs finds nothing, and the registry is believed all the same",
        help="add a step `ssot-check check` to a pipeline, or the hook `ssot-check` to .pre-commit-config.yaml",
        severity=RULE.severity if wiring.starters else Severity.INFORMATION,
        digest="wired",
    )


RULE = Rule(code="SSOT901", name="gate-not-wired", severity=Severity.WARNING, explanation=__doc__, check=check)
