"""What the help for a type with the same fields proposes: nothing that Python refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from ssot_check.model.config import Config
from ssot_check.pipeline.check import checked
from tests.repositories import write

FIELDS = "    number: int\n    name: str\n    street: str\n    town: str\n    country: str\n    visits: int\n"


@pytest.mark.parametrize(
    ("head", "inherits"),
    [
        ("from typing import TypedDict\n\n\nclass Row(TypedDict):\n", False),
        ("from typing import NamedTuple\n\n\nclass Row(NamedTuple):\n", False),
        ("from typing import TypedDict\n\n\nclass Base(TypedDict):\n    pass\n\n\nclass Row(Base):\n", False),
        ("from dataclasses import dataclass\n\n\n@dataclass\nclass Row:\n", True),
        ("from dataclasses import dataclass\n\n\n@dataclass(slots=True)\nclass Row:\n", True),
        ("from dataclasses import dataclass\n\n\n@dataclass(frozen=True)\nclass Row:\n", False),
    ],
)
def test_what_cannot_inherit_is_not_told_to(head: str, inherits: bool, tmp_path: Path) -> None:
    files = {
        "SSOT_LOCK.yml": "schema_version: 2\ndomains:\n  guests: {paths: [app/guest.py]}\n",
        "app/__init__.py": "",
        "app/guest.py": f"from dataclasses import dataclass\n\n\n@dataclass\nclass Guest:\n{FIELDS}",
        "app/row.py": f"{head}{FIELDS}",
    }
    _, report = checked(Config(root=write(tmp_path, files), select=("SSOT209",), hints=True))
    (finding,) = report.findings
    assert ("inherit from it" in finding.help) == inherits
