"""The commands of the peers, and the section of docs/benchmarks.md that holds the figures."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.quality.peers import Peers

BEGIN: Final = "<!-- speed: begin -->"
END: Final = "<!-- speed: end -->"


def commands(peers: Peers, root: Path, *, all_of_them: bool) -> dict[str, list[str]]:
    """What each peer runs in the repository, with the settings it comes with; only the fastest where `all_of_them` would take hours."""
    kept, fresh = (str(peers.folder / f"{root.name}.codeclone{end}") for end in ("", ".fresh"))
    report = str(peers.folder / f"{root.name}.report")
    found = {"jscpd": [str(peers.modules / ".bin" / "jscpd"), ".", "--reporters", "json", "--output", report, "--silent"]}
    if not all_of_them:
        return found
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
    codeclone = [str(peers.bin / "codeclone"), ".", "--skip-metrics", "--no-progress", "--quiet", "--json", report + ".json"]
    return found | {
        "find-dup-defs": [str(peers.bin / "find-dup-defs"), ".", "--json"],
        "codeclone, nothing known": ["sh", "-c", 'rm -f "$0" && exec "$@"', fresh, *codeclone, "--cache-path", fresh],
        "codeclone, filling its cache": [*codeclone, "--cache-path", kept],
        "codeclone, nothing changed": [*codeclone, "--cache-path", kept],
        "pylint duplicate-code": [str(peers.bin / "symilar"), "--duplicates=4", "--ignore-comments", "--ignore-docstrings", *files],
        "pyscn, clones only": [str(peers.bin / "pyscn"), "analyze", "--select", "clones", "--json", "--no-open", "."],
    }


def put(path: Path, section: str, begin: str = BEGIN, end: str = END) -> None:
    """Replace the section between the marks; a page without one gets it at its end."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    marked = f"{begin}\n{section}{end}\n"
    if begin in text and end in text:
        before, _, rest = text.partition(begin)
        text = before + marked + rest.partition(end)[2].removeprefix("\n")
    else:
        text = f"{text.rstrip()}\n\n{marked}"
    path.write_text(text, encoding="utf-8")
