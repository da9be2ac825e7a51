"""Code that reads alike and works on something else."""

from __future__ import annotations

from typing import Any

import pytest

from ssot_check.languages import rust
from ssot_check.matching.fingerprint import fingerprint
from ssot_check.matching.subjects import works_elsewhere
from ssot_check.model.source import SourceFile
from ssot_check.model.unit import Unit, UnitKind
from tests.builders import a_unit
from tests.matching.haystacks import SETUP

CLASS, CONFIG, TABLE = UnitKind.CLASS, UnitKind.CONFIG, UnitKind.TABLE
CACHE = "uses: 'actions/cache'\npath: '.mypy_cache'\nkey: 'mypy-pyproject-lock'\nrestore: 'mypy-typing'"


def copied(name: str, text: str, **fields: Any) -> Unit:
    return a_unit(name, text, "jobs/a.py", **fields)


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (("a.conf", "/etc/a.conf"), ("b.conf", "/etc/b.conf"), True),
        (("a.conf", "/etc/a.conf"), ("a.conf", "/srv/a.conf"), False),
        (("a.conf",), (), False),
        ((), (), False),
    ],
)
def test_two_calls_of_one_module_work_on_other_things(mine: tuple[str, ...], theirs: tuple[str, ...], expected: bool) -> None:
    owner = a_unit("Configure web", CACHE, kind=CONFIG, bases=mine)
    assert works_elsewhere(owner, copied("Configure it", CACHE, kind=CONFIG, bases=theirs)) is expected


@pytest.mark.parametrize(
    ("name", "table", "kind", "expected"),
    [
        ("PendingList", "$__tablename__ = 'pending_lists'\n", CLASS, True),
        ("EntryList", "$__tablename__ = 'pending_lists'\n", CLASS, False),
        ("PendingList", "", CLASS, False),
        ("PendingList", "$__tablename__ = 'pending_lists'\n", TABLE, False),
    ],
    ids=["another table", "the same class", "no table", "no class"],
)
def test_classes_of_two_tables_work_on_other_things(name: str, table: str, kind: UnitKind, expected: bool) -> None:
    owner = a_unit("EntryList", f"__tablename__ = 'entry_lists'\n{SETUP}", kind=kind)
    assert works_elsewhere(owner, copied(name, table.replace("$", "") + SETUP, kind=kind)) is expected


@pytest.mark.parametrize(
    ("path", "call", "expected"),
    [
        ("till/src/store.rs", 'sqlx::migrate!("./migrations").run(pool).await?;', True),
        ("till/src/store.rs", 'pool.execute(include_str!("schema.sql")).await?;', True),
        ("shop/src/other.rs", 'sqlx::migrate!("./migrations").run(pool).await?;', False),
        ("till/src/store.rs", 'pool.execute("vacuum").await?;', False),
    ],
)
def test_what_is_built_in_lies_beside_each_crate(path: str, call: str, expected: bool) -> None:
    text = f"pub async fn prepare(pool: &Pool) -> Result<()> {{\n    {call}\n    Ok(())\n}}\n"
    mine, theirs = (
        rust.LANGUAGE.parse(SourceFile(place, "rust", text, "0"), fingerprint).units[0] for place in ("shop/src/store.rs", path)
    )
    assert works_elsewhere(mine, theirs) is expected
