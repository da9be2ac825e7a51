"""Write docs/rules/ from the rules' own docstrings; with --check only say whether the pages are in date.

Exit codes: 0 in date or written, 1 out of date (--check), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from ssot_check.discovery import rules
from ssot_check.model.plugins import Rule

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "rules"
HEADINGS: Final = ("What it does", "Why it matters", "How to fix")
FAMILIES: Final = {
    "0": "Integrity of the run",
    "1": "The registry holds",
    "2": "Duplicates outside the owner",
    "3": "The owner is bypassed",
    "4": "Deprecated use",
    "5": "Config facts drift",
    "6": "Documentation",
    "7": "Ownership and locks",
    "8": "Suppressions and baseline",
    "9": "The gate is wired",
}
ORIGIN: Final = """Written by `scripts/generate_docs.py` from the rules' docstrings; `ssot-check explain CODE` prints the same text.
The column *edits* says whether the JSON and SARIF reports carry edits, where the repair is certain, and how safe they are.
Nothing applies them."""


def family(rule: Rule) -> str:
    """Title of the family that the first digit of the code names."""
    return FAMILIES[rule.code.removeprefix("SSOT")[0]]


def edits(rule: Rule) -> str:
    """How safe the edits are that the rule's findings carry."""
    return rule.fix.value if rule.fix else "none"


def body(explanation: str) -> str:
    """The docstring as Markdown: the first line is left out (it is the summary), the three headings become headings."""
    lines: list[str] = []
    for line in explanation.strip().splitlines()[1:]:
        bare = line.strip().strip("#:").strip()
        if bare in HEADINGS:
            lines += ["", f"## {bare}", ""]
        elif not (line.strip() and set(line.strip()) <= set("-=")):
            lines.append(line.rstrip())
    return squeeze(lines)


def squeeze(lines: Sequence[str]) -> str:
    """Join lines; runs of empty lines become one, none at either end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip("\n")


def page(rule: Rule) -> str:
    """One rule's page."""
    facts = f"{family(rule)} · severity: {rule.severity.value} · edits in the report: {edits(rule)}"
    return f"# {rule.code} {rule.name}\n\n{rule.summary}\n\n{facts}\n\n{body(rule.explanation)}\n"


def index(found: Sequence[Rule]) -> str:
    """All rules, by family."""
    lines = ["# Rules", "", ORIGIN, ""]
    for title in FAMILIES.values():
        members = [rule for rule in found if family(rule) == title]
        if members:
            lines += [f"## {title}", "", "| code | name | severity | edits | what it says |", "|---|---|---|---|---|"]
            lines += [row(rule) for rule in members]
            lines.append("")
    return "\n".join(lines)


def row(rule: Rule) -> str:
    """One line of the index."""
    summary = rule.summary.replace("|", "\\|")
    return f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} | {edits(rule)} | {summary} |"


def pages(found: Sequence[Rule]) -> Mapping[str, str]:
    """File name to text, for every generated page."""
    return {"index.md": index(found), **{f"{rule.code}.md": page(rule) for rule in found}}


def stale(folder: Path, wanted: Mapping[str, str]) -> list[str]:
    """Names of pages that are missing, differ, or belong to no rule any more; sorted."""
    present = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def write(folder: Path, wanted: Mapping[str, str], names: Sequence[str]) -> None:
    """Bring the named pages in date."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            (folder / name).unlink()


def main(argv: Sequence[str] | None = None) -> int:
    """Write or check; returns the exit code."""
    parser = argparse.ArgumentParser(description="Write docs/rules/ from the rules' docstrings.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is out of date")
    options = parser.parse_args(argv)
    wanted = pages(rules())
    names = stale(FOLDER, wanted)
    if options.check:
        for name in names:
            sys.stderr.write(f"docs/rules/{name} is out of date; run scripts/generate_docs.py\n")
        return 1 if names else 0
    write(FOLDER, wanted, names)
    sys.stderr.write(f"{len(names)} of {len(wanted)} pages written\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
