from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssot_check.cli.main import run


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["report", *arguments])
    return code, *capsys.readouterr()


def test_three_formats_of_one_run(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, "--output", "a.html", "--output", "a.json", "--no-cache")
    assert code == 0
    assert out.startswith("# SSOT compliance: ")
    assert (repo / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    told = json.loads((repo / "a.json").read_text())
    assert told["domains"][0]["owner_paths"] == ["src/log.py"]
    assert list(told)[:3] == ["schema_version", "headline", "tool"]


def test_each_run_adds_a_line_and_is_compared_with_the_last(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "".join(f"    total = add(total, items[{number}], rate={number})\n" for number in range(8))
    (repo / "src" / "log.py").write_text(f"def f(items, total):\n{body}    return total\n")
    for _ in range(2):
        code, out, err = call(capsys, "--history", "h.jsonl", "--format", "json", "--no-cache")
    assert code == 0
    assert len((repo / "h.jsonl").read_text().splitlines()) == 2
    assert json.loads(out)["compared_with"] is not None
    assert err == "h.jsonl: this run was added\n"


def test_an_untrusted_run_gets_no_score_and_exit_2(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "SSOT_LOCK.yml").write_text("domains: [")
    code, out, _ = call(capsys, "--history", "h.jsonl", "--format", "json", "--no-cache")
    assert code == 2
    assert (json.loads(out)["headline"], json.loads(out)["score"]) == ("UNTRUSTED", None)
    assert "compliant" not in {domain["status"] for domain in json.loads(out)["domains"]}


def test_a_setting_that_narrows_to_domains_is_refused(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "pyproject.toml").write_text('[tool.ssot-check]\ndomain = ["logging"]\n')
    code, _, err = call(capsys, "--no-cache")
    assert code == 2
    assert "an audit is about the whole repository" in err


def test_a_file_that_is_no_history_stays_as_it_is(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = call(capsys, "--history", "src/a.py", "--no-cache")
    assert (code, out) == (2, "")
    assert "is a run of ssot-check" in err
    assert (repo / "src" / "a.py").read_text() == "x = 1\n"


def test_a_command_behind_a_path_is_told_the_right_order(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["src/", "check"]) == 2
    assert "a command comes before the paths: `ssot-check check PATH`" in capsys.readouterr().err


def test_quiet_leaves_only_files(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "-q", "--output", "a.json", "--history", "h.jsonl", "--no-cache") == (0, "", "")
    assert (repo / "a.json").exists()
    assert (repo / "h.jsonl").exists()
    code, _, err = call(capsys, "-q")
    assert (code, "nobody who is told" in err) == (2, True)


def test_quiet_still_tells_what_kept_it_from_auditing(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / "SSOT_LOCK.yml").write_text("domains: [")
    code, out, err = call(capsys, "-q", "--output", "a.json", "--no-cache")
    assert (code, out) == (2, "")
    assert "SSOT002" in err
    assert json.loads((repo / "a.json").read_text())["verdict"] == "untrusted"
