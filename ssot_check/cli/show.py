"""The texts of `--show-settings` and `--show-files`."""

from __future__ import annotations

from collections.abc import Iterable

from ssot_check.cli.request import Request
from ssot_check.model.config import Config
from ssot_check.model.errors import SsotError
from ssot_check.model.source import SkippedFile
from ssot_check.reports.support.hygiene import visible
from ssot_check.workspace.settings import Value


def settings_text(asked: Request) -> str:
    """One `name = value  # origin` a line, the place of the run first."""
    try:
        registry = str(asked.registry())
    except SsotError as error:
        registry = f"none ({error.message})"
    lines = [f"# root: {asked.root}", f"# registry: {registry}"]
    width = max(len(name) for name in asked.settings.values)
    for name, value in asked.settings.values.items():
        lines.append(f"{name:<{width}} = {_toml(value)}  # {asked.settings.origins[name]}")
    return "".join(visible(line) + "\n" for line in lines)


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def files_text(analysed: Iterable[str], skipped: Iterable[SkippedFile], config: Config) -> str:
    """The analysed files, one a line; with `verbose` the skipped ones follow, each with its reason."""
    lines = [visible(path) for path in sorted(analysed)]
    if config.presentation.verbose:
        lines += [f"# {visible(item.path)} ({item.reason})" for item in sorted(skipped)]
    return "\n".join(lines) + "\n" if lines else ""
