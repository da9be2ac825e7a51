"""A page in a headless Chromium, by the Chrome DevTools Protocol over a pipe (https://chromedevtools.github.io/devtools-protocol/)."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

_SHOWN: Final = """new Promise(done => {
  const shown = () => requestAnimationFrame(() => setTimeout(() => done({
    loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
    painted: performance.getEntriesByName("first-contentful-paint").map(entry => entry.startTime)[0] ?? null,
    shown: performance.now(),
    elements: document.querySelectorAll("*").length,
  })));
  document.readyState === "complete" ? shown() : addEventListener("load", () => setTimeout(shown));
})"""
"""Answers when the frame after the load event was made."""


class Opened(NamedTuple):
    """Seconds from the start of the navigation to the first contentful paint, the end of the load event and the frame behind it; CPU
    seconds of all processes of the browser in that time; the number of elements.
    """

    painted: float
    loaded: float
    shown: float
    cpu: float
    elements: int


class Chromium:
    """A running browser, to be used in a `with`. Raises OSError when it cannot start, RuntimeError when it does not do what it is told."""

    def __init__(self, program: str) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        commands, self._commands = os.pipe()
        self._answers, answers = os.pipe()
        quiet = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
        more = (
            "--disable-sync",
            "--no-first-run",
            "--disable-extensions",
            "--window-size=1280,800",
            f"--user-data-dir={self._profile.name}",
        )
        # The protocol reads file descriptor 3 and writes 4.
        wired = f'exec 3<&{commands} 4>&{answers}; exec "$@"'
        self._process = subprocess.Popen(
            ["bash", "-c", wired, "bash", program, *quiet, *more, "--remote-debugging-pipe", "about:blank"],
            pass_fds=(commands, answers), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(commands)
        os.close(answers)
        self._left, self._number = b"", 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._commands)
        os.close(self._answers)
        self._profile.cleanup()

    def version(self) -> str:
        """Its name and version."""
        return str(self._ask("Browser.getVersion")["product"]).replace("HeadlessChrome/", "Chromium ").replace("Chrome/", "Chromium ")

    def open(self, page: Path) -> Opened:
        """Open the page in a tab of its own, with a profile of its own, and close it again."""
        context = self._ask("Target.createBrowserContext")["browserContextId"]
        target = self._ask("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        tab = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        before = self._cpu()
        self._ask("Page.navigate", tab, url=page.resolve().as_uri())
        result = self._ask("Runtime.evaluate", tab, expression=_SHOWN, awaitPromise=True, returnByValue=True)
        told = result["result"]["value"]
        cpu = self._cpu() - before
        self._ask("Target.disposeBrowserContext", browserContextId=context)
        painted = told["shown"] if told["painted"] is None else told["painted"]
        return Opened(painted / 1000, told["loaded"] / 1000, told["shown"] / 1000, cpu, told["elements"])

    def _cpu(self) -> float:
        return float(sum(process["cpuTime"] for process in self._ask("SystemInfo.getProcessInfo")["processInfo"]))

    def _ask(self, method: str, session: str = "", /, **given: object) -> dict[str, Any]:
        self._number += 1
        command = {"id": self._number, "method": method, "params": given, **({"sessionId": session} if session else {})}
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                if "error" in answer or "exceptionDetails" in answer["result"]:
                    raise RuntimeError(f"{method}: {answer}")
                return dict(answer["result"])

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            part = os.read(self._answers, 1 << 16)
            if not part:
                raise RuntimeError("the browser ended")
            self._left += part
        message, _, self._left = self._left.partition(b"\0")
        return dict(json.loads(message))
