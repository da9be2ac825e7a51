"""What `--since auto` stands for, service by service, and which commit and branch a report names."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.checkout import Checkout
from ssot_check.model.errors import UsageError
from ssot_check.workspace.checkout import checkout
from ssot_check.workspace.services import SERVICES, changing
from ssot_check.workspace.target import target
from tests.repositories import git, repository, write

CHANGES = {
    "GitHub": {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "feature", "GITHUB_REF_NAME": "7/merge"},
    "GitLab": {
        "GITLAB_CI": "true",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": "feature",
        "CI_COMMIT_REF_NAME": "feature",
    },
    "Azure": {
        "TF_BUILD": "True",
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
        "SYSTEM_PULLREQUEST_SOURCEBRANCH": "refs/heads/feature",
        "BUILD_SOURCEBRANCH": "refs/pull/7/merge",
    },
    "Jenkins": {"JENKINS_URL": "https://ci.example.org/", "CHANGE_TARGET": "main", "CHANGE_BRANCH": "feature", "BRANCH_NAME": "PR-7"},
    "CircleCI": {"CIRCLECI": "true", "CIRCLE_BRANCH": "feature"},
    "Bitbucket": {"BITBUCKET_BUILD_NUMBER": "7", "BITBUCKET_PR_DESTINATION_BRANCH": "main", "BITBUCKET_BRANCH": "feature"},
}
PUSHES = {
    "GitHub": {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "", "GITHUB_HEAD_REF": "", "GITHUB_REF_NAME": "main"},
    "GitLab": {"GITLAB_CI": "true", "CI_COMMIT_REF_NAME": "main"},
    "Azure": {"TF_BUILD": "True", "BUILD_SOURCEBRANCH": "refs/heads/main"},
    "Jenkins": {"JENKINS_URL": "https://ci.example.org/", "BRANCH_NAME": "main"},
    "CircleCI": {"CIRCLECI": "true", "CIRCLE_BRANCH": "main"},
    "Bitbucket": {"BITBUCKET_BUILD_NUMBER": "7", "BITBUCKET_BRANCH": "main"},
}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """As a service checks it out: the commit of a branch, on no branch."""
    origin = repository(tmp_path / "origin", {"a": "1"})
    git(origin, "branch", "feature")
    git(tmp_path, "clone", "-q", f"file://{origin}", "clone")
    root = tmp_path / "clone"
    git(root, "checkout", "-q", "--detach", "origin/feature")
    git(root, "branch", "-q", "-D", "main")
    return root


def test_every_service_is_tried() -> None:
    assert len(CHANGES) == len(PUSHES) == len(SERVICES)


@pytest.mark.parametrize("name", CHANGES)
def test_a_build_of_a_change_is_compared_with_what_it_goes_into(clone: Path, name: str) -> None:
    assert target(clone, CHANGES[name]) == "origin/main"
    state = checkout(clone, CHANGES[name])
    assert state is not None
    assert state.branch == "feature"


@pytest.mark.parametrize("name", PUSHES)
def test_a_build_of_the_default_branch_is_about_everything(clone: Path, name: str) -> None:
    assert target(clone, PUSHES[name]) == ""
    state = checkout(clone, PUSHES[name])
    assert state is not None
    assert state.branch == "main"


@pytest.mark.parametrize("name", CHANGES)
def test_a_service_knows_builds_of_a_change(name: str) -> None:
    told = changing({**CHANGES[name], "CIRCLE_PULL_REQUEST": "https://example.org/7"})
    assert told is not None
    assert told.name.startswith(name)
    assert changing(PUSHES[name]) is changing({}) is None


def test_gitlab_names_the_very_commit(clone: Path) -> None:
    assert target(clone, {**CHANGES["GitLab"], "CI_MERGE_REQUEST_DIFF_BASE_SHA": "0123abc"}) == "0123abc.."


@pytest.mark.parametrize("name", [name for name in CHANGES if name != "CircleCI"])
def test_a_clone_without_the_branch_says_how_to_get_it(clone: Path, name: str) -> None:
    git(clone, "update-ref", "-d", "refs/remotes/origin/main")
    with pytest.raises(UsageError, match="goes into main") as caught:
        target(clone, CHANGES[name])
    assert caught.value.remedy.startswith("fetch it: `git fetch origin main:refs/remotes/origin/main`, or ")


def test_at_a_desk_it_is_the_default_branch_of_origin(clone: Path) -> None:
    assert target(clone, {}) == "origin/main"
    git(clone, "remote", "set-head", "origin", "--delete")
    with pytest.raises(UsageError, match="nobody says") as caught:
        target(clone, {})
    assert "git remote set-head origin --auto" in caught.value.remedy


def test_a_folder_without_git_is_2(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="git cannot be asked"):
        target(tmp_path, {})
    assert checkout(tmp_path, {}) is None


def test_the_commit_the_branch_and_what_is_not_committed(tmp_path: Path) -> None:
    root = repository(tmp_path, {"a": "1"})
    commit = git(root, "rev-parse", "HEAD").strip()
    write(root, {"untracked": ""})
    assert checkout(root, PUSHES["GitLab"]) == Checkout(commit, "main", modified=False)
    write(root, {"a": "2"})
    state = checkout(root, {})
    assert state == Checkout(commit, "main", modified=True)
    assert state.sentence == f"commit {commit[:12]} of main, with changes that are not committed"
    git(root, "checkout", "-q", "--orphan", "new")
    assert checkout(root, {}) == Checkout("", "new")
    assert Checkout("", "new").sentence == "no commit yet of new"
