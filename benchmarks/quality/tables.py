"""The measured figures as Markdown, and the section of docs/benchmarks.md that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from benchmarks.quality.model import NEGATIVE, POSITIVE, Tally
from benchmarks.quality.scoring import Score

BEGIN: Final = "<!-- quality: begin (written by benchmarks/quality/run.py) -->"
END: Final = "<!-- quality: end -->"
GOALS: Final = {
    "type 1": 1.0,
    "type 2": 0.99,
    "type 3, 10 %": 0.99,
    "type 3, 30 %": 0.95,
    "type 3, 50 %": 0.85,
    "structural rewrite": 0.85,
    "type 4": 0.60,
    "split over two": 0.80,
    "two merged": 0.80,
}
PRECISION_GOAL: Final = 0.97
LANGUAGES: Final = {
    "python": "Python",
    "shell": "Shell",
    "typescript": "TypeScript and JavaScript",
    "go": "Go",
    "rust": "Rust",
    "config": "Configuration",
}
_LESS: Final = {"typescript": 0.05, "go": 0.10, "rust": 0.10, "config": 0.10}
"""How far below the figure for Python and shell the one of another language may lie."""
_COMMAND: Final = "Written by `python benchmarks/quality/run.py`; the seconds are those of a machine that did other work too."
_NOTE: Final = """\
A plant is found when a report covers half of its lines and names its owner. ssot-check says who was copied: that must be
the right one. For the others it is enough that one group also covers a third of the owner's lines; they run with their own
defaults and are told no owners. Precision is over what was planted: copies found, against negatives reported and copies
laid to a wrong owner. Reports on code that nobody planted are counted as "elsewhere" and not judged. "-" stands for a
language that the tool does not read, and "All plants" counts for each tool the plants in the languages that it reads.
`--since` asks about the change that plants everything, and tells, as information, doubtful pairs that it brings.
`--hints` shows what ssot-check counts and holds back: short or loosely alike pairs, of which 71 in a hundred were true when people read
those of the public code that it was mended from, and about one in fifteen of those of strange code (`benchmarks/real`), and jobs done
in other words."""
_ASKED: Final = """\
Of TypeScript 5 points less is asked than of Python and shell, of Rust, Go and configuration 10. Bold: less than asked."""


def document(scores: Sequence[Score], sources: str, failed: Sequence[str]) -> str:
    """The whole section."""
    parts = ["## Quality: planted copies", "", sources, "", _COMMAND, "", _NOTE, ""]
    for language, title in LANGUAGES.items():
        if any(there == language for there, _ in scores[0].kinds):
            parts += [f"### {title}: recall by clone type", "", *_recall(scores, language), ""]
            parts += [f"### {title}: negatives reported", "", *_negatives(scores, language), ""]
    parts += ["### All plants", "", *_totals(scores), "", *_figures(scores)]
    parts += [f"Not run: {item}" for item in failed]
    return "\n".join(parts).rstrip("\n") + "\n"


def _recall(scores: Sequence[Score], language: str) -> list[str]:
    lines = [f"| kind | plants | {' | '.join(_titles(scores))} |", f"|---|--:|{'--:|' * (len(scores) + 1)}"]
    for kind in POSITIVE:
        own = scores[0].kinds.get((language, kind))
        if own is not None:
            cells = [f"{_share(own.found, own.planted)}", f"{_share(own.gated, own.planted)}"]
            cells += [_cell(score.kinds, language, kind) for score in scores[1:]]
            lines.append(f"| {kind} | {own.planted} | {' | '.join(cells)} |")
    return lines


def _titles(scores: Sequence[Score]) -> list[str]:
    return [scores[0].tool, "of which fail a build", *(score.tool for score in scores[1:])]


def _negatives(scores: Sequence[Score], language: str) -> list[str]:
    lines = [f"| kind | plants | {' | '.join(score.tool for score in scores)} |", f"|---|--:|{'--:|' * len(scores)}"]
    for kind in NEGATIVE:
        own = scores[0].false.get((language, kind))
        if own is not None:
            cells = [str(score.false[language, kind].found) if (language, kind) in score.false else "-" for score in scores]
            lines.append(f"| {kind} | {own.planted} | {' | '.join(cells)} |")
    return lines


def _cell(kinds: Mapping[tuple[str, str], Tally], language: str, kind: str) -> str:
    tally = kinds.get((language, kind))
    return _share(tally.found, tally.planted) if tally else "-"


def _share(count: int, total: int) -> str:
    return f"{count / total:.0%}" if total else "-"


def _totals(scores: Sequence[Score]) -> list[str]:
    lines = ["| tool | recall | precision | F1 | wrong owner | reports elsewhere | seconds |", "|---|--:|--:|--:|--:|--:|--:|"]
    for score in scores:
        numbers = f"{score.recall():.1%} | {score.precision():.1%} | {score.f1():.3f} | {score.wrong} | {score.other} | {score.seconds:.0f}"
        lines.append(f"| {score.tool} | {numbers} |")
    return lines


def _figures(scores: Sequence[Score]) -> list[str]:
    """What was asked and what is reached: by what is reported unasked, and with the hints, which are counted and held back."""
    lines = [_ASKED, ""]
    for score in scores:
        if score.tool.startswith(scores[0].tool):
            lines += [f"### Figures to reach: {score.tool}", "", *_goals(score), ""]
    return lines


def _goals(score: Score) -> list[str]:
    there = [language for language in LANGUAGES if any(known == language for known, _ in score.kinds)]
    titles = " | ".join(LANGUAGES[language] for language in there)
    lines = [f"| figure | asked | {titles} |", f"|---|--:|{'--:|' * len(there)}"]
    for kind, goal in GOALS.items():
        cells = [_against(score.kinds.get((language, kind), Tally()), goal - _LESS.get(language, 0.0)) for language in there]
        lines.append(f"| {kind} | {goal:.0%} | {' | '.join(cells)} |")
    met = "reached" if score.precision() >= PRECISION_GOAL else "missed"
    return [*lines, "", f"Precision over plants: {PRECISION_GOAL:.0%} asked, {score.precision():.1%} in all, {met}."]


def _against(tally: Tally, goal: float) -> str:
    """What was found, in bold where it lies below what is asked of this language."""
    if not tally.planted:
        return "-"
    said = f"{tally.found} of {tally.planted}"
    return said if tally.found / tally.planted >= goal - 1e-9 else f"**{said}**"


def put(page: Path, section: str) -> None:
    """Replace the marked section of the page; a page without one gets it at its end."""
    text = page.read_text(encoding="utf-8") if page.exists() else "# Benchmarks\n"
    marked = f"{BEGIN}\n{section}{END}\n"
    if BEGIN in text and END in text:
        before, _, rest = text.partition(BEGIN)
        text = before + marked + rest.partition(END)[2].lstrip("\n")
    else:
        text = f"{text.rstrip()}\n\n{marked}"
    page.write_text(text, encoding="utf-8")
