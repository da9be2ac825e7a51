"""How another file takes a config block instead of repeating it.

Forms after the Compose Specification (`extends`), the workflow syntax of GitHub Actions (`workflow_call`, composite actions), the GitLab
CI/CD YAML reference (`include`, `extends`), the manual of GNU make (`include`), Docker's multi-stage builds, Kustomize (`resources`),
Prometheus (`rule_files`), Grafana (library panels), Ansible (`include_role`, `import_playbook`), and the `extends` keys of tsconfig,
ESLint and Ruff.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from ssot_check.model.plugins import Use

_ROLE: Final = re.compile(r"(.*?(?:^|/)roles/)(.+?)/(?:tasks|handlers)/")


class Form(StrEnum):
    """What lets another file take a block; the value is kept in `Unit.reuse`."""

    COMPOSE = "compose extends"
    WORKFLOW_CALL = "workflow_call"
    LONE_JOB = "only job of a workflow"
    JOB = "job of a workflow"
    STEP = "step of a workflow"
    TASK = "task of a role"
    PLAY = "play"
    GITLAB = "gitlab extends"
    STAGE = "image stage"
    LONE_STAGE = "only stage of an image"
    TARGET = "make include"
    OBJECT = "kustomize resource"
    ALERT = "rule file"
    PANEL = "library panel"
    VARIABLES = "env file"
    JSON_EXTENDS = "extends in json"
    TOML_EXTEND = "extend in toml"


class _Place(NamedTuple):
    """Name of the owner's block, the file it stands in, the copy's file, and the former as the latter's folder sees it."""

    name: str
    owner: str
    into: str
    beside: str


def spell_use(use: Use) -> str:
    """The entry that replaces a copied block, and what it needs at the owner; "" where the format has no such form."""
    owner, unit = use.unit.location.path, use.unit
    spell = _FORMS.get(unit.reuse)
    return spell(_Place(unit.name, owner, use.into, posixpath.relpath(owner, posixpath.dirname(use.into) or "."))) if spell else ""


def _compose(at: _Place) -> str:
    return f"extends: {{service: {at.name}}}" if at.owner == at.into else f"extends: {{file: {at.beside}, service: {at.name}}}"


def _called(at: _Place) -> str:
    return f"uses: ./{at.owner}" if at.owner.startswith(".github/workflows/") else ""


def _lone_job(at: _Place) -> str:
    called = _called(at)
    return f"{called} (and give {at.owner} the trigger `workflow_call` under `on:`)" if called else ""


def _job(at: _Place) -> str:
    if not _called(at) or at.owner == at.into:
        return ""
    own = f".github/workflows/{_file_name(at.name)}.yml"
    return f"uses: ./{own} (move `{at.name}` there, under `on: workflow_call`, and let {at.owner} call it too)"


def _step(at: _Place) -> str:
    if at.owner == at.into:
        return ""
    own = f".github/actions/{_file_name(at.name)}"
    return f"uses: ./{own} (move the step to {own}/action.yml, a composite action, and let {at.owner} use it too)"


def _task(at: _Place) -> str:
    """A role includes tasks of another one by the role's name (Ansible documentation, "include_role"), other files by their path."""
    role = _ROLE.match(at.owner)
    folder = f"{role[1]}{role[2]}/tasks" if role else posixpath.dirname(at.owner)
    own = posixpath.join(folder, f"{_file_name(at.name)}.yml")
    moved = f"(move the task to {own}, and let {at.owner} include it too)"
    if at.owner == at.into:
        return ""
    if role and not at.into.startswith(f"{role[1]}{role[2]}/"):
        return f"include_role: {{name: {role[2]}, tasks_from: {_file_name(at.name)}}} {moved}"
    return f"include_tasks: {posixpath.relpath(own, posixpath.dirname(at.into) or '.')} {moved}"


def _play(at: _Place) -> str:
    own = posixpath.join(posixpath.dirname(at.owner), f"{_file_name(at.name)}.yml")
    beside = posixpath.relpath(own, posixpath.dirname(at.into) or ".")
    return f"import_playbook: {beside} (move the play to {own}, and let {at.owner} import it too)" if at.owner != at.into else ""


def _gitlab(at: _Place) -> str:
    extends = f"extends: {at.name}"
    return extends if at.owner == at.into else f"include: [{{local: /{at.owner}}}] and {extends}"


def _stage(at: _Place) -> str:
    image = _file_name(f"{posixpath.basename(posixpath.dirname(at.owner))} {at.name}")
    return f"FROM {image} AS {at.name} (built before by: docker build -f {at.owner} --target {at.name} -t {image} .)"


def _lone_stage(at: _Place) -> str:
    image = _file_name(posixpath.basename(posixpath.dirname(at.owner)))
    return f"FROM {image} (built before by: docker build -f {at.owner} -t {image} .)"


def _target(at: _Place) -> str:
    if at.owner.endswith(".mk"):
        return f"include {at.beside}"
    own = posixpath.join(posixpath.dirname(at.owner), f"{_file_name(at.name)}.mk")
    beside = posixpath.relpath(own, posixpath.dirname(at.into) or ".")
    return f"include {beside} (move `{at.name}` to {own} and include it in {at.owner} too)"


def _object(at: _Place) -> str:
    folder, base = posixpath.dirname(at.into), posixpath.dirname(at.beside)
    if not base or not folder:
        return ""
    return f"resources: [{base}] in {folder}/kustomization.yaml, with what differs as a patch"


def _alert(at: _Place) -> str:
    return f"rule_files: [{at.owner}] in the server's configuration"


def _panel(at: _Place) -> str:
    return f'libraryPanel: {{name: "{at.name}"}} (save the panel of {at.owner} as a library panel)'


def _variables(at: _Place) -> str:
    return f"load both files: docker compose --env-file {at.owner} --env-file {at.into}, and keep here only what differs"


def _json_extends(at: _Place) -> str:
    return f'"extends": "{at.beside if at.beside.startswith(".") else f"./{at.beside}"}"'


def _toml_extend(at: _Place) -> str:
    return f'extend = "{at.beside}"'


def _file_name(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "shared"


_FORMS: Final[Mapping[str, Callable[[_Place], str]]] = {
    Form.COMPOSE: _compose,
    Form.WORKFLOW_CALL: _called,
    Form.LONE_JOB: _lone_job,
    Form.JOB: _job,
    Form.STEP: _step,
    Form.TASK: _task,
    Form.PLAY: _play,
    Form.GITLAB: _gitlab,
    Form.STAGE: _stage,
    Form.LONE_STAGE: _lone_stage,
    Form.TARGET: _target,
    Form.OBJECT: _object,
    Form.ALERT: _alert,
    Form.PANEL: _panel,
    Form.VARIABLES: _variables,
    Form.JSON_EXTENDS: _json_extends,
    Form.TOML_EXTEND: _toml_extend,
}
