"""The look-up by words: what is found, in which order, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ssot_check.matching.lookup import BODY, DOCUMENT, DOMAIN, NAME, Entry, Field, Lookup

NAMES = (
    ("setup_logging", "Configure the root logger once per process."),
    ("setup_tracing", "Start the tracer."),
    ("wait_for_port", "Block until somebody listens."),
    ("send_mail", "One message to one address."),
    ("utcnow", ""),
    ("parseTimeZone", ""),
    ("check_tables", "Tell whether setup is complete."),
    ("resolve_ip_address", "The IP address of a host, or another IP address."),
    ("is_ip_address", ""),
)


def entry(name: str, document: str = "", *more: Field, factor: float = 1.0) -> Entry:
    return Entry((Field(name, NAME), Field(document, DOCUMENT), *more), name, (name,), factor)


LOOKUP = Lookup([entry(name, document, factor=0.93 if name.startswith("is_") else 1.0) for name, document in NAMES])


def names(question: str, lookup: Lookup = LOOKUP) -> list[str]:
    return [NAMES[hit.number][0] for hit in lookup.ask(question)[0]]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("logging setup", "setup_logging"),
        ("setupLogging", "setup_logging"),
        ("configure the logger", "setup_logging"),
        ("structured logging setup", "setup_logging"),
        ("setup loging", "setup_logging"),
        ("wait for a port", "wait_for_port"),
        ("sending e-mails", "send_mail"),
        ("smtp message", "send_mail"),
        ("utc now", "utcnow"),
        ("is ip address", "is_ip_address"),
        ("isIPAddress", "is_ip_address"),
        ("resolve ip address", "resolve_ip_address"),
        ("time zone parser", "parseTimeZone"),
        ("start a trcer", "setup_tracing"),
    ],
)
def test_the_thing_that_is_meant_stands_first(question: str, first: str) -> None:
    assert names(question)[0] == first


@pytest.mark.parametrize(
    "question", ["", "the of a", "xyzzy", "wait until the moon is full tonight", "quantum database sharding logging x9"]
)
def test_what_nobody_owns_is_not_found(question: str) -> None:
    assert names(question) == []


@pytest.mark.parametrize("question", ["is ip address", "isIPAddress", "is_ip_address"])
def test_what_is_asked_for_by_name_has_the_whole_score(question: str) -> None:
    first, second = LOOKUP.ask(question)[0][:2]
    assert (NAMES[first.number][0], first.score) == ("is_ip_address", 1.0)
    assert second.score < 1.0


def test_words_that_nobody_knows_are_told_and_lower_the_score() -> None:
    known, unknown = LOOKUP.ask("setup logging")
    less, told = LOOKUP.ask("setup logging xyzzy")
    assert unknown == ()
    assert told == ("xyzzy",)
    assert less[0].number == known[0].number
    assert less[0].score < known[0].score
    assert less[0].matched == ("setup", "logging")


def test_the_name_counts_more_than_the_document_and_that_more_than_the_body() -> None:
    found = Lookup([entry("a1", "", Field("cache", BODY)), entry("a2", "cache"), entry("cache"), entry("a3", "", Field("cache", DOMAIN))])
    hits, _ = found.ask("cache", floor=0.0)
    assert [hit.number for hit in hits] == [2, 1, 3, 0]


def test_a_name_that_says_little_else_stands_first_and_a_factor_weighs() -> None:
    found = Lookup([entry("setup_temporary_logging_handler"), entry("setup_logging"), entry("setup_logging", factor=0.5)])
    assert [hit.number for hit in found.ask("setup logging")[0]] == [1, 0, 2]


def test_equals_stand_by_rank() -> None:
    same = [Entry((Field("cache", NAME),), "cache", (rank,)) for rank in (3, 1, 2)]
    assert [hit.number for hit in Lookup(same).ask("cache")[0]] == [1, 2, 0]


WORDS = sorted({word for name, document in NAMES for word in (*name.split("_"), *document.split())})


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=10), min_size=1, max_size=6).map(" ".join))
@example("setup logging")
def test_every_question_has_an_answer_within_bounds(question: str) -> None:
    hits, _ = LOOKUP.ask(question, floor=0.0)
    assert all(0.0 <= hit.score <= 1.0 and hit.matched for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
