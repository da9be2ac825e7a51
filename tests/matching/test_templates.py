"""Which files belong to a project template."""

from __future__ import annotations

import pytest

from ssot_check.matching.templates import leaves_home


@pytest.mark.parametrize(
    ("owner", "copy", "leaves"),
    [
        ("app/log.py", "starter/{{ cookiecutter.name }}/log.py", True),
        ("app/log.py", "starter/{{name}}/src/{{ name }}/log.py", True),
        ("app/log.py", "starter/{% if log %}log.py{% endif %}", True),
        ("starter/{{ a }}/log.py", "starter/{{ a }}/jobs/run.py", False),
        ("starter/{{ a }}/log.py", "other/{{ a }}/log.py", True),
        ("starter/{{ a }}/log.py", "app/log.py", False),
        ("app/log.py", "app/templates/log.py", False),
    ],
)
def test_what_leaves_the_repository(owner: str, copy: str, leaves: bool) -> None:
    assert leaves_home(owner, copy) is leaves
