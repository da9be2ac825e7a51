"""Stems, sub-words and meanings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.matching.vocabulary import joined, parts, stem, synonyms, terms


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("logging", "log"), ("logs", "log"), ("retries", "retry"), ("retried", "retry"), ("classes", "class"), ("class", "class"),
        ("status", "status"), ("boxes", "box"), ("calling", "call"), ("passed", "pass"), ("is", "is"), ("caching", "cach"),
        ("string", "str"),
    ],
)  # fmt: skip
def test_a_stem_drops_number_and_tense_only_where_a_word_is_left(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_words_are_taken_apart_and_numbers_stay_with_them() -> None:
    assert parts("setupHTTPLogging of the md5_file-name x") == ["setup", "http", "logging", "md5", "file", "name"]
    assert terms("retry_calls") == ["retry", "call"]
    assert joined(["health", "check", "port"]) == ["healthcheck", "checkport"]


def test_meanings_go_both_ways_and_no_word_means_itself() -> None:
    meant = synonyms()
    assert "smtp" in meant["mail"]
    assert "mail" in meant["smtp"]
    assert all(word not in others for word, others in meant.items())


@given(st.text())
def test_any_text_has_terms_that_are_lower_case_words(text: str) -> None:
    assert all(term and term == term.lower() and term.isalnum() for term in terms(text))
