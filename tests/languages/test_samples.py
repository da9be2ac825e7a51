"""Every sample file of every language, read and written out, equals the golden beside it.

`UPDATE_GOLDEN=1 pytest tests/languages/test_samples.py` rewrites the goldens: read the difference before you commit it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from ssot_check import discovery
from ssot_check.model.location import Location
from ssot_check.model.parsed import ParsedFile
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Fingerprint, Statement, Token, Unit

SAMPLES = Path(__file__).parent / "samples"
REWRITE = "UPDATE_GOLDEN"
MARKS = {1: "", 2: "%", 3: "@", 4: "'", 5: "#", 6: ":", 7: '"', 8: "+"}  # by token kind; syntax stands bare in backquotes


@dataclass
class Recorder:
    """A fingerprinter that remembers the statements of every unit."""

    seen: list[Sequence[Statement]]

    def __call__(self, statements: Sequence[Statement]) -> Fingerprint:
        self.seen.append(statements)
        return Fingerprint(str(len(self.seen) - 1), "", "", (), (), (), ())


def written_token(token: Token) -> str:
    kind, text = token
    shown = text.encode("unicode_escape").decode("ascii")
    return f"`{shown}" if kind == 0 else f"{MARKS[kind]}{shown}"


def written_span(place: Location) -> str:
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"


def written_unit(unit: Unit, statements: Sequence[Statement]) -> Iterator[str]:
    yield f"unit {unit.kind.value} {unit.qualified_name} {written_span(unit.location)} signature {written_span(unit.signature)}"
    yield f"  traits: {', '.join(sorted(unit.traits)) or '-'}"
    yield f"  calls: {', '.join(unit.calls) or '-'}"
    yield f"  parameters: {unit.parameters}"
    for item in statements:
        yield f"  {item.line}-{item.end_line} {'  ' * item.depth}{' '.join(written_token(token) for token in item.tokens)}".rstrip()


def written(parsed: ParsedFile, recorder: Recorder) -> str:
    lines = [f"kind {parsed.kind or '-'} lines {parsed.lines} open {parsed.open_names} generated {parsed.generated}"]
    for unit in parsed.units:
        lines.extend(written_unit(unit, recorder.seen[int(unit.fingerprint.exact)]))
    lines.extend(f"definition {item.name} {written_span(item.location)} {item.reexport}".rstrip() for item in parsed.definitions)
    lines.extend(
        f"reference {item.kind.value} {item.name} {written_span(item.location)} {item.alias}".rstrip() for item in parsed.references
    )
    lines.extend(f"setting {'/'.join(item.key)} = {item.raw!r} {written_span(item.location)}" for item in parsed.settings)
    lines.extend(
        f"problem {item.code} {item.severity.value} {item.location.line}: {item.message} ({item.cause})" for item in parsed.problems
    )
    return "\n".join(lines) + "\n"


def read_sample(path: Path) -> str:
    """The sample as a file of its own name at the top of a repository."""
    language = next(item for item in discovery.languages() if item.name == path.parent.name)
    recorder = Recorder([])
    text = path.read_text(encoding="utf-8")
    return written(language.parse(SourceFile(path.name, language.name, text, "0" * 16), recorder), recorder)


def samples() -> list[Path]:
    return sorted(path for path in SAMPLES.glob("*/*") if path.suffix != ".golden")


def test_there_are_samples() -> None:
    assert samples()


@pytest.mark.parametrize("path", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample_equals_golden(path: Path) -> None:
    golden = path.with_name(f"{path.name}.golden")
    result = read_sample(path)
    if os.environ.get(REWRITE):
        assert not os.environ.get("CI"), f"{REWRITE} is refused in CI: a golden is changed by a person who reads it"
        golden.write_text(result, encoding="utf-8")
    assert golden.is_file(), f"{golden.name} is missing: run with {REWRITE}=1 and read what it writes"
    assert result == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", samples(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_places_lie_in_the_file(path: Path) -> None:
    language = next(item for item in discovery.languages() if item.name == path.parent.name)
    lines = path.read_text(encoding="utf-8").split("\n")
    parsed = language.parse(SourceFile(path.name, language.name, "\n".join(lines), "0" * 16), Recorder([]))
    for unit in parsed.units:
        assert unit.location.path == path.name
        for place in (unit.location, replace(unit.signature)):
            assert 1 <= place.line <= place.end_line <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
            assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 1
