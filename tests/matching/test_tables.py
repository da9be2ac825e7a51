from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from ssot_check.matching import tables

FILES = sorted(Path(tables.__file__).parent.rglob("*.json"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.name))
def test_no_table_says_a_thing_twice(file: Path) -> None:
    repeated: list[str] = []

    def kept(pairs: list[tuple[str, object]]) -> dict[str, object]:
        repeated.extend(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        return dict(pairs)

    json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=kept)
    assert repeated == []


def test_the_tables_of_a_folder_come_in_their_order() -> None:
    names = [name for name, _ in tables.tables("profiles")]
    assert names == sorted(names)
    assert dict(tables.tables("profiles"))["retry"] == tables.table("profiles/retry.json")
