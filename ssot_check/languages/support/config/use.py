"""How another file takes a config block instead of repeating it.

Forms after the Compose Specification (`extends`), the workflow syntax of GitHub Actions (`workflow_call`, composite actions), the GitLab
CI/CD YAML reference (`include`, `extends`), the manual of GNU make (`include`), Docker's multi-stage builds, Kustomize (`resources`),
Prometheus (`rule_files`), Grafana (library panels), Ansible (`include_role`, `import_playbook`), and the `extends` keys of tsconfig,
ESLint and Ruff.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import Final

from ssot_check.languages.support.config import anchors, composite, github
from ssot_check.languages.support.config.differences import Given, differing, given, inherited, lines_of
from ssot_check.languages.support.config.folders import meant_beside, names_two, stand_apart
from ssot_check.languages.support.config.place import Place, file_name, free
from ssot_check.languages.support.config.stages import lone_stage, stage
from ssot_check.languages.support.config.taken import play, task
from ssot_check.model.listed import listed
from ssot_check.model.match import NEW_FILE, WRITE_FOR
from ssot_check.model.plugins import Use

_GLOBAL: Final = re.compile(r"^[\w\"'][^\n]*:", re.MULTILINE)
_THIRD: Final = re.compile(r"^version:\s*[\"']?3", re.MULTILINE)
_SECOND: Final = re.compile(r"^version:\s*[\"']?2", re.MULTILINE)
_LINKS: Final = re.compile(r"\s+(depends_on|links|volumes_from):")
"""What ties a service to others of its file: Docker Compose 1 refuses to extend it (documentation of the 2.x files, "extends")."""
_OF_FOLDERS: Final = " (a path that begins with `.` is found from the folder of the file that says it)"
_OLDER: Final = "; with `version: 3` that needs Docker Compose 2, and `docker stack deploy` does not know it"


class Form(StrEnum):
    """What lets another file take a block; the value is kept in `Unit.reuse`."""

    COMPOSE = "compose extends"
    WORKFLOW_CALL = "workflow_call"
    LONE_JOB = "only job of a workflow"
    JOB = "job of a workflow"
    STEP = "step of a workflow"
    TASK = "task of a role"
    TASKS = "file of tasks"
    PLAY = "play"
    GITLAB = "gitlab extends"
    STAGE = "image stage"
    LONE_STAGE = "last stage of an image"
    TARGET = "make include"
    OBJECT = "kustomize resource"
    ALERT = "rule file"
    PANEL = "library panel"
    VARIABLES = "env file"
    JSON_EXTENDS = "extends in json"
    TOML_EXTEND = "extend in toml"


def spell_use(use: Use) -> str:
    """The entry that replaces a copied block, and what it needs at the owner; "" where the format has no such form."""
    owner, unit = use.unit.location.path, use.unit
    spell = _FORMS.get(unit.reuse)
    beside = posixpath.relpath(owner, posixpath.dirname(use.into) or ".")
    line = spell(Place(unit.name, owner, use.into, beside, use)) if spell else ""
    return f"{line}{_kept(use)}{_older(use)}" if line and not line.startswith(WRITE_FOR) else line


def _older(use: Use) -> str:
    """What the version that a compose file names does not know."""
    if use.unit.reuse != Form.COMPOSE:
        return ""
    linked = dict.fromkeys(found[1] for line in lines_of(use.owner_text, use.unit) if (found := _LINKS.match(line)))
    if linked and any(map(_SECOND.search, (use.text, use.owner_text))):
        kept = listed([f"`{key}`" for key in linked], len(linked))
        return f"; with `version: 2` Docker Compose 1 extends no service that has {kept}: keep that in each file, out of what is shared"
    return _OLDER if _THIRD.search(use.text) else ""


def _kept(use: Use) -> str:
    """What of the copy has to be kept, or handed over."""
    form = use.unit.reuse
    handed = given(use) if form in (Form.TASK, Form.TASKS) else Given((), ())
    named = () if form not in _INDENTED else anchors.outside(use) if _is_third(use) else anchors.others(use)
    around = github.around(use) if form in _JOBS else ()
    here, there = differing(use, handed.variables + handed.results, named, around, _said_beside(use))
    if form in _BELOW:
        kept = f", and keep {'below' if form in _INDENTED else 'beside'} it only what differs: line{_many(here)} {here}" if here else ""
        there = inherited(use, anchors.brought(use)) if form != Form.COMPOSE else ""
        held = f" ({anchors.spelled(others)} holds other values in each file)" if here and (others := anchors.others(use)) else ""
        held += _OF_FOLDERS if form == Form.COMPOSE and names_two(use) else ""
        held += _lent(use) if form in _INDENTED else ""
        return kept + held + (f"; line{_many(there)} {there} there come{'s' * (not _many(there))} along" if there else "")
    if form not in _HANDED or not (here or there):
        return ""
    places = [f"line{_many(lines)} {lines} {where}" for lines, where in ((here, "here"), (there, "there")) if lines]
    return f"; what differs ({', '.join(places)}) {_HANDED[form]}"


def _said_beside(use: Use) -> Callable[[Sequence[str]], list[str]]:
    """How lines of the owner are read from the copy's folder."""
    return meant_beside if use.unit.reuse == Form.COMPOSE and stand_apart(use) else list


def _lent(use: Use) -> str:
    lent = anchors.lent(use.text, use.copy) if use.copy is not None else ()
    return f"; what stands at {anchors.spelled(lent, '&')} stays, others here use it" if lent else ""


def _many(lines: str) -> str:
    return "" if lines.isdecimal() else "s"


def _is_third(use: Use) -> bool:
    """True for a service that gets what it has not now when it extends the owner's."""
    return use.unit.reuse == Form.COMPOSE and bool(inherited(use, anchors.brought(use)))


def _compose(at: Place) -> str:
    """What a service takes from another one it cannot drop again, so twins take a third one."""
    name, moved, beside = at.name, "", at.beside
    if _is_third(at.use):
        stem = file_name(posixpath.splitext(posixpath.basename(at.owner))[0])
        own = free(at, posixpath.dirname(at.owner), f"{stem}-base", ".yml")  # `up` would start it in a file of its own kind
        moved = (
            f" (move what is equal{_unmoved(at.use)} to a service `{name}`{NEW_FILE}{own}, and let `{name}` of {at.owner} extend it too)"
        )
        beside = posixpath.relpath(own, posixpath.dirname(at.into) or ".")
    taken = f"extends: {{service: {name}}}" if at.owner == at.into and not moved else f"extends: {{file: {beside}, service: {name}}}"
    return taken + moved


def _unmoved(use: Use) -> str:
    """Lines of the owner that stay in its file, for the sake of anchors."""
    lent = anchors.lent(use.owner_text, use.unit)
    unknown = [name for name in anchors.outside(use) if name not in lent]
    reasons = [
        *([f"no line with {anchors.spelled(unknown)}, which a new file does not know"] if unknown else []),
        *([f"not what stands at {anchors.spelled(lent, '&')}, which others there use"] if lent else []),
    ]
    return f", but {' and '.join(reasons)}," if reasons else ""


def _gitlab(at: Place) -> str:
    """A file that is included brings all its jobs and settings along, so what is shared stands in one with hidden jobs only."""
    if at.owner == at.into:
        return f"extends: {at.name}"
    if not _GLOBAL.search(at.use.owner_text):
        return f"include: [{{local: /{at.owner}}}] and extends: {at.name}"
    own = free(at, posixpath.dirname(at.owner), file_name(at.name), ".gitlab-ci.yml")
    hidden = f".{at.name.removeprefix('.')}"
    moved = f"move what is equal to a hidden job `{hidden}`{NEW_FILE}{own}, and let {at.owner} include it and `{at.name}` extend it too"
    return f"include: [{{local: /{own}}}] and extends: {hidden} ({moved})"


def _target(at: Place) -> str:
    if at.owner.endswith(".mk"):
        return f"include {at.beside}"
    own = free(at, posixpath.dirname(at.owner), file_name(at.name), ".mk")
    beside = posixpath.relpath(own, posixpath.dirname(at.into) or ".")
    return f"include {beside} (move `{at.name}` to {own} and include it in {at.owner} too)"


def _object(at: Place) -> str:
    """An overlay takes all that the other folder's kustomization lists; without one, nothing takes an object of another file."""
    folder, base = posixpath.dirname(at.into), posixpath.dirname(at.beside)
    if not base or not folder:
        return ""
    there = _kustomized(at, posixpath.dirname(at.owner))
    if not (there or _kustomized(at, folder)):
        return ""
    listed = "and all else that it lists comes along" if there else f"which needs a kustomization.yaml that lists {at.owner}"
    return f"resources: [{base}] in {folder}/kustomization.yaml, with what differs as a patch ({listed})"


def _kustomized(at: Place, folder: str) -> bool:
    return any(posixpath.join(folder, name) in at.use.files for name in ("kustomization.yaml", "kustomization.yml", "Kustomization"))


def _alert(at: Place) -> str:
    return f"rule_files: [{at.owner}] in the server's configuration"


def _panel(at: Place) -> str:
    saved = f"(save the panel of {at.owner} as a library panel; where dashboards are deployed as files, write both from one source)"
    return f'libraryPanel: {{name: "{at.name}"}} {saved}'


def _variables(at: Place) -> str:
    both = f"--env-file {at.owner} --env-file {at.into}"
    return f"load both files, that one first (as `docker compose {both}` does), and keep here only what differs"


def _json_extends(at: Place) -> str:
    return f'"extends": "{at.beside if at.beside.startswith(".") else f"./{at.beside}"}"'


def _toml_extend(at: Place) -> str:
    return f'extend = "{at.beside}"'


_INDENTED: Final = frozenset((Form.COMPOSE, Form.GITLAB))
_JOBS: Final = frozenset((Form.WORKFLOW_CALL, Form.LONE_JOB, Form.JOB))
_BELOW: Final = _INDENTED | {Form.JSON_EXTENDS, Form.TOML_EXTEND}
"""Forms that lay the copy's own entries over those of the owner."""
_HANDED: Final[Mapping[str, str]] = {
    Form.WORKFLOW_CALL: "becomes an input of it, or a job of its own",
    Form.LONE_JOB: "becomes an input of it, or a job of its own",
    Form.JOB: "becomes an input of it, or a job of its own",
    Form.STEP: "becomes an input of it, or stays beside `uses:` as an `if:` can",
    Form.TASK: "becomes a variable of it, or a task of its own",
    Form.TASKS: "becomes a variable of it, or a task of its own",
    Form.PLAY: "becomes a variable of it, or a task of its own",
    Form.TARGET: "becomes a variable of it",
}
"""Forms that take the owner as it is, and what becomes of the rest."""
_FORMS: Final[Mapping[str, Callable[[Place], str]]] = {
    Form.COMPOSE: _compose,
    Form.WORKFLOW_CALL: github.called,
    Form.LONE_JOB: github.lone_job,
    Form.JOB: github.job,
    Form.STEP: composite.step,
    Form.TASK: task,
    Form.TASKS: partial(task, whole=True),
    Form.PLAY: play,
    Form.GITLAB: _gitlab,
    Form.STAGE: stage,
    Form.LONE_STAGE: lone_stage,
    Form.TARGET: _target,
    Form.OBJECT: _object,
    Form.ALERT: _alert,
    Form.PANEL: _panel,
    Form.VARIABLES: _variables,
    Form.JSON_EXTENDS: _json_extends,
    Form.TOML_EXTEND: _toml_extend,
}
