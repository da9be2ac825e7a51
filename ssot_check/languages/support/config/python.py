"""Steps of a workflow that are written in Python (`shell: python`): which they are, and the watched commands that they run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ssot_check.languages.support.command_touch import Host
from ssot_check.languages.support.config.tree import Node
from ssot_check.model.dataclass import replace
from ssot_check.model.digest import digest_bytes
from ssot_check.model.source import SourceFile
from ssot_check.model.touch import Touch, TouchKind, Watch

_PYTHON: Final = ("python", "python3", "python {0}", "python3 {0}")
"""Values of `shell` (Workflow syntax for GitHub Actions, `jobs.<job_id>.steps[*].shell`)."""


def python_steps(root: Node) -> Iterator[Node]:
    """The texts under `run` whose shell is Python: said by the step itself, or by `defaults` of the job or of the workflow."""
    waiting = [(root, "")]
    while waiting:
        node, shell = waiting.pop()
        shell = node.value("shell") or node.value("defaults", "run", "shell") or shell
        script = node.get("run")
        if script is not None and shell.strip() in _PYTHON:
            yield script
        waiting.extend((value, shell) for _, value in node.entries)


def python_step(host: Host, node: Node, watch: Watch) -> Iterator[Touch]:
    """Watched commands of one step, at the lines of the workflow."""
    from ssot_check.languages.support.python.touch import touches  # few files have such a step

    above = node.span[0] - (0 if node.style in ("|", ">") else 1)
    source = SourceFile(host.path, "python", node.text, digest_bytes(node.text.encode("utf-8", "surrogatepass")))
    for touch in touches(source, watch):
        line = min(touch.location.line + above, len(host.lines))
        text = host.lines[line - 1]
        if touch.kind is TouchKind.COMMAND:
            start, end = len(text) - len(text.lstrip()) + 1, len(text.rstrip()) + 1
            place = replace(touch.location, line=line, column=start, end_line=line, end_column=end)
            yield replace(touch, location=place, place=host.place)
