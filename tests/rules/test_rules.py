"""Runs every rule over its own sample projects.

`tests/rules/<rule name>/bad_*/` and `good_*/` are small repositories with a registry. What the rule says about one stands in its
`expected.txt`. One with a folder `before` is about the change from that state to its own, by a commit with the text of `message.txt`. After a change that is meant, write them anew with UPDATE_GOLDEN=1 (and `-k` for one rule) and read the difference.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ssot_check.discovery import rules
from ssot_check.model.baseline import ABOUT_FINDINGS
from ssot_check.model.config import Config
from ssot_check.model.errors import RegistryError
from ssot_check.model.finding import Finding, Safety
from ssot_check.model.plugins import Rule
from ssot_check.model.problem import Problem
from ssot_check.pipeline.states.changes import changes
from ssot_check.pipeline.judging.judge import judge
from ssot_check.pipeline.scan import scan
from tests.repositories import git, repository

HERE = Path(__file__).resolve().parent
EXPECTED = "expected.txt"
BEFORE = "before"
MESSAGE = "message.txt"
ASIDE = shutil.ignore_patterns(EXPECTED, BEFORE, MESSAGE)
WRITE = "UPDATE_GOLDEN"
CASES = sorted(path for kind in ("bad", "good") for path in HERE.glob(f"*/{kind}_*") if path.is_dir())
TODAY = date(2026, 6, 1)
RULES = {rule.name.replace("-", "_"): rule for rule in rules()}


def render(found: Iterable[Finding | Problem]) -> str:
    """What a rule says, as it stands in `expected.txt`."""
    return "".join(line + "\n" for item in found for line in lines_of(item))


def lines_of(item: Finding | Problem) -> list[str]:
    advice = item.help if isinstance(item, Finding) else item.remedy
    return [f"{item.location} {item.code} {item.message}", *([f"  help: {advice}"] if advice else [])]


def run(rule: Rule, folder: Path, tmp_path: Path) -> str:
    """Check a copy, so that neither this repository's git nor `expected.txt` has a say."""
    root = tmp_path / "sample"
    since = with_history(folder, root) if (folder / BEFORE).is_dir() else ""
    shutil.copytree(folder, root, ignore=ASIDE, symlinks=True, dirs_exist_ok=True)
    if since:
        git(root, "add", "-A")
        message = folder / MESSAGE
        git(root, "commit", "-q", "-m", message.read_text(encoding="utf-8") if message.exists() else "second")
    return render(sorted(found_by(rule, Config(root=root, today=TODAY, since=since)), key=lambda item: (item.location, item.message)))


def with_history(folder: Path, root: Path) -> str:
    """Commit what the folder `before` holds and take it away again; the name of the commit."""
    shutil.copytree(folder / BEFORE, root)
    repository(root, {})
    git(root, "tag", "start")
    git(root, "rm", "-rq", ".")
    return "start"


def found_by(rule: Rule, config: Config) -> list[Finding | Problem]:
    """What the rule says. One of family 8 speaks about the findings of the others, so all of them run before it."""
    if rule.code.startswith(ABOUT_FINDINGS):
        return [item for item in judge(scan(config), config, rules()).findings if item.code == rule.code]
    if rule.check is None:
        return [item for item in problems_of(config) if item.code == rule.code]
    project = scan(config)
    return list(rule.check(replace(project, changes=changes(config, project))))


def problems_of(config: Config) -> tuple[Problem, ...]:
    """What stops a run from seeing, told while it reads or when there is nothing to judge."""
    try:
        return judge(scan(config), config, rules()).problems
    except RegistryError as error:
        return error.problems


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample(folder: Path, tmp_path: Path) -> None:
    rule = RULES[folder.parent.name]
    said = run(rule, folder, tmp_path)
    if folder.name.startswith("bad_"):
        assert f" {rule.code} " in said
    else:
        assert folder.name.startswith("good_")
        assert said == ""
    expected = folder / EXPECTED
    if os.environ.get(WRITE) and not os.environ.get("CI"):
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", [rule for rule in rules() if rule.check], ids=lambda rule: rule.code)
def test_a_rule_declares_the_edits_its_findings_carry(rule: Rule, tmp_path: Path) -> None:
    carried = set()
    for folder in CASES:
        if folder.parent.name == rule.name.replace("-", "_") and folder.name.startswith("bad_"):
            root = shutil.copytree(folder, tmp_path / folder.name, symlinks=True)
            carried |= {
                item.fix.safety for item in found_by(rule, Config(root=root, today=TODAY)) if isinstance(item, Finding) and item.fix
            }
    assert next((safety for safety in Safety if safety in carried), None) is rule.fix


def test_every_folder_belongs_to_a_rule() -> None:
    assert {path.parent.name for path in CASES} - RULES.keys() == set()


def test_every_rule_has_a_planted_positive_and_a_near_miss() -> None:
    """But for the one that no repository can set off: a rule that crashes. `tests/pipeline/test_judge.py` makes one."""
    kinds = {(path.parent.name, path.name.partition("_")[0]) for path in CASES}
    assert {name for name in RULES for kind in ("bad", "good") if (name, kind) not in kinds} == {"rule_crashed"}
