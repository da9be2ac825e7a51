"""What a line of YAML says, however it is quoted: `- '80:80'` and `- "80:80"` are one value, `'3'` and `3` are two."""

from __future__ import annotations

import re
from typing import Final

_OTHERWISE: Final = tuple("&*!|>%@`{?")
"""What a plain value cannot begin with, or what means something else than its text."""
_NUMBER: Final = re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+")
"""Numbers of YAML 1.2, of which the library, which reads 1.1, takes some for texts."""


def meant(said: str) -> str:
    """A line without its indentation and remarks, with a text, or a row of texts, written in one way."""
    key, between, value = said.partition(": ")
    value = value if between else said
    text = _text(value.strip())
    return said if text is None else f"{key}{between}{text}" if between else text


def _text(value: str) -> str | None:
    """The loaded value where it is a text or a row of texts; None for any other, which counts as it is written."""
    if not value or value.startswith(_OTHERWISE) or _NUMBER.fullmatch(value):
        return None
    import yaml  # asked about copies only

    try:
        loaded = yaml.safe_load(value)
    except (yaml.YAMLError, ValueError):
        return None
    if isinstance(loaded, list) and value.startswith("["):
        return repr(loaded) if all(isinstance(item, str) and not _NUMBER.fullmatch(item) for item in loaded) else None
    return repr(loaded) if isinstance(loaded, str) else None
