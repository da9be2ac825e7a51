"""Other detectors on the same planted tree, installed by name and version into a folder of their own.

Each runs with the settings that it comes with (jscpd also with the ones that find most); none is told who owns what, so a report
counts when it joins the plant and its owner. A tool that cannot be installed or fails is named as such and never counted as 0.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.quality import dolos
from benchmarks.quality.model import Report, Span
from benchmarks.quality.planting import Tree
from benchmarks.quality.python_code import definition_at
from benchmarks.quality.store import Store, digest_of

PYPI: Final = {
    "symilar": "pylint==4.1.4",
    "pyscn": "pyscn==1.33.0",
    "codeclone": "codeclone==2.0.2",
    "find-dup-defs": "find-dup-defs==0.17.0",
}
"""Versions by the program that must be there afterwards."""
NPM: Final = {".bin/jscpd": "jscpd@5.3.3", "@dodona/dolos-lib": "@dodona/dolos-lib@3.5.1"}
INSTALL_SECONDS: Final = 900
RUN_SECONDS: Final = 300
MOST_FOUND: Final = (
    "--mode=weak",
    "--min-tokens=25",
    "--min-lines=3",
    "--max-gap-lines=5",
    "--ignore-identifiers",
    "--ignore-literals",
    "--ignore-annotations",
)
_SIMILAR: Final = re.compile(r"==(?P<path>.+?):\[(?P<first>\d+):(?P<last>\d+)\]")


class PeerError(Exception):
    """A peer could not be installed or gave no report; the text says which and why."""


class Peers:
    """The installed tools. `folder` keeps the virtual environment, the node modules and every report that was had.

    `seconds` is the time that a tool may take for one tree.
    """

    def __init__(self, folder: Path, seconds: float = RUN_SECONDS) -> None:
        self.folder = folder.resolve()
        self.seconds = seconds
        self.store = Store(self.folder / "reports")
        self.bin = self.folder / "venv" / "bin"
        self.modules = self.folder / "npm" / "node_modules"
        self.tools: dict[str, Callable[[Path], Iterator[Report]]] = {
            "pylint duplicate-code": self.symilar,
            "pyscn": self.pyscn,
            "codeclone": self.codeclone,
            "find-dup-defs": self.find_dup_defs,
            "jscpd": self.jscpd,
            "jscpd, most found": lambda root: self.jscpd(root, *MOST_FOUND),
            "dolos-lib, owners told": lambda root: dolos.reports(self.modules, root, self.seconds),
        }

    def install(self, without: Collection[str] = ()) -> list[str]:
        """Install what is missing, `without` some node modules; returns what could not be, with the reason."""
        (self.folder / "npm").mkdir(parents=True, exist_ok=True)
        failed = []
        if not self.bin.is_dir():
            _run([sys.executable, "-m", "venv", str(self.folder / "venv")], self.folder, INSTALL_SECONDS)
        for program, package in PYPI.items():
            pip = [str(self.bin / "python"), "-m", "pip", "install", "--quiet", package]
            if not (self.bin / program).exists() and _fails(pip, self.folder):
                failed.append(f"{package}: pip could not install it")
        npm = shutil.which("npm") or "npm"
        for place, package in NPM.items():
            if place in without:
                continue
            install = [npm, "install", "--silent", "--prefix", str(self.folder / "npm"), package]
            if not (self.modules / place).exists() and _fails(install, self.folder):
                failed.append(f"{package}: npm is not there or could not install it")
        return failed

    def run(self, name: str, tree: Tree) -> tuple[list[Report], float]:
        """Reports and wall seconds of one tool, those of an earlier run on the same tree if there was one.

        Raises PeerError when it gives none, or not in time.
        """
        versions = f"{name} {' '.join([*PYPI.values(), *NPM.values()])}"
        digest = digest_of(tree.root)
        kept = self.store.get(versions, digest)
        if kept is not None:
            return kept
        started = time.monotonic()
        try:
            found = list(self.tools[name](tree.root))
        except subprocess.TimeoutExpired as error:
            raise PeerError(f"{name}: no answer after {self.seconds:.0f} seconds") from error
        except (OSError, ValueError, KeyError, SyntaxError) as error:
            raise PeerError(f"{name}: {type(error).__name__}: {error}") from error
        seconds = time.monotonic() - started
        self.store.put(versions, digest, found, seconds)
        return found, seconds

    def symilar(self, root: Path) -> Iterator[Report]:
        """The similarity checker of pylint on its own, with the plug-in's defaults."""
        files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
        ignored = [f"--ignore-{what}" for what in ("comments", "docstrings", "imports", "signatures")]
        done = _run([str(self.bin / "symilar"), "--duplicates=4", *ignored, *files], root, self.seconds)
        if done.returncode:
            raise PeerError(f"symilar: exit {done.returncode}: {done.stderr[-200:]}")
        for block in done.stdout.split("\n\n"):
            places = [Span(item["path"], int(item["first"]) + 1, int(item["last"])) for item in _SIMILAR.finditer(block)]
            if len(places) > 1:
                yield Report(tuple(places))

    def pyscn(self, root: Path) -> Iterator[Report]:
        """Clone pairs of the analysis."""
        shutil.rmtree(root / ".pyscn", ignore_errors=True)
        _run([str(self.bin / "pyscn"), "analyze", "--select", "clones", "--json", "--no-open", "."], root, self.seconds)
        written = sorted((root / ".pyscn" / "reports").glob("*.json"))
        pairs = _read(written[0])["clone"]["clone_pairs"] if written else None
        shutil.rmtree(root / ".pyscn", ignore_errors=True)
        if pairs is None:
            raise PeerError("pyscn: wrote no report")
        for pair in pairs:
            sides = [pair[side]["location"] for side in ("clone1", "clone2")]
            yield Report(tuple(Span(side["file_path"], side["start_line"], side["end_line"]) for side in sides))

    def codeclone(self, root: Path) -> Iterator[Report]:
        """Groups of functions, blocks and segments."""
        target = self.folder / "codeclone.json"
        options = ["--skip-metrics", "--no-progress", "--quiet", "--cache-path", str(self.folder / "codeclone.cache")]
        _run([str(self.bin / "codeclone"), ".", "--json", str(target), *options], root, self.seconds)
        for groups in _read(target)["findings"]["groups"]["clones"].values():
            for group in groups:
                yield Report(tuple(Span(item["relative_path"], item["start_line"], item["end_line"]) for item in group["items"]))

    def find_dup_defs(self, root: Path) -> Iterator[Report]:
        """Clusters of definitions, which it names by their first line."""
        done = _run([str(self.bin / "find-dup-defs"), ".", "--json"], root, self.seconds)
        for group in json.loads(done.stdout)["groups"]:
            yield Report(tuple(definition_at(root, item["file"], item["line"]) for item in group["members"]))

    def jscpd(self, root: Path, *options: str) -> Iterator[Report]:
        """Pairs of token runs."""
        target = self.folder / "jscpd"
        _run(
            [str(self.modules / ".bin" / "jscpd"), ".", "--reporters", "json", "--output", str(target), "--silent", *options],
            root,
            self.seconds,
        )
        for pair in _read(target / "jscpd-report.json")["duplicates"]:
            yield Report(tuple(Span(pair[side]["name"], pair[side]["start"], pair[side]["end"]) for side in ("firstFile", "secondFile")))


def _run(command: list[str], folder: Path, seconds: float) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=seconds)


def _fails(command: list[str], folder: Path) -> bool:
    try:
        return _run(command, folder, INSTALL_SECONDS).returncode != 0
    except (OSError, subprocess.TimeoutExpired):
        return True


def _read(path: Path) -> dict[str, Any]:
    """A JSON report, which is taken away so that no later run can meet it."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    return content
