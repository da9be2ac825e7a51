"""Continuous integration: GitHub workflows and actions, GitLab CI, CircleCI, Azure pipelines: jobs and steps as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ssot_check.languages.support.config import values as config_values
from ssot_check.languages.support.config.blocks import Block, Found, Reading
from ssot_check.languages.support.config.commands import first_command, script_commands
from ssot_check.languages.support.config.paths import from_root
from ssot_check.languages.support.config.tree import Node, Shape
from ssot_check.languages.support.config.use import Form
from ssot_check.model.parsed import ReferenceKind

CI: Final = Reading(
    value=config_values.value,
    unordered=frozenset(
        (
            "needs", "branches", "branches-ignore", "tags", "paths", "paths-ignore", "types", "only", "except", "extends", "exclude",
            "dependencies",
        )
    ),
    scripts=frozenset(("run", "script", "before_script", "after_script", "command", "bash", "powershell", "pwsh")),
)  # fmt: skip

_CHECKOUT: Final = "actions/checkout"
"""The action that nearly every job begins with: a step that uses it alone is the beginning of a job, and nothing to share."""
_SCRIPTS: Final = ("run", "script", "before_script", "after_script", "bash", "powershell", "pwsh")

# Keys of a `.gitlab-ci.yml` that are not jobs (GitLab CI/CD YAML syntax reference, "Global keywords").
_GITLAB_GLOBAL: Final = frozenset(
    (
        "default", "include", "stages", "variables", "workflow", "image", "services", "cache", "before_script", "after_script", "spec",
        "types",
    )
)  # fmt: skip


def workflow(path: str, root: Node) -> Found:
    """Jobs of a GitHub workflow and their steps."""
    found = Found()
    triggers = root.get("on")
    callable_ = triggers is not None and ("workflow_call" in triggers.keys or any(item.text == "workflow_call" for item in triggers.texts))
    pairs = root.mapped("jobs")
    reuse = Form.WORKFLOW_CALL if callable_ else Form.LONE_JOB if len(pairs) == 1 else Form.JOB
    for key, job in pairs:
        found.define(key)
        if job.shape is Shape.MAP:
            found.blocks.append(Block(key.text, job, key.span, CI, reuse=reuse, delegate=_only_uses(job)))
            _uses(found, path, job)
            _steps(found, path, job.listed("steps"), key.text, Form.STEP)
    return found


def action(path: str, root: Node) -> Found:
    """Steps of a composite GitHub action."""
    found = Found()
    for key, _node in root.pairs:
        found.define(key)
    _steps(found, path, root.listed("runs", "steps"), "runs", Form.STEP)
    return found


def gitlab(path: str, root: Node) -> Found:
    """Jobs of a GitLab pipeline, hidden ones (`.name`) included: they exist to be extended."""
    found = Found()
    for key, job in root.pairs:
        if key.text in _GITLAB_GLOBAL:
            if key.text in ("before_script", "after_script"):
                _commands(found, job)
            continue
        found.define(key)
        if job.shape is Shape.MAP:
            found.blocks.append(Block(key.text, job, key.span, CI, reuse=Form.GITLAB))
            for script in ("script", "before_script", "after_script"):
                _commands(found, job.get(script))
    include = root.get("include")
    for item in root.listed("include") or ([include] if include is not None else []):
        local = item if item.shape is Shape.SCALAR else item.get("local")
        if local is not None and local.shape is Shape.SCALAR:
            found.refer(ReferenceKind.FILE, from_root(local.text), local.span)
    return found


def jobs(path: str, root: Node) -> Found:
    """Jobs and steps of the other services (CircleCI, Azure pipelines, Travis), wherever `jobs` and `steps` stand."""
    found = Found()
    for section in ("jobs", "commands", "executors", "orbs"):
        for key, job in root.mapped(section):
            found.define(key)
            if job.shape is Shape.MAP:
                found.blocks.append(Block(key.text, job, key.span, CI))
                _steps(found, path, job.listed("steps"), key.text)
        for item in root.listed(section):
            name = item.get("job") or item.get("deployment") or item.get("name")
            if name is not None and item.shape is Shape.MAP:
                found.blocks.append(Block(name.text, item, name.span, CI))
                _steps(found, path, item.listed("steps"), name.text)
    _steps(found, path, root.listed("steps"), "")
    return found


def _steps(found: Found, path: str, steps: Sequence[Node], scope: str, reuse: str = "") -> None:
    for step in steps:
        if step.shape is not Shape.MAP:
            continue
        if not (step.value("uses") or "").startswith(_CHECKOUT):
            found.blocks.append(Block(_step_name(step), step, step.head, CI, scope, reuse=reuse, delegate=_only_uses(step)))
        _uses(found, path, step)
        for key, script in step.pairs:
            if key.text in _SCRIPTS:
                _commands(found, script)
            elif key.text == "run" and script.shape is Shape.MAP:
                _commands(found, script.get("command"))


def _only_uses(node: Node) -> bool:
    """True for a step that uses an action, and a job that uses a workflow: what is written out there are arguments."""
    return node.get("uses") is not None and not any(key.text in (*_SCRIPTS, "steps") for key, _value in node.pairs)


def _step_name(step: Node) -> str:
    for key in ("name", "id", "displayName", "uses", "task"):
        if step.value(key):
            return step.value(key)
    script = step.get("run") or step.get("script") or step.get("bash")
    if script is not None and script.shape is Shape.MAP:
        return script.value("name") or first_command(script.get("command")) or "step"
    return first_command(script) or next((key.text for key, _value in step.pairs), "step")


def _uses(found: Found, path: str, node: Node) -> None:
    used = node.get("uses")
    if used is None or used.shape is not Shape.SCALAR or not used.text.startswith("./"):
        return
    # A local action is a folder, a reusable workflow is a file; both count from the root of the repository.
    target = from_root(used.text.partition("@")[0])
    found.refer(ReferenceKind.FILE, target, used.span)


def _commands(found: Found, script: Node | None) -> None:
    if script is None:
        return
    for line, name in script_commands(script):
        found.refer(ReferenceKind.COMMAND, name, (line, 1, line, 1))


def pre_commit(path: str, root: Node) -> Found:
    """Repositories and hooks of a `.pre-commit-config.yaml`, or the hooks of a `.pre-commit-hooks.yaml`."""
    found = Found()
    for repo in root.listed("repos"):
        if repo.shape is not Shape.MAP:
            continue
        found.blocks.append(Block(repo.value("repo") or "repo", repo, repo.head, CI))
        _hooks(found, path, repo.listed("hooks"), repo.value("repo"))
    _hooks(found, path, root.items, "")
    return found


def _hooks(found: Found, path: str, hooks: list[Node], scope: str) -> None:
    for hook in hooks:
        name = hook.get("id")
        if name is None:
            continue
        found.definitions.append((name.text, name.span))
        found.blocks.append(Block(name.text, hook, hook.head, CI, scope))
        entry = hook.get("entry")
        if entry is not None and entry.shape is Shape.SCALAR:
            _commands(found, entry)
            program = entry.text.split()[0] if entry.text.split() else ""
            if "/" in program:
                found.refer(ReferenceKind.FILE, from_root(program), entry.span)
