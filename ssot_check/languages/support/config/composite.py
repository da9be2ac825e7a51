"""How steps of GitHub workflows are taken by other files: composite actions.

After GitHub's documentation ("Metadata syntax for GitHub Actions", "Contexts reference", "Reusing workflows"): a composite action reads no
secrets and no `vars`, neither the inputs of the workflow nor what other jobs or steps of it gave; its `run` names its shell, and does not
follow the `defaults` of a workflow. One of the repository itself is there after a checkout only, and a workflow that another repository
calls looks for `./` in what it checked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.languages.support.config.differences import lines_of
from ssot_check.languages.support.config.place import Place, file_name, free
from ssot_check.model.listed import listed

CHECKOUT: Final = "actions/checkout"
STEPS: Final = re.compile(r"(\s*)steps:\s*$")
SHOWN: Final = 6
_EXPRESSION: Final = re.compile(r"\$\{\{(.*?)\}\}|^\s*(?:- )?if:(.*)")
_STAYS: Final = re.compile(r"^\s*(?:- )?(if|timeout-minutes):")
"""Keys of a step that may stand beside `uses:`; an action has no time limit of its own."""
_HANDED: Final = re.compile(
    r"\b(?:secrets|vars|inputs|needs\.[\w-]+\.outputs|steps\.[\w-]+\.outputs|steps\.[\w-]+(?=\.(?:outcome|conclusion)\b))\.([\w-]+)"
)
_OF_A_STEP: Final = re.compile(r"steps\.([\w-]+)\.")
_ID: Final = re.compile(r"^\s*(?:- )?id:\s*([\w-]+)")
_RUN: Final = re.compile(r"^\s*(?:- )?run:")
_SHELL: Final = re.compile(r"^\s*(?:- )?shell:")
_FOLDER: Final = re.compile(r"^\s*(?:- )?working-directory:")
_DEFAULT_FOLDER: Final = re.compile(r"^( *)defaults:\s*\n(?:\1 +.*\n)*?\1 +working-directory:", re.MULTILINE)
_WORKFLOWS: Final = ".github/workflows/"
_CALLED: Final = re.compile(r"\bworkflow_call\b")


def step(at: Place) -> str:
    """A step is taken as a composite action."""
    if at.owner == at.into:
        return ""
    own = free(at, ".github/actions", file_name(re.sub(r"[$][{][{].*?[}][}]", "", at.name)), "")
    mine = lines_of(at.use.owner_text, at.use.unit)
    theirs = lines_of(at.use.text, at.use.copy) if at.use.copy is not None else mine
    above = before(at, at.use.copy.location.line) if at.use.copy is not None else None
    kept = [found[1] for line in theirs if (found := _STAYS.match(line)) and (found[1] != "if" or _HANDED.search(line))]
    theirs = [line for line in theirs if not _STAYS.match(line)]
    stays = f"; its {listed([f'`{key}:`' for key in kept], SHOWN)} stay{'s' * (len(kept) == 1)} here, beside `uses:`" if kept else ""
    said = f"uses: ./{own}{handed(theirs)} (move the step to {own}/action.yml, a composite action, and let {at.owner} use it too"
    return f"{said}{notes(at, own, mine, theirs, above)}{stays})"


def handed(theirs: Sequence[str]) -> str:
    """The inputs that the copy's file hands over."""
    pairs = dict(_reads(theirs))
    spelled = [f'{name}: "${{{{ {value} }}}}"' for name, value in pairs.items()]
    return f", with: {{{', '.join(spelled[:SHOWN])}{', ...' * (len(spelled) > SHOWN)}}}" if pairs else ""


def _reads(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a composite action has to be given, each with the name of an input for it."""
    own = {found[1] for line in lines if (found := _ID.match(line))}
    for line in lines:
        for said in _EXPRESSION.finditer(line):
            for found in _HANDED.finditer(said[1] or said[2] or ""):
                of = _OF_A_STEP.match(found[0])
                if of is None or of[1] not in own:
                    yield file_name(found[1]), found[0]


def notes(at: Place, action: str, mine: Sequence[str], theirs: Sequence[str], above: Sequence[str] | None) -> str:
    """What else a composite action needs, there and here."""
    needs = []
    if any(True for _ in _reads(theirs)):
        needs.append("there declare these inputs and read `inputs.NAME`, for it knows no secrets, inputs or outputs of the workflow")
    runs = sum(map(bool, map(_RUN.match, mine)))
    if runs > sum(map(bool, map(_SHELL.match, mine))):
        needs.append("`run` needs a `shell:` there")
    if runs > sum(map(bool, map(_FOLDER.match, mine))) and any(map(_DEFAULT_FOLDER.search, (at.use.text, at.use.owner_text))):
        needs.append("`run` needs its `working-directory:` there, for `defaults` of a workflow do not reach it")
    named = [found[1] for line in theirs if (found := _ID.match(line))]
    own = set(theirs)
    read = [name for name in named if any(f"steps.{name}." in line for line in at.use.text.split("\n") if line not in own)]
    if read:
        needs.append(
            f"declare there as `outputs` what other steps read of {listed([f'`{name}`' for name in read], SHOWN)}, and give it the id"
        )
    if above is not None and not any(CHECKOUT in line for line in above if not line.lstrip().startswith("#")):
        needs.append(f"{CHECKOUT} has to come before it in this job, for the action stands in the repository")
    if any(_is_called_from_elsewhere(at, path, text) for path, text in ((at.into, at.use.text), (at.owner, at.use.owner_text))):
        needs.append(f"a workflow that other repositories call has to name it OWNER/REPOSITORY/{action}@REF")
    return "".join(f"; {need}" for need in needs)


def _is_called_from_elsewhere(at: Place, path: str, text: str) -> bool:
    """True for a workflow that can be called, and that no other one of the repository calls."""
    if not _CALLED.search(text):
        return False
    others = (other for other in sorted(at.use.files) if other.startswith(_WORKFLOWS) and other != path)
    return not any(f"./{path}" in at.use.read(other) for other in others)


def before(at: Place, line: int) -> Sequence[str] | None:
    """The lines from `steps:` of the job on to a line of the copy's file; None where nobody has it at hand."""
    above = at.use.text.split("\n")[: line - 1]
    start = next((number for number in range(len(above) - 1, -1, -1) if STEPS.match(above[number])), None)
    return above[start:] if start is not None else None
