"""One message, sent with patience, to an address that nobody gets to see."""

from __future__ import annotations

import pytest

from ssot_check.model.errors import UsageError
from ssot_check.workspace.post import Patience, Posted, Target, post, target
from tests.servers import Receiver, Reply, receiver

PATIENT = Patience(timeout=30.0)  # for servers that answer; a busy machine takes its time


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def sent(server: Receiver, patience: Patience = PATIENT, token: str = "") -> tuple[Posted, list[float]]:
    waits: list[float] = []
    return post(Target("here", server.url, token), b'{"a": 1}', "run-1", patience, waits.append), waits


def test_a_message_arrives_whole_and_with_its_identity() -> None:
    with receiver([]) as server:
        assert sent(server, token="t0ken") == (Posted(1), [])
    (got,) = server.got
    assert (got.method, got.path, got.body) == ("POST", "/services/SECRET", b'{"a": 1}')
    assert got.headers["content-type"] == "application/json; charset=utf-8"
    assert got.headers["idempotency-key"] == "run-1"
    assert got.headers["authorization"] == "Bearer t0ken"


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 429])
def test_trouble_of_the_server_is_tried_again_with_longer_waits(status: int) -> None:
    with receiver([Reply(status), Reply(status)]) as server:
        assert sent(server) == (Posted(3), [1.0, 2.0])
    assert {got.headers["idempotency-key"] for got in server.got} == {"run-1"}


def test_patience_ends() -> None:
    with receiver([Reply(500)] * 9) as server:
        assert sent(server) == (Posted(4, "it answers 500"), [1.0, 2.0, 4.0])
    assert len(server.got) == 4
    with receiver([Reply(500)] * 9) as server:
        assert sent(server, Patience(attempts=4, longest_wait=1.5))[1] == [1.0, 1.5, 1.5]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_refusal_is_not_tried_again(status: int) -> None:
    with receiver([Reply(status)]) as server:
        assert sent(server) == (Posted(1, f"it answers {status}"), [])


def test_the_wait_that_the_server_asks_for_is_kept() -> None:
    with receiver([Reply(429, {"Retry-After": "7"}), Reply(503, {"Retry-After": "soon"})]) as server:
        assert sent(server) == (Posted(3), [7.0, 2.0])


@pytest.mark.parametrize(
    ("then", "wait"),
    [
        ("Sat, 21 Nov 2026 04:17:09 GMT", 9.0),
        ("Saturday, 21-Nov-26 04:17:09 GMT", 9.0),
        ("Sat Nov 21 04:17:09 2026", 9.0),
        ("Sat, 21 Nov 2026 04:00:00 GMT", 0.0),
        ("Sat, 99 Nov 2026 04:17:09 GMT", 1.0),
        ("Sat, 21 Nov", 1.0),
    ],
)
def test_a_date_to_wait_for_is_held_against_the_clock_of_the_server(then: str, wait: float) -> None:
    headers = {"Retry-After": then, "Date": "Sat, 21 Nov 2026 04:17:00 GMT"}
    with receiver([Reply(503, headers)]) as server:
        assert sent(server) == (Posted(2), [wait])


def test_a_date_without_the_clock_of_the_server_is_held_against_ours() -> None:
    from email.utils import formatdate

    with receiver([Reply(429, {"Retry-After": formatdate(4_000_000_000, usegmt=True), "Date": "soon"})]) as server:
        found, waits = sent(server)
    assert (found.attempts, waits) == (1, [])
    assert "asks to wait" in found.trouble


def test_a_wait_that_is_too_long_is_left_to_the_next_run() -> None:
    with receiver([Reply(429, {"Retry-After": "3600"})]) as server:
        assert sent(server) == (Posted(1, "it answers 429, and asks to wait 3600 seconds"), [])


def test_a_server_that_says_nothing_is_given_up() -> None:
    with receiver([Reply(0), Reply(0)]) as server:
        found, waits = sent(server, Patience(attempts=2, timeout=0.1))
    assert (found, waits) == (Posted(2, "it does not answer in time"), [1.0])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("place", ["file:///etc/passwd", "ftp://example.org/", "https://elsewhere.example.org/", "/other"])
def test_no_redirect_is_followed(status: int, place: str) -> None:
    with receiver([Reply(status, {"Location": place})]) as server:
        found, waits = sent(server, token="t0ken")
    assert waits == []
    assert found.attempts == 1
    assert f"redirect ({status})" in found.trouble
    assert place not in found.trouble
    assert len(server.got) == 1


def test_a_port_where_nobody_listens_is_told_without_the_address() -> None:
    with receiver([]) as server:
        gone = server.url
    found = post(Target("here", gone), b"{}", "x", Patience(attempts=1))
    assert "refused" in found.trouble
    assert "SECRET" not in found.trouble
    assert "127.0.0.1" not in found.trouble


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "is not set"),
        ("http://hooks.example.org/SECRET", "is not encrypted"),
        ("ftp://hooks.example.org/SECRET", "is no https address"),
        ("file:///SECRET", "is no https address"),
        ("SECRET", "is no https address"),
        ("https://", "is no https address"),
        ("https://[::SECRET", "is no address"),
        ("https://h.example.org:SECRET/", "is no address"),
        ("https://name:SECRET@hooks.example.org/", "a name or a password"),
        ("https://hooks.example.org/SECRET\r\nX-A: b", "holds blanks"),
        ("https://hooks.example.org/SECRET x", "holds blanks"),
        ("https://hööks.example.org/SECRET", "holds blanks or other characters"),
    ],
)
def test_an_address_that_is_none_is_refused_and_not_shown(url: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        target({"SSOT_NOTIFY_URL": url})
    assert why in caught.value.message
    assert "SECRET" not in caught.value.message + caught.value.remedy


def test_a_token_that_would_break_a_header_is_refused_and_not_shown() -> None:
    with pytest.raises(UsageError) as caught:
        target({"SSOT_NOTIFY_URL": "https://hooks.example.org/a", "SSOT_NOTIFY_TOKEN": "SECRET\r\nX: y"})
    assert "SECRET" not in caught.value.message


def test_only_the_host_is_shown() -> None:
    found = target({"SSOT_NOTIFY_URL": "https://hooks.example.org/services/SECRET", "SSOT_NOTIFY_TOKEN": "SECRET"})
    assert repr(found) == "Target(name='hooks.example.org')"
    assert target({"SSOT_NOTIFY_URL": "http://[::1]:8080/x"}).name == "::1"
