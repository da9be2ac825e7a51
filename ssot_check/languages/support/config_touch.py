"""Watched commands in the scripts of config files: steps of pipelines, scripts of a package manifest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ssot_check.languages.support.command_touch import snippet_touches
from ssot_check.languages.support.config_kinds import recognise
from ssot_check.languages.support.config_tree import Node, Shape
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, Watch

_SCRIPTS: Final = frozenset(("run", "script", "before_script", "after_script", "bash", "command", "install", "before_install"))
_PIPELINES: Final = frozenset(("github-workflow", "github-action", "gitlab-ci", "circleci", "azure-pipelines", "travis"))
_MANIFEST: Final = "package-json"


def config_touches(source: SourceFile, documents: Sequence[Node], watch: Watch) -> tuple[Touch, ...]:
    """Every watched command of the file; none when it is neither a pipeline nor a package manifest."""
    kind = recognise(source.path, documents)
    lines = source.text.split("\n")
    found: set[Touch] = set()
    for root in documents:
        if kind in _PIPELINES:
            for script in _scripts(root):
                found.update(_of_script(source.path, lines, script, "ci", watch))
        elif kind == _MANIFEST:
            scripts = root.get("scripts")
            for _, script in scripts.pairs if scripts is not None else ():
                found.update(_of_script(source.path, lines, script, "package_scripts", watch))
    return tuple(sorted(found, key=lambda item: (item.location, item.name)))


def _scripts(root: Node) -> Iterator[Node]:
    """Scalars that pipelines run, wherever they stand."""
    stack = [root]
    while stack:
        node = stack.pop()
        for key, value in node.pairs:
            if key.text in _SCRIPTS and value.shape is not Shape.MAP:
                yield from _texts(value)
            else:
                stack.append(value)
        stack.extend(node.items)


def _texts(node: Node) -> Iterator[Node]:
    if node.shape is Shape.SCALAR:
        yield node
    for item in node.items:
        yield from _texts(item)


def _of_script(path: str, lines: Sequence[str], node: Node, place: str, watch: Watch) -> Iterator[Touch]:
    if node.shape is Shape.SCALAR:
        first = node.span[0] + (1 if node.style in ("|", ">") else 0)
        yield from snippet_touches(path, lines, node.text, first, place, watch)
