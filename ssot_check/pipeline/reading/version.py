"""The project's own version: where the registry says, else where projects write it by custom."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ssot_check.pipeline.reading.texts import Read

from ssot_check.model.regex import regex

_CUSTOMARY: Final = (
    "pyproject.toml#project.version", "pyproject.toml#tool.poetry.version", "package.json#version", "Cargo.toml#package.version",
    "Cargo.toml#workspace.package.version", "VERSION", "VERSION.txt", "version.txt",
)  # fmt: skip
_PLAIN: Final = regex(r"\s*v?(\d[\w.+-]*)\s*")


def project_version(said: str, read: Read) -> tuple[str, str]:
    """(version, file) of the first place that has one; ("", "") when none has. `said` is `file#key.path`, "" for the usual places."""
    for place in (said,) if said else _CUSTOMARY:
        file, _, key = place.partition("#")
        text = read(file)
        version = _value(file, key, text) if text is not None else ""
        if version:
            return version, file
    return "", ""


def _value(file: str, key: str, text: str) -> str:
    if file.endswith((".toml", ".json")) and key:
        return next(_below(_loaded(file, text), key.split(".")), "")
    if key:
        found = re.search(
            rf"^\s*[\"']?{re.escape(key.rpartition('.')[2])}[\"']?\s*(?::[^=\n]*)?[=:]\s*[\"']?v?([\w.+-]+)", text, re.MULTILINE
        )
        return found[1] if found else ""
    plain = _PLAIN.fullmatch(text)
    return plain[1] if plain else ""


def _loaded(file: str, text: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text) if file.endswith(".toml") else json.loads(text)
    except (ValueError, RecursionError):
        return None


def _below(value: Any, keys: list[str]) -> Iterator[str]:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    if isinstance(value, str):
        yield value.strip().removeprefix("v")
