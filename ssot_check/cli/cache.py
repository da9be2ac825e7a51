"""`ssot-check cache`: show or delete what earlier runs have kept."""

from __future__ import annotations

from pathlib import Path

import click

from ssot_check.cli.options import start_folder
from ssot_check.cli.output import emit, say
from ssot_check.cli.request import request
from ssot_check.model.errors import SsotError
from ssot_check.workspace import cache
from ssot_check.workspace.cache_places import FILE, folders, is_closed


@click.group(name="cache", no_args_is_help=False, short_help="Show or delete what earlier runs have kept.")
def cache_group() -> None:
    """Show or delete what earlier runs have kept. Nothing depends on the cache but the time a run takes."""


@cache_group.command()
@start_folder()
@click.option("--cache-dir", metavar="DIR", type=click.Path(), help="The cache in DIR.  [default: .ssot-check-cache]")
def info(folder: str, cache_dir: str | None) -> int:
    """Show where the cache is, how large it is, and what is in it."""
    places = _files(folder, cache_dir)
    closed = [file.parent for file in places if is_closed(file.parent)]
    for place in closed:
        emit(f"{place}\n  it is another account's: runs of this one pass it over\n")
    found = [file for file in places if file.parent not in closed and file.is_file()]
    for file in found:
        emit(f"{file}\n")
        held = cache.inspect(file)
        size = sum(part.stat().st_size for part in cache.parts(file) if part.is_file())
        lines = [f"  size on disk: {size:,} bytes (records are pruned above {cache.MAX_BYTES:,})"]
        if held is None:
            lines.append("  it cannot be read: the next run makes it anew")
        else:
            lines += [f"  records: {held.records:,} ({held.record_bytes:,} bytes)", f"  files known by size and time: {held.stamps:,}"]
        emit("\n".join(lines) + "\n")
    if not (found or closed):
        emit("no cache yet\n")
    return 0


@cache_group.command()
@start_folder()
@click.option("--cache-dir", metavar="DIR", type=click.Path(), help="The cache in DIR.  [default: .ssot-check-cache]")
def clean(folder: str, cache_dir: str | None) -> int:
    """Delete the cache of this repository, wherever it is."""
    found = [file for file in _files(folder, cache_dir) if is_closed(file.parent) or any(part.exists() for part in cache.parts(file))]
    for file in found:
        if is_closed(file.parent) or not cache.remove(file):
            raise SsotError(f"{file} cannot be deleted", "check the permissions of its folder")
        say(f"deleted: {file}")
    if not found:
        say("no cache to delete")
    return 0


def _files(folder: str, cache_dir: str | None) -> list[Path]:
    """Where a cache of this repository may be."""
    asked = request(folder, {"cache-dir": cache_dir})
    return [place / FILE for place in folders(asked.root, asked.cache_folder())]
