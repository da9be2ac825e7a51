"""What is asked again of an edited repository changes no byte of its report, and lost records heal."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from ssot_check.matching import anew
from ssot_check.pipeline.again import recollect
from ssot_check.workspace.cache_codec import DamagedRecordError
from tests import repositories as make
from tests.pipeline.test_apart import FOUND, whole
from tests.pipeline.test_quiet import OWNER, PIECES, RETRY, plain

pytestmark = pytest.mark.usefixtures("settled")


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of every search, whether it was given what an earlier one left."""
    seen: list[bool] = []
    really = anew._Family._asked

    def spy(self: anew._Family, numbers: list[int]) -> object:
        seen.append(self._known is not None and self._change is not None)
        return really(self, numbers)

    monkeypatch.setattr(anew._Family, "_asked", spy)
    return seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = make.repository(tmp_path / "r", FOUND)
    whole(root)
    return root


@pytest.mark.parametrize("seed", range(5))
def test_after_edits_of_owners_and_of_what_was_found_the_report_is_that_of_a_whole_look(root: Path, known: list[bool], seed: int) -> None:
    chance = random.Random(f"anew {seed}")
    for number in range(8):
        path = chance.choice(
            ("app/log.py", "app/retry/core.py", "scripts/lib.sh", "jobs/copy.py", "jobs/edited.py", "web/a.py", "web/base.py")
        )
        text = (root / path).read_text()
        if path.endswith(".sh"):
            added = f'more_{number}() {{\n    logger -t part{number} "$1"\n}}\n'
        else:
            added = "\n\n" + chance.choice((plain(chance.randrange(99)), plain(chance.randrange(239)), OWNER, RETRY, *PIECES[:5]))
        lines = text.splitlines(keepends=True)
        doomed = chance.randrange(len(lines)) if lines else 0
        made = (text + added, "".join(lines[:doomed] + lines[doomed + 1 :]), FOUND[path], FOUND[path] + added)
        (root / path).write_text(chance.choice(made))
        assert whole(root) == whole(root, use_cache=False)
    assert any(known)


def test_a_lost_record_of_who_was_silent_leads_to_a_search_of_everything(
    root: Path, known: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = recollect.decode

    def lost(kind: type, data: bytes) -> object:
        if kind is recollect.Silences:
            raise DamagedRecordError
        return really(kind, data)

    make.write(root, {"app/log.py": OWNER + "\n\n" + plain(3)})
    with monkeypatch.context() as patched:
        patched.setattr(recollect, "decode", lost)
        assert whole(root) == whole(root, use_cache=False)
    assert not any(known)
    make.write(root, {"app/log.py": OWNER + "\n\n" + plain(5)})
    assert whole(root) == whole(root, use_cache=False)
    assert any(known)
