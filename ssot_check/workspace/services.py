"""What continuous integration says of the build it runs: the branch that is built, the one it goes into, and how to get more history.

The variables are those of each service's own documentation: GitHub "Default environment variables", GitLab "Predefined CI/CD variables",
Azure "Predefined variables", Jenkins' Branch API plugin, CircleCI "Project values and variables", Bitbucket "Default variables".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ssot_check.model.dataclass import dataclass

_HEADS: Final = "refs/heads/"


@dataclass(frozen=True, slots=True)
class Service:
    """One service. `mark` is the variable that it always sets; of `target` and `branch` the first that is set counts.

    `base` names the variable with the very commit that the change began at, "" where there is none; `deepen` is what to do about a clone
    that is too shallow. `tells_target` is False where builds of a change do not know what it goes into; `change` is then a variable that
    only they have.
    """

    name: str
    mark: str
    branch: tuple[str, ...]
    deepen: str
    target: tuple[str, ...] = ()
    base: str = ""
    tells_target: bool = True
    change: str = ""


SERVICES: Final = (
    Service("GitHub Actions", "GITHUB_ACTIONS", ("GITHUB_HEAD_REF", "GITHUB_REF_NAME"), "`fetch-depth: 0` in actions/checkout",
            ("GITHUB_BASE_REF",)),
    Service("GitLab", "GITLAB_CI", ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_REF_NAME"), '`GIT_DEPTH: "0"` in the job',
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME",), "CI_MERGE_REQUEST_DIFF_BASE_SHA"),
    Service("Azure Pipelines", "TF_BUILD", ("SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH"), "`fetchDepth: 0` in the checkout",
            ("SYSTEM_PULLREQUEST_TARGETBRANCH",)),
    Service("Jenkins", "JENKINS_URL", ("CHANGE_BRANCH", "BRANCH_NAME"), "no shallow clone, and the target branch in the refspec",
            ("CHANGE_TARGET",)),
    Service("CircleCI", "CIRCLECI", ("CIRCLE_BRANCH",), "`git fetch --unshallow origin` before the check", tells_target=False,
            change="CIRCLE_PULL_REQUEST"),
    Service("Bitbucket Pipelines", "BITBUCKET_BUILD_NUMBER", ("BITBUCKET_BRANCH",), "`clone: {depth: full}` in bitbucket-pipelines.yml",
            ("BITBUCKET_PR_DESTINATION_BRANCH",)),
)  # fmt: skip


def running(environment: Mapping[str, str]) -> Service | None:
    """The service that runs this build; None at a desk, and in one that is not known."""
    return next((item for item in SERVICES if environment.get(item.mark)), None)


def changing(environment: Mapping[str, str]) -> Service | None:
    """The service, where it says that this build is one of a change that goes into another branch."""
    service = running(environment)
    if service is None:
        return None
    return service if any(environment.get(name, "").strip() for name in (*service.target, service.base, service.change) if name) else None


def branch(environment: Mapping[str, str]) -> str:
    """The branch that is built, "" where nobody says: most services check out a commit, and git knows no branch then."""
    service = running(environment)
    return first(environment, service.branch) if service else ""


def first(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The name of the first branch among these variables, "" when none is set."""
    return next((said.removeprefix(_HEADS) for name in names if (said := environment.get(name, "").strip())), "")
