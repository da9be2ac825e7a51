"""Which part of a config value tells what a block is, and which part merely differs from place to place.

A value becomes a NAME when it carries the meaning (an image, a driver, a command word), TEXT or NUMBER when another
copy may well have another one (a port, a tag, a limit, a title, the value of a variable). Without the first, every two
compose services with the same keys would be renamed copies of each other.
"""

from __future__ import annotations

import re
from typing import Final

from ssot_check.model.unit import NAME, NUMBER, SYNTAX, TEXT, TYPE, Token

_LONGEST: Final = 120
_LONGEST_TEXT: Final = 400
_NUMBER: Final = re.compile(
    r"[+-]?\d[\d_,.]*\s?(%|[a-zA-Z]{1,3})?"  # number, size, duration
    r"|(\d+[a-z]{1,2}){2,}"  # 1h30m
    r"|[v^~=<>! ]*\d+(\.[\dx*]+)+[\w.+-]*"  # version, address
    r"|\d{4}-\d\d-\d\d.*"
    r"|[\d.]+(:\d+)+(/\w+)?"
    r"|(?i:true|false|yes|no|on|off|null|none|~)?"
)
_PLACE: Final = re.compile(r"\$\{|\$\(|\{\{|\{%|\$\[|://|^[~/.]|\\")
_ELSEWHERE: Final = re.compile(r"\$|\{\{|://|^[~/]|\\")  # a relative path in a command is what the command is about
_SECRET: Final = re.compile(r"[A-Za-z0-9+/=_-]{32,}")
_QUERY: Final = re.compile(
    r"(?P<text>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')|(?P<number>\d[\w.]*)|(?P<name>[A-Za-z_:][\w:]*)|(?P<mark>[=!<>~]+|\S)"
)
_SECRET_KEY: Final = re.compile(
    r"passw|passphrase|secret|token|credential|api_?key|private_?key|access_?key|_(key|dsn|auth)$", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\s]+")

LABELS: Final = frozenset(
    (
        "name", "container_name", "hostname", "title", "summary", "description", "id", "display_name", "displayName", "message",
        "comment", "job_name", "msg", "fail_msg", "success_msg",
    )
)  # fmt: skip
VARIABLES: Final = frozenset(("environment", "env", "variables", "vars", "envs", "stringData", "data", "labels", "annotations"))
SCRIPTS: Final = frozenset(
    ("run", "script", "before_script", "after_script", "command", "entrypoint", "args", "test", "shell", "cmd", "exec", "expr", "entry")
)  # fmt: skip


def is_number(text: str) -> bool:
    """True for numbers, sizes, durations, versions, addresses, dates, truth values and nothing at all."""
    return len(text) <= _LONGEST and _NUMBER.fullmatch(text.strip()) is not None


def incidental(text: str) -> Token:
    """A value that another copy may have differently."""
    return (NUMBER if is_number(text) else TEXT, text)


def is_secret(key: str) -> bool:
    """True for names of passwords, keys and tokens: their values must not become words, for words are shown in messages."""
    return _SECRET_KEY.search(key) is not None


def variable(key: str, text: str) -> Token:
    """The value of a variable: incidental, and never a word where the name says that it is secret."""
    return (NUMBER, text) if is_secret(key) else incidental(text)


def concealed(text: str) -> Token:
    """A value that counts in every form and is never shown."""
    return (SYNTAX, text)


def meant(text: str) -> Token:
    """A value that carries the meaning of its block, whatever it looks like."""
    return (NAME, text if len(text) <= _LONGEST else text[:_LONGEST])


def words(text: str) -> tuple[Token, ...]:
    """Words of a command line: plain words as names; numbers, places, expansions and quoted text as literals."""
    found: list[Token] = []
    for word in _WORD.findall(text):
        if word == "\\":  # a line that goes on below
            continue
        bare = word.strip("\"'")
        if bare != word or not bare or is_number(bare) or _ELSEWHERE.search(bare):
            found.append(incidental(bare))
        else:
            found.append(meant(bare))
    return tuple(found)


def query(text: str) -> tuple[Token, ...]:
    """An expression or a sentence, PromQL for example: names are meant; quoted text, ranges and thresholds are not."""
    found: list[Token] = []
    for match in _QUERY.finditer(text):
        if match.lastgroup == "name":
            found.append(meant(match[0]))
        elif match.lastgroup == "text":
            found.append((TEXT, match[0][1:-1]))
        else:
            found.append((NUMBER if match.lastgroup == "number" else SYNTAX, match[0]))
    return tuple(found)


def image(text: str) -> tuple[Token, ...]:
    """An image reference: the repository is meant, tag and digest are incidental."""
    if "${" in text and not re.match(r"[\w./-]+", text):
        return ((TEXT, text),)
    found = re.match(r"(?P<name>(?:[^/@\s]+/)*[^/@:\s]+)(?P<rest>.*)", text, re.DOTALL)
    if found is None:
        return (incidental(text),)
    rest = found["rest"].lstrip(":@")
    return (meant(found["name"]), (NUMBER, rest)) if rest else (meant(found["name"]),)


def value(path: tuple[str, ...], text: str) -> tuple[Token, ...]:
    """Tokens of one value of a block of a known kind; `path` is its key path, the last keys decide."""
    key = path[-1] if path else ""
    if key in ("image", "uses", "repo"):
        return image(text)
    if key in SCRIPTS:
        return words(text) or ((TEXT, ""),)
    if is_secret(key):
        return ((NUMBER, text),)
    if key in LABELS or VARIABLES.intersection(path[-2:-1]) or _SECRET.fullmatch(text):
        return (incidental(text),)
    if " " in text:
        return query(text[:_LONGEST_TEXT])
    if _PLACE.search(text):
        return (incidental(text),)
    return ((NUMBER, text),) if is_number(text) else (meant(text),)


def entry(path: tuple[str, ...], tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Tokens of one entry: its key, a colon, the value. The keys above count in the exact form only: with them, shared structure
    would outweigh what a block is about.
    """
    return (*((TYPE, key) for key in path[:-1]), *((NAME, key) for key in path[-1:]), (SYNTAX, ":"), *tokens)
