"""Files that no person wrote: hundreds of brackets, and statements of another age."""

from __future__ import annotations

import pytest

from ssot_check import discovery
from ssot_check.model.digest import digest_bytes
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.source import SourceFile
from ssot_check.model.verdict import Severity
from tests.languages.config_reading import spell


def read(path: str, language: str, text: str) -> ParsedFile:
    (found,) = [item for item in discovery.languages() if item.name == language]
    return found.parse(SourceFile(path, language, text, digest_bytes(text.encode())), spell)


def nested(depth: int) -> dict[str, tuple[str, str]]:
    opened, closed = "(" * depth, ")" * depth
    return {
        "python": ("a.py", f"\nx = {opened}1{closed}\n"),
        "shell": ("a.sh", f"\nx=$(( {opened}1{closed} ))\n"),
        "typescript": ("a.ts", f"\nconst x = {opened}1{closed};\n"),
        "go": ("a.go", f"package a\nvar x = {opened}1{closed}\n"),
        "rust": ("a.rs", f"\nfn f() {{ let x = {opened}1{closed}; }}\n"),
    }


@pytest.mark.parametrize("language", sorted(nested(1)))
def test_piled_brackets_are_one_warning_at_their_line(language: str) -> None:
    (problem,) = read(*_order(language, 10_000)).problems
    assert (problem.code, problem.severity, problem.location.line) == ("SSOT007", Severity.WARNING, 2)
    assert "more than 200 brackets" in problem.message
    assert read(*_order(language, 150)).problems == ()


def _order(language: str, depth: int) -> tuple[str, str, str]:
    path, text = nested(depth)[language]
    return path, language, text


def test_brackets_in_a_text_open_nothing() -> None:
    piled = "(" * 300
    for path, language, text in (
        ("a.rs", "rust", f'fn f() {{ keep("{piled}") }}\n'),
        ("a.ts", "typescript", f"// {piled}\nkeep('{piled}', `{piled}`, /[{piled}]/);\n"),
        ("a.go", "go", f'package a\n\nvar x = keep("{piled}", `{piled}`)\n'),
    ):
        assert read(path, language, text).problems == ()
    both = f'fn f() {{\n    keep("{piled}");\n    {piled}1{")" * 300}\n}}\n'
    assert [problem.location.line for problem in read("a.rs", "rust", both).problems] == [3]


@pytest.mark.parametrize("line", ["print 'done'", "exec code", "raise ValueError, 'x'", "print `x`"])
def test_python_2_is_read_and_counted_apart(line: str) -> None:
    file = read("a.py", "python", f"def f(x):\n    return x\n\n{line}\n")
    assert (file.dialect, file.problems) == ("python2", ())
    assert [unit.name for unit in file.units][:1] == ["f"]


def test_python_2_in_a_text_is_python() -> None:
    assert read("a.py", "python", '"""Once:\n\nprint "done"\nraise ValueError, x\n"""\n').dialect == "python"
