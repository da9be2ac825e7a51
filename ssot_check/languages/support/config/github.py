"""How jobs of GitHub workflows are taken by other files: reusable workflows, and a composite action for the steps that two jobs share.

After GitHub's documentation ("Reusing workflows"): a called workflow runs all of its jobs, each on a runner of its own, and leaves nothing
there for the caller's steps; it has no more permissions than the job that calls it, gives no outputs but those it declares, and sees
nothing of the `env` of the workflow that calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from ssot_check.languages.support.config.composite import CHECKOUT, SHOWN, STEPS, before, handed, notes
from ssot_check.languages.support.config.differences import apart, keys_of, lines_of, plain
from ssot_check.languages.support.config.place import Place, file_name, free
from ssot_check.model.listed import listed
from ssot_check.model.match import WRITE_FOR
from ssot_check.model.plugins import Use
from ssot_check.model.unit import Unit

_SECRET: Final = re.compile(r"\bsecrets\.(?!GITHUB_TOKEN\b)\w")
_JOB: Final = re.compile(r"^( +)[\w-]+:\s*(?:#.*)?$")
_CALLED_BY: Final = "on.workflow_call"
_ENV: Final = re.compile(r"^env:\n((?:[ #].*\n|\n)+)", re.MULTILINE)
_VARIABLE: Final = re.compile(r"^ +([A-Za-z_]\w*):[ \t]*(.*)", re.MULTILINE)
_FROM_CALLER: Final = re.compile(r"\$\{\{[^}]*?\b(?:inputs|needs\.[\w-]+\.outputs)\.([\w-]+)")
_FROM_MATRIX: Final = re.compile(r"\bmatrix\.([\w-]+)")
_MATRIX: Final = "strategy"
_RIGHTS: Final = "permissions"
_AROUND: Final = frozenset(("concurrency", "if", "name", "needs", _RIGHTS))
_NEEDS: Final = re.compile(r"\bneeds\.(?![\w-]+\.outputs\b)[\w.*-]+")
_LINE: Final = "\n"
_NAMES: Final = ("name:", "id:")
_USES: Final = re.compile(r"^uses: ([^@\s]+)", re.MULTILINE)
_KEY: Final = re.compile(r"^[\w-]+:(?= |$)", re.MULTILINE)
_WORD: Final = re.compile(r"[\w./:-]+")
_KIN: Final = 0.5
"""Share of the words of two steps that both have, from which on one is an edited form of the other."""
_REPEATED: Final = 0.5
"""Share of a workflow's lines below `jobs:` that stand in a file which repeats all of it."""


class _Step(NamedTuple):
    """What a step does, without its names, and its lines."""

    text: str
    first: int
    last: int


def called(at: Place) -> str:
    """A job of a workflow that can be called."""
    if not _is_called(at):
        return ""
    jobs = _jobs(at.use.owner_text)
    if len(jobs) < 2 or not at.use.text:
        return _steps(at) or f"{_call(at)}{_set(at, called=True)}{_outputs(at)}{_kept(at)}"
    if not _repeats(at):
        return job(at)
    named = listed([f"`{name}`" for name in jobs], SHOWN)
    return (
        f"{WRITE_FOR}the jobs that are like {named} one job: {_call(at)} (a called workflow runs all of its jobs; the triggers stay here)"
        f"{_otherwise(at)}{_permissions(at.use.owner_text.split(_LINE))}"
    )


def _otherwise(at: Place) -> str:
    """What the jobs of the copy's file do otherwise than those of the owner's."""
    mine, theirs = _below_jobs(at.use.owner_text), _below_jobs(at.use.text)
    lines = apart(theirs, mine, at.use.text.count(_LINE) - len(theirs) + 2)
    return (
        f"; what these do otherwise (line{'' if lines.isdecimal() else 's'} {lines}) becomes an input of it, or a job beside it"
        if lines
        else ""
    )


def lone_job(at: Place) -> str:
    """The only job of a workflow that nobody can call yet."""
    line = _call(at)
    triggered = f"{line} (and give {at.owner} the trigger `workflow_call` under `on:`{_set(at)}){_outputs(at)}"
    return _steps(at) or f"{triggered}{_kept(at)}" if line else ""


def job(at: Place) -> str:
    """One of the jobs of a workflow."""
    if not _is_called(at) or at.owner == at.into:
        return ""
    own = free(at, ".github/workflows", file_name(at.name), ".yml")
    secret = " and `secrets: inherit`" * any(map(_SECRET.search, _mine(at)))
    moved = f"uses: ./{own}{secret} (move `{at.name}` there, under `on: workflow_call`, and let {at.owner} call it too{_unseen(at)})"
    return _steps(at) or f"{moved}{_outputs(at)}{_kept(at)}"


def _mine(at: Place) -> Sequence[str]:
    return lines_of(at.use.owner_text, at.use.unit)


def _unseen(at: Place) -> str:
    """What a job reads of the workflow that it leaves."""
    read = dict.fromkeys([*_asked(at), *_read_of(_env(at.use.owner_text), at)])
    return f"; there declare as inputs what it reads of {_named(read)}, and hand it over" if read else ""


def _set(at: Place, *, called: bool = False) -> str:
    """What a job reads that the workflow around it sets otherwise than the copy's does: a caller's `env` does not reach it."""
    mine, theirs = _env(at.use.owner_text), _env(at.use.text)
    read = dict.fromkeys([*([] if called else _asked(at)), *(name for name in _read_of(mine, at) if mine[name] != theirs.get(name))])
    return f"; there make inputs of {_named(read)}, and hand over those of here" if read else ""


def _asked(at: Place) -> list[str]:
    """Inputs of the workflow, results of other jobs and values of another matrix that the owner's job reads."""
    text = _LINE.join(_mine(at))
    return [*_FROM_CALLER.findall(text), *(_FROM_MATRIX.findall(text) if at.use.copy is not None and _MATRIX in around(at.use) else ())]


def _read_of(env: Mapping[str, str], at: Place) -> list[str]:
    text = _LINE.join(_mine(at))
    return [name for name in env if re.search(rf"\b{name}\b", text)]


def _env(text: str) -> dict[str, str]:
    """What a workflow sets for all of its jobs."""
    found = _ENV.search(f"{text}{_LINE}")
    return dict(_VARIABLE.findall(found[1])) if found is not None else {}


def _named(names: Iterable[str]) -> str:
    return listed([f"`{name}`" for name in names], SHOWN)


def _kept(at: Place) -> str:
    """What has to stay where the job is called: who asks there how other jobs ended gets no answer, and passes."""
    mine, outside = _mine(at), around(at.use)
    inner = [line for line, key in zip(mine, keys_of(mine), strict=True) if key not in outside]
    asked = dict.fromkeys(_NEEDS.findall(_LINE.join(inner)))
    ends = f"; {_named(asked)} is empty in a called workflow: ask here, under `if:` or by an input" if asked else ""
    here = keys_of(_theirs(at))
    kept = [key for key in sorted(outside) if key in here and key != _RIGHTS]
    return f"; keep its {_named(kept)} beside `uses:`{_permissions(mine)}{ends}" if kept else f"{_permissions(mine)}{ends}"


def around(use: Use) -> frozenset[str]:
    """Keys of a job that stand beside `uses:` where it is called; a matrix that both have moves with the job."""
    same = use.copy is not None and _of_key(use.owner_text, use.unit, _MATRIX) == _of_key(use.text, use.copy, _MATRIX)
    return _AROUND if same else _AROUND | {_MATRIX}


def _of_key(text: str, unit: Unit, key: str) -> list[str]:
    lines = lines_of(text, unit)
    return [plain(line) for line, of in zip(lines, keys_of(lines), strict=True) if of == key]


def _theirs(at: Place) -> list[str]:
    return lines_of(at.use.text, at.use.copy) if at.use.copy is not None else []


def _permissions(mine: Sequence[str]) -> str:
    given = any(plain(line).startswith("permissions:") for line in mine)
    return "; keep `permissions` beside `uses:`, a called workflow has no more than its caller" * given


def _is_called(at: Place) -> bool:
    return at.owner.startswith(".github/workflows/")


def _call(at: Place) -> str:
    if not _is_called(at):
        return ""
    asked = _required(at.use.owner_text)
    given = f" with its required input{'s' * (len(asked) > 1)} {listed([f'`{name}`' for name in asked], SHOWN)}" if asked else ""
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
    needs = edited + notes(at, own, moved, left, before(at, copied[0].first))
    return (
        f"{WRITE_FOR}{here}: uses: ./{own}{handed(left)} (move these steps, {there} of {at.owner}, to {own}/action.yml, a composite "
        f"action, and let {at.owner} use it too: the steps around them are others and need the same runner{needs})"
    )


def _read(lines: Sequence[str], first: int) -> list[_Step]:
    """The steps of a job that are written in blocks."""
    start = next((number for number, line in enumerate(lines) if STEPS.match(line)), len(lines))
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
    skipped = sum(1 for step in copied[:1] if CHECKOUT in step.text)
    return ours[skipped:], copied[skipped:]
