"""Roles of Ansible: what a role calls by its own name, and a file of tasks as a whole.

The variables of a role begin with its name (ansible-lint, rule `var-naming`), so tasks that were pasted into another role got that role's
name throughout. Here the name is left out of what is compared, and counts in the exact form only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from ssot_check.languages.support.config.blocks import Leaf
from ssot_check.model.unit import NAME, TEXT, TYPE, Token

_TASKS: Final = re.compile(r"(?:.*/)?tasks/(?:.*/)?([^/]+)\.ya?ml")
_ROLE: Final = re.compile(r"(?:.*/)?roles/([^/]+)/(?:tasks|handlers)/")
_LEAST_LETTERS: Final = 3
"""A role with a shorter name than this would find it in other words."""
_LEAST_TASKS: Final = 2
ITSELF: Final = "role"
"""What stands for the whole name of a role."""


def nameless(path: str) -> Callable[[str], str]:
    """Takes the name of the role of the file at `path` off the names that begin with it; no change where the file is of no role."""
    role = _ROLE.match(path)
    if role is None or len(role[1]) < _LEAST_LETTERS:
        return lambda text: text
    name = "[-_.]".join(map(re.escape, re.split(r"[-_.]", role[1])))
    own = re.compile(rf"(?<![A-Za-z0-9_-]){name}(?:[-_](?=[A-Za-z0-9])|(?![A-Za-z0-9_-]))")
    return lambda text: own.sub(lambda found: "" if found[0][-1:] in ("_", "-") else ITSELF, text)


def without_name(leaves: Iterable[Leaf], plain: Callable[[str], str]) -> tuple[Leaf, ...]:
    """The entries without the name of their role."""
    return tuple(leaf._replace(tokens=tuple(part for token in leaf.tokens for part in _without(token, plain))) for leaf in leaves)


def _without(token: Token, plain: Callable[[str], str]) -> tuple[Token, ...]:
    kind, text = token
    said = plain(text) if kind in (NAME, TEXT) else text
    return (token,) if said == text else ((TYPE, text), (kind, said))


def file_of_tasks(path: str, tasks: Sequence[tuple[int, bool]]) -> str:
    """What a file of tasks is called that is worth being taken as a whole, "" for any other.

    Each of `tasks` says how many entries it has and whether it only hands arguments on: a file that mostly does so does no work.
    """
    found = _TASKS.fullmatch(path)
    working = sum(entries for entries, calls in tasks if not calls)
    much = 2 * working >= sum(entries for entries, _calls in tasks)
    return found[1] if found and much and sum(not calls for _entries, calls in tasks) >= _LEAST_TASKS else ""
