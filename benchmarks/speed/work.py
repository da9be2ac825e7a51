"""Counts what a run does: files parsed, pairs measured, modules imported. Unlike time, that is the same on every machine.

    python benchmarks/speed/work.py FOLDER [ARGUMENT ...]

Runs ssot-check with these arguments in a process of its own, and prints the counts. The tests hold them against limits.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_COUNTING: Final = """
import importlib, json, os, sys
counts = {"parsed": 0, "decoded": 0, "pairs": 0}
def count(module, name, what):
    inner = getattr(importlib.import_module(module), name)
    def counted(*given, **named):
        counts[what] += 1
        return inner(*given, **named)
    setattr(sys.modules[module], name, counted)
if sys.argv[1] in ("all", "warm"):
    count("ssot_check.pipeline.reading.read", "_parse", "parsed")
    count("ssot_check.pipeline.again.remember", "_read", "decoded")
    for module in ("search", "shadows", "clone_classes"):
        count("ssot_check.matching." + module, "measure", "pairs")
if sys.argv[1] in ("settled", "warm"):
    importlib.import_module("ssot_check.workspace.cache_key")._SETTLED_NANOSECONDS = -(10**12)
from ssot_check.cli.main import run
told = sys.stdout
sys.stdout = open(os.devnull, "w")
code = run(sys.argv[2:])
modules = [name for name in sys.modules if name.partition(".")[0] == "ssot_check"]
print(json.dumps({**counts, "code": code, "modules": len(sys.modules), "own": len(modules)}), file=told)
"""


@dataclass(frozen=True, slots=True)
class Work:
    """What one run did: `decoded` are results of earlier runs that were read again, `modules` all that were imported, `own` those of
    ssot-check among them, `code` the exit code.
    """

    parsed: int
    decoded: int
    pairs: int
    modules: int
    own: int
    code: int


def count(root: Path, *arguments: str, what: str = "all") -> Work:
    """The work of `ssot-check ARGUMENTS` in `root`.

    `what` is "all", "modules" (nothing else is counted, and nothing imported for the counting), or either of them for a run that takes
    files written a moment ago for old ones: "warm" and "settled".
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SSOT_CHECK", "GIT_", "COV"))}
    command = [sys.executable, "-c", _COUNTING, what, *arguments]
    done = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, text=True)
    return Work(**json.loads(done.stdout))


if __name__ == "__main__":
    print(count(Path(sys.argv[1]), *sys.argv[2:]))
