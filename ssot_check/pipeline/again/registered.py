"""The registry as an earlier run understood it: the same bytes mean the same, and neither YAML nor what understands it need be loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ssot_check.model.digest import digest_bytes, digest_parts
from ssot_check.workspace import lockfile
from ssot_check.workspace.cache_codec import decode, encode
from ssot_check.workspace.cache_key import program_digest
from ssot_check.workspace.lockfile import Loaded
from ssot_check.workspace.registry.links import are_as_before

if TYPE_CHECKING:
    from ssot_check.workspace.cache import Cache


def understood(cache: Cache | None, raw: bytes, name: str, root: Path) -> Loaded:
    """What `lockfile.understand` says of these bytes, from the `cache` where nothing that it depends on has changed."""
    if cache is None or not cache.is_open:
        return lockfile.understand(raw, name, root)
    key = digest_parts(("registry", program_digest(), name, digest_bytes(raw)))
    known = cache.read(key, lambda data: decode(Loaded, data))
    if known is not None and are_as_before(root, known.links):
        return known
    found = lockfile.understand(raw, name, root)
    cache.put({key: encode(found)}, {})
    return found
