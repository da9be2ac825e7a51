"""`explain KEY` and `explain FILE:LINE`: one finding, opened up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import repositories as make
from tests.cli.doors import process

OWNER = """import logging


def setup_logging(service, level="INFO"):
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.handlers.clear()
    root.addHandler(handler)
    root.setLevel(level)
    for name in ("urllib3", "botocore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    root.info("logging ready for %s", service)
    return root
"""
EDITED = OWNER.replace("    root.handlers.clear()\n", "").replace(
    "    root.setLevel(level)\n", "    root.setLevel(level)\n    root.disabled = False\n"
)
REGISTRY = """schema_version: 2
domains:
  logging:
    paths: [app/log.py]
    exports: [setup_logging]
"""
FILES = {
    "SSOT_LOCK.yml": REGISTRY,
    "app/__init__.py": "",
    "app/log.py": OWNER,
    "jobs/exact.py": OWNER,
    "jobs/edited.py": EDITED,
    "jobs/renamed.py": EDITED.replace("setup_logging", "prepare_logs"),
    "jobs/allowed.py": OWNER.replace("\n\ndef", "\n\n# ssot: allow[SSOT201] -- runs alone\ndef"),
    "jobs/shadow.py": 'import logging\n\n\ndef setup_logging(level):\n    logging.basicConfig(level=level, format="%(levelname)s")\n',
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make.repository(tmp_path_factory.mktemp("explain") / "r", FILES)


def explained(house: Path, *arguments: str) -> tuple[int, str, str]:
    done = process("explain", *arguments, cwd=house)
    return done.returncode, done.stdout, done.stderr


def test_an_edited_copy_is_shown_statement_by_statement(house: Path) -> None:
    code, out, err = explained(house, "jobs/edited.py:6")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].startswith("jobs/edited.py:4:5: SSOT203 near-copy (error, confidence high)")
    assert "owner  setup_logging (app/log.py:4)" in lines
    assert "= 10 aligned, - 1 only in the owner, + 1 only in the copy" in lines
    assert "  -     8        root.handlers.clear()" in lines
    assert "  +          10  root.disabled = False" in lines
    assert any(line.startswith("  statements   0.9") and "x +7.63" in line for line in lines)
    assert any("from 0.75 it is reported, from 0.80 (`duplicates.threshold` of the domain) it may fail a run" in line for line in lines)
    assert "  - a comment on its line or above it: ssot: allow[SSOT203] -- the reason" in lines
    assert any("both have one name that says what they do" in line for line in lines)
    assert "both have one name" not in explained(house, "jobs/renamed.py:6")[1]


def test_the_beginning_of_a_key_names_a_finding(house: Path) -> None:
    report = json.loads(process("check", "--format", "json", cwd=house).stdout)
    (finding,) = [item for item in report["findings"] if item["location"]["path"] == "jobs/exact.py"]
    code, out, _ = explained(house, finding["key"][:8], "--format", "json")
    (told,) = json.loads(out)["findings"]
    assert code == 0
    assert (told["key"], told["code"], told["standing"]) == (finding["key"], "SSOT201", "reported")
    assert all(row["owner_line"] and row["copy_line"] for row in told["alignment"])
    assert told["decision"][0] == "the digests of both token sequences are equal: this needs no score"


def test_what_is_allowed_is_explained_too(house: Path) -> None:
    assert "allowed by jobs/allowed.py:4:3: runs alone" in explained(house, "jobs/allowed.py:5")[1]


def test_a_shadow_tells_what_it_shares(house: Path) -> None:
    out = explained(house, "jobs/shadow.py:4")[1]
    assert "SSOT204 shadowed-export" in out
    assert "it has the name of an export of `logging`, and one purpose with it by: " in out


def test_without_a_cache_the_same_is_told_and_nothing_kept(tmp_path: Path) -> None:
    root = make.repository(tmp_path / "r", FILES)
    told = explained(root, "jobs/exact.py:5", "--no-cache")
    assert not (root / ".ssot-check-cache").exists()
    assert told == explained(root, "jobs/exact.py:5")
    assert (root / ".ssot-check-cache").exists()


def test_what_is_held_back_is_explained_as_such(tmp_path: Path) -> None:
    owner = OWNER.replace("import logging\n", "import logging\n\nimport pytest\n").replace("def setup", "@pytest.fixture\ndef setup")
    edited = owner.replace("    root.handlers.clear()\n", "").replace("setup_logging", "quiet_logging")
    files = {"SSOT_LOCK.yml": REGISTRY.replace("app/log.py", "tests/log.py"), "tests/log.py": owner, "tests/jobs/log.py": edited}
    out = explained(make.repository(tmp_path / "r", files), "tests/jobs/log.py:9")[1]
    assert "SSOT203 near-copy (information, confidence hint)" in out
    assert ": held back: a hint, shown under `--hints`, and where `--since` or `--staged` asks about the change that brings it" in out


@pytest.mark.parametrize("wanted", ["ffffffff", "app/log.py:4", "app/none.py:4"])
def test_no_such_finding_is_2(house: Path, wanted: str) -> None:
    code, out, err = explained(house, wanted)
    assert (code, out) == (2, "")
    assert "no finding" in err or "no such file" in err


def test_a_line_of_a_copied_file_is_explained_by_the_nearest_part_and_one_in_no_unit_by_none(tmp_path: Path) -> None:
    more = OWNER.replace("import logging\n\n\n", "\n\n").replace("setup_logging", "stop_logging").replace("addHandler", "removeHandler")
    text = f"{OWNER}{more}\n\ndef small():\n    return 1\n"
    files = {"SSOT_LOCK.yml": REGISTRY, "app/__init__.py": "", "app/log.py": text, "jobs/log.py": text}
    root = make.repository(tmp_path / "r", files)
    code, out, _ = explained(root, f"jobs/log.py:{text.count(chr(10))}")
    assert code == 0
    assert "reported, as one of 2: jobs/log.py is a copy of app/log.py" in out
    assert "`stop_logging`" in out
    assert [explained(root, f"jobs/log.py:{line}")[0] for line in (OWNER.count("\n") + 2, 99999)] == [2, 2]
