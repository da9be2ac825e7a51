"""Which literals are the value of a fact."""

from __future__ import annotations

import pytest

from ssot_check.matching.fact_words import is_spelled
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
