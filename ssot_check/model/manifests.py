"""Packages by the manifests of a repository, whatever their language: which one a file belongs to, and which others one needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ssot_check.model.parsed import ParsedFile
from ssot_check.model.replacement import Package

MANIFEST: Final = "pyproject.toml"
"""What declares a distribution of Python."""
NAMES: Final = (("project", "name"), ("tool", "poetry", "name"))
_SCRIPTS: Final = (("project", "scripts"), ("tool", "poetry", "scripts"))


def declared_names(file: ParsedFile) -> tuple[str, ...]:
    """The name of the distribution that a `pyproject.toml` declares, and those of its programs."""
    named = [setting.raw.strip("\"'") for setting in file.settings if setting.key in NAMES]
    return (*named, *(setting.key[-1] for setting in file.settings if setting.key[:-1] in _SCRIPTS))


def package_of(path: str, packages: Mapping[str, Package]) -> str | None:
    """The folder of the nearest package above a file; None for a file of none."""
    folder = path.rpartition("/")[0]
    while folder and folder not in packages:
        folder = folder.rpartition("/")[0]
    return folder if folder in packages else None


def reached(package: Package, packages: Mapping[str, Package]) -> frozenset[str]:
    """The names of all packages on which one depends, directly or not."""
    named = {other.name: other for other in packages.values()}
    found: set[str] = set()
    left = [package]
    while left:
        new = (left.pop().needs & named.keys()) - found
        found |= new
        left += [named[name] for name in sorted(new)]
    return frozenset(found)
