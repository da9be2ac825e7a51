"""Pipelines as tasks: GitHub workflows and actions, GitLab CI, Azure pipelines, CircleCI and Travis, with what lets a failure pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from ssot_check.languages.support.config.paths import from_root
from ssot_check.languages.support.config.tree import Node, Shape, place
from ssot_check.languages.support.wiring.shell import Shell, script_tasks
from ssot_check.model.dataclass import replace
from ssot_check.model.wiring import CALL, Command, Filter, Mask, Task

_NO: Final = frozenset(("false", "${{ false }}", "${{false}}", "never()"))
_BY_HAND: Final = frozenset(("workflow_dispatch", "repository_dispatch"))
_CHANGES: Final = ("pull_request", "pull_request_target", "push")
_GITLAB_GLOBAL: Final = frozenset(("default", "include", "stages", "variables", "workflow", "image", "services", "cache", "spec", "types"))


def github(path: str, root: Node) -> Iterator[Task]:
    """One task for each job of a workflow, or for the steps of an action."""
    masks, filters = _by_hand(path, root), _github_filters(path, root)
    shell = root.value("defaults", "run", "shell")
    for key, job in root.mapped("jobs"):
        own = (*masks, *_masks(path, job, "continue-on-error", "if"))
        used = [Command((CALL, from_root(job.value("uses").partition("@")[0])), place(path, key.span))] if job.value("uses") else []
        commands = [*used, *_github_steps(path, job.listed("steps"), job.value("defaults", "run", "shell") or shell)]
        yield Task(key.text, tuple(commands), own, filters)
    if root.get("jobs") is None:
        yield Task("", tuple(_github_steps(path, root.listed("runs", "steps"), shell)))


def _github_steps(path: str, steps: Sequence[Node], default: str) -> Iterator[Command]:
    for step in steps:
        masks = _masks(path, step, "continue-on-error", "if")
        used = step.get("uses")
        if used is not None:
            yield from _used(path, used, masks)
        shell = step.value("shell") or default
        # The usual shell is `bash -e {0}`; one that is named as plain `bash` gets `-o pipefail` as well.
        yield from _commands(path, step.get("run"), partial(_github_shell, shell), masks)


def _used(path: str, used: Node, masks: tuple[Mask, ...]) -> Iterator[Command]:
    name, _, version = used.text.partition("@")
    if name.startswith("./"):
        yield Command((CALL, from_root(name)), place(path, used.span), masks)
    elif name == "pre-commit/action":
        yield Command(("pre-commit", "run"), place(path, used.span), masks)
    elif name.rpartition("/")[2] in ("ssot-check", "ssot-check-action"):
        yield Command(("ssot-check",), place(path, used.span), masks, version)


def _by_hand(path: str, root: Node) -> tuple[Mask, ...]:
    on = root.get("on")
    events = {on.text} if on is not None and on.text else {item.text for item in on.items} | on.keys if on is not None else set()
    if on is None or not events or events - _BY_HAND:
        return ()
    return (Mask("it is started by hand only", place(path, on.head)),)


def _github_filters(path: str, root: Node) -> tuple[Filter, ...]:
    """Path filters, when every event that a change causes has one."""
    on = root.get("on")
    events = [(name, on.get(name)) for name in _CHANGES if on is not None and name in on.keys]
    found: list[Filter] = []
    for name, event in events:
        own = [
            Filter(f"on.{name}.{key}", _patterns(node), place(path, node.span), excludes=key == "paths-ignore")
            for key in ("paths", "paths-ignore")
            if event is not None and (node := event.get(key)) is not None
        ]
        if not own:
            return ()
        found += own
    return tuple(found)


def _github_shell(name: str) -> Shell:
    return Shell(errexit="{0}" not in name, pipefail=name == "bash")


def _strict() -> Shell:
    return Shell(errexit=True, pipefail=True)


def gitlab(path: str, root: Node) -> Iterator[Task]:
    """One task for each job; a hidden one (`.name`) runs only where it is extended."""
    for key, job in root.pairs:
        if key.text in ("before_script", "after_script"):
            yield Task(key.text, tuple(_commands(path, job, _strict, ())))
        if key.text in _GITLAB_GLOBAL or job.shape is not Shape.MAP:
            continue
        after = job.get("after_script")
        lost = (Mask("the result of `after_script` does not count", place(path, after.span)),) if after is not None else ()
        scripts = [(job.get("before_script"), ()), (job.get("script"), ()), (after, lost)]
        commands = [item for node, masks in scripts for item in _commands(path, node, _strict, masks)]
        extended = job.get("extends")
        needs = tuple(item.text for item in extended.texts) if extended is not None else ()
        yield Task(key.text, tuple(commands), (*_masks(path, job, "allow_failure"), *_when(path, job)), tuple(_changes(path, job)), needs)


def _when(path: str, job: Node) -> Iterator[Mask]:
    when = job.get("when")
    if when is not None and when.text in ("manual", "never"):
        yield Mask(f"`when: {when.text}` keeps it from running by itself", place(path, when.span))
    rules = job.listed("rules")
    if rules and all(rule.value("when") in ("never", "manual") for rule in rules):
        yield Mask("every rule says `when: never` or `when: manual`", place(path, rules[0].span))


def _changes(path: str, job: Node) -> Iterator[Filter]:
    rules = [rule for rule in job.listed("rules") if rule.value("when") not in ("never", "manual")]
    if rules and all("changes" in rule.keys for rule in rules):
        for rule in rules:
            node = rule.get("changes", "paths") or rule.get("changes")
            if node is not None:
                yield Filter("rules.changes", _patterns(node), place(path, node.span))
    for key in ("only", "except"):
        node = job.get(key, "changes")
        if node is not None:
            yield Filter(f"{key}.changes", _patterns(node), place(path, node.span), excludes=key == "except")


def azure(path: str, root: Node) -> Iterator[Task]:
    """One task for all steps, wherever stages and jobs put them."""
    commands: list[Command] = []
    stack: list[tuple[Node, tuple[Mask, ...]]] = [(root, ())]
    while stack:
        node, masks = stack.pop()
        masks = (*masks, *_masks(path, node, "continueOnError", "condition", "enabled"))
        for key in ("script", "bash", "pwsh", "powershell"):
            # These run without `-e`: the step has the exit code of its last command.
            commands += _commands(path, node.get(key), Shell, masks)
        for key in ("stages", "jobs", "steps"):
            stack += [(item, masks) for item in node.listed(key)]
        deploy = node.get("strategy", "runOnce", "deploy")
        stack += [(deploy, masks)] if deploy is not None else []
    yield Task("", tuple(commands), (), tuple(_azure_filters(path, root)))


def _azure_filters(path: str, root: Node) -> Iterator[Filter]:
    for event in ("pr", "trigger"):
        for key in ("include", "exclude"):
            node = root.get(event, "paths", key)
            if node is not None:
                yield Filter(f"{event}.paths.{key}", _patterns(node), place(path, node.span), excludes=key == "exclude")


def circleci(path: str, root: Node) -> Iterator[Task]:
    """One task for each job and command."""
    for section in ("jobs", "commands"):
        for key, job in root.mapped(section):
            commands: list[Command] = []
            for step in job.listed("steps"):
                run = step.get("run")
                script = run.get("command") if run is not None and run.shape is Shape.MAP else run
                commands += _commands(path, script, _strict, ())
            yield Task(key.text, tuple(commands))


def travis(path: str, root: Node) -> Iterator[Task]:
    """One task for all phases."""
    phases = ("before_install", "install", "before_script", "script")
    yield Task("", tuple(item for key in phases for item in _commands(path, root.get(key), lambda: Shell(errexit=True), ())))


PIPELINES: Final[Mapping[str, Callable[[str, Node], Iterator[Task]]]] = {
    "github-workflow": github, "github-action": github, "gitlab-ci": gitlab,
    "azure-pipelines": azure, "circleci": circleci, "travis": travis,
}  # fmt: skip
"""Readers by the kind of the file."""


def _commands(path: str, script: Node | None, shell: Callable[[], Shell], masks: Sequence[Mask]) -> Iterator[Command]:
    """Commands of a script: one scalar, or a list of lines that one shell runs."""
    if script is None:
        return
    state = shell()
    items = list(_scalars(script))
    for number, item in enumerate(items):
        first = item.span[0] + (1 if item.style in ("|", ">") else 0)
        beyond = first + item.text.rstrip("\n").count("\n") + 1
        # What follows tells whether an exit code is asked for; the shell is the same.
        whole = "\n".join((item.text.rstrip("\n"), *(later.text for later in items[number + 1 :])))
        for command in _flat(script_tasks(path, whole, first, replace(state))):
            if command.location.line < beyond:
                yield replace(command, masks=(*command.masks, *masks))
        script_tasks(path, item.text, first, state)


def _flat(tasks: Iterable[Task]) -> Iterator[Command]:
    return (command for task in tasks for command in task.commands)


def _scalars(node: Node) -> Iterator[Node]:
    if node.shape is Shape.SCALAR:
        yield node
    for item in node.items:
        yield from _scalars(item)


def _masks(path: str, node: Node, *keys: str) -> tuple[Mask, ...]:
    """What lets a job or step fail unseen, or keeps it from running."""
    found = []
    for key in keys:
        value = node.get(key)
        if value is None:
            continue
        off = key in ("if", "condition", "enabled")
        if off and value.text.strip().lower() in _NO:
            found.append(Mask(f"`{key}: {value.text}` keeps it from running", place(path, value.span)))
        elif not off and value.text.strip().lower() in ("true", "${{ true }}"):
            found.append(Mask(f"`{key}: true` lets it fail", place(path, value.span)))
        elif key == "allow_failure" and "1" in [item.text for item in getattr(value.get("exit_codes"), "texts", ())]:
            found.append(Mask("`allow_failure: {exit_codes: [1]}` lets findings pass", place(path, value.span)))
    return tuple(found)


def _patterns(node: Node) -> tuple[str, ...]:
    return tuple(item.text for item in node.texts)
