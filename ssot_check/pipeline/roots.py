"""Names under which files of the repository are imported because a file says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ssot_check.model.parsed import ParsedFile

_MODULE: Final = "go-module"


def import_roots(files: Mapping[str, ParsedFile]) -> dict[str, str]:
    """The import path of each folder with a `go.mod`, by folder ("" = the root)."""
    return {
        path.rpartition("/")[0]: setting.raw for path, file in sorted(files.items()) if file.kind == _MODULE for setting in file.settings
    }
