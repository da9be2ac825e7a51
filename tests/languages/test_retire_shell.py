"""Copies in shell scripts that are deleted in favour of the owner's function."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.fixes.apply import apply
from ssot_check.model.config import Config
from ssot_check.model.finding import Safety
from ssot_check.pipeline.check import checked
from tests.repositories import write

REGISTRY = "schema_version: 2\ndomains:\n  backups:\n    paths: [lib/backup.sh]\n    exports: [backup_database]\n"
BODY = """\
backup_database() {
  local name="$1" folder="$2" stamp
  stamp="$(date +%Y%m%d-%H%M%S)"
  mkdir -p "$folder"
  pg_dump --format=custom --file="$folder/$name-$stamp.dump" "$name"
  find "$folder" -name "$name-*.dump" -mtime +14 -delete
  echo "backup of $name is in $folder"
}
"""
SOURCE = 'source "$(dirname "${BASH_SOURCE[0]}")/../lib/backup.sh"\n'


def repaired(tmp_path: Path, text: str) -> str:
    """The script after the repair of its copy; "" when there is none."""
    root = write(tmp_path, {"SSOT_LOCK.yml": REGISTRY, "lib/backup.sh": f"#!/bin/bash\n{BODY}", "lib/tool.sh": "", "bin/run.sh": text})
    _, report = checked(Config(root=root, select=("SSOT201", "SSOT202")))
    (fix,) = [item.fix for item in report.findings]
    assert fix is None or fix.safety is Safety.SUGGESTED
    return apply(text, sorted(fix.edits, key=lambda edit: (edit.location, edit.text == ""))) if fix else ""


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (
            f'#!/bin/bash\n. "$(dirname "$0")/tool.sh" || exit\n\n# Dumps.\n{BODY}\nbackup_database a b\n',
            f'#!/bin/bash\n. "$(dirname "$0")/tool.sh" || exit\n\n{SOURCE}\nbackup_database a b\n',
        ),
        (f"say() {{ echo; }}\n\n{BODY}", f"{SOURCE}\nsay() {{ echo; }}\n"),
        (f"{SOURCE}\n{BODY}\nbackup_database a b\n", f"{SOURCE}\nbackup_database a b\n"),
    ],
)
def test_the_function_goes_and_the_library_is_sourced_once(text: str, after: str, tmp_path: Path) -> None:
    assert repaired(tmp_path, text) == after


@pytest.mark.parametrize(
    "text",
    [
        BODY.replace("backup_database", "dump_it"),
        f"if true; then\n{BODY}fi\n",
        BODY.replace("}\n", "}; backup_database a b\n"),
        f"{BODY}\nbackup_database() {{ false; }}\n",
        f"#!/bin/bash\nset -e\n\n{BODY}\nbackup_database a b\n",
        f'#!/bin/bash\n. "$STATE"\n. /etc/os-release\n. "$DIR/env"\n\n{BODY}\nbackup_database a b\n',
    ],
    ids=[
        "another name",
        "inside something",
        "sharing its line",
        "defined twice",
        "a script that sources nothing",
        "a script that sources its state",
    ],
)
def test_what_would_need_more_is_left_to_a_person(text: str, tmp_path: Path) -> None:
    assert repaired(tmp_path, text) == ""
