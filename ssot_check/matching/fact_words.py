"""Whether a literal is the value of a fact, or merely looks like it: short and common values count only where a name says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ssot_check.matching.words import split_identifier
from ssot_check.model.facts import KnownFact, Written
from ssot_check.model.regex import regex

_NOTHING: Final = frozenset((
    "", "true", "false", "yes", "no", "on", "off", "none", "null", "nil", "localhost", "::1", "*", "~",
))  # fmt: skip
_EVERYBODYS_PORTS: Final = frozenset(("3000", "4000", "5000", "8000", "8080", "8081", "8443", "8888", "9000", "9090"))
_LEAST_PORT: Final = 1_000
_LEAST_PLURAL: Final = 3
_URL: Final = regex(r"[A-Za-z][\w+.-]+://(?:[^/\s@]*@)?(?P<host>[\w.-]+)\S*")
_LOCAL: Final = regex(r"localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|host\.docker\.internal|(?:.*\.)?example(?:\.\w+)?|(?:.*\.)?test")
_HOST: Final = regex(r"[A-Za-z0-9][\w-]*(?:\.[\w-]+)+\.[A-Za-z]{2,}")
_IMAGE: Final = regex(r"[\w.-]+(?:[/:][\w.-]+)+")
_MAIL: Final = regex(r"[^\s@]+@[\w-]+(?:\.[\w-]+)+")
_LABEL: Final = regex(r"(?=.{12,}).*[A-Za-z]{2,}\s+[A-Za-z]{2,}.*", re.DOTALL)
_IDENTITY: Final = regex(r"(?!\d+0{3}$)\d{9,}")
_LEAST_URL: Final = 14
_LEAST_SECRET: Final = 12
_ADDRESS: Final = regex(
    r"(?:[A-Za-z][\w+.-]*://)?(?:[^/\s@]*@)?(?:[A-Za-z][\w.-]*|(?:\d+\.){3}\d+|\{[^{}]*\}|\$\{?\w+\}?):(?P<port>\d+)(?:[/?#]\S*)?"
)
_MAPPING: Final = regex(r"(?:(?:\d+\.){3}\d+:)?(?P<outer>\d+):(?P<inner>\d+)(?:/\w+)?")
_PORT: Final = "port"
_PORT_KEYS: Final = frozenset((_PORT, "expose"))


def is_spelled(known: KnownFact, written: Written) -> bool:
    """True when the literal says what the fact says. Both texts are plain values, without quotes."""
    value, text = known.value, written.text.strip()
    if value.lower() in _NOTHING or _LOCAL.fullmatch(value):
        return False
    if is_telling(known):
        return text.rstrip("/") == value.rstrip("/") or _holds(value, text)
    port = _is_port(known)
    if text == value:
        return _is_named(known, written, port=port)
    address = _ADDRESS.fullmatch(text) if port else None
    if address is not None:
        return address["port"] == value and (not _is_common(value) or _shares_word(known, (text, *written.near, *written.around)))
    mapping = _MAPPING.fullmatch(text) if port else None
    return mapping is not None and value in (mapping["outer"], mapping["inner"]) and _is_named(known, written, port=port)


def can_spell(known: KnownFact, text: str, lowered: str) -> bool:
    """False for source code in which no literal can be spelled so. `lowered` is the text in lower case.

    Much cheaper than to read the literals: the value must stand there, and what is no evidence by itself needs its name beside it.
    """
    value = known.value
    if value not in text or value.lower() in _NOTHING or _LOCAL.fullmatch(value):
        return False
    if is_telling(known):
        return True
    if _is_port(known):
        return f":{value}" in text or any(key in lowered for key in _PORT_KEYS)
    return all(word in lowered for word in _own_words(known)[0])


def is_telling(known: KnownFact) -> bool:
    """True for a value that nobody writes without meaning this: a host of a network, its URL, an image, a label of several words."""
    value = known.value
    if known.secret:
        return len(value) >= _LEAST_SECRET
    url = _URL.fullmatch(value)
    if url is not None:
        return len(value) >= _LEAST_URL and not _LOCAL.fullmatch(url["host"])
    if known.fact.type == "image" and _IMAGE.fullmatch(value):
        return True
    if _HOST.fullmatch(value):
        return not _LOCAL.fullmatch(value)
    return any(form.fullmatch(value) for form in (_MAIL, _LABEL, _IDENTITY))


def _holds(value: str, text: str) -> bool:
    """A host inside an address, and a URL that goes on."""
    if any(mark.isspace() for mark in text):
        return False
    if _HOST.fullmatch(value):
        return re.search(rf"(?:^|//|@){re.escape(value)}(?=[:/?#])|(?://|@){re.escape(value)}$", text) is not None
    return "://" in value and text.startswith(value.rstrip("/")) and text[len(value.rstrip("/"))] in "/?#"


def _is_port(known: KnownFact) -> bool:
    return known.value.isdigit() and (known.fact.type == "port" or _words((known.fact.name,))[-1:] == [_PORT])


def _is_common(value: str) -> bool:
    return int(value) < _LEAST_PORT or value in _EVERYBODYS_PORTS


def _is_named(known: KnownFact, written: Written, *, port: bool) -> bool:
    """The nearest name must hold the last part of the fact's; only a port of one's own needs no other part of it around."""
    near = set(_words(written.near))
    asked = {_PORT} if port else _own_words(known)[0]
    if not (asked <= near or (port and near & _PORT_KEYS)):
        return False
    if port and not _is_common(known.value):
        return True
    return _shares_word(known, (*written.near, *written.around, written.location.path))


def _own_words(known: KnownFact) -> tuple[set[str], set[str]]:
    """The words of the last part of the fact's name, and those of the parts before it, which the key that holds it may lend."""
    before, _, last = known.fact.name.rpartition(".")
    words = _words((last,))
    asked = set(words) if before else set(words[-1:])
    others = set(_words((before,))) or set(words) - asked or set(_words((known.name,))) - asked
    return asked, others - asked


def _shares_word(known: KnownFact, texts: Iterable[str]) -> bool:
    others = _own_words(known)[1] | ({*_own_words(known)[0]} - {_PORT} if _is_port(known) else set())
    return bool(others.intersection(_words(texts)))


def _words(texts: Iterable[str]) -> list[str]:
    return [word.removesuffix("s") if len(word) > _LEAST_PLURAL else word for text in texts for word in split_identifier(text)]
