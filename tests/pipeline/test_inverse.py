"""A function that takes back what the owner does is no copy of it, however much of the form is equal."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import check
from tests import repositories as make

REGISTRY = "schema_version: 2\ndomains:\n  locks:\n    paths: [shop/locks.py]\n"
OWNER = """def {name}(f):
    @wraps(f)
    def wrapper(stage, *args, **kwargs):
        stage.repo.lock.{first}()
        {reset}stage.repo._reset()
        try:
            ret = f(stage, *args, **kwargs)
        finally:
            stage.repo.lock.{last}()
            {again}stage.repo._reset()
        return ret

    return wrapper
"""
HEAD = "from functools import wraps\n\n\n"


def text(name: str, first: str, last: str, *, early: bool) -> str:
    reset, again = ("", "# ") if early else ("# ", "")
    return HEAD + OWNER.format(name=name, first=first, last=last, reset=reset, again=again)


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        pytest.param(text("relocked", "lock", "unlock", early=False), [], id="each call is the opposite"),
        pytest.param(text("unlocked_later", "unlock", "lock", early=False), ["SSOT203"], id="the same order with another line moved"),
    ],
)
def test_what_takes_back_what_the_owner_does_is_a_hint(tmp_path: Path, copy: str, expected: list[str]) -> None:
    owner = text("unlocked", "unlock", "lock", early=True)
    root = make.repository(tmp_path / "repo", {"SSOT_LOCK.yml": REGISTRY, "shop/locks.py": owner, "shop/stages.py": copy})
    told = [item.code for item in check(Config(root=root)).findings if item.code.startswith("SSOT20")]
    assert told == expected
    assert "SSOT203" in [item.code for item in check(Config(root=root, hints=True)).findings]
