"""The benchmark of the page: what it measures must be what its table says."""

from __future__ import annotations

from pathlib import Path

from benchmarks.page import made, run
from benchmarks.page.browser import Opened
from benchmarks.speed.page import put
from ssot_check.discovery import report_format


def test_every_finding_has_a_comparison_of_its_own() -> None:
    page = report_format("html").render(made.report(30))
    assert (page.count("<article "), page.count("Side by side")) == (30, 30)
    tables = [part.partition("</table>")[0] for part in page.split('class="diff"')[1:]]
    assert len(set(tables)) == 30
    assert (page == report_format("html").render(made.report(30))) is True  # no difference of two pages in the log


def test_a_slow_or_heavy_page_is_said_to_be() -> None:
    quick, slow = Opened(0.1, 0.2, 0.3, 0.4, 5), Opened(0.1, 0.2, 2.1, 0.4, 5)
    assert run.told("", [quick, quick, slow], "Browser 1", 0.5).count("| yes |") == 2
    assert "2.10 s, slowest 2.10 s | below 2 s | no |" in run.told("", [slow, slow, quick], "Browser 1", 0.5)
    assert "10.0 MB" in run.told("x" * 10_000_000, [quick], "Browser 1", 0.5)
    assert "below 10 MB | no |" in run.told("x" * 10_000_000, [quick], "Browser 1", 0.5)


def test_a_second_writing_replaces_the_first(tmp_path: Path) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nText.\n", encoding="utf-8")
    put(page, "one\n", run.BEGIN, run.END)
    page.write_text(page.read_text(encoding="utf-8") + "\nBehind.\n", encoding="utf-8")
    put(page, "two\n", run.BEGIN, run.END)
    assert page.read_text(encoding="utf-8") == f"# Benchmarks\n\nText.\n\n{run.BEGIN}\ntwo\n{run.END}\n\nBehind.\n"
