"""References are resolved once for all rules, and anew where anything is different that they are resolved by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ssot_check.languages import python
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.phase import Diff
from ssot_check.model.project import Project
from ssot_check.model.source import SourceFile
from ssot_check.rules.support.footing import uses_of
from ssot_check.rules.support.importers import importers_of
from tests.builders import a_domain, a_project, a_tree

TEXTS = {"src/log.py": "def info(text):\n    print(text)\n", "src/app.py": "from src.log import info\n\ninfo('on')\n"}


@pytest.fixture
def shop() -> Project:
    files = [python.LANGUAGE.parse(SourceFile(path, "python", text, "0"), fingerprint) for path, text in TEXTS.items()]
    return a_project(a_domain("logging", "src/log.py"), tree=a_tree(*TEXTS), files=files)


def test_a_snapshot_that_is_asked_something_else_keeps_what_was_resolved(shop: Project) -> None:
    other = replace(shop, diff=Diff(frozenset(), frozenset()))
    assert uses_of(other) is uses_of(shop)
    assert importers_of(other) is importers_of(shop)
    assert importers_of(other, tests=True) is not importers_of(shop)


@pytest.mark.parametrize(
    "change",
    [{"files": {}}, {"tree": a_tree("src/app.py")}, {"owners": {}}, {"roots": lambda _: None}],
    ids=lambda change: next(iter(change)),
)
def test_where_files_or_owners_differ_everything_is_resolved_anew(shop: Project, change: dict[str, Any]) -> None:
    other = replace(shop, **change)
    assert uses_of(other) is not uses_of(shop)
    assert importers_of(other) is not importers_of(shop)


def test_equal_files_that_are_not_the_same_are_no_reason_to_share(shop: Project) -> None:
    assert uses_of(replace(shop, files=dict(shop.files))) is not uses_of(shop)


def test_what_is_shared_is_right_for_each(shop: Project) -> None:
    (domain,) = shop.registry.domains
    gone = replace(shop, tree=a_tree("src/app.py"))
    assert [target.path for target in uses_of(shop).targets(shop.files["src/app.py"])] == ["src/log.py"]
    assert not uses_of(gone).targets(gone.files["src/app.py"])
    assert [target.path for target in uses_of(gone, ["src/log.py"]).targets(gone.files["src/app.py"])] == ["src/log.py"]
    assert [(file.path, target.path) for file, target in importers_of(shop).of(domain)] == [("src/app.py", "src/log.py")]
