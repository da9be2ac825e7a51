"""The fingerprint honours the clone types: what may change, and what may not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ssot_check.matching.fingerprint import fingerprint
from ssot_check.model.unit import DOC, LOCAL, NAME, NUMBER, SELF, SYNTAX, TEXT, TYPE, Row, Statement, Stretch, Token

KINDS = st.sampled_from((SYNTAX, NAME, LOCAL, SELF, TEXT, NUMBER, TYPE, DOC))
TOKENS = st.tuples(KINDS, st.text(min_size=1, max_size=6))
STATEMENTS = st.lists(
    st.builds(
        Statement,
        line=st.integers(1, 500),
        end_line=st.integers(1, 500),
        depth=st.integers(0, 4),
        tokens=st.lists(TOKENS, min_size=1, max_size=12).map(tuple),
    ),
    min_size=1,
    max_size=12,
)


def statement(*tokens: Token, line: int = 1, depth: int = 0) -> Statement:
    return Statement(line, line, depth, tokens)


ASSIGN = statement((LOCAL, "handler"), (SYNTAX, "="), (NAME, "StreamHandler"), (SYNTAX, "("), (TEXT, "out"), (SYNTAX, ")"))


@given(STATEMENTS)
def test_the_same_statements_give_the_same_fingerprint(statements: list[Statement]) -> None:
    assert fingerprint(statements) == fingerprint(list(statements))


@given(STATEMENTS, st.integers(0, 12), st.integers(0, 12), st.integers(0, 4))
def test_a_stretch_of_a_row_has_the_fingerprint_that_its_statements_have_alone(
    statements: list[Statement], first: int, size: int, base: int
) -> None:
    row = Row(statements)
    outer, inner = Stretch(row, 0, len(statements), 0), Stretch(row, min(first, len(statements)), min(first + size, len(statements)), base)
    assert fingerprint(outer) == fingerprint(statements)
    alone = [item._replace(depth=max(0, item.depth - base)) for item in statements[first : first + size]]
    assert list(inner) == alone
    assert inner[::-1] == alone[::-1]
    assert fingerprint(inner) == fingerprint(alone)


@given(STATEMENTS, st.integers(1, 1000))
def test_moved_lines_change_only_the_lines(statements: list[Statement], by: int) -> None:
    moved = fingerprint([item._replace(line=item.line + by) for item in statements])
    before = fingerprint(statements)
    assert (moved.exact, moved.renamed, moved.stream, moved.features) == (before.exact, before.renamed, before.stream, before.features)
    assert list(moved.lines) == [line + by for line in before.lines]


@given(STATEMENTS)
def test_consistent_renaming_of_locals_keeps_the_renamed_form(statements: list[Statement]) -> None:
    renamed = [
        item._replace(tokens=tuple((kind, f"new_{text}" if kind == LOCAL else text) for kind, text in item.tokens)) for item in statements
    ]
    before, after = fingerprint(statements), fingerprint(renamed)
    assert before.renamed == after.renamed
    assert before.stream == after.stream
    if any(kind == LOCAL for item in statements for kind, _ in item.tokens):
        assert before.exact != after.exact


@given(STATEMENTS)
def test_documentation_and_annotations_leave_no_trace_in_the_renamed_form(statements: list[Statement]) -> None:
    bare = [item._replace(tokens=tuple(token for token in item.tokens if token[0] not in (TYPE, DOC))) for item in statements]
    assert fingerprint(statements).renamed == fingerprint([item for item in bare if item.tokens]).renamed


@given(STATEMENTS)
def test_features_are_sorted_and_unique_and_there_is_a_hash_for_each_line(statements: list[Statement]) -> None:
    found = fingerprint(statements)
    assert list(found.features) == sorted(set(found.features))
    assert len(found.lines) == len(found.hashes)
    assert found.size == sum(1 for item in statements for kind, _ in item.tokens if kind not in (TYPE, DOC))


def test_two_locals_swapped_in_one_place_are_no_consistent_renaming() -> None:
    one = statement((LOCAL, "a"), (SYNTAX, "-"), (LOCAL, "b"), (SYNTAX, "-"), (LOCAL, "a"))
    other = statement((LOCAL, "a"), (SYNTAX, "-"), (LOCAL, "b"), (SYNTAX, "-"), (LOCAL, "b"))
    assert fingerprint([one]).renamed != fingerprint([other]).renamed


def test_a_name_from_outside_is_never_abstracted() -> None:
    other = ASSIGN._replace(tokens=tuple((kind, "FileHandler" if text == "StreamHandler" else text) for kind, text in ASSIGN.tokens))
    assert fingerprint([ASSIGN]).renamed != fingerprint([other]).renamed


def test_a_changed_literal_keeps_the_renamed_form_and_changes_the_exact_one() -> None:
    other = ASSIGN._replace(tokens=tuple((kind, "err" if kind == TEXT else text) for kind, text in ASSIGN.tokens))
    assert fingerprint([ASSIGN]).renamed == fingerprint([other]).renamed
    assert fingerprint([ASSIGN]).exact != fingerprint([other]).exact


def test_a_string_is_not_the_name_it_spells() -> None:
    text = statement((TEXT, "path"), (SYNTAX, "+"), (NUMBER, "1"))
    name = statement((LOCAL, "path"), (SYNTAX, "+"), (NUMBER, "1"))
    assert fingerprint([text]).exact != fingerprint([name]).exact


def test_words_hold_outside_names_and_marked_words_of_literals() -> None:
    found = fingerprint([statement((NAME, "basicConfig"), (TEXT, "%(levelname)s Ready"), (LOCAL, "secret_local"))])
    assert found.words == ('"levelname', '"ready', "basicConfig")


def test_nesting_counts_for_the_exact_form() -> None:
    assert fingerprint([ASSIGN]).exact != fingerprint([ASSIGN._replace(depth=1)]).exact


def test_endless_literals_do_not_make_endless_words() -> None:
    texts = [f"w{chr(97 + number % 26)}{chr(97 + number // 26)} same" for number in range(600)]
    found = fingerprint([statement(*((TEXT, text) for text in texts))])
    assert 90 < len(found.words) < 210
    one = fingerprint([statement((TEXT, " ".join(f"w{number}" for number in range(600))))])
    assert len(one.words) == 200
