"""Pasted script blocks whose settings were renamed."""

from __future__ import annotations

import pytest

from ssot_check.matching.settings import is_renamed_script
from ssot_check.model.match import CloneType
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import a_haystack, searched

BLOCK = """
TARGET = folder
mkdir(TARGET, dump)
pg_dump(TARGET, BUCKET)
find(TARGET, older, +14)
gzip(TARGET, fast)
sync(TARGET, BUCKET)
"""


def a_script(text: str, path: str = "jobs/a.py", kind: UnitKind = UnitKind.SCRIPT) -> Unit:
    return a_unit("<script>", text, path, kind=kind)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BLOCK.replace("TARGET", "DEST"), True),
        (BLOCK.replace("TARGET", "DEST").replace("BUCKET", "STORE"), True),
        (BLOCK, False),
        (BLOCK.replace("TARGET", "BUCKET"), False),
        (BLOCK.replace("TARGET", "DEST").replace("gzip", "bzip"), False),
        (BLOCK.replace("pg_dump(TARGET", "pg_dump(OTHER"), False),
        (BLOCK.replace("TARGET", "DEST") + "gzip(DEST, slow)", False),
    ],
    ids=["one setting", "two", "nothing", "two become one", "another command", "one place", "one more line"],
)
def test_settings_must_be_renamed_one_for_one_and_nothing_else(text: str, expected: bool) -> None:
    assert is_renamed_script(a_script(BLOCK, "app/log.py"), a_script(text)) is expected


def test_in_a_function_names_from_outside_are_no_settings_of_its_own() -> None:
    owner, copy = a_script(BLOCK, "app/log.py", UnitKind.FUNCTION), a_script(BLOCK.replace("TARGET", "DEST"), kind=UnitKind.FUNCTION)
    assert not is_renamed_script(owner, copy)


def test_such_a_block_is_a_renamed_copy() -> None:
    (found,) = searched(a_haystack(a_script(BLOCK, "app/log.py"), a_script(BLOCK.replace("TARGET", "DEST"))))
    assert found.clone_type is CloneType.RENAMED
    assert found.alignment.pairs == tuple((line, line) for line in range(2, 8))
