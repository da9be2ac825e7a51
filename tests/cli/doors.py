"""Runs the program as a person does, with the corridor replaced by a report of the test's choosing."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from ssot_check.model.config import Config
from ssot_check.model.finding import Finding
from ssot_check.model.location import Location
from ssot_check.model.problem import Problem
from ssot_check.model.report import Completeness, DomainSummary, Report
from ssot_check.model.verdict import Verdict

FINDING = Finding("SSOT201", "function `f` is an exact copy of function `f`, which `logging` owns", Location("src/a.py", 3, 5, 3, 6))
PROBLEM = Problem("SSOT007", "`b.py` cannot be read", Location("b.py"))


def report(verdict: Verdict) -> Report:
    """A small report with that verdict."""
    return Report(
        verdict=verdict,
        findings=(FINDING,) if verdict is Verdict.FINDINGS else (),
        problems=(PROBLEM,) if verdict is Verdict.UNTRUSTED else (),
        domains=tuple(DomainSummary(name, name, "src", 1, 1) for name in ("logging", "metrics")),
        completeness=Completeness(listed=3, analysed=3, lines=10, units=2),
        rules=(),
        registry="SSOT_LOCK.yml",
        dialect="version 2",
        tool_version="1.2.3",
    )


@dataclass
class Program:
    """The program in this process, called with what stands between `first` and `last`."""

    capture: pytest.CaptureFixture[str]
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()

    def __call__(self, *arguments: str | Path) -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        code = run([*self.first, *map(str, arguments), *self.last])
        out, err = self.capture.readouterr()
        return code, out, err


@dataclass
class Door(Program):
    """The same with a corridor that gives back `answer`; `asked` says what it was given."""

    answer: Report | BaseException = field(default_factory=lambda: report(Verdict.CLEAN))
    asked: list[Config] = field(default_factory=list)

    def corridor(self, config: Config) -> Report:
        self.asked.append(config)
        if isinstance(self.answer, BaseException):
            raise self.answer
        return replace(self.answer, presentation=config.presentation, narrowed=config.paths)


def copies(out: str) -> list[str]:
    """Of what `check --format concise` prints, the files of which a copy is told."""
    return [line.partition(":")[0] for line in out.splitlines() if " SSOT20" in line]


def process(*arguments: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    command = [sys.executable, "-m", "ssot_check", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60
    )
