"""No text makes the shell language fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.languages import shell
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.source import SourceFile
from tests.languages.shell_reading import body, script

DEEP = 10_000
SLOW_IN_THE_GRAMMAR = ("a | ", "x=(")  # its error recovery is quadratic there
WORDS = """
if then elif else fi for in do done while case esac ;; ( ) { } [[ ]] [ ] $( ` ' $ ${ <<E E && || | & x x=1 local f() $1
> 2>&1 (( )) # \\ é \U0001f600 select until ! a=( <<< <( export ;
"""
PIECES = (*WORDS.split(), '"', "\n", "function f", "declare -A", "@test 'a' {", "\x00", "\ud800")


@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["", " "]))
def test_arbitrary_rows_of_shell_words(pieces: list[str], glue: str) -> None:
    parsed = script(glue.join(pieces))
    for item in parsed.units:
        assert 1 <= item.location.line <= item.location.end_line <= max(parsed.lines, 1)


@given(st.text())
def test_arbitrary_text(text: str) -> None:
    assert script(text) == script(text)


def test_letters_far_outside_ascii_after_a_brace_do_not_crash_the_grammar() -> None:
    """Found by hypothesis: the grammar's scanner looked such letters up behind the end of a table."""
    parsed = script("f() {\n  echo {\U00108712..\U000709a3} caf\u00e9\n  echo two\n}\n")
    assert [unit.name for unit in parsed.units] == ["f"]


@pytest.mark.parametrize(
    ("value", "call"),
    [
        ('x="${tags:-one;two;three}"', 'echo "$x"'),
        ("x=${tags-one|two&three}", "echo $x"),
        ('x="${tags[@]:=one<two}"', "echo $x"),
        ('x="${tags:+ (${more:-a;b})}"', "echo $x"),
        ('echo ${tags:-\\};} "${more:?none; stop}"', "echo $x"),
    ],
)
def test_an_operator_in_a_default_ends_no_command(value: str, call: str) -> None:
    parsed = script(f"first() {{\n  {value}\n  {call}\n}}\nsecond() {{\n  rm -rf build\n}}\n")
    assert parsed.problems == ()
    assert [unit.name for unit in parsed.units] == ["first", "second"]
    said = body(f"{value}\n{call}")
    assert len(said) == 2
    assert all(word not in said[1] for word in ("one", "two", "none"))


def test_the_text_of_a_default_is_kept() -> None:
    assert body('x="${tags:-one;two}"') != body('x="${tags:-one;three}"')


@pytest.mark.parametrize(
    "piece", ["(", "{ ", "$(", '"$(', "[[ ", "((", "${x:-", "if a; then ", "a && ", "a | ", "`", "<<A ", "f() { ", "! ", "x=(", "[ -a "]
)
def test_deep_nesting(piece: str) -> None:
    assert script(piece * (DEEP // 10 if piece in SLOW_IN_THE_GRAMMAR else DEEP)).lines == 1


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("{ ", "; }"), ("$(a ", ")"), ("if a; then ", " b; fi"), ("f() { ", " :; }")])
def test_balanced_deep_nesting(opening: str, closing: str) -> None:
    assert script(opening * 2000 + closing * 2000).lines == 1


def test_one_huge_line() -> None:
    parsed = shell.parse(SourceFile("a.sh", "shell", "echo x;" * 5_000, "0"), fingerprint)
    assert len(parsed.units) == 1


@pytest.mark.parametrize("line", ["case x in", "echo $((1 +", "if [ x ; then", "echo ${x[1}"])
@pytest.mark.parametrize("header", ["torn() {", "function torn {", "torn ()\n{"])
def test_a_torn_function_takes_no_other_along(line: str, header: str) -> None:
    functions = "".join(f"{name}() {{\n  run {name}\n  echo done\n}}\n" for name in ("after", "last"))
    parsed = script(f"first() {{\n  run first\n  echo done\n}}\n{header}\n  {line}\n}}\n{functions}")
    assert {"first", "after", "last"} <= {item.name for item in parsed.units}
    assert {item.name for item in parsed.definitions} == {"first", "torn", "after", "last"}
    lost = [(item.location.line, item.location.end_line) for item in parsed.problems]
    assert lost, "what was not read is said"
    assert all(5 <= first <= end <= 8 for first, end in lost)
