"""The documents are in date: generated pages, links and commands."""

from __future__ import annotations

import importlib.util
import itertools
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from ssot_check.cli import explain
from ssot_check.cli.commands import cli
from ssot_check.discovery import rules
from ssot_check.model.plugins import Rule

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("README.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
MAKE = re.compile(r"\bmake ([a-z][a-z-]*)")
RUN = re.compile(r"(?:^|[`$(/ ])ssot-check +([^#`\n][^`\n]*)", re.MULTILINE)
BARE = str.maketrans("`()<>;&'", "        ")
HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def load_script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def anchors(path: Path) -> set[str]:
    """Anchors as GitHub makes them of the headings."""
    titles = HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def broken_links(path: Path) -> list[str]:
    broken = []
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    return broken


def test_the_generated_pages_are_in_date() -> None:
    generator = load_script("generate_docs")
    assert generator.stale(generator.FOLDER, generator.pages(rules())) == []


def words(text: str) -> list[str]:
    """The lines of a text, without what only a heading or an underline adds."""
    lines = (line.strip().lstrip("# ") for line in text.splitlines())
    return [line for line in lines if line and set(line) != {"-"}]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_explain_prints_what_the_page_says(rule: Rule) -> None:
    _, *printed = words(explain.page(rule))
    _, *written = words((ROOT / "docs" / "rules" / f"{rule.code}.md").read_text(encoding="utf-8"))
    assert [line for line in printed if not line.startswith("Fix: ")] == [line for line in written if "[words](index.md#words)" not in line]


def test_a_missing_a_changed_and_a_left_over_page_are_noticed(tmp_path: Path) -> None:
    generator = load_script("generate_docs")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "SSOT998.md").write_text("old", encoding="utf-8")
    (tmp_path / "rules" / "SSOT999.md").write_text("of no rule", encoding="utf-8")
    wanted = {"registry.md": "new", "rules/SSOT997.md": "new", "rules/SSOT998.md": "new"}
    assert generator.stale(tmp_path, wanted) == ["registry.md", "rules/SSOT997.md", "rules/SSOT998.md", "rules/SSOT999.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_resolve(path: Path) -> None:
    assert broken_links(path) == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_named_make_recipes_exist(path: Path) -> None:
    recipes = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    quoted = " ".join(re.findall(r"```.*?```|`[^`]+`", path.read_text(encoding="utf-8"), re.DOTALL))
    assert set(MAKE.findall(quoted)) - recipes == set()


def misnamed(path: Path) -> Iterator[str]:
    """What a document quotes of the command line and the program does not have. A word that is no command is a path for `check`."""
    check = cli.get_command(click.Context(cli), "check")
    assert check is not None
    for quoted in re.findall(r"```.*?```|`[^`]+`", path.read_text(encoding="utf-8"), re.DOTALL):
        for line in RUN.findall(quoted.replace("\\\n", " ")):
            words = shlex.split(line.partition(" #")[0].split(" | ")[0].translate(BARE))
            at: click.Command = cli
            for word in itertools.takewhile(re.compile("[a-z][a-z-]*").fullmatch, words):
                if isinstance(at, click.Group):
                    named = at.get_command(click.Context(at), word)
                    if named is None:
                        yield f"{word} in {line}"
                    at = named or check
            known = {name for command in (cli, check, at) for item in command.params for name in item.opts}
            yield from (f"{word} in {line}" for word in words if re.match("--[a-z]", word) and word.partition("=")[0] not in known)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_named_commands_and_options_exist(path: Path) -> None:
    assert list(misnamed(path)) == []


def test_a_new_rule_is_refused_when_its_code_is_taken() -> None:
    taken = rules()[0].code
    run = subprocess.run([sys.executable, "scripts/new_rule.py", taken, "some-name"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "already there" in run.stderr
