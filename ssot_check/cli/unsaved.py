"""`ssot-check check - --stdin-filename F`: the text of one file from standard input. Imported only when it is asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from ssot_check.cli.request import Request, repository_path_of
from ssot_check.model.config import Config
from ssot_check.model.errors import UsageError
from ssot_check.model.report import Report
from ssot_check.pipeline.states.unsaved import check_unsaved
from ssot_check.workspace.text import Text, as_text

_ALONE = ("since", "staged", "baseline_ref", "diff", "fix", "unsafe_fixes", "show_files")


def unsaved(asked: Request, config: Config, options: Mapping[str, object]) -> Report:
    """The report of the file whose text stands on standard input. Raises UsageError."""
    for name in _ALONE:
        if options[name]:
            raise UsageError(f"--{name.replace('_', '-')} and `-` contradict each other", "save the file, or leave the option out")
    name = str(options["stdin_filename"] or "")
    path = repository_path_of(name, asked, unsaved=True)
    if (config.root / path).is_dir():
        raise UsageError(f"--stdin-filename {name} is a folder", "name the file that the text belongs to")
    return check_unsaved(config, path, _text(config.max_file_bytes))


def _text(most: int) -> str:
    if sys.stdin is None:  # it was closed before the program began
        raise UsageError("there is no standard input", "send the text of the file")
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        raise UsageError(f"standard input has more than {most:,} bytes", "raise max-file-bytes in the settings")
    found = as_text(data)
    if not isinstance(found, Text):
        raise UsageError(f"standard input cannot be checked: {found.value}", "send the text of a source file")
    return found.text
