"""What the sample projects of family 4 cannot show."""

from __future__ import annotations

import pytest

from ssot_check.rules.support.versions import is_reached


@pytest.mark.parametrize(
    ("goal", "version", "reached"),
    [
        ("2.0.0", "2.0.0", True),
        ("2.0", "2.0.1", True),
        ("v2", "2.0.0", True),
        ("2.0.0", "2.0.0rc1", False),
        ("2.0.0", "2.0.0.dev3", False),
        ("2.0.0", "2.0.0+local.1", True),
        ("2.0.0", "2.0.0.post1", True),
        ("2.0.0rc1", "2.0.0rc2", True),
        ("2.0.0", "1.10.0", False),
        ("1.9", "1.10", True),
        ("2026.1", "2025.12", False),
        ("spring", "2.0.0", None),
        ("2.0.0", "", None),
    ],
)
def test_versions_are_compared_by_number(goal: str, version: str, reached: bool | None) -> None:
    assert is_reached(goal, version) is reached
