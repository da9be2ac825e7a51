"""A method with attributes of its object where the function has arguments."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from tests.repositories import repository

OWNER = """\
import os


def relative(name, root):
    try:
        return os.path.relpath(name, root)
    except ValueError:
        report(name, kind="path")
        return name
"""
METHOD = """\
import os


class Tree:
    def relative(self, name):
        try:
            return os.path.relpath(name, self.root)
        except ValueError:
            report(name, kind="path")
            return name
"""


def helps(root: Path, copy: str, owner: str = OWNER) -> list[str]:
    registry = "schema_version: 2\ndomains:\n  paths:\n    paths: [app/paths.py]\n"
    files = {"SSOT_LOCK.yml": registry, "app/__init__.py": "", "app/paths.py": owner, "app/tree.py": copy}
    report = check(Config(root=repository(root, files), select=("SSOT203",)))
    return [item.help for item in report.findings]


def test_the_attribute_is_handed_over(tmp_path: Path) -> None:
    (told,) = helps(tmp_path, METHOD)
    wanted = "call `relative(..., root=self.root)` in the method `relative`, which does the same: from app.paths import relative"
    assert told == wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return name\n", "self.root = name\n            return name\n"),
        ("self.root)", "self.root())"),
        ("(name, self.root)", "(name, self.root, self)"),
        ('kind="path"', 'kind="file"'),
        ("report(name", "report(self.name"),
        ('report(name, kind="path")', 'notice(name, kind="path")'),
        ("(self, name)", "(self, name, *more)"),
        ("(self, name)", "(self, name=None)"),
    ],
    ids=["set", "called", "handed on", "another text", "of an argument", "another call", "more", "with a default"],
)
def test_what_is_more_than_an_attribute_that_is_read_is_no_argument(old: str, new: str, tmp_path: Path) -> None:
    told = helps(tmp_path, METHOD.replace(old, new))
    assert told
    assert not any("..., root=" in help_text for help_text in told)


LOOPS = """\
import os


def wait(name, root, ready):
    {loop}:
        os.stat(os.path.join(root, name))
        report(name, kind="path")
        pause(name, kind="wait", seconds=3)
"""


@pytest.mark.parametrize(
    ("loop", "copied"),
    [
        ("while not ready", "while not self.ready"),
        ("for ready in roots(name)", "for self.ready in roots(name)"),
        ("for number, ready in roots(name)", "for number, self.ready in roots(name)"),
    ],
)
def test_what_may_change_meanwhile_is_no_argument(loop: str, copied: str, tmp_path: Path) -> None:
    copy = LOOPS.format(loop=copied).replace("def wait(name, root, ready)", "def wait(self, name, root)")
    head, _, body = copy.partition("def ")
    method = f"{head}class Tree:\n" + "".join(f"    {line}\n" for line in f"def {body}".splitlines())
    told = helps(tmp_path, method, LOOPS.format(loop=loop))
    assert told
    assert not any("self.ready" in help_text for help_text in told)


def test_what_is_given_without_a_name_stands_before(tmp_path: Path) -> None:
    told = helps(tmp_path, METHOD, OWNER.replace("(name, root)", "(root, name)"))
    assert told
    assert not any("..., root=" in help_text for help_text in told)


def test_the_order_of_the_other_arguments_is_that_of_the_owner(tmp_path: Path) -> None:
    owner = OWNER.replace("(name, root):", "(name, kind, root):").replace('kind="path"', "kind")
    same, turned = (
        METHOD.replace("(self, name):", f"(self, {given}):").replace('kind="path"', "kind") for given in ("name, kind", "kind, name")
    )
    assert any("relative(..., root=self.root)" in told for told in helps(tmp_path / "same", same, owner))
    assert not any("..., root=" in told for told in helps(tmp_path / "turned", turned, owner))
