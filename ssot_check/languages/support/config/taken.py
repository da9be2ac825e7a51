"""How tasks and plays of Ansible are taken by other files: `include_role`, `include_tasks` and `import_playbook` of its documentation."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from ssot_check.languages.support.config.differences import given
from ssot_check.languages.support.config.place import Place, file_name
from ssot_check.model.listed import listed

_MANY: Final = 4
"""From so many variables on that begin with two names in turn the names are said once."""
_SHOWN: Final = 8
_ROLE: Final = re.compile(r"(.*?(?:^|/)roles/)(.+?)/(?:tasks|handlers)/")


def task(at: Place, *, whole: bool = False) -> str:
    """A role includes tasks of another one by the role's name (Ansible documentation, "include_role"), other files by their path.

    What the copy calls otherwise is handed over under the owner's names. A handler cannot include a role. `whole` says that the owner is
    all of its file.
    """
    if at.owner == at.into:
        return ""
    role = _ROLE.match(at.owner)
    folder = f"{role[1]}{role[2]}/tasks" if role else posixpath.dirname(at.owner)
    stem, moved = (posixpath.relpath(at.owner, folder).rpartition(".")[0], "") if whole else _tasks_file(at, folder)
    own = at.owner if whole else posixpath.join(folder, f"{stem}.yml")
    if role and not at.into.startswith(f"{role[1]}{role[2]}/") and "/handlers/" not in at.into:
        taken = f"include_role: {{name: {role[2]}, tasks_from: {stem}}}"
    else:
        taken = f"include_tasks: {posixpath.relpath(own, posixpath.dirname(at.into) or '.')}"
    variables, results = given(at.use)
    kept = "".join(f", and read `{mine}` for `{theirs}`" for mine, theirs in results)
    return f"{taken}{_vars([pair for pair in variables if '.' not in pair[0]])}{kept}{moved}"


def _vars(pairs: Sequence[tuple[str, str]]) -> str:
    """What is handed over; variables that differ in how they begin, as those of two roles do, in one pattern where they are many."""
    begins = [_begins(*pair) for pair in pairs]
    usual = max(begins, key=begins.count, default=("", ""))
    alike = [mine.removeprefix(usual[0]) for (mine, _), begin in zip(pairs, begins, strict=True) if begin == usual and any(usual)]
    many = len(alike) >= _MANY
    handed = [f'{usual[0]}X: "{{{{ {usual[1]}X }}}}"'] if many else []
    others = [pair for pair, begin in zip(pairs, begins, strict=True) if not (many and begin == usual)]
    handed += [f'{mine}: "{{{{ {theirs} }}}}"' for mine, theirs in others]
    which = f", where X is each of {listed(alike, _SHOWN)}" if many else ""
    return f" with vars: {{{', '.join(handed)}}}{which}" if handed else ""


def _begins(mine: str, theirs: str) -> tuple[str, str]:
    """What stands before the words with which both names end; empty where one of them is no more than that."""
    parts, others = mine.split("_"), theirs.split("_")
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(reversed(parts), reversed(others), strict=False)))
    if not same or same in (len(parts), len(others)):
        return "", ""
    return f"{'_'.join(parts[:-same])}_", f"{'_'.join(others[:-same])}_"


def _tasks_file(at: Place, folder: str, what: str = "task") -> tuple[str, str]:
    """The name of a file that holds the task or play alone, and what makes it one: nothing for the only one of a file."""
    lines = at.use.owner_text.split("\n")
    line, first = at.use.unit.location.line, [number for number, text in enumerate(lines, 1) if text.startswith("- ")]
    stem, ending = posixpath.splitext(posixpath.basename(at.owner))
    if first == [line] and ending in (".yml", ".yaml") and posixpath.dirname(at.owner) == folder:
        return stem, ""
    named = _named(at.name)
    own = file_name(at.name if named else f"{stem} {first.index(line) + 1 if line in first else at.name}")
    if own == stem:
        own = f"{own}-{first.index(line) + 1 if line in first else 1}"
    which, takes = "" if named else f" at line {line}", "include" if what == "task" else "import"
    return own, f" (move the {what}{which} to {posixpath.join(folder, own)}.yml, and let {at.owner} {takes} it too)"


def _named(name: str) -> bool:
    """False for a task without a name, which is called like its module or is a block."""
    return " " in name or name[:1].isupper()


def play(at: Place) -> str:
    """A play is taken with the whole file that it is alone in."""
    if at.owner == at.into:
        return ""
    stem, moved = _tasks_file(at, posixpath.dirname(at.owner), "play")
    own = posixpath.join(posixpath.dirname(at.owner), f"{stem}.yml") if moved else at.owner
    return f"import_playbook: {posixpath.relpath(own, posixpath.dirname(at.into) or '.')}{moved}"
