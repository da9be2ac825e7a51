"""Stable digests: the same bytes give the same text on every machine and in every process."""

from __future__ import annotations

from collections.abc import Iterable

try:
    from _blake2 import blake2b  # what hashlib offers, without OpenSSL, which hashlib loads for the others
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b", "digest_bytes", "digest_parts"]

DIGEST_HEX_LENGTH = 16


def digest_bytes(data: bytes) -> str:
    """BLAKE2b of `data`, as 16 hexadecimal digits (64 bits)."""
    return blake2b(data, digest_size=DIGEST_HEX_LENGTH // 2).hexdigest()


def digest_parts(parts: Iterable[str]) -> str:
    """Digest of a sequence of texts; the split between the parts counts."""
    return digest_bytes("\x1f".join(parts).encode("utf-8", "surrogatepass"))
