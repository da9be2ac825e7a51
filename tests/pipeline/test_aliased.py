"""The public name of what begins with an underscore."""

from __future__ import annotations

import pytest

from ssot_check.pipeline.aliased import by_public_name
from tests.builders import a_unit

LINE = "from app.retry import _Retry"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("retry = _Retry\n", "from app.retry import retry as _Retry"),
        ("class _Retry: ...\n\nretry: type = _Retry  # for others\n", "from app.retry import retry as _Retry"),
        ("retry = _Retry()\n", LINE),
        ("def made():\n    retry = _Retry\n", LINE),
        ("_again = _Retry\n", LINE),
        ("retry = _RetryLater\n", LINE),
    ],
)
def test_a_name_at_the_top_that_is_the_owner(text: str, line: str) -> None:
    assert by_public_name(LINE, a_unit("_Retry", "", "app/retry.py"), text) == line
    assert by_public_name(LINE, a_unit("wait", "", "app/retry.py", scope="_Retry"), text) == line


def test_a_public_owner_keeps_its_name() -> None:
    line = "from app.retry import Retry"
    assert by_public_name(line, a_unit("Retry", "", "app/retry.py"), "again = Retry\n") == line
