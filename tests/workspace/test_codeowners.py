"""CODEOWNERS as the two services read it: who reviews a path in the end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.workspace.codeowners import find, read

FILES = ("README.md", "app/log.py", "app/x/deep.py", "docs/a.md", "docs/b/c.md", "lib/#1.py", "sp ace/f.py", "x/docs/a.md", "Makefile")
GITHUB, GITLAB, ROOT = ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS"


def owners(path: str, text: str) -> dict[str, list[str]]:
    """The names for each file, of all sections."""
    found = read(path, text, FILES).reviewers
    return {file: [name for part in parts for name in part.names] for file, parts in found.items()}


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("*", list(FILES)),
        ("/docs/", ["docs/a.md", "docs/b/c.md"]),
        ("docs/", ["docs/a.md", "docs/b/c.md", "x/docs/a.md"]),
        ("/docs", ["docs/a.md", "docs/b/c.md"]),
        ("docs/*", ["docs/a.md"]),
        ("/*", ["README.md", "Makefile"]),
        ("*.py", ["app/log.py", "app/x/deep.py", "lib/#1.py", "sp ace/f.py"]),
        ("**/docs", ["docs/a.md", "docs/b/c.md", "x/docs/a.md"]),
        ("/app/**", ["app/log.py", "app/x/deep.py"]),
        ("sp\\ ace/", ["sp ace/f.py"]),
        ("!/app/log.py", []),
        ("/app/lo[gh].py", []),
        ("\\#1.py", []),
    ],
)
def test_paths_of_github(pattern: str, files: list[str]) -> None:
    assert sorted(owners(GITHUB, f"{pattern} @a # why\n")) == sorted(files)


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("*", list(FILES)),
        ("/docs/", ["docs/a.md", "docs/b/c.md"]),
        ("docs/", ["docs/a.md", "docs/b/c.md", "x/docs/a.md"]),
        ("/docs", []),
        ("docs/*", ["docs/a.md", "x/docs/a.md"]),
        ("/docs/*", ["docs/a.md"]),
        ("/docs/**/*.md", ["docs/a.md", "docs/b/c.md"]),
        ("/docs/**", ["docs/a.md"]),
        ("README.md", ["README.md"]),
        ("a.md", ["docs/a.md", "x/docs/a.md"]),
        ("/app/lo[gh].??", ["app/log.py"]),
        ("/app/lo[^h].py", ["app/log.py"]),
        ("/app/[z-a].py", []),
        ("sp\\ ace/", ["sp ace/f.py"]),
        ("\\#1.py", ["lib/#1.py"]),
    ],
)
def test_paths_of_gitlab(pattern: str, files: list[str]) -> None:
    assert sorted(owners(GITLAB, f"{pattern} @a\n")) == sorted(files)


def test_the_last_line_counts_and_may_name_nobody() -> None:
    found = owners(GITHUB, "* @all\n/app/ @app one@example.org\n/app/x/\n")
    assert (found["README.md"], found["app/log.py"], found["app/x/deep.py"]) == (["@all"], ["@app", "one@example.org"], [])


def test_each_section_counts_by_itself() -> None:
    text = "* @all\n[Back End][2] @back\n/app/\n/app/x/ @x\n^[Docs] @docs\ndocs/\n[back end]\n/app/x/deep.py @deep\n"
    found = owners(ROOT, text)
    assert found["app/log.py"] == ["@all", "@back"]
    assert found["app/x/deep.py"] == ["@all", "@deep"]
    assert found["x/docs/a.md"] == ["@all", "@docs"]


def test_what_is_taken_out_of_a_section_stays_out() -> None:
    found = owners(ROOT, "* @all\n[App] @app\n/app/\n!/app/x/\n/app/x/deep.py @again\n")
    assert (found["app/log.py"], found["app/x/deep.py"]) == (["@all", "@app"], ["@all"])
    assert "Makefile" not in owners(ROOT, "* @all\n!Makefile\n")


def test_github_knows_no_sections() -> None:
    assert owners(GITHUB, "[App] @app\n/app/\n") == {"app/log.py": [], "app/x/deep.py": []}


def test_the_first_place_counts() -> None:
    assert find([ROOT, GITLAB, GITHUB]) == GITHUB
    assert find(["docs/CODEOWNERS", GITLAB]) == "docs/CODEOWNERS"
    assert find(["app/CODEOWNERS"]) == ""


@given(st.text("*?[]!^-/\\# ab.@\n", max_size=40), st.sampled_from((GITHUB, GITLAB, ROOT)))
def test_any_text_is_read(text: str, path: str) -> None:
    assert set(read(path, text, FILES).reviewers) <= set(FILES)
