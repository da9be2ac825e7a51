"""The texts of the state of the repository that a run is about."""

from __future__ import annotations

from collections.abc import Callable

from ssot_check.pipeline.reading.read import Request, read_text
from ssot_check.workspace import files

Read = Callable[[str], str | None]
"""The text of a file of the repository; None when it is not there or no text."""


def reader(request: Request) -> Read:
    """Reads as the scan does: unsaved texts first, and what git has where another state than the work tree is looked at."""

    def read(path: str) -> str | None:
        if path in request.overlay:
            return request.overlay[path]
        text = read_text(request.root, path, request.max_bytes, request.objects)
        return text.text if isinstance(text, files.Text) else None

    return read
