"""Comments of texts that no language follows, and what a suppression in one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.languages.support.text_comments import text_comments
from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from tests.pipeline.trees import HOOK, tree

ALLOW = "ssot: allow[SSOT403] -- the page is about the old release"
REGISTRY = "schema_version: 2\ndomains:\n  a:\n    paths: [app/new.py]\n    deprecated: [{path: app/old.py, use: app/new.py}]\n"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("a.md", "x <!-- a --> y <!-- b -->\n", ["<!-- a -->", "<!-- b -->"]),
        ("a.md", "`<!-- a -->` ``x` <!-- a -->``\n```md\n<!-- a -->\n```\n<!-- b -->\n", ["<!-- b -->"]),
        ("a.md", "~~~~\n~~~\n<!-- a -->\n~~~~\n<!-- b -->\n", ["<!-- b -->"]),
        ("README", "<!-- a -->\n# title\n", ["<!-- a -->"]),
        ("a.rst", "text .. no\n.. a\n\nb\n", [".. a"]),
        ("a.adoc", "http://x\n// a\n", ["// a"]),
        ("justfile", "# a\nx:\n  run#no  # b\n", ["# a", "# b"]),
    ],
)
def test_comments_are_told_from_text(path: str, text: str, found: list[str]) -> None:
    assert [comment.text for comment in text_comments(path, text)] == found


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/a.md", f"Run app/old.py. <!-- {ALLOW} -->\n"),
        ("docs/a.md", f"<!-- {ALLOW} -->\nRun app/old.py.\n"),
        ("docs/a.rst", f".. {ALLOW}\n\nRun app/old.py.\n"),
        ("docs/a.adoc", f"// {ALLOW}\nRun app/old.py.\n"),
        ("justfile", f"a:\n  app/old.py # {ALLOW}\n"),
    ],
)
def test_a_text_may_allow_what_it_says(path: str, text: str, tmp_path: Path) -> None:
    files = {"app/new.py": "X = 1\n", "app/old.py": "# deprecated\nX = 1\n", path: text, **HOOK}
    report = check(Config(root=tree(tmp_path / "one", files, registry=REGISTRY)))
    assert [item.finding.code for item in report.suppressed] == ["SSOT403"]
    assert not [item for item in report.findings if item.code.startswith(("SSOT403", "SSOT8"))]
    bare = check(Config(root=tree(tmp_path / "two", {**files, path: text.replace("allow[", "see [")}, registry=REGISTRY)))
    assert [item.location.path for item in bare.findings if item.code == "SSOT403"] == [path]
