"""Measure how large the page of 5,000 findings is and how long a browser takes to show it.

    python benchmarks/page/run.py [--findings N] [--rounds N] [--chromium PROGRAM] [--page FILE] [--write]

The page is that of `--format html` for findings whose copies and canonicals all differ (`made.py`). It is opened from a file, in a
headless Chromium that is warm and a tab that is new, once for nothing and then N times. Seconds are medians, from the start of the
navigation; "shown" is the frame behind the load event, when script and layout are done. CPU seconds are those of every process of the
browser until then. `--write` puts the figures into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from benchmarks.page import made  # noqa: E402
from benchmarks.page.browser import Chromium, Opened  # noqa: E402
from benchmarks.speed.page import put  # noqa: E402
from ssot_check.discovery import report_format  # noqa: E402

TARGET: Final = HERE.parent.parent / "docs" / "benchmarks.md"
BEGIN, END = "<!-- page: begin (written by benchmarks/page/run.py) -->", "<!-- page: end -->"
MOST_BYTES: Final = 10_000_000
MOST_SECONDS: Final = 2.0


def main() -> int:
    arguments = options()
    program = arguments.chromium or next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
    if program is None:
        sys.stderr.write("no chromium and no google-chrome is installed; name one with --chromium\n")
        return 2
    load = os.getloadavg()[0]
    text = report_format("html").render(made.report(arguments.findings))
    with tempfile.TemporaryDirectory() as folder:
        page = arguments.page or Path(folder) / "page.html"
        page.write_text(text, encoding="utf-8")
        with Chromium(program) as browser:
            name = browser.version()
            browser.open(page)
            opened = [browser.open(page) for _ in range(arguments.rounds)]
    section = told(text, opened, name, load)
    sys.stdout.write(section)
    if arguments.write:
        put(TARGET, section, BEGIN, END)
    return 0


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--findings", type=int, default=made.FINDINGS)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--chromium", help="the browser, default the first of chromium, google-chrome, chromium-browser")
    parser.add_argument("--page", type=Path, help="keep the page in this file")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def told(page: str, opened: list[Opened], browser: str, load: float) -> str:
    """The section: what was measured, on what, and whether it is what was asked."""
    size, packed = len(page.encode()), len(gzip.compress(page.encode(), mtime=0))
    median = Opened(*(statistics.median(column) for column in zip(*opened, strict=True)))
    slowest = max(one.shown for one in opened)
    fits = "yes" if size < MOST_BYTES else "no"
    quick = "yes" if median.shown < MOST_SECONDS else "no"
    return "\n".join(
        (
            "## The HTML page",
            "",
            f"Written by `python benchmarks/page/run.py --write`: {page.count('<article '):,} findings, {page.count('<details'):,} of them",
            f"with their own side-by-side comparison; {browser}, headless, {os.cpu_count()} processors, load {load:.1f} at the start;",
            f"medians of {len(opened)}, in seconds from the start of the navigation.",
            "",
            "| figure | measured | asked | reached |",
            "|---|--:|--:|---|",
            f"| size | {size / 1e6:.1f} MB, {packed / 1e6:.2f} MB gzip | below 10 MB | {fits} |",
            f"| shown: loaded, script done, laid out and painted | {median.shown:.2f} s, slowest {slowest:.2f} s | below 2 s | {quick} |",
            f"| first contentful paint | {median.painted:.2f} s | | |",
            f"| load event | {median.loaded:.2f} s | | |",
            f"| CPU of the browser until shown | {median.cpu:.2f} s | | |",
            f"| elements | {median.elements:,.0f} | | |",
            "",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
