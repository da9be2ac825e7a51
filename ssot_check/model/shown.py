"""Files that are called examples: each stands on its own, for its reader takes it without the rest and gives it another name."""

from __future__ import annotations

from typing import Final

from ssot_check.model.regex import regex

_EXAMPLE: Final = regex(r"\.(?:examples?|samples?)\.[^/.]+$|-(?:example|sample)\.ya?ml$")


def is_example(path: str) -> bool:
    """True for `compose.example.yml` and `compose-sample.yml`."""
    return _EXAMPLE.search(path.lower()) is not None
