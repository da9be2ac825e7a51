"""Which literals are the value of a fact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssot_check.matching.fact_words import can_spell, is_spelled
from ssot_check.model.facts import Fact, KnownFact, Written
from ssot_check.model.location import Location

PLACE = Location("app/store.py", 1)


def known(name: str, value: str, sort: str = "string", key: str = "", *, secret: bool = False) -> KnownFact:
    return KnownFact(Fact(name, PLACE, type=sort), value, PLACE, key, secret)


@pytest.mark.parametrize(
    ("fact", "text", "near"),
    [
        (known("api.url", "https://api.acme.com/v2", "url"), "https://api.acme.com/v2/", ()),
        (known("api.url", "https://api.acme.com/v2", "url"), "https://api.acme.com/v2/invoices", ()),
        (known("db.host", "db.internal.acme.com"), "postgres://u@db.internal.acme.com:1/x", ()),
        (known("cache.image", "redis:7.2", "image"), "redis:7.2", ()),
        (known("shop.label", "Acme Online Shop"), "Acme Online Shop", ()),
        (known("db.port", "6543", "port"), "6543", ("PORT",)),
        (known("db.port", "6543", "port"), "db:6543", ()),
        (known("db.port", "6543", "port"), "http://{host}:6543/x", ()),
        (known("db.port", "6543", "port"), "16543:6543", ("ports",)),
        (known("web.port", "8080", "port"), "8080", ("WEB_PORT",)),
        (known("web.port", "8080", "port"), "http://web:8080/", ()),
        (known("db.pool_size", "50", "int"), "50", ("db_pool_size",)),
        (known("timeout", "30", "int", "http.timeout"), "30", ("httpTimeout",)),
        (known("api.token", "abcdef-123456", secret=True), "abcdef-123456", ()),
    ],
)
def test_says_what_the_fact_says(fact: KnownFact, text: str, near: tuple[str, ...]) -> None:
    assert is_spelled(fact, Written(text, PLACE, near))
    source = f"{near} = {text!r}"
    assert can_spell(fact, source, source.lower())


@pytest.mark.parametrize(
    ("fact", "text", "near"),
    [
        (known("api.url", "https://api.acme.com/v2", "url"), "https://api.acme.com/v20", ()),
        (known("db.host", "db.internal.acme.com"), "my-db.internal.acme.com", ()),
        (known("db.host", "db.internal.acme.com"), "ask db.internal.acme.com: it knows", ()),
        (known("db.port", "6543", "port"), "6543", ("limit",)),
        (known("db.port", "6543", "port"), "6543", ()),
        (known("db.port", "6543", "port"), "12:6543", ("time",)),
        (known("web.port", "8080", "port"), "8080", ("port",)),
        (known("web.port", "8080", "port"), "http://localhost:8080/", ()),
        (known("db.pool_size", "50", "int"), "50", ("page_size",)),
        (known("db.pool_size", "50", "int"), "50", ()),
        (known("db.pool_size", "50", "int"), "50", ("pool_size",)),
        (known("timeout", "30", "int", "http.timeout"), "30", ("timeout",)),
        (known("db.debug", "true", "bool"), "true", ("db_debug",)),
        (known("db.host", "localhost"), "localhost", ("db_host",)),
        (known("api.token", "abc", secret=True), "abc", ()),
    ],
)
def test_merely_looks_like_it(fact: KnownFact, text: str, near: tuple[str, ...]) -> None:
    assert not is_spelled(fact, Written(text, PLACE, near))


@pytest.mark.parametrize(
    ("fact", "source"),
    [
        (known("api.url", "https://api.acme.com/v2", "url"), "url = 'https://api.acme.com/v1'"),
        (known("db.pool_size", "50", "int"), "page_limit = 50"),
        (known("db.port", "6543", "port"), "limit = 6543"),
        (known("db.debug", "true", "bool"), "db_debug = 'true'"),
        (known("db.host", "localhost"), "db_host = 'localhost'"),
    ],
)
def test_code_without_the_value_or_without_its_name_is_not_read(fact: KnownFact, source: str) -> None:
    assert not can_spell(fact, source, source.lower())


@given(
    st.sampled_from(
        (known("db.pool_size", "50"), known("db.port", "6543", "port"), known("web.port", "80", "port"), known("a.url", "x.io"))
    ),
    st.lists(st.sampled_from(("poolSize", "DB_POOL_SIZES", "db", "port", "PORTS", "expose", "web", "page", "a")), max_size=3),
    st.sampled_from(("50", "6543", "80", "x.io", "http://x.io/a", "db:6543", "80:80", "web:80", "127.0.0.1:6543:1/tcp")),
)
def test_what_is_spelled_is_never_passed_over(fact: KnownFact, names: list[str], text: str) -> None:
    source = " ".join((*names, text))
    for cut in range(len(names) + 1):
        if is_spelled(fact, Written(text, PLACE, tuple(names[:cut]), tuple(names[cut:]))):
            assert can_spell(fact, source, source.lower())
