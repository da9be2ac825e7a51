"""Repository paths as relative URI references (RFC 3986), the spelling SARIF and terminal links ask for."""

from __future__ import annotations

from functools import lru_cache

from ssot_check.model.location import Location


@lru_cache(maxsize=4096)
def relative_uri(path: str) -> str:
    """`path` percent-encoded from its UTF-8 bytes; bytes that were not UTF-8 come out as they were on disk."""
    from urllib.parse import quote

    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that no file system ever gave us
        data = path.encode("utf-8", "surrogatepass")
    return quote(data.removeprefix(b"./"), safe="/")


def link_target(root_uri: str, location: Location) -> str:
    """The absolute URI of a file under `root_uri`, "" when the root is not known."""
    return root_uri.rstrip("/") + "/" + relative_uri(location.path) if root_uri else ""
