"""Sends one message to the address that the environment names: the only place where this program speaks to a network.

The address is a secret (whoever knows a webhook may write to the channel), and so is the token: neither may stand in a message, a log or an
argument. Redirects are not followed: urllib would turn a POST into a GET, and another address must not get the token.
"""

from __future__ import annotations

import ipaddress
import os
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import TYPE_CHECKING, Final

from ssot_check.model.dataclass import dataclass, field
from ssot_check.model.errors import UsageError

if TYPE_CHECKING:
    from email.message import Message
    from urllib.request import OpenerDirector, Request

URL_VARIABLE: Final = "SSOT_NOTIFY_URL"
TOKEN_VARIABLE: Final = "SSOT_NOTIFY_TOKEN"  # noqa: S105 -- the name of a variable
_AGAIN: Final = (408, 425, 429, 500, 502, 503, 504)
"""Answers after which the same message may be sent once more (RFC 9110 §15, RFC 6585 §4, RFC 8470 §5.2)."""
_MOST_READ: Final = 4_096
_PRINTABLE: Final = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes. `name` is the host, which may be shown; the rest must not, so that `repr` leaves it out."""

    name: str
    url: str = field(repr=False)
    token: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long it is tried: `attempts` in all; the seconds between them double from `first_wait` up to `longest_wait`."""

    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0
    timeout: float = 10.0


@dataclass(frozen=True, slots=True)
class Posted:
    """What became of a message: `trouble` says why it did not arrive, "" when it did; `attempts` is how often it was sent."""

    attempts: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One attempt: `wait` is what the server asks for in seconds (None = nothing); `final` means that another try cannot help."""

    trouble: str = ""
    wait: float | None = None
    final: bool = False


def target(environment: Mapping[str, str] = os.environ) -> Target:
    """What the environment names. Raises UsageError, without showing any of it, when that is no address a message may be sent to."""
    url, token = environment.get(URL_VARIABLE, ""), environment.get(TOKEN_VARIABLE, "")
    if not url:
        raise UsageError(
            f"--notify: {URL_VARIABLE} is not set", "put the address of the webhook into that variable; it is never an argument"
        )
    wrong = _wrong(url)
    if wrong:
        raise UsageError(f"--notify: {URL_VARIABLE} {wrong}", "set it to the https address that the service shows")
    if token and not _PRINTABLE.fullmatch(token):
        raise UsageError(f"--notify: {TOKEN_VARIABLE} holds blanks or other characters that no header may have", "set it to the bare token")
    from urllib.parse import urlsplit

    return Target(urlsplit(url).hostname or "", url, token)


def _wrong(url: str) -> str:
    from urllib.parse import urlsplit

    if not _PRINTABLE.fullmatch(url):
        return "holds blanks or other characters that no address may have"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in {"https", "http"} or not host:
        return "is no https address"
    if parts.username is not None or parts.password is not None:
        return "holds a name or a password in front of the host"
    return "" if parts.scheme == "https" or _is_this_machine(host) else "is not encrypted (http)"


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def post(to: Target, body: bytes, identity: str, patience: Patience, sleep: Callable[[float], object] = time.sleep) -> Posted:
    """Send JSON until it arrives or patience ends. `identity` is the same in each attempt, so that a receiver can drop a second copy."""
    opener, answer, number = _opener(), _Answer(), 0
    for number in range(1, patience.attempts + 1):
        answer = _once(opener, _request(to, body, identity), patience)
        if not answer.trouble or answer.final or number == patience.attempts:
            break
        wait = answer.wait if answer.wait is not None else patience.first_wait * 2 ** (number - 1)
        if wait > patience.longest_wait:
            if answer.wait is not None:
                return Posted(number, f"{answer.trouble}, and asks to wait {wait:.0f} seconds")
            wait = patience.longest_wait
        sleep(wait)
    return Posted(number, answer.trouble)


def _opener() -> OpenerDirector:
    """HTTP and HTTPS, by way of the proxy that the environment names, and nothing else: no file, no FTP, no redirect."""
    from urllib import request

    opener = request.OpenerDirector()
    for handler in (request.ProxyHandler(), request.HTTPHandler(), request.HTTPSHandler(), request.HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    opener.add_handler(request.HTTPErrorProcessor())
    return opener


def _request(to: Target, body: bytes, identity: str) -> Request:
    from urllib.request import Request

    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "ssot-check", "Idempotency-Key": identity}
    asked = Request(to.url, data=body, headers=headers, method="POST")  # noqa: S310 -- http and https only: see `_wrong` and `_opener`
    if to.token:
        asked.add_unredirected_header("Authorization", f"Bearer {to.token}")
    return asked


def _once(opener: OpenerDirector, asked: Request, patience: Patience) -> _Answer:
    """One attempt. What a library says of its trouble may hold the address, so that only kinds and codes are passed on."""
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError

    try:
        with opener.open(asked, timeout=patience.timeout) as reply:
            reply.read(_MOST_READ)
    except HTTPError as error:
        with error:
            return _refused(error.code, _asked_to_wait(error.headers))
    except URLError as error:
        return _Answer(_kind(error.reason))
    except (OSError, HTTPException, ValueError) as error:
        return _Answer(_kind(error))
    return _Answer()


def _asked_to_wait(headers: Message) -> float | None:
    """Seconds from now, as `Retry-After` says in seconds or as a date (RFC 9110 §10.2.3); None when it says nothing that can be read.

    A date is held against the `Date` of the answer: the two clocks need not agree.
    """
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:8])
    then = _moment(said)
    if then is None:
        return None
    now = _moment(headers.get("Date", ""))
    return max(0.0, then - (time.time() if now is None else now))


def _moment(written: str) -> float | None:
    """An HTTP date in seconds since 1970; None for what is none."""
    from email.utils import parsedate_to_datetime

    try:
        found = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _refused(code: int, wait: float | None) -> _Answer:
    if 300 <= code < 400:
        return _Answer(f"it answers with a redirect ({code}), which is not followed: name the final address", final=True)
    return _Answer(f"it answers {code}", wait, final=code not in _AGAIN)


def _kind(error: object) -> str:
    if isinstance(error, TimeoutError):
        return "it does not answer in time"
    if isinstance(error, OSError) and error.strerror:
        return f"it cannot be reached: {error.strerror}"
    return f"it cannot be reached ({type(error).__name__})"
