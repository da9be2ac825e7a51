"""Files of the repository that a script fetches from where they are published and sources at once.

`source <(curl -fsSL https://raw.githubusercontent.com/OWNER/NAME/main/lib/log.sh)` means `lib/log.sh`. Whose repository that is nobody can
tell without a network: a reader of the references keeps what exists.
"""

from __future__ import annotations

from typing import Final

from ssot_check.model.regex import regex

_FETCHED: Final = regex(r"<\(\s*(?:curl|wget)\s[^|;()]*?\bhttps?://([^\s\"'()|;<>]+)[\"']?\s*\)")
_RAW: Final = regex(
    r"(?:raw\.githubusercontent\.com/[^/]+/[^/]+/(?:refs/(?:heads|tags)/)?[^/]+|[^/]+/[^/]+/[^/]+/(?:-/)?raw/(?:(?:branch|tag|refs/heads)/)?[^/]+)"
    r"/([\w.-]+(?:/[\w.-]+)+)"
)
"""Addresses of plain files at GitHub, GitLab, Gitea and Forgejo; a file at the top may be of any repository."""


def fetched(word: str) -> str:
    """The path within its repository of what a word of a shell fetches; "" for any other word."""
    address = _FETCHED.fullmatch(word)
    path = _RAW.fullmatch(address[1]) if address is not None else None
    return path[1] if path is not None else ""


def all_fetched(text: str) -> set[str]:
    """The same of each word of a script."""
    return {path for word in _FETCHED.finditer(text) if (path := fetched(word[0]))} if "<(" in text else set()


def fetching(line: str, path: str, into: str) -> str:
    """The line that fetches and sources `into` as `line` does `path`, without what that does when it fails; "" for one that does not."""
    word = _FETCHED.search(line)
    if word is None or not path or fetched(word[0]) != path:
        return ""
    return f"{line[: word.start()]}{word[0].replace(path, into)}"
