"""The README shows a real run to each of its readers: what stands there is what the program says. UPDATE_GOLDEN=1 writes it anew."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from ssot_check import __version__
from ssot_check.cli.main import run
from tests import repositories as make

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
ADDED = "services/billing/src/billing/observability.py"


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample platform, of which one planted copy came with the second commit, and the audit of the first one."""
    root = tmp_path_factory.mktemp("readme") / "platform"
    shutil.copytree(ROOT / "examples" / "platform", root, ignore=shutil.ignore_patterns(".ssot-check-cache"))
    copy = (root / ADDED).read_text(encoding="utf-8")
    (root / ADDED).unlink()
    make.repository(root, {})
    assert run(["-C", str(root), "report", "-q", "--history", str(root.parent / "history.jsonl")]) == 1
    make.git(root, "switch", "-qc", "change")
    make.write(root, {ADDED: copy})
    make.git(root, "add", "-A")
    make.git(root, "commit", "-qm", "second")
    return root


def comment(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert run(["-C", str(root), "check", "--since", "main", "--format", "markdown"]) == 1
    lines = re.sub(r"merge base [0-9a-f]+", "merge base 3f2a1c9", capsys.readouterr().out).splitlines()
    return lines[1 : next(number for number, line in enumerate(lines) if "What was checked" in line) - 1]


def audit(root: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    history = root.parent / "history.jsonl"
    before = history.read_text(encoding="utf-8")
    assert run(["-C", str(root), "report", "--period", "week", "--history", str(history)]) == 1
    history.write_text(before, encoding="utf-8")
    said = capsys.readouterr().out.replace(date.today().isoformat(), "2026-11-21").replace(__version__, "VERSION")  # noqa: DTZ011
    lines = said.splitlines()
    shown = lines[: next(number for number, line in enumerate(lines) if line.startswith("| secrets"))]
    checked, table = (next(number for number, line in enumerate(shown) if line.startswith(head)) for head in ("Changes are", "| domain"))
    return [*shown[:checked], *shown[table:]]


def quoted(line: str) -> str:
    """As a quotation: a heading in bold, and a line break as a sign that editors do not take away."""
    if line.startswith("#"):
        return f"> **{line.lstrip('# ')}**"
    return "> " + line.removesuffix("  ") + "\\" if line.endswith("  ") else f"> {line}".rstrip()


@pytest.mark.parametrize(("reader", "said"), [("reviewer", comment), ("platform lead", audit)], ids=["reviewer", "lead"])
def test_the_readme_shows_what_is_said(reader: str, said: object, platform: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert callable(said)
    wanted = [quoted(line) for line in said(platform, capsys)]
    begin, end = f"<!-- what a {reader} sees -->\n", "<!-- end -->"
    text = README.read_text(encoding="utf-8")
    before, found, rest = text.partition(begin)
    assert found
    shown, _, after = rest.partition(end)
    block = "\n".join(wanted) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        assert not os.environ.get("CI"), "the README is not rewritten in CI"
        README.write_text(before + begin + block + end + after, encoding="utf-8", newline="\n")
        shown = block
    assert shown == block
