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
from typing import Final, NamedTuple

from ssot_check.languages.support.config.differences import Given, differing, given, inherited, lines_of
from ssot_check.model.plugins import Use

_ONE_SCRIPT: Final = "COPY and RUN one script"
_COPY: Final = re.compile(r"COPY\s|ADD\s+(?!https?:)")
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
    LONE_STAGE = "last stage of an image"
    TARGET = "make include"
    OBJECT = "kustomize resource"
    ALERT = "rule file"
    PANEL = "library panel"
    VARIABLES = "env file"
    JSON_EXTENDS = "extends in json"
    TOML_EXTEND = "extend in toml"


class _Place(NamedTuple):
    """Name of the owner's block, the file it stands in, the copy's file, the former as the latter's folder sees it, and the question."""

    name: str
    owner: str
    into: str
    beside: str
    use: Use


def spell_use(use: Use) -> str:
    """The entry that replaces a copied block, and what it needs at the owner; "" where the format has no such form."""
    owner, unit = use.unit.location.path, use.unit
    spell = _FORMS.get(unit.reuse)
    beside = posixpath.relpath(owner, posixpath.dirname(use.into) or ".")
    line = spell(_Place(unit.name, owner, use.into, beside, use)) if spell else ""
    return f"{line}{_kept(use)}" if line and not line.startswith(_ONE_SCRIPT) else line


def _kept(use: Use) -> str:
    """What of the copy has to be kept, or handed over."""
    form = use.unit.reuse
    handed = given(use) if form == Form.TASK else Given((), ())
    here, there = differing(use, handed.variables + handed.results)
    if form in _BELOW:
        kept = f", and keep {'below' if form in _INDENTED else 'beside'} it only what differs: line{_many(here)} {here}" if here else ""
        there = inherited(use) if form != Form.COMPOSE else ""
        return kept + (f"; line{_many(there)} {there} there come{'s' * (not _many(there))} along" if there else "")
    if form not in _HANDED or not (here or there):
        return ""
    places = [f"line{_many(lines)} {lines} {where}" for lines, where in ((here, "here"), (there, "there")) if lines]
    return f"; what differs ({', '.join(places)}) {_HANDED[form]}"


def _many(lines: str) -> str:
    return "" if lines.isdecimal() else "s"


def _compose(at: _Place) -> str:
    """What a service takes from another one it cannot drop again, so twins take a third one."""
    name, moved = at.name, ""
    if inherited(at.use):
        name = f"{at.name}-base"
        moved = f" (move what is equal to a service `{name}` of {at.owner}, and let `{at.name}` extend it too)"
    return (f"extends: {{service: {name}}}" if at.owner == at.into else f"extends: {{file: {at.beside}, service: {name}}}") + moved


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
    """A role includes tasks of another one by the role's name (Ansible documentation, "include_role"), other files by their path.

    What the copy calls otherwise is handed over under the owner's names. A handler cannot include a role.
    """
    if at.owner == at.into:
        return ""
    role = _ROLE.match(at.owner)
    folder = f"{role[1]}{role[2]}/tasks" if role else posixpath.dirname(at.owner)
    stem, moved = _tasks_file(at, folder)
    own = posixpath.join(folder, f"{stem}.yml")
    if role and not at.into.startswith(f"{role[1]}{role[2]}/") and "/handlers/" not in at.into:
        taken = f"include_role: {{name: {role[2]}, tasks_from: {stem}}}"
    else:
        taken = f"include_tasks: {posixpath.relpath(own, posixpath.dirname(at.into) or '.')}"
    variables, results = given(at.use)
    handed = ", ".join(f'{mine}: "{{{{ {theirs} }}}}"' for mine, theirs in variables if "." not in mine)
    kept = "".join(f", and read `{mine}` for `{theirs}`" for mine, theirs in results)
    return f"{taken}{f' with vars: {{{handed}}}' if handed else ''}{kept}{moved}"


def _tasks_file(at: _Place, folder: str, what: str = "task") -> tuple[str, str]:
    """The name of a file that holds the task or play alone, and what makes it one: nothing for the only one of a file."""
    lines = at.use.owner_text.split("\n")
    line, first = at.use.unit.location.line, [number for number, text in enumerate(lines, 1) if text.startswith("- ")]
    stem, ending = posixpath.splitext(posixpath.basename(at.owner))
    if first == [line] and ending in (".yml", ".yaml") and posixpath.dirname(at.owner) == folder:
        return stem, ""
    named = _named(at.name)
    own = _file_name(at.name if named else f"{stem} {first.index(line) + 1 if line in first else at.name}")
    if own == stem:
        own = f"{own}-{first.index(line) + 1 if line in first else 1}"
    which, takes = "" if named else f" at line {line}", "include" if what == "task" else "import"
    return own, f" (move the {what}{which} to {posixpath.join(folder, own)}.yml, and let {at.owner} {takes} it too)"


def _named(name: str) -> bool:
    """False for a task without a name, which is called like its module or is a block."""
    return " " in name or name[:1].isupper()


def _play(at: _Place) -> str:
    if at.owner == at.into:
        return ""
    stem, moved = _tasks_file(at, posixpath.dirname(at.owner), "play")
    own = posixpath.join(posixpath.dirname(at.owner), f"{stem}.yml") if moved else at.owner
    return f"import_playbook: {posixpath.relpath(own, posixpath.dirname(at.into) or '.')}{moved}"


def _gitlab(at: _Place) -> str:
    extends = f"extends: {at.name}"
    return extends if at.owner == at.into else f"include: [{{local: /{at.owner}}}] and {extends}"


def _stage(at: _Place) -> str:
    image = _file_name(f"{posixpath.basename(posixpath.dirname(at.owner))} {at.name}")
    built = f"(built before by: docker build -f {at.owner} --target {at.name} -t {image} .)"
    return _without_copies(at, image) or f"FROM {image} AS {at.name} {built}"


def _lone_stage(at: _Place) -> str:
    image = _file_name(" ".join(posixpath.dirname(at.owner).split("/")[-2:]))
    return _without_copies(at, image) or f"FROM {image} (built before by: docker build -f {at.owner} -t {image} .)"


def _without_copies(at: _Place, image: str) -> str:
    """What to write where the owner's stage holds files of its own, or the two begin with other images; "" where neither is so."""
    if at.use.copy is None or not (at.use.text and at.use.owner_text):
        return ""
    mine, theirs = lines_of(at.use.owner_text, at.use.unit), lines_of(at.use.text, at.use.copy)
    folder = posixpath.dirname(at.owner)
    if _from(mine) != _from(theirs):
        script = posixpath.join(folder, "setup.sh")
        return f"{_ONE_SCRIPT} for both images (move the commands that are equal to {script}, and let {at.owner} run it too)"
    if not any(_COPY.match(line) for line in mine):
        return ""
    base = posixpath.join(folder, "base.Dockerfile")
    moved = f"(move the lines that are equal and copy nothing to {base}, build it before, and let {at.owner} begin FROM it too)"
    return f"FROM {image}-base {moved}"


def _from(lines: Sequence[str]) -> str:
    words = next((line.split() for line in lines if line.startswith("FROM ")), [])
    return next((word for word in words[1:] if not word.startswith("--")), "")


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


_INDENTED: Final = frozenset((Form.COMPOSE, Form.GITLAB))
_BELOW: Final = _INDENTED | {Form.JSON_EXTENDS, Form.TOML_EXTEND}
"""Forms that lay the copy's own entries over those of the owner."""
_HANDED: Final[Mapping[str, str]] = {
    Form.WORKFLOW_CALL: "becomes an input of it, or a job of its own",
    Form.LONE_JOB: "becomes an input of it, or a job of its own",
    Form.JOB: "becomes an input of it, or a job of its own",
    Form.STEP: "becomes an input of it",
    Form.TASK: "becomes a variable of it, or a task of its own",
    Form.PLAY: "becomes a variable of it, or a task of its own",
    Form.STAGE: "becomes an ARG of it, or stands below this FROM",
    Form.LONE_STAGE: "becomes an ARG of it, or stands below this FROM",
    Form.TARGET: "becomes a variable of it",
}
"""Forms that take the owner as it is, and what becomes of the rest."""
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
