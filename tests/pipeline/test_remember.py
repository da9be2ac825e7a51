"""A run with a cache says what a run without one says, to the byte, and parses only what changed."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ssot_check import discovery
from ssot_check.matching.anew import Earlier
from ssot_check.matching.haystack import Haystack
from ssot_check.model.config import Config
from ssot_check.model.parsed import ParsedFile
from ssot_check.pipeline import scan
from ssot_check.pipeline.again.recollect import Comparison
from ssot_check.pipeline.check import check
from ssot_check.pipeline.confirm import Confirmer
from ssot_check.pipeline.reading import read
from ssot_check.pipeline.reading.read import Request, read_one
from ssot_check.workspace.cache_codec import DamagedRecordError, decode, decode_field, encode
from ssot_check.workspace.cache_places import FILE, FOLDER
from tests import repositories as make
from tests.pipeline.trees import COPY, EDITED, INNOCENT, REGISTRY, tree

FILES = {
    "jobs/a.py": COPY,
    "jobs/b.py": EDITED,
    "jobs/bad.py": "def f(:\n",
    "jobs/plain.py": INNOCENT,
    "jobs/latin.py": b"# \xe9\nx = 1\n",
    "jobs/made.py": "# @generated\nx = 1\n",
    "tests/test_a.py": COPY,
    "run": "#!/bin/sh\nset -eu\necho $1\n",
    "notes": "just words\n",
    "data.bin": b"\0\1",
    "docker-compose.yml": "services:\n  web:\n    image: nginx:1\n    ports: ['80:80']\n",
    "web/a.ts": "export function add(a: number, b: number): number {\n  return a + b;\n}\n",
}
BANS = REGISTRY + "    bans:\n      - symbols: [logging.getLogger]\n        why: use setup_logging\n"


@pytest.fixture(autouse=True)
def known_by_their_times(settled: None) -> None:
    """Settled before any other fixture of a test: an automatic one comes first, and asks for it."""


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read and parsed, as they are."""
    seen: list[str] = []

    def spy(request: Request, path: str, *rest: object) -> object:
        if not read.is_nobodys(path, frozenset()):
            seen.append(path)
        return read_one(request, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(read, "read_one", spy)
    return seen


def said(root: Path, **changes: object) -> str:
    """The report of a run as JSON text."""
    config = replace(Config(root, use_cache=True), **changes)  # type: ignore[arg-type]
    return next(form for form in discovery.formats() if form.name == "json").render(check(config))


def test_an_unchanged_run_parses_nothing_and_says_the_same(tmp_path: Path, parsed: list[str]) -> None:
    root = tree(tmp_path / "r", FILES)
    without = said(root, use_cache=False)
    parsed.clear()
    assert said(root) == without
    assert "jobs/a.py" in parsed
    parsed.clear()
    assert said(root) == without
    assert parsed == []
    assert json.loads(without)["findings"]


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One item for every comparison that was really made."""
    seen: list[int] = []
    made = scan.compare

    def spy(confirmer: Confirmer, hay: Haystack, earlier: Earlier | None, counting: bool) -> tuple[Comparison, Earlier]:
        seen.append(len(hay.files))
        return made(confirmer, hay, earlier, counting)

    monkeypatch.setattr(scan, "compare", spy)
    return seen


def test_an_unchanged_run_compares_nothing(tmp_path: Path, compared: list[int]) -> None:
    root = tree(tmp_path / "r", FILES)
    assert said(root) == said(root) == said(root, jobs=2)
    assert len(compared) == 1
    assert said(root) == said(root, use_cache=False)


@pytest.mark.parametrize(
    "change",
    [
        {"jobs/plain.py": COPY},
        {"app/log.py": INNOCENT},
        {"jobs/new.py": COPY},
        {"jobs/__init__.py": ""},
        {"SSOT_LOCK.yml": REGISTRY + "    duplicates: {threshold: 0.99}\n"},
        {"SSOT_LOCK.yml": REGISTRY.replace("app/log.py", "jobs/a.py")},
        {"SSOT_LOCK.yml": REGISTRY + "    kind: retry\n"},
        {"SSOT_LOCK.yml": REGISTRY.replace("setup_logging", "other")},
        {"SSOT_LOCK.yml": REGISTRY + "    duplicates: {ignore: [jobs/a.py]}\n"},
        {"SSOT_LOCK.yml": REGISTRY + "    deprecated: [{path: jobs/a.py, use: app/log.py}]\n"},
        {"SSOT_LOCK.yml": REGISTRY + "    wrappers: [{path: jobs/a.py, reason: kept}]\n"},
    ],
)
def test_whatever_a_comparison_looks_at_makes_a_new_one(tmp_path: Path, compared: list[int], change: dict[str, str]) -> None:
    root = tree(tmp_path / "r", FILES)
    said(root)
    make.write(root, change)
    assert said(root) == said(root, use_cache=False)
    assert len(compared) == 3


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\n" + REGISTRY,
        REGISTRY + "    description: how it logs\n",
        REGISTRY.replace("domains:", "\n\ndomains:"),
        REGISTRY + "    policies: [log little]\n",
        REGISTRY + "    wrappers: [{path: jobs/nothing.py, reason: planned}]\n",
        REGISTRY + "enforcement: {level: advisory}\n",
    ],
)
def test_a_line_of_the_registry_that_no_comparison_asks_for_compares_nothing(tmp_path: Path, compared: list[int], text: str) -> None:
    root = tree(tmp_path / "r", FILES)
    said(root)
    make.write(root, {"SSOT_LOCK.yml": text})
    assert said(root) == said(root, use_cache=False)
    assert len(compared) == 2


def test_one_changed_file_is_all_that_is_parsed(tmp_path: Path, parsed: list[str]) -> None:
    root = tree(tmp_path / "r", FILES)
    said(root)
    make.write(root, {"jobs/plain.py": COPY})
    parsed.clear()
    warm = said(root)
    assert parsed == ["jobs/plain.py"]
    assert warm == said(root, use_cache=False)


def test_a_touched_file_with_the_same_bytes_is_not_parsed(tmp_path: Path, parsed: list[str]) -> None:
    root = tree(tmp_path / "r", FILES)
    first = said(root)
    for path in FILES:
        os.utime(root / path, ns=(1, 1))
    parsed.clear()
    assert said(root) == first
    assert parsed == []


def test_a_registry_line_that_watches_nothing_new_costs_no_parse(tmp_path: Path, parsed: list[str]) -> None:
    root = tree(tmp_path / "r", FILES)
    said(root)
    make.write(root, {"SSOT_LOCK.yml": REGISTRY + "  other:\n    paths: [jobs/none.py]\n"})
    parsed.clear()
    assert said(root) == said(root, use_cache=False)
    assert [path for path in parsed if parsed.count(path) > 1] == []


def test_a_new_ban_is_seen_in_files_that_are_known(tmp_path: Path) -> None:
    root = tree(tmp_path / "r", FILES)
    said(root)
    make.write(root, {"SSOT_LOCK.yml": BANS})
    warm = said(root)
    assert warm == said(root, use_cache=False)
    assert "SSOT301" in warm


def test_a_file_that_becomes_an_owner_or_a_test_is_read_as_one(tmp_path: Path) -> None:
    root = tree(tmp_path / "r", FILES)
    said(root)
    make.write(root, {"SSOT_LOCK.yml": REGISTRY.replace("[app/log.py]", "[app/log.py, jobs/made.py]") + "scan: {tests: [jobs/bad.py]}\n"})
    assert said(root) == said(root, use_cache=False)


@pytest.mark.parametrize("jobs", [1, 2])
def test_workers_and_a_repository_with_git_change_nothing(tmp_path: Path, jobs: int) -> None:
    many = {f"pkg/m{number}.py": COPY.replace("prepare", f"prepare_{number}") for number in range(160)}
    root = make.repository(tree(tmp_path / "r", FILES), many)
    without = said(root, use_cache=False)
    assert [said(root, jobs=jobs), said(root, jobs=jobs), said(root, jobs=3 - jobs)] == [without] * 3
    assert make.git(root, "status", "--porcelain") == ""


def _truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _garble(file: Path) -> None:
    file.write_bytes(os.urandom(5000))


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("harm", [_truncate, _garble, _folder, Path.unlink])
def test_a_harmed_cache_changes_no_byte(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    root = tree(tmp_path / "r", FILES)
    first = said(root)
    harm(root / FOLDER / FILE)
    assert [said(root), said(root)] == [first] * 2


def test_where_the_repository_cannot_be_written_the_users_folder_is_taken(tmp_path: Path, parsed: list[str]) -> None:
    root = tree(tmp_path / "r", FILES)
    make.write(root, {FOLDER: "in the way"})
    told: list[str] = []
    first = said(root, tell=told.append)
    assert told == [f"the cache folder {FOLDER} is not used: File exists"]
    parsed.clear()
    assert said(root) == first
    assert parsed == []
    assert len(list((tmp_path / "home" / "ssot-check").glob(f"*/{FILE}"))) == 1


def test_a_cache_that_somebody_committed_is_not_believed(tmp_path: Path) -> None:
    root = tree(tmp_path / "r", FILES)
    said(root)
    (root / FOLDER / ".gitignore").unlink()
    make.repository(root, {})
    told: list[str] = []
    said(root, tell=told.append)
    assert told == [f"the cache folder {FOLDER} is not used: git lists files in it"]


def test_an_unsaved_text_is_neither_looked_up_nor_kept(tmp_path: Path) -> None:
    root = tree(tmp_path / "r", FILES)
    first = said(root)
    overlaid = check(Config(root, use_cache=True), {"jobs/plain.py": COPY})
    assert "jobs/plain.py" in {finding.location.path for finding in overlaid.findings}
    assert said(root) == first


@pytest.mark.parametrize("path", sorted(FILES))
def test_every_language_survives_the_way_through_the_cache(tmp_path: Path, path: str) -> None:
    root = tree(tmp_path / "r", FILES)
    result = read_one(Request(root, 10_000, frozenset(), frozenset(), {}), path)
    data = encode(result, path)
    assert decode(type(result), data, path) == result
    if isinstance(result, ParsedFile):
        assert decode_field(ParsedFile, "definitions", data, path) == result.definitions
        with pytest.raises(DamagedRecordError):
            decode_field(ParsedFile, "definitions", data[:30], path)


def test_a_word_that_many_units_say_is_held_once(tmp_path: Path) -> None:
    root = tree(tmp_path / "r", FILES)
    data = encode(read_one(Request(root, 10_000, frozenset(), frozenset(), {}), "jobs/a.py"), "jobs/a.py")
    (one,), (two,) = (decode(ParsedFile, data, "jobs/a.py").units for _ in range(2))
    assert "StreamHandler" in one.fingerprint.words
    assert all(ours is theirs for ours, theirs in zip(one.fingerprint.words + one.calls, two.fingerprint.words + two.calls, strict=True))


def test_no_cut_and_no_changed_byte_is_more_than_a_damaged_record(tmp_path: Path) -> None:
    root = tree(tmp_path / "r", FILES)
    data = encode(read_one(Request(root, 10_000, frozenset(), frozenset(), {}), "jobs/a.py"), "jobs/a.py")
    for place in range(0, len(data), 7):
        with pytest.raises(DamagedRecordError):
            decode(ParsedFile, data[:place], "jobs/a.py")
        changed = bytearray(data)
        changed[place] ^= 0xFF
        try:
            assert isinstance(decode(ParsedFile, bytes(changed), "jobs/a.py"), ParsedFile)
        except DamagedRecordError:
            continue
