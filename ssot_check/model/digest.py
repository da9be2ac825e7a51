"""Stable digests: the same bytes give the same text on every machine and in every process."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha1
else:
    try:
        from _blake2 import blake2b  # what hashlib offers, without OpenSSL, which hashlib loads for the others
        from _sha1 import sha1
    except ImportError:
        from hashlib import blake2b, sha1

__all__ = ["blake2b", "blob_id", "digest_bytes", "digest_parts", "object_id"]

DIGEST_HEX_LENGTH = 16
_SHA1_DIGITS = 40


def digest_bytes(data: bytes, more: bytes | memoryview = b"") -> str:
    """BLAKE2b of `data`, and of `more` behind it, as 16 hexadecimal digits (64 bits)."""
    found = blake2b(data, digest_size=DIGEST_HEX_LENGTH // 2)
    if more:
        found.update(more)
    return found.hexdigest()


def digest_parts(parts: Iterable[str]) -> str:
    """Digest of a sequence of texts; the split between the parts counts."""
    return digest_bytes("\x1f".join(parts).encode("utf-8", "surrogatepass"))


def object_id(data: bytes, digits: int) -> str:
    """SHA-1 or SHA-256, whichever has so many hexadecimal digits: how git names what it keeps."""
    if digits == _SHA1_DIGITS:
        return sha1(data, usedforsecurity=False).hexdigest()
    from hashlib import sha256

    return sha256(data, usedforsecurity=False).hexdigest()


def blob_id(data: bytes, digits: int) -> str:
    """The id of so many digits that git gives to a file of these bytes (git-hash-object(1))."""
    return object_id(b"blob %d\0" % len(data) + data, digits)
