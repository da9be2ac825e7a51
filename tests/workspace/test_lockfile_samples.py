"""The loader on real registries that lie beside the repository; skipped where they do not."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from ssot_check.model.location import Location
from ssot_check.model.registry import Level, Registry
from ssot_check.workspace.lockfile import Loaded, load
from ssot_check.workspace.registry.document import compose

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
BROKEN, REPAIRED = SAMPLES / "SSOT_LOCK.public.yml", SAMPLES / "SSOT_LOCK.public.repaired.yml"

pytestmark = pytest.mark.skipif(not BROKEN.is_file(), reason="the public samples are not beside this repository")


def sample(path: Path) -> Loaded:
    return load(path, path.parent, 5_000_000)


def registry(path: Path) -> Registry:
    found = sample(path).registry
    assert found is not None
    return found


def test_the_broken_sample_names_line_109_and_patches_line_108(tmp_path: Path) -> None:
    (problem,) = sample(BROKEN).problems
    assert (problem.code, problem.location.line) == ("SSOT002", 109)
    assert "line 109" in problem.message
    assert problem.cause == "the list item on line 108 is a plain text, and line 109 adds the key `note` below it"
    assert [number for number, _ in problem.excerpt] == [108, 109]
    copied = tmp_path / BROKEN.name
    copied.write_bytes(BROKEN.read_bytes())
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=problem.patch.encode(), check=True)
    before, after = BROKEN.read_text().splitlines(), copied.read_text().splitlines()
    assert [number for number, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]] == [108]
    assert after[107] == before[107].replace('- "', '- path: "')
    assert sample(copied).problems == ()


def test_the_broken_sample_is_read_like_the_repaired_one() -> None:
    broken, repaired = registry(BROKEN), registry(REPAIRED)
    assert len(broken.domains) == 19
    nowhere = Location("")
    for one, other in zip(broken.domains, repaired.domains, strict=True):
        assert (one.name, one.location.line) == (other.name, other.location.line)
        assert [item.path for item in one.owner_paths] == [item.path for item in other.owner_paths]
        assert [replace(item, location=nowhere) for item in one.exports] == [replace(item, location=nowhere) for item in other.exports]
    assert [item.reason for item in broken.domain("error_handling").wrappers] == [
        item.reason for item in repaired.domain("error_handling").wrappers
    ]


def test_the_repaired_sample_has_no_problem_and_nothing_is_lost() -> None:
    assert sample(REPAIRED).problems == ()
    found = registry(REPAIRED)
    assert (found.level, found.version) == (Level.STRICT, "1.3.0")
    plain = yaml.safe_load(REPAIRED.read_text())
    domains = plain["sources_of_truth"]
    exports = [name for names in under(domains, "exports") for name in names]
    gone = [item for name in ("deprecated_paths", "archived_files") for items in under(domains, name) for item in items]
    assert [item.name for domain in found.domains for item in domain.exports] == exports
    assert len(exports) == 61
    assert sum(len(domain.deprecated) for domain in found.domains) == len(gone) + 1 == 44  # and `deprecated: constants/index.ts`
    assert sorted(item.text for domain in found.domains for item in domain.policies) == sorted(flat(domains, "rules", "rule"))
    assert len(found.deprecated) == len(plain["deprecated_modules"]) == 13
    assert len(found.import_patterns) == 11
    assert len(found.required_files) == 7
    assert len(found.policies) == 6
    assert len(found.stated) == sum(1 for key in STATED for _ in scalars(plain[key]))


def test_every_owner_path_of_the_sample_is_kept() -> None:
    domains = yaml.safe_load(REPAIRED.read_text())["sources_of_truth"]
    kept = [(domain.name, entry.written) for domain in registry(REPAIRED).domains for entry in domain.owner_paths]
    named = {(name, path) for name, body in domains.items() for path in owners(body)}
    assert set(kept) == named
    assert len(kept) == len(named)


STATED = ("date", "maintenance_team", "last_evaluation", "evaluation_status", "migration_status", "metrics", "notes", "changelog")
OWNERS = ("path", "ssot", "ssot_location", "ssot_script", "template", "production_template")


def under(value: Any, name: str) -> Iterator[Any]:
    """Values of a key at any depth."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in entries:
        if key == name:
            yield inner
        yield from under(inner, name)


def flat(value: Any, *names: str) -> list[str]:
    """Texts of keys whose value is a text or a list of texts."""
    found = [inner for name in names for inner in under(value, name)]
    return [text for inner in found for text in (inner if isinstance(inner, list) else [inner])]


def scalars(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from scalars(inner)
    else:
        yield value


def owners(value: Any) -> Iterator[str]:
    """What a reader with plain eyes takes for owner paths: no wrappers, nothing deprecated or archived."""
    if isinstance(value, list):
        for item in value:
            yield from owners(item)
    elif isinstance(value, dict) and value.get("deprecated") is not True:
        yield from (value[key] for key in OWNERS if isinstance(value.get(key), str))
        for key, inner in value.items():
            if key not in ("wrappers", "archived_files"):
                yield from owners(inner)


def test_both_parsers_read_the_same() -> None:
    text = REPAIRED.read_text()
    assert compose(text, "f") == compose(text, "f", pure=True)


def test_every_path_entry_points_at_its_text() -> None:
    found = registry(REPAIRED)
    entries = [entry for domain in found.domains for entry in domain.owner_paths]
    entries += [item.path for domain in found.domains for item in domain.deprecated if item.path]
    for entry in entries:
        line = found.lines[entry.location.line - 1]
        assert line[entry.location.column - 1 : entry.location.end_column - 1].strip("\"'") == entry.written
