"""Blocks of configuration that share too little to take from one another: what each of their sort begins with, and values of its own.

What is worth a base image, a composite action, a called workflow or an extended service is work: commands, and what they are given. Around
it stands what every file writes for itself: the platform, the set-up, ports, labels, names. The limits follow what readers of six public
repositories would have merged, and the tuning set of benchmarks/quality.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from ssot_check.languages.support.config.blocks import Leaf, flatten
from ssot_check.languages.support.config.ci import CI
from ssot_check.languages.support.config.compose import service_leaves
from ssot_check.languages.support.config.saved import saves_little
from ssot_check.languages.support.config.tree import Node
from ssot_check.languages.support.config.use import Form
from ssot_check.model.plugins import Use
from ssot_check.model.shown import is_example
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit

_HALF: Final = 0.5
"""Of what either block does, so much is done by the other."""
_LEAST_WORDS: Final = 8
"""Words of shared work: fewer are one line, or two."""
_LEAST_VALUES: Final = 5
"""The same of a service, whose settings are a word each."""
_MANY_WORDS: Final = 40
"""So many words of shared work are worth it where they are most of one of both."""
_ALIKE: Final = 0.6
"""Of all that either block says, so much is said by the other."""
_LONG: Final = 20
"""A text of more words is a script, and is compared word by word."""
_SHORT: Final = 6
"""A command of fewer words that only fetches what is needed is set-up; one that lists much is work."""

Work: TypeAlias = Counter[tuple[tuple[str, ...], str]]

_NUMBER: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[\w./@$-]+")
_SET_UP: Final = re.compile(
    r"checkout|setup|login|cache|artifact|toolchain|install|credentials|harden-runner|(?:^|[/-])auth(?:$|[/-])", re.IGNORECASE
)
"""Actions that prepare a runner; each job names the ones that it needs."""
_FETCHES: Final = re.compile(
    r"(?:sudo )?(?:(?:npm|pnpm|yarn|pip3?|uv|poetry|bundle|composer|brew|apk|apt|apt-get|dnf|yum)\b.*\b(?:ci|i|install|sync|update|add)\b"
    r"|python3? -m pip install|yarn$|corepack\b|go mod download|git config\b|set -)"
)
_OWN_ACTION: Final = "./"
"""How an action or workflow of the repository itself begins: what uses it shares already."""
_BESIDE: Final = frozenset(("name", "id", "if", "uses", "shell", "working-directory", "timeout-minutes", "continue-on-error"))
"""Keys of a step that stand beside what it does."""
_AROUND: Final = frozenset(
    (
        "container_name", "depends_on", "env_file", "expose", "healthcheck", "hostname", "image", "init", "logging", "networks", "ports",
        "profiles", "restart", "stdin_open", "tty",
    )
)  # fmt: skip
"""Keys of a service that each file sets for itself."""


class Shared(NamedTuple):
    """Words of work that two blocks share, and the share of the one and of the other that they are, in 0..1."""

    words: int
    of_owner: float
    of_copy: float


def is_slight(use: Use, read: Callable[[SourceFile], Sequence[Node]]) -> bool:
    """True for a copy that has too little of the owner's work. `read` gives the documents of a file."""
    said = _SAID.get(use.unit.reuse)
    if said is None or use.copy is None or not (use.text and use.owner_text):
        return False
    mine, theirs = (_block(read, unit, text) for unit, text in ((use.unit, use.owner_text), (use.copy, use.text)))
    if mine is None or theirs is None:
        return False
    if any(_shares_already(node, use.unit.reuse) for node in (mine, theirs)) or saves_little(use, mine, theirs):
        return True
    if use.unit.reuse == Form.COMPOSE and is_example(use.into):
        return True  # whoever takes it takes that file alone
    found = shared(said.work(mine), said.work(theirs))
    most = use.unit.reuse == Form.COMPOSE or max(found.of_owner, found.of_copy) >= _HALF  # the set-up of jobs is alike anyway
    alike = most and are_alike(_work(said.leaves(mine)), _work(said.leaves(theirs)))
    return too_little(found, said.least) and not alike


def _shares_already(node: Node, form: str) -> bool:
    """True for a use of what the repository shares, and for a step that only hands arguments to somebody's action."""
    used = node.value("uses")
    return used.startswith(_OWN_ACTION) or (form == Form.STEP and bool(used))


def too_little(found: Shared, least: int) -> bool:
    """True for work that is not worth a third place; of less than `least` words none is."""
    if max(found.of_owner, found.of_copy) < _HALF or found.words < least:
        return True
    return min(found.of_owner, found.of_copy) < _HALF and found.words < _MANY_WORDS


def are_alike(mine: Work, theirs: Work) -> bool:
    """True for blocks of which each says most of what the other says, whatever that is: one was pasted."""
    return (mine & theirs).total() >= _ALIKE * max(mine.total(), theirs.total())


def shared(mine: Work, theirs: Work) -> Shared:
    """How much of the work of either is done by the other; numbers in it may differ."""
    both, own, others = (sum(_weight(entry) * times for entry, times in some.items()) for some in (mine & theirs, mine, theirs))
    return Shared(both, both / (own or 1), both / (others or 1))


def entries(path: tuple[str, ...], text: str) -> list[tuple[tuple[str, ...], str]]:
    """What one entry of a block says, as it is compared."""
    said = _NUMBER.sub("0", text).split()
    return [(path, word) for word in said] if len(said) > _LONG else [(path, " ".join(said))]


def _weight(said: tuple[tuple[str, ...], str]) -> int:
    return max(1, len(_WORD.findall(said[1])))


def _block(read: Callable[[SourceFile], Sequence[Node]], unit: Unit, text: str) -> Node | None:
    at = unit.signature
    return next((found for node in read(SourceFile(at.path, "", text, "")) if (found := _find(node, (at.line, at.column)))), None)


def _find(root: Node, start: tuple[int, int]) -> Node | None:
    """The value whose key, or the item whose first entry, stands there."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.borrowed:
            continue
        for key, value in node.entries:
            if (key.span if key is not None else value.head)[:2] == start:
                return value
            stack.append(value)
    return None


def _job(node: Node) -> Work:
    found: Work = Counter()
    for step in node.listed("steps"):
        found += _step(step)
    return found


def _step(node: Node) -> Work:
    used = node.value("uses").partition("@")[0]
    if used.startswith(_OWN_ACTION) or _SET_UP.search(used):
        return Counter()
    said = [(path, text) for path, text in _of_pipeline(node) if not _BESIDE.intersection(path[:1])]
    return _work([(("uses",), used)] * bool(used) + [(path, text) for path, text in said if not _only_fetches(path, text)])


def _only_fetches(path: tuple[str, ...], text: str) -> bool:
    return path[:1] == ("run",) and len(_WORD.findall(text)) < _SHORT and _FETCHES.match(text) is not None


def _service(node: Node) -> Work:
    return _work((path, text) for path, text in _of_service(node) if not _AROUND.intersection(path[:1]))


def _of_pipeline(node: Node) -> list[tuple[tuple[str, ...], str]]:
    return _spoken(flatten(node, CI))


def _of_service(node: Node) -> list[tuple[tuple[str, ...], str]]:
    return _spoken(service_leaves(node))


def _spoken(leaves: Iterable[Leaf]) -> list[tuple[tuple[str, ...], str]]:
    return [(leaf.path, " ".join(text for _, text in leaf.tokens)) for leaf in leaves]


def _work(said: Iterable[tuple[tuple[str, ...], str]]) -> Work:
    return Counter(one for path, text in said for one in entries(path, text))


class _Said(NamedTuple):
    """How a sort of block is read: all that it says, the work in that, and how many words of work are any."""

    leaves: Callable[[Node], list[tuple[tuple[str, ...], str]]]
    work: Callable[[Node], Work]
    least: int


_SAID: Final[Mapping[str, _Said]] = {
    Form.WORKFLOW_CALL: _Said(_of_pipeline, _job, _LEAST_WORDS),
    Form.LONE_JOB: _Said(_of_pipeline, _job, _LEAST_WORDS),
    Form.JOB: _Said(_of_pipeline, _job, _LEAST_WORDS),
    Form.STEP: _Said(_of_pipeline, _step, _LEAST_WORDS),
    Form.COMPOSE: _Said(_of_service, _service, _LEAST_VALUES),
}
