from __future__ import annotations

import json
from pathlib import Path

import pytest

from ssot_check.cli.main import run
from tests.pipeline.trees import INNOCENT, REGISTRY, tree


@pytest.mark.parametrize(
    ("extra", "code", "said"),
    [("", 0, "The gate works"), ("    duplicates: {ignore: ['**']}\n", 1, "The gate does not work here")],
    ids=["sound", "looks away"],
)
def test_the_answer_and_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str], extra: str, code: int, said: str) -> None:
    root = tree(tmp_path, {"jobs/a.py": INNOCENT}, REGISTRY + extra)
    assert run(["self-test", "-C", str(root)]) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith(said)
    assert any(line.startswith("SSOT201  exact-copy") for line in lines)
    assert run(["self-test", "-C", str(root), "--format", "json"]) == code
    document = json.loads(capsys.readouterr().out)
    assert document["exit_code"] == code
    assert {"code", "name", "outcome", "detail", "fails_a_run"} == document["rules"][0].keys()


def test_without_a_registry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["self-test", "-C", str(tmp_path)]) == 2
    assert "SSOT_LOCK.yml" in capsys.readouterr().err
