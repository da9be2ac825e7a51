"""`ssot-check audit` at a real terminal: a pseudo-terminal of the system, a process of its own, keys that are typed."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pipeline.trees import COPY, EDITED, HOOK, OWNER, REGISTRY
from tests.repositories import repository

pty = pytest.importorskip("pty")
PATIENCE = 60.0


@dataclass
class Terminal:
    """What a person sees and types."""

    master: int
    process: subprocess.Popen[bytes]
    seen: str = ""
    mark: int = 0

    def until(self, text: str) -> str:
        """Wait until `text` is on the screen behind what was waited for before; everything up to it."""
        end, start = time.monotonic() + PATIENCE, self.mark
        while text not in self.seen[start:]:
            assert time.monotonic() < end, f"{text!r} did not come; seen: {self.seen[start:]!r}"
            if not self._read():
                assert text in self.seen[start:], f"the program ended without {text!r}: {self.seen[start:]!r}"
        self.mark = self.seen.index(text, start) + len(text)
        return self.seen[start : self.mark]

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def end(self) -> int:
        """The exit code."""
        end = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < end, f"the program did not end; seen: {self.seen!r}"
        return self.process.wait(PATIENCE)

    def _read(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], 1.0)
        try:
            data = os.read(self.master, 65_536) if ready else b""
        except OSError:  # how Linux tells that the other side is gone
            return False
        self.seen += data.decode("utf-8", "replace")
        return bool(data) or self.process.poll() is None


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """Two copies of an owner, one of them in a file whose name would turn the screen red."""
    files = {"SSOT_LOCK.yml": REGISTRY, "app/log.py": OWNER, "jobs/a.py": COPY, "jobs/\x1b[31mb.py": EDITED, **HOOK}
    return repository(tmp_path / "repo", files)


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SSOT_CHECK", "GIT_"))}
    root = str(Path(__file__).resolve().parent.parent.parent)
    return {**kept, "SOURCE_DATE_EPOCH": "1780000000", "PYTHONPATH": root, "TERM": "xterm-256color"}  # 2026-05-28


@pytest.fixture
def opened(repo: Path) -> Iterator[list[Terminal]]:
    found: list[Terminal] = []
    yield found
    for terminal in found:
        os.close(terminal.master)
        if terminal.process.poll() is None:
            terminal.process.kill()
            terminal.process.wait()


def terminal(repo: Path, opened: list[Terminal], *program: str) -> Terminal:
    master, slave = pty.openpty()
    command = [sys.executable, *(program or ("-m", "ssot_check", "audit"))]
    process = subprocess.Popen(
        command, cwd=repo, env=environment(), stdin=slave, stdout=slave, stderr=slave, start_new_session=True, close_fds=True
    )
    os.close(slave)
    opened.append(Terminal(master, process))
    return opened[-1]


def said(repo: Path) -> list[str]:
    """The verdicts that are kept."""
    file = repo / ".ssot-audit.json"
    found = json.loads(file.read_text(encoding="utf-8"))["entries"] if file.exists() else []
    return [item["verdict"] for item in found if isinstance(item, dict)]


def begun(screen: Terminal) -> int:
    """Wait for the first question; how many findings wait."""
    screen.until("(1 of ")
    return int(screen.until(")")[:-1])


def test_questions_answers_mistakes_and_the_end(repo: Path, opened: list[Terminal]) -> None:
    screen = terminal(repo, opened)
    many = begun(screen)
    screen.type("x\n")
    screen.until("is not one of")
    screen.type("a\n")
    for question, answer in (("reason", "release 9"), ("owner", "@me"), ("until", "yesterday")):
        screen.until(question)
        screen.type(f"{answer}\n")
    screen.until("no day to come")
    for question, answer in (("reason [release 9]", ""), ("owner [@me]", ""), ("until", "2027-01-31")):
        screen.until(question)
        screen.type(f"{answer}\n")
    screen.until(f"(2 of {many})")
    screen.type("q\n")
    screen.until(f"waiting: {many - 1}")
    assert screen.end() == 0
    assert "\x1b[31mb.py" not in screen.seen
    assert said(repo) == ["accepted"]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_what_was_answered_stays_however_it_ends(repo: Path, opened: list[Terminal], end: signal.Signals) -> None:
    screen = terminal(repo, opened)
    many = begun(screen)
    screen.type("t\n")
    screen.until(f"(2 of {many})")
    screen.type("a\n")
    screen.until("reason")
    screen.process.send_signal(end)
    code = screen.end()
    assert code == (130 if end is signal.SIGINT else -end)
    assert "Traceback" not in screen.seen
    assert said(repo) == ["true"]
    again = terminal(repo, opened)
    assert begun(again) == many - 1
    again.type("\x04")  # Ctrl-D: the end of what is typed
    assert again.end() == 130
    assert said(repo) == ["true"]


def test_an_interrupt_that_wakes_no_reader_is_heard(repo: Path, opened: list[Terminal]) -> None:
    program = """
import _thread, click, threading
from ssot_check.cli.ask import ask
threading.Timer(0.5, _thread.interrupt_main).start()
try:
    ask("reason")
except (click.Abort, KeyboardInterrupt):
    print("heard")
"""
    screen = terminal(repo, opened, "-c", program)
    screen.until("heard")
    assert screen.end() == 0


def test_the_command_without_questions_writes_the_same_bytes(repo: Path, opened: list[Terminal]) -> None:
    screen = terminal(repo, opened)
    before = screen.until("  (1 of ")
    key = before.splitlines()[-1].split()[0]
    screen.type("f\n")
    screen.until("reason")
    screen.type("another purpose\n")
    screen.until("(2 of ")
    screen.type("q\n")
    assert screen.end() == 0
    file = repo / ".ssot-audit.json"
    typed = file.read_bytes()
    file.unlink()
    command = [sys.executable, "-m", "ssot_check", "audit", "record", key, "--verdict", "false-positive", "--reason", "another purpose"]
    subprocess.run(command, cwd=repo, env=environment(), capture_output=True, check=True)
    assert file.read_bytes() == typed
