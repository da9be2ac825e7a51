"""A function that is registered as a step between two versions of stored data is frozen, and no copy of another step."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  lists:\n    paths: [app/lists.py]\n"
STEP = """\
def upgrade(version, session):
    if version is None:
        version = 0
    if version == 0:
        table = table_schema("list_entries", session)
        add_column(table, "json", Unicode, session)
        for row in session.execute(select(table.c.id, table.c.entry)):
            loaded = pickle.loads(row["entry"])
            session.execute(table.update().where(table.c.id == row["id"]).values(json=json.dumps(loaded)))
        version = 1
    return version
"""


@pytest.mark.parametrize(
    ("decorator", "told"),
    [("@db_schema.upgrade('lists')\n", 0), ("@upgrade('lists')\n", 0), ("@retry('lists')\n", 1), ("", 1)],
)
def test_a_registered_step_is_told_of_nothing(decorator: str, told: int, tmp_path: Path) -> None:
    head = "import json\nimport pickle\n\nfrom app.schema import Unicode, add_column, db_schema, retry, select, table_schema, upgrade\n\n\n"
    copy = STEP.replace("list_entries", "delayed").replace("        version = 1\n", "        version = 1\n        session.commit()\n")
    files = {"app/__init__.py": "", "app/lists.py": head + decorator + STEP, "app/delay.py": head + decorator + copy}
    _, report = checked(Config(root=write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, **files}), select=("SSOT2",)))
    assert len([item for item in report.findings if item.domain == "lists"]) == told
