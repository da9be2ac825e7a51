"""How jobs and steps of GitHub workflows are taken by other files: reusable workflows and composite actions.

After GitHub's documentation ("Reusing workflows", "Metadata syntax for GitHub Actions"): a composite action reads no secrets, and neither
the inputs of the workflow nor what other jobs or steps of it gave; it names the shell of each `run`; one of the repository itself is there
after a checkout only. A called workflow runs all of its jobs, each on a runner of its own, and leaves nothing there for the caller's steps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from ssot_check.languages.support.config.differences import lines_of, plain
from ssot_check.languages.support.config.place import Place, file_name
from ssot_check.model.listed import listed
from ssot_check.model.match import WRITE_FOR

_CHECKOUT: Final = "actions/checkout"
_EXPRESSION: Final = re.compile(r"\$\{\{(.*?)\}\}|^\s*(?:- )?if:(.*)")
_IF: Final = re.compile(r"^\s*(?:- )?if:")
_HANDED: Final = re.compile(r"\b(?:secrets|vars|inputs|needs\.[\w-]+\.outputs|steps\.[\w-]+\.outputs)\.([\w-]+)")
_OF_A_STEP: Final = re.compile(r"steps\.([\w-]+)\.")
_ID: Final = re.compile(r"^\s*(?:- )?id:\s*([\w-]+)")
_SECRET: Final = re.compile(r"\bsecrets\.(?!GITHUB_TOKEN\b)\w")
_RUN: Final = re.compile(r"^\s*(?:- )?run:")
_SHELL: Final = re.compile(r"^\s*(?:- )?shell:")
_STEPS: Final = re.compile(r"(\s*)steps:\s*$")
_JOB: Final = re.compile(r"^( +)[\w-]+:\s*(?:#.*)?$")
_CALLED_BY: Final = "on.workflow_call"
_NAMES: Final = ("name:", "id:")
_USES: Final = re.compile(r"^uses: ([^@\s]+)", re.MULTILINE)
_KEY: Final = re.compile(r"^[\w-]+:(?= |$)", re.MULTILINE)
_WORD: Final = re.compile(r"[\w./:-]+")
_KIN: Final = 0.5
"""Share of the words of two steps that both have, from which on one is an edited form of the other."""
_REPEATED: Final = 0.5
"""Share of a workflow's lines below `jobs:` that stand in a file which repeats all of it."""
_SHOWN: Final = 6


class _Step(NamedTuple):
    """What a step does, without its names, and its lines."""

    text: str
    first: int
    last: int


def step(at: Place) -> str:
    """A step is taken as a composite action."""
    if at.owner == at.into:
        return ""
    own = f".github/actions/{file_name(re.sub(r'[$][{][{].*?[}][}]', '', at.name))}"
    mine = lines_of(at.use.owner_text, at.use.unit)
    theirs = lines_of(at.use.text, at.use.copy) if at.use.copy is not None else mine
    before = _before(at, at.use.copy.location.line) if at.use.copy is not None else None
    kept = any(_IF.match(line) and _HANDED.search(line) for line in theirs)
    theirs = [line for line in theirs if not _IF.match(line)]
    handed, notes = _handed(theirs), _notes(at, mine, theirs, before) + "; its `if:` stays here, beside `uses:`" * kept
    return f"uses: ./{own}{handed} (move the step to {own}/action.yml, a composite action, and let {at.owner} use it too{notes})"


def _handed(theirs: Sequence[str]) -> str:
    """The inputs that the copy's file hands over."""
    pairs = dict(_reads(theirs))
    spelled = [f'{name}: "${{{{ {value} }}}}"' for name, value in pairs.items()]
    return f", with: {{{', '.join(spelled[:_SHOWN])}{', ...' * (len(spelled) > _SHOWN)}}}" if pairs else ""


def _reads(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a composite action has to be given, each with the name of an input for it."""
    own = {found[1] for line in lines if (found := _ID.match(line))}
    for line in lines:
        for said in _EXPRESSION.finditer(line):
            for found in _HANDED.finditer(said[1] or said[2] or ""):
                of = _OF_A_STEP.match(found[0])
                if of is None or of[1] not in own:
                    yield file_name(found[1]), found[0]


def _notes(at: Place, mine: Sequence[str], theirs: Sequence[str], before: Sequence[str] | None) -> str:
    """What else a composite action needs, there and here."""
    needs = []
    if any(True for _ in _reads(theirs)):
        needs.append("there declare these inputs and read `inputs.NAME`, for it knows no secrets, inputs or outputs of the workflow")
    if sum(map(bool, map(_RUN.match, mine))) > sum(map(bool, map(_SHELL.match, mine))):
        needs.append("`run` needs a `shell:` there")
    named = [found[1] for line in theirs if (found := _ID.match(line))]
    own = set(theirs)
    read = [name for name in named if any(f"steps.{name}." in line for line in at.use.text.split("\n") if line not in own)]
    if read:
        needs.append(
            f"declare there as `outputs` what other steps read of {listed([f'`{name}`' for name in read], _SHOWN)}, and give it the id"
        )
    if before is not None and not any(_CHECKOUT in line for line in before if not line.lstrip().startswith("#")):
        needs.append(f"{_CHECKOUT} has to come before it in this job, for the action stands in the repository")
    return "".join(f"; {need}" for need in needs)


def _before(at: Place, line: int) -> Sequence[str] | None:
    """The lines from `steps:` of the job on to a line of the copy's file; None where nobody has it at hand."""
    above = at.use.text.split("\n")[: line - 1]
    start = next((number for number in range(len(above) - 1, -1, -1) if _STEPS.match(above[number])), None)
    return above[start:] if start is not None else None


def called(at: Place) -> str:
    """A job of a workflow that can be called."""
    if not _is_called(at):
        return ""
    jobs = _jobs(at.use.owner_text)
    if len(jobs) < 2 or not at.use.text:
        return _steps(at) or f"{_call(at)}{_outputs(at)}"
    if not _repeats(at):
        return job(at)
    named = listed([f"`{name}`" for name in jobs], _SHOWN)
    return f"{_call(at)} in one job, in place of all that are like its jobs {named}: a called workflow runs all of them"


def lone_job(at: Place) -> str:
    """The only job of a workflow that nobody can call yet."""
    line = _call(at)
    triggered = f"{line} (and give {at.owner} the trigger `workflow_call` under `on:`){_outputs(at)}"
    return _steps(at) or triggered if line else ""


def job(at: Place) -> str:
    """One of the jobs of a workflow."""
    if not _is_called(at) or at.owner == at.into:
        return ""
    own = f".github/workflows/{file_name(at.name)}.yml"
    moved = f"uses: ./{own} (move `{at.name}` there, under `on: workflow_call`, and let {at.owner} call it too){_outputs(at)}"
    return _steps(at) or moved


def _is_called(at: Place) -> bool:
    return at.owner.startswith(".github/workflows/")


def _call(at: Place) -> str:
    if not _is_called(at):
        return ""
    asked = _required(at.use.owner_text)
    given = f" with its required input{'s' * (len(asked) > 1)} {listed([f'`{name}`' for name in asked], _SHOWN)}" if asked else ""
    secret = at.use.copy is not None and any(map(_SECRET.search, lines_of(at.use.owner_text, at.use.unit)))
    return f"uses: ./{at.owner}{given}{' and `secrets: inherit`' * secret}"


def _outputs(at: Place) -> str:
    """What other jobs of the copy's file read of it."""
    name = at.use.copy.name if at.use.copy is not None else ""
    read = bool(name) and f"needs.{name}.outputs." in at.use.text
    return f"; declare under `{_CALLED_BY}.outputs` what other jobs here read of `{name}`" if read else ""


def _required(text: str) -> list[str]:
    """The inputs without which a workflow cannot be called."""
    found, inside, name = [], 0, ""
    for line in text.split("\n"):
        key, deep = plain(line), len(line) - len(line.lstrip())
        if key in ("workflow_call:", "inputs:") and (key == "workflow_call:" or inside):
            inside = deep if key == "inputs:" else inside or deep
        elif inside and key and deep <= inside:
            break
        elif inside and key.endswith(":"):
            name = key[:-1]
        elif inside and key == "required: true":
            found.append(name)
    return found


def _jobs(text: str) -> list[str]:
    """Names of the jobs of a workflow."""
    below = _below_jobs(text)
    first = next((len(found[1]) for line in below if (found := _JOB.match(line))), 0)
    return [plain(line)[:-1] for line in below if (found := _JOB.match(line)) and len(found[1]) == first]


def _below_jobs(text: str) -> list[str]:
    lines = text.split("\n")
    return lines[lines.index("jobs:") + 1 :] if "jobs:" in lines else []


def _repeats(at: Place) -> bool:
    """True for a file with jobs that are like all of the owner's."""
    mine = [said for line in _below_jobs(at.use.owner_text) if (said := plain(line))]
    theirs = {plain(line) for line in at.use.text.split("\n")}
    return len(_jobs(at.use.text)) >= len(_jobs(at.use.owner_text)) and sum(said in theirs for said in mine) >= _REPEATED * len(mine)


def _steps(at: Place) -> str:
    """The equal steps of two jobs that do other things besides: they are all that the two can share; "" for other jobs."""
    use = at.use
    if use.copy is None or at.owner == at.into or not (use.text and use.owner_text):
        return ""
    mine, theirs = (_read(lines_of(text, unit), unit.location.line) for text, unit in ((use.owner_text, use.unit), (use.text, use.copy)))
    others = [one for one in theirs if not any(_are_kin(one, other) for other in mine)]
    lost = [one for one in mine if not any(_are_kin(one, other) for other in theirs)]
    if not others and 2 * len(lost) <= len(mine):
        return ""
    ours, copied = _equal(mine, theirs)
    if len(copied) < 2:
        return ""
    own = f".github/actions/{file_name(f'{at.name} steps')}"
    moved, left = (text.split("\n")[steps[0].first - 1 : steps[-1].last] for text, steps in ((use.owner_text, ours), (use.text, copied)))
    here, there = (f"lines {steps[0].first} to {steps[-1].last}" for steps in (copied, ours))
    edited = "; what differs in them becomes an input" * ([step.text for step in ours] != [step.text for step in copied])
    notes = edited + _notes(at, moved, left, _before(at, copied[0].first))
    return (
        f"{WRITE_FOR}{here}: uses: ./{own}{_handed(left)} (move these steps, {there} of {at.owner}, to {own}/action.yml, a composite "
        f"action, and let {at.owner} use it too: the steps around them are others and need the same runner{notes})"
    )


def _read(lines: Sequence[str], first: int) -> list[_Step]:
    """The steps of a job that are written in blocks."""
    start = next((number for number, line in enumerate(lines) if _STEPS.match(line)), len(lines))
    found: list[list[tuple[int, str]]] = []
    deep = -1
    for number, line in enumerate(lines[start + 1 :], first + start + 1):
        if not plain(line):
            continue
        indent = len(line) - len(line.lstrip())
        deep = indent if deep < 0 else deep
        if indent == deep and line.lstrip().startswith("- "):
            found.append([])
        elif indent <= deep:
            break
        if found:
            found[-1].append((number, line))
    return [_Step("\n".join(_work(line for _, line in rows)), rows[0][0], rows[-1][0]) for rows in found]


def _work(lines: Iterator[str]) -> Iterator[str]:
    return (said for line in lines if not (said := plain(line)).startswith(_NAMES))


def _are_kin(one: _Step, other: _Step) -> bool:
    """True for steps that use one action, and for those that run the same or an edited form of it."""
    if one.text == other.text or (_USES.findall(one.text) and _USES.findall(one.text) == _USES.findall(other.text)):
        return True
    mine, theirs = ({*_WORD.findall(_KEY.sub("", step.text))} for step in (one, other))
    return len(mine & theirs) >= _KIN * len(mine | theirs)


def _equal(mine: Sequence[_Step], theirs: Sequence[_Step]) -> tuple[Sequence[_Step], Sequence[_Step]]:
    """The longest row of steps that are alike, without a checkout at its beginning: of the owner, and of the copy."""
    starts = [(first, second) for first in range(len(mine)) for second in range(len(theirs))]
    lengths = [sum(1 for _ in takewhile(lambda pair: _are_kin(*pair), zip(mine[a:], theirs[b:], strict=False))) for a, b in starts]
    length = max(lengths, default=0)
    a, b = starts[lengths.index(length)] if length else (0, 0)
    ours, copied = mine[a : a + length], theirs[b : b + length]
    skipped = sum(1 for step in copied[:1] if _CHECKOUT in step.text)
    return ours[skipped:], copied[skipped:]
