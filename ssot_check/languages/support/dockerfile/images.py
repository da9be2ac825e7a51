"""Image references of a Dockerfile: name, tag and digest, with `ARG` defaults put in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::?[-+]([^}]*))?\}|(\w+))")


class Image(NamedTuple):
    """Parts of `registry/name:tag@digest`; "" for what is not written."""

    name: str
    tag: str
    digest: str


def split_image(written: str) -> Image:
    """Take an image reference apart. A port (`host:5000/name`) is part of the name."""
    rest, _, digest = written.partition("@")
    slash = rest.rfind("/")
    colon = rest.rfind(":")
    if colon > slash:
        return Image(rest[:colon], rest[colon + 1 :], digest)
    return Image(rest, "", digest)


def expand(text: str, defaults: Mapping[str, str]) -> str:
    """Put `ARG` defaults in for `$X`, `${X}`, `${X:-y}`; what has no default stays as written."""

    def value(found: re.Match[str]) -> str:
        known = defaults.get(found[1] or found[3])
        return known or found[2] or found[0]

    return _VARIABLE.sub(value, text)


def only_variable(text: str) -> str:
    """Name of the variable when `text` is nothing but one, else ""."""
    found = _VARIABLE.fullmatch(text)
    return (found[1] or found[3]) if found else ""
